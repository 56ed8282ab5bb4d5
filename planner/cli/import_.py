"""`planner import`: a plan of Microsoft Project or Primavera P6 becomes a workstream."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.exchange_output import complaint
from planner.cli.exchange_output import progress
from planner.cli.language import current_locale
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
from planner.i18n import problem_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.exchange.importing import ImportDraft
    from planner.exchange.project import ExchangeProject
    from planner.i18n import Locale


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
    locale = current_locale(ctx)
    wish = Wish(workstream, owner, source, title, replaces, locale)
    try:
        with progress(expected_tasks(file)) as step:
            found = read_project(file, step, project)
            verdict = verify(found)
            drafted = draft(found, file, plan, wish)
        _refuse_what_check_refuses(drafted, locale)
        states = write(drafted, wish)
    except ExchangeError as fault:
        raise complaint(fault, locale) from None
    for path, state in states.items():
        click.echo(locale.say(f"exchange.import.state.{state}", file=path))
    for line in (*_summary(drafted, found, file, locale), *lines(verdict, locale, limit=SHOWN)):
        click.echo(line)


def _refuse_what_check_refuses(found: ImportDraft, locale: Locale) -> None:
    for problem in found.problems[:SHOWN]:
        click.echo(problem_line(problem, locale), err=True)
    if found.problems:
        raise ExchangeError(Fault.NOT_ACCEPTED)


def _summary(
    found: ImportDraft, project: ExchangeProject, file: Path, locale: Locale
) -> Iterator[str]:
    """What came along, which calendars it has, and what stayed behind."""
    yield locale.say(
        "exchange.import.done",
        activities=locale.count("count.activity", found.activities),
        dependencies=locale.count("exchange.dependencies", found.dependencies),
        file=file.name,
        application=project.application.value,
    )
    for match in found.matches:
        details = {"imported": match.imported, "name": match.name}
        if match.first is None:
            yield locale.say("exchange.import.calendar-equal", **details)
        else:
            day = locale.date(match.first)
            key = "exchange.import.calendar-differs"
            yield locale.count(key, match.days, date=day, **details)
    if found.snippet:
        yield locale.say("exchange.import.snippet")
        yield found.snippet
    yield from lost_lines(found.lost, locale)


def lost_lines(lost: object, locale: Locale) -> Iterator[str]:
    """What was left out, a line for each kind with its count."""
    if isinstance(lost, dict) and lost:
        yield locale.say("exchange.import.lost")
        for name, count in lost.items():
            yield f"  {count:>5}  {locale.say(f'exchange.lost.{name}')}"
