"""`planner import`: a plan of Microsoft Project or Primavera P6 becomes a workstream."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.exchange_output import complaint
from planner.cli.exchange_output import progress
from planner.cli.language import current_language
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
from planner.exchange.project import ExchangeError
from planner.exchange.project import Fault
from planner.exchange.verification import verify
from planner.i18n import format_date
from planner.i18n import plural
from planner.i18n import render
from planner.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.exchange.importing import ImportDraft
    from planner.exchange.project import ExchangeProject


@verb
@click.argument("file", type=click.Path(path_type=Path))
@plan_argument
@option("--workstream", required=True, help="exchange.import.workstream")
@option("--owner", default=None, help="exchange.import.owner")
@option("--source", default=None, help="exchange.import.source")
@option("--title", default=None, help="exchange.import.title")
@option("--project", default=None, help="exchange.import.project")
@option("--replace", "replaces", is_flag=True, help="exchange.import.replace")
@click.pass_context
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
    lang = current_language(ctx)
    wish = Wish(workstream, owner, source, title, replaces, lang)
    try:
        with progress(expected_tasks(file)) as step:
            found = read_project(file, step, project)
            verdict = verify(found)
            drafted = draft(found, file, plan, wish)
        _refuse_what_check_refuses(drafted, lang)
        states = write(drafted, wish)
    except ExchangeError as fault:
        raise complaint(fault, lang) from None
    for path, state in states.items():
        click.echo(text(f"exchange.import.state.{state}", lang, file=path))
    for line in (*_summary(drafted, found, file, lang), *lines(verdict, lang, limit=SHOWN)):
        click.echo(line)


def _refuse_what_check_refuses(found: ImportDraft, lang: str) -> None:
    for problem in found.problems[:SHOWN]:
        click.echo(render(problem, lang), err=True)
    if found.problems:
        raise ExchangeError(Fault.NOT_ACCEPTED)


def _summary(found: ImportDraft, project: ExchangeProject, file: Path, lang: str) -> Iterator[str]:
    """What came along, which calendars it has, and what stayed behind."""
    yield text(
        "exchange.import.done",
        lang,
        activities=plural("count.activity", found.activities, lang),
        dependencies=plural("exchange.dependencies", found.dependencies, lang),
        file=file.name,
        application=project.application.value,
    )
    for match in found.matches:
        details = {"imported": match.imported, "name": match.name}
        if match.first is None:
            yield text("exchange.import.calendar-equal", lang, **details)
        else:
            day = format_date(match.first, lang)
            key = "exchange.import.calendar-differs"
            yield plural(key, match.days, lang, date=day, **details)
    if found.snippet:
        yield text("exchange.import.snippet", lang)
        yield found.snippet
    yield from lost_lines(found.lost, lang)


def lost_lines(lost: object, lang: str) -> Iterator[str]:
    """What was left out, a line for each kind with its count."""
    if isinstance(lost, dict) and lost:
        yield text("exchange.import.lost", lang)
        for name, count in lost.items():
            yield f"  {count:>5}  {text(f'exchange.lost.{name}', lang)}"
