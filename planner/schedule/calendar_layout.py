"""The calendars of a plan, laid out over its horizon."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from functools import lru_cache
from typing import TYPE_CHECKING

from planner.workcalendar import CLOSED
from planner.workcalendar import OFFICE_HOURS
from planner.workcalendar import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from planner.model import Calendar
    from planner.model import Programme
    from planner.workcalendar import Hours

OFFICE_WEEK = range(5)


def work_calendars(programme: Programme) -> Mapping[str, WorkCalendar]:
    """Give the calendars of a programme by name, the default one first."""
    # A what-if or a replay makes many programmes with the same calendars: the cache serves them
    # all. The text is the key, because a programme holds dicts and cannot be hashed.
    key = repr((programme.horizon, programme.default_calendar, programme.calendars))
    return _laid_out(_Key(key, programme))


@dataclass(frozen=True, slots=True)
class _Key:
    """A programme that equals every other one with the same calendars."""

    text: str
    programme: Programme = field(compare=False)


@lru_cache(maxsize=16)
def _laid_out(key: _Key) -> Mapping[str, WorkCalendar]:
    programme = key.programme
    names = sorted(programme.calendars, key=lambda n: (n != programme.default_calendar, n))
    return {name: work_calendar(programme, name) for name in names}


def work_calendar(programme: Programme, name: str) -> WorkCalendar:
    """Lay one calendar out, with the days and hours that it inherits."""
    week: Sequence[int] = OFFICE_WEEK
    hours: Hours = OFFICE_HOURS
    exceptions: dict[date, Hours] = {}
    # The furthest ancestor first, so that the calendar's own days off and worked days win.
    line = tuple(_ancestry(programme, name))[::-1]
    for calendar in line:
        week = calendar.week or week
        hours = calendar.hours or hours
    for calendar in line:
        exceptions.update(dict.fromkeys(_days_off(programme, calendar), CLOSED))
        exceptions.update((day.date, day.hours or hours) for day in calendar.worked)
    working_week = [CLOSED] * 7
    for day in week:
        working_week[day] = hours
    return WorkCalendar(name, tuple(working_week), programme.horizon, exceptions)


def _ancestry(programme: Programme, name: str) -> Iterator[Calendar]:
    current: str | None = name
    while current is not None:
        calendar = programme.calendars[current]
        yield calendar
        current = calendar.based_on


def _days_off(programme: Programme, calendar: Calendar) -> Iterator[date]:
    if calendar.holidays is not None:
        yield from calendar.holidays.days_off(programme.horizon)
    for closure in calendar.closures:
        yield from closure.days
