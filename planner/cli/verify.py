"""`planner verify`: the dates of a file of another program beside ours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.exchange_output import complaint
from planner.cli.exchange_output import progress
from planner.cli.language import current_locale
from planner.cli.options import option
from planner.cli.options import verb
from planner.exchange.file_reader import expected_tasks
from planner.exchange.file_reader import read_project
from planner.exchange.project import ExchangeError
from planner.exchange.verification import verify

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from planner.exchange.verification import Compared
    from planner.exchange.verification import Verification
    from planner.i18n import Locale

SHOWN = 20


@verb
@click.argument("file", type=click.Path(path_type=Path))
@option("--all", "show_all", is_flag=True, help="exchange.verify.show-all")
@option("--project", default=None, help="exchange.import.project")
@click.pass_context
def command(ctx: click.Context, file: Path, project: str | None, *, show_all: bool) -> None:
    """Verify the dates of a file."""
    locale = current_locale(ctx)
    try:
        with progress(expected_tasks(file)) as step:
            found = verify(read_project(file, step, project))
    except ExchangeError as fault:
        raise complaint(fault, locale) from None
    for line in lines(found, locale, limit=None if show_all else SHOWN):
        click.echo(line)
    ctx.exit(int(bool(found.differences)))


def lines(found: Verification, locale: Locale, *, limit: int | None) -> Iterator[str]:
    """The verdict in a line, then the activities that differ."""
    total, different = len(found.rows), found.differences
    application = found.application.value
    if not total:
        yield locale.say("exchange.verify.none")
    elif not different:
        yield locale.count("exchange.verify.all", total, application=application)
    else:
        details = {"equal": total - len(different), "total": total, "application": application}
        yield locale.count("exchange.verify.some", len(different), **details)
    yield from (f"  {_row(row, locale)}" for row in different[:limit])
    if limit is not None and len(different) > limit:
        yield f"  {locale.say('exchange.verify.more', count=len(different) - limit)}"
    if found.without_dates:
        yield locale.say("exchange.verify.without-dates", count=found.without_dates)


def _row(row: Compared, locale: Locale) -> str:
    return locale.say(
        "exchange.verify.row",
        name=row.name,
        code=row.code,
        stored_start=_moment(row.stored_start, locale),
        stored_finish=_moment(row.stored_finish, locale),
        start=_moment(row.start, locale),
        finish=_moment(row.finish, locale),
        reason=locale.say(f"exchange.reason.{row.reason}", name=row.because_of),
    )


def _moment(moment: datetime | None, locale: Locale) -> str:
    if moment is None:
        return "-"
    return f"{locale.date(moment.date(), short=True)} {moment:%H:%M}"
