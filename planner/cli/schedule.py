"""`planner schedule`: the dates and floats of every activity."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

import click

from planner.cli.language import current_locale
from planner.cli.loading import load_schedule
from planner.cli.options import Form
from planner.cli.options import data_date_option
from planner.cli.options import format_option
from planner.cli.options import plan_argument
from planner.cli.options import print_json
from planner.cli.options import verb
from planner.cli.text_table import TextColumn
from planner.cli.text_table import paragraph
from planner.cli.text_table import table_lines
from planner.exchange.csv_table import defused
from planner.i18n import EnumTexts
from planner.model import ActivityState
from planner.report.listing import activity_listing
from planner.report.listing import program_fields
from planner.report.listing import schedule_listing
from planner.report.summary import verdict_text
from planner.schedule.activity_fields import FieldKind
from planner.schedule.activity_fields import Output
from planner.schedule.activity_fields import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from planner.i18n import Locale
    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.plan_schedule import Schedule

NARROW = {
    "id": "schedule.activity",
    "start": "schedule.start",
    "finish": "schedule.finish",
    "duration_days": "schedule.duration",
    "total_float": "schedule.float",
}
"""Shorter headings, so that the table fits a hundred columns."""

WIDEST_DAY = date(2026, 9, 30)
"""English writes September as `Sept`, with one letter more than other months."""

STATE_TEXT = EnumTexts("schedule", ActivityState)


@verb
@plan_argument
@data_date_option
@format_option(Form.TABLE, Form.JSON, Form.CSV)
def command(ctx: click.Context, plan: Path, data_date: date | None, form: Form) -> None:
    """Schedule a plan."""
    schedule = load_schedule(ctx, plan, data_date)
    if form is Form.JSON:
        print_json(schedule_listing(schedule))
    elif form is Form.CSV:
        click.echo(_as_csv(schedule), nl=False)
    else:
        click.echo("\n".join(_as_table(schedule, current_locale(ctx))))


def _as_csv(schedule: Schedule) -> str:
    """Write the activities with the keys of the JSON as columns."""
    stream = io.StringIO(newline="")
    fields = [field.name for field in program_fields()]
    # The module writes the line ends of Windows unless it is told not to.
    writer = csv.DictWriter(stream, fields, lineterminator="\n")
    writer.writeheader()
    for activity in sorted(schedule.activities):
        listing = activity_listing(schedule, activity)
        writer.writerow({name: _cell(value) for name, value in listing.items()})
    return stream.getvalue()


def _cell(value: object) -> object:
    match value:
        # As JSON writes it, and not as Python does.
        case bool():
            return str(value).lower()
        # Ids have no spaces, so a space parts them.
        case list():
            return " ".join(value)
        case str():
            return defused(value)
        case _:
            return value


def _as_table(schedule: Schedule, locale: Locale) -> Iterator[str]:
    yield schedule.plan.programme.programme
    yield locale.say("schedule.data-date", date=locale.date(schedule.data_date))
    for target in schedule.plan.programme.all_targets:
        forecast = schedule.forecast(target)
        if forecast is not None:
            yield paragraph(verdict_text(schedule, forecast, locale))
    yield ""
    yield from _table(schedule, locale)
    yield ""
    yield paragraph(locale.say("schedule.legend"))


def _table(schedule: Schedule, locale: Locale) -> Iterator[str]:
    fields = fields_of(Output.TERMINAL)
    widths = _widths(locale)
    columns = []
    for field in fields:
        heading = locale.say(NARROW.get(field.name, field.heading))
        is_number = field.kind is FieldKind.DAYS
        columns.append(TextColumn(heading, widths.get(field.name, 0), is_number))
    columns.append(TextColumn(locale.say("schedule.state")))
    rows = []
    for dates in schedule.activities.values():
        cells = [field.text(field.value(schedule, dates), locale, decimals=2) for field in fields]
        rows.append([*cells, _state(dates, locale)])
    yield from table_lines(columns, rows)


def _widths(locale: Locale) -> dict[str, int]:
    """Give the widths of columns; ids get what the dates of a language leave."""
    day = len(locale.date(WIDEST_DAY, short=True))
    return {"id": 62 - 2 * day, "start": day, "finish": day, "duration_days": 6, "total_float": 7}


def _state(dates: ActivityDates, locale: Locale) -> str:
    """Say the state, with `*` on the critical path and `!` without float."""
    state = locale.say(STATE_TEXT[dates.state])
    if dates.on_critical_path:
        return f"{state} *"
    return f"{state} !" if dates.critical else state
