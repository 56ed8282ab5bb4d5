"""`planner import`: a plan of Microsoft Project or Primavera P6 becomes a workstream."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.exchange_output import complaint
from planner.cli.exchange_output import progress
from planner.cli.language import current_locale
from planner.cli.loading import print_problems
from planner.cli.options import option
from planner.cli.options import plan_argument
from planner.cli.options import verb
from planner.cli.verify import SHOWN
from planner.cli.verify import lines
from planner.exchange.file_reader import expected_tasks
from planner.exchange.file_reader import read_project
from planner.exchange.importing import Wish
from planner.exchange.importing import draft
from planner.exchange.importing import write
from planner.exchange.left_out import LEFT_OUT_TEXT
from planner.exchange.left_out import LeftOut
from planner.exchange.project import ExchangeError
from planner.exchange.project import Fault
from planner.exchange.verification import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from planner.exchange.importing import ImportDraft
    from planner.exchange.project import ExchangeProject
    from planner.i18n import Locale

STATE_TEXT = {
    "new": "exchange.import.state.new",
    "replaced": "exchange.import.state.replaced",
    "unchanged": "exchange.import.state.unchanged",
}
"""By what became of a file."""


@verb
@click.argument("file", type=click.Path(path_type=Path))
@plan_argument
@option("--workstream", required=True, help="exchange.import.workstream")
@option("--owner", default=None, help="exchange.import.owner")
@option("--source", default=None, help="exchange.import.source")
@option("--title", default=None, help="exchange.import.title")
@option("--project", default=None, help="exchange.import.project")
@option("--replace", "replaces", is_flag=True, help="exchange.import.replace")
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    ctx: click.Context,
    file: Path,
    plan: Path,
    workstream: str,
    owner: str | None,
    source: str | None,
    title: str | None,
    project: str | None,
    *,
    replaces: bool,
) -> None:
    """Import a plan."""
    locale = current_locale(ctx)
    wish = Wish(workstream, owner, source, title, replaces, locale)
    try:
        with progress(expected_tasks(file)) as step:
            content = read_project(file, step, project)
            verification = verify(content)
            drafted = draft(content, file, plan, wish)
        # An import must not turn a sound plan into one that no verb can open.
        _refuse_what_check_refuses(drafted, locale)
        states = write(drafted, wish)
    except ExchangeError as fault:
        raise complaint(fault, locale) from None
    for path, state in states.items():
        click.echo(locale.say(STATE_TEXT[state], file=path))
    for line in _summary(drafted, content, file, locale):
        click.echo(line)
    for line in lines(verification, locale, limit=SHOWN):
        click.echo(line)


def _refuse_what_check_refuses(drafted: ImportDraft, locale: Locale) -> None:
    print_problems(drafted.problems[:SHOWN], locale)
    if drafted.problems:
        raise ExchangeError(Fault.NOT_ACCEPTED)


def _summary(
    drafted: ImportDraft, project: ExchangeProject, file: Path, locale: Locale
) -> Iterator[str]:
    """Say what came along, which calendars it has, and what stayed behind."""
    yield locale.say(
        "exchange.import.done",
        activities=locale.count("count.activity", drafted.activities),
        dependencies=locale.count("exchange.dependencies", drafted.dependencies),
        file=file.name,
        application=project.application.value,
    )
    for match in drafted.matches:
        details = {"imported": match.imported, "name": match.name}
        if match.first is None:
            yield locale.say("exchange.import.calendar-equal", **details)
        else:
            day = locale.date(match.first)
            key = "exchange.import.calendar-differs"
            yield locale.count(key, match.days, date=day, **details)
    # Calendars are of the whole programme, so the user puts a new one in programme.yaml.
    if drafted.snippet:
        yield locale.say("exchange.import.snippet")
        yield drafted.snippet
    yield from lost_lines(drafted.lost, locale)


def lost_lines(lost: Mapping[str, int], locale: Locale) -> Iterator[str]:
    """Say what was left out, a line for each kind with its count."""
    if lost:
        yield locale.say("exchange.import.lost")
        for name, count in lost.items():
            yield f"  {count:>5}  {locale.say(LEFT_OUT_TEXT[LeftOut(name)])}"
