"""`planner schedule`: the dates and floats of every activity."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import click

from planner.cli.language import current_locale
from planner.cli.loading import load_schedule
from planner.cli.options import data_date_option
from planner.cli.options import format_option
from planner.cli.options import plan_argument
from planner.cli.options import verb
from planner.cli.text_table import TextColumn
from planner.cli.text_table import paragraph
from planner.cli.text_table import table_lines
from planner.exchange.csv_table import defused
from planner.report.listing import schedule_listing
from planner.report.summary import verdict_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from planner.i18n import Locale
    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.plan_schedule import Schedule

ID_WIDTH = 42


@verb
@plan_argument
@data_date_option
@format_option("table", "json", "csv")
@click.pass_context
def command(ctx: click.Context, plan: Path, data_date: date | None, form: str) -> None:
    """Schedule a plan."""
    schedule = load_schedule(ctx, plan, data_date)
    if form == "json":
        click.echo(json.dumps(schedule_listing(schedule), ensure_ascii=False, indent=1))
    elif form == "csv":
        click.echo(_as_csv(schedule), nl=False)
    else:
        click.echo("\n".join(_as_table(schedule, current_locale(ctx))))


def _as_csv(schedule: Schedule) -> str:
    """The keys of the JSON as columns."""
    listing = schedule_listing(schedule)["activities"]
    assert isinstance(listing, list)  # noqa: S101 - the listing says so
    stream = io.StringIO(newline="")
    if listing:
        writer = csv.DictWriter(stream, list(listing[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: _cell(value) for key, value in row.items()} for row in listing)
    return stream.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return " ".join(map(str, value))
    return defused(value) if isinstance(value, str) else value


def _as_table(schedule: Schedule, locale: Locale) -> Iterator[str]:
    yield schedule.plan.programme.programme
    yield locale.say("schedule.data-date", date=locale.date(schedule.data_date))
    for target in schedule.plan.programme.all_targets:
        forecast = schedule.forecast(target)
        if forecast is not None:
            yield paragraph(verdict_text(schedule, forecast, locale))
    yield ""
    columns = (
        TextColumn(locale.say("schedule.activity"), ID_WIDTH),
        TextColumn(locale.say("schedule.start"), 10),
        TextColumn(locale.say("schedule.finish"), 10),
        TextColumn(locale.say("schedule.duration"), 6, is_number=True),
        TextColumn(locale.say("schedule.float"), 7, is_number=True),
        TextColumn(locale.say("schedule.state"), 13),
    )
    yield from table_lines(columns, [_row(row, locale) for row in schedule.activities.values()])
    yield ""
    yield paragraph(locale.say("schedule.legend"))


def _row(row: ActivityDates, locale: Locale) -> list[str]:
    mark = "*" if row.on_critical_path else "!" if row.critical else ""
    return [
        row.id,
        locale.date(row.start, short=True),
        locale.date(row.finish, short=True),
        locale.figure(row.duration_days, decimals=2),
        locale.figure(row.total_float, decimals=2),
        f"{locale.say(f'schedule.{row.state}')} {mark}".strip(),
    ]
