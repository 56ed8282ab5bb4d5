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

REASON_TEXT = {
    "manual": "exchange.reason.manual",
    "external": "exchange.reason.external",
    "levelled": "exchange.reason.levelled",
    "split": "exchange.reason.split",
    "resource-calendar": "exchange.reason.resource-calendar",
    "resource": "exchange.reason.resource",
    "follows": "exchange.reason.follows",
    "percentage-lag": "exchange.reason.percentage-lag",
    "unknown": "exchange.reason.unknown",
}
"""By the reason why dates may differ."""


@verb
@click.argument("file", type=click.Path(path_type=Path))
@option("--all", "show_all", is_flag=True, help="exchange.verify.show-all")
@option("--project", default=None, help="exchange.import.project")
def command(ctx: click.Context, file: Path, project: str | None, *, show_all: bool) -> None:
    """Verify the dates of a file."""
    locale = current_locale(ctx)
    try:
        with progress(expected_tasks(file)) as step:
            verification = verify(read_project(file, step, project))
    except ExchangeError as fault:
        raise complaint(fault, locale) from None
    limit = SHOWN
    if show_all:
        limit = len(verification.differences)
    for line in lines(verification, locale, limit=limit):
        click.echo(line)
    ctx.exit(int(bool(verification.differences)))


def lines(verification: Verification, locale: Locale, *, limit: int) -> Iterator[str]:
    """Say the verdict in a line, then list the activities that differ."""
    total, different = len(verification.rows), verification.differences
    application = verification.application.value
    if not total:
        yield locale.say("exchange.verify.none")
    elif not different:
        yield locale.count("exchange.verify.all", total, application=application)
    else:
        details = {"equal": total - len(different), "total": total, "application": application}
        yield locale.count("exchange.verify.some", len(different), **details)
    for row in different[:limit]:
        yield f"  {_row(row, locale)}"
    if len(different) > limit:
        yield f"  {locale.say('exchange.verify.more', count=len(different) - limit)}"
    if verification.without_dates:
        yield locale.say("exchange.verify.without-dates", count=verification.without_dates)


def _row(row: Compared, locale: Locale) -> str:
    return locale.say(
        "exchange.verify.row",
        name=row.name,
        code=row.code,
        stored_start=_moment(row.stored_start, locale),
        stored_finish=_moment(row.stored_finish, locale),
        start=_moment(row.start, locale),
        finish=_moment(row.finish, locale),
        reason=locale.say(REASON_TEXT[row.reason], name=row.because_of),
    )


def _moment(moment: datetime | None, locale: Locale) -> str:
    if moment is None:
        return "-"
    # With the time, because another program may end a day at another hour.
    return f"{locale.date(moment.date(), short=True)} {moment:%H:%M}"
