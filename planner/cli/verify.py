"""`planner verify`: the dates of a file of another program beside ours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from planner.cli.exchange_output import complaint
from planner.cli.exchange_output import progress
from planner.cli.language import current_language
from planner.cli.options import option
from planner.cli.options import verb
from planner.exchange.file_reader import expected_tasks
from planner.exchange.file_reader import read_project
from planner.exchange.project import ExchangeError
from planner.exchange.verification import verify
from planner.i18n import format_date
from planner.i18n import plural
from planner.i18n import text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from planner.exchange.verification import Compared
    from planner.exchange.verification import Verification

SHOWN = 20


@verb
@click.argument("file", type=click.Path(path_type=Path))
@option("--all", "show_all", is_flag=True, help="exchange.verify.show-all")
@option("--project", default=None, help="exchange.import.project")
@click.pass_context
def command(ctx: click.Context, file: Path, project: str | None, *, show_all: bool) -> None:
    """Verify the dates of a file."""
    lang = current_language(ctx)
    try:
        with progress(expected_tasks(file)) as step:
            found = verify(read_project(file, step, project))
    except ExchangeError as fault:
        raise complaint(fault, lang) from None
    for line in lines(found, lang, limit=None if show_all else SHOWN):
        click.echo(line)
    ctx.exit(int(bool(found.differences)))


def lines(found: Verification, lang: str, *, limit: int | None) -> Iterator[str]:
    """The verdict in a line, then the activities that differ."""
    total, different = len(found.rows), found.differences
    application = found.application.value
    if not total:
        yield text("exchange.verify.none", lang)
    elif not different:
        yield plural("exchange.verify.all", total, lang, application=application)
    else:
        details = {"equal": total - len(different), "total": total, "application": application}
        yield plural("exchange.verify.some", len(different), lang, **details)
    yield from (f"  {_row(row, lang)}" for row in different[:limit])
    if limit is not None and len(different) > limit:
        yield f"  {text('exchange.verify.more', lang, count=len(different) - limit)}"
    if found.without_dates:
        yield text("exchange.verify.without-dates", lang, count=found.without_dates)


def _row(row: Compared, lang: str) -> str:
    return text(
        "exchange.verify.row",
        lang,
        name=row.name,
        code=row.code,
        stored_start=_moment(row.stored_start, lang),
        stored_finish=_moment(row.stored_finish, lang),
        start=_moment(row.start, lang),
        finish=_moment(row.finish, lang),
        reason=text(f"exchange.reason.{row.reason}", lang, name=row.because_of),
    )


def _moment(moment: datetime | None, lang: str) -> str:
    if moment is None:
        return "-"
    return f"{format_date(moment.date(), lang, short=True)} {moment:%H:%M}"
