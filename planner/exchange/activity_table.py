"""The plan as rows, for every format that is a table."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.schedule.activity_fields import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.i18n import Locale
    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.activity_fields import Output
    from planner.schedule.plan_schedule import Schedule

Cell = str | float | date | None


def rows_in_order(schedule: Schedule) -> list[ActivityDates]:
    """Sort the activities: workstream after workstream as in reports, each by date."""
    order = {workstream.id: i for i, workstream in enumerate(schedule.plan.workstreams)}
    return sorted(
        schedule.activities.values(),
        key=lambda dates: (
            order.get(dates.workstream, len(order)),
            dates.start,
            dates.finish,
            dates.id,
        ),
    )


def headings(output: Output, locale: Locale) -> list[str]:
    """Give the headings of the columns."""
    return [locale.say(field.heading) for field in fields_of(output)]


def table(
    schedule: Schedule, locale: Locale, output: Output, rows: list[ActivityDates] | None = None
) -> Iterator[list[Cell]]:
    """Give the values of every row, in the order of the columns."""
    fields = fields_of(output)
    for dates in rows_in_order(schedule) if rows is None else rows:
        yield [_cell(field.in_words(field.value(schedule, dates), locale)) for field in fields]


def _cell(value: str | date | Fraction | None) -> Cell:
    return round(float(value), 2) if isinstance(value, Fraction) else value
