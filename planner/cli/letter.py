"""`planner letter`: the draft of the progress letter, its document and the sheets beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.language import current_locale
from planner.cli.loading import load_workspace
from planner.cli.options import IsoDate
from planner.cli.options import data_date_option
from planner.cli.options import option
from planner.cli.options import plan_argument
from planner.cli.options import verb
from planner.model import Signatory
from planner.report.letter import FORMS
from planner.report.letter import DocumentError
from planner.report.letter import LetterContext
from planner.report.letter import LetterForm
from planner.report.letter import letter_document
from planner.report.letter import make_letter
from planner.report.letter import previous_data_date
from planner.schedule.plan_schedule import latest_data_date
from planner.source.writing import replace_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.i18n import Locale
    from planner.model import Plan
    from planner.report.letter import Letter
    from planner.workspace.plan_folder import Workspace

DRAFT = "md"
QUIET = frozenset({"assumed", "secondary", "open-point", "draft-added", "draft-updated"})
"""The flags that are on the sheet, and on the screen only when asked for."""


@verb
@plan_argument
@option("--since", type=IsoDate(), default=None, help="letter.since")
@data_date_option
@option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True, help="letter.out")
@option(
    "--form",
    type=click.Choice([form.value for form in LetterForm]),
    default=LetterForm.KAMERSTUK.value,
    show_default=True,
    help="letter.form",
)
@option(
    "--draft", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="letter.draft"
)
@option("--sections", default="", help="letter.sections")
@option("--signatory", "signatories", multiple=True, help="letter.signatory")
@option("--all", "show_all", is_flag=True, help="letter.all-flags")
def command(  # noqa: PLR0913 - one parameter an option
    ctx: click.Context,
    *,
    plan: Path,
    since: date | None,
    data_date: date | None,
    out: Path,
    form: str,
    draft: Path | None,
    sections: str,
    signatories: Sequence[str],
    show_all: bool,
) -> None:
    """Write a letter."""
    locale = current_locale(ctx)
    kind = out.suffix.lstrip(".").casefold()
    if kind not in {DRAFT, *FORMS}:
        raise click.UsageError(locale.say("letter.suffix", file=out.name))
    workspace = load_workspace(ctx, plan)
    chosen = _Choice(since, data_date, sections, tuple(signatories))
    subject, earlier = _subjects(workspace, chosen, locale)
    # A draft that a writer has changed is kept: only its generated parts are renewed.
    source = draft or out.with_suffix(f".{DRAFT}")
    letter = make_letter(subject, _existing(source, locale), earlier)
    written = _write(letter, out, kind, LetterForm(form), locale)
    _report(letter, written, locale, show_all=show_all)
    if letter.is_blocked:
        # The draft itself is written, because that is where the words are changed.
        if kind != DRAFT:
            click.echo(locale.say("letter.blocked"), err=True)
        ctx.exit(1)


@dataclass(frozen=True, slots=True)
class _Choice:
    """What was asked of a letter on the command line."""

    since: date | None
    data_date: date | None
    sections: str
    signatories: tuple[str, ...]


def _subjects(
    workspace: Workspace, chosen: _Choice, locale: Locale
) -> tuple[LetterContext, LetterContext | None]:
    """Give the contexts of this letter and of the letter before it."""
    plan = workspace.plan
    assert plan is not None  # noqa: S101 - a sound workspace has one
    day = chosen.data_date or latest_data_date(plan)
    before = chosen.since or previous_data_date(plan, day, workspace.data_dates)
    if before is None:
        raise click.UsageError(locale.say("letter.no-earlier", date=locale.date(day)))
    if before >= day:
        details = {"since": locale.date(before), "date": locale.date(day)}
        raise click.UsageError(locale.say("letter.order", **details))
    subject = LetterContext(
        workspace.at(day),
        workspace.at(before),
        tuple(map(_signatory, chosen.signatories)),
        _sections(plan, chosen.sections, locale),
    )
    first = previous_data_date(plan, before, workspace.data_dates)
    if first is None:
        return subject, None
    return subject, LetterContext(workspace.at(before), workspace.at(first))


def _sections(plan: Plan, written: str, locale: Locale) -> tuple[str, ...]:
    names = tuple(name.strip() for name in written.split(",") if name.strip())
    for name in names:
        if plan.workstream(name) is None:
            raise click.UsageError(locale.say("letter.unknown-section", name=name))
    return names


def _signatory(written: str) -> Signatory:
    office, _, name = written.partition("|")
    return Signatory(office=office.strip(), name=name.strip() or None)


def _existing(path: Path, locale: Locale) -> str | None:
    if not path.exists():
        return None
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise click.ClickException(locale.say("letter.unreadable", file=path)) from None


def _write(letter: Letter, out: Path, kind: str, form: LetterForm, locale: Locale) -> list[Path]:
    """Write the letter and its sheets; a draft with words that are too strong gives no document."""
    sheets = {
        "verantwoording": letter.accountability(),
        "metadata": letter.metadata(),
        "beslisnota": letter.beslisnota(),
    }
    content: dict[Path, str | bytes] = {}
    if kind == DRAFT:
        content[out] = letter.draft.text
    elif not letter.is_blocked:
        try:
            content[out] = letter_document(letter.draft.text, letter.subject, kind, form)
        except DocumentError as fault:
            reason = locale.say("letter.converter", reason=fault)
            raise click.ClickException(reason) from None
    for name, sheet in sheets.items():
        content[out.with_name(f"{out.stem}-{name}.md")] = sheet
    out.parent.mkdir(parents=True, exist_ok=True)
    # All texts are made before the first is written: a fault leaves the old letter whole.
    for path, text in content.items():
        replace_file(path, text)
    return list(content)


def _report(letter: Letter, written: Sequence[Path], locale: Locale, *, show_all: bool) -> None:
    """Say what was written and what the writer has to look at."""
    click.echo(locale.say("letter.written", files=", ".join(map(str, written))))
    shown = [flag for flag in letter.flags if show_all or flag.kind not in QUIET]
    for flag in shown:
        click.echo(f"- {flag.message(locale)}")
    line = f"{locale.count('letter.flag-count', len(letter.flags))}."
    if len(shown) < len(letter.flags):
        line += f" {locale.say('letter.hidden')}"
    click.echo(line)
