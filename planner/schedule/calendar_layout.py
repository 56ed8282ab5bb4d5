"""The calendars of a plan, laid out over its horizon."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from datetime import timedelta
from functools import lru_cache
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
    """The calendars of a programme by name, the default one first.

    They are laid out once for all programmes that have the same ones over the same horizon.
    """
    key = repr((programme.horizon, programme.default_calendar, programme.calendars))
    return _laid_out(_Key(key, programme))


@dataclass(frozen=True, slots=True)
class _Key:
    """A programme told from others by the text of its calendars."""

    text: str
    programme: Programme = field(compare=False)


@lru_cache(maxsize=16)
def _laid_out(key: _Key) -> Mapping[str, WorkCalendar]:
    programme = key.programme
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
