"""The calendars of a plan, laid out over its horizon."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from planner.workcalendar import CLOSED
from planner.workcalendar import OFFICE_HOURS
from planner.workcalendar import WorkCalendar
from planner.workcalendar import holidays_over

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date

    from planner.model import Calendar
    from planner.model import Programme
    from planner.workcalendar import Hours

OFFICE_WEEK = range(5)


def work_calendars(programme: Programme) -> Mapping[str, WorkCalendar]:
    """The calendars of a programme by name, the default one first."""
    names = sorted(programme.calendars, key=lambda n: (n != programme.default_calendar, n))
    return {name: work_calendar(programme, name) for name in names}


def work_calendar(programme: Programme, name: str) -> WorkCalendar:
    """One calendar with what it inherits: its own closures and worked days come on top."""
    line = list(_ancestry(programme, name))
    week = next((c.week for c in line if c.week is not None), tuple(OFFICE_WEEK))
    hours: Hours = next((c.hours for c in line if c.hours is not None), OFFICE_HOURS)
    exceptions: dict[date, Hours] = {}
    for calendar in reversed(line):
        exceptions.update(_days_off(programme, calendar))
        for day in calendar.worked:
            exceptions[day.date] = day.hours or hours
    return WorkCalendar(
        name,
        tuple(hours if day in week else CLOSED for day in range(7)),
        programme.horizon,
        exceptions,
    )


def _ancestry(programme: Programme, name: str) -> Iterator[Calendar]:
    current: str | None = name
    while current is not None:
        calendar = programme.calendars[current]
        yield calendar
        current = calendar.based_on


def _days_off(programme: Programme, calendar: Calendar) -> Iterator[tuple[date, Hours]]:
    rule = calendar.holidays
    if rule is not None:
        days = holidays_over(
            programme.horizon,
            rule.country,
            add=rule.add,
            omit=[str(item) for item in rule.omit],
            liberation_day=rule.liberation_day,
        )
        yield from dict.fromkeys(days, CLOSED).items()
    for closure in calendar.closures:
        count = (closure.to - closure.from_).days + 1
        yield from ((closure.from_ + timedelta(n), CLOSED) for n in range(count))
