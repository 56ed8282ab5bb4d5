"""The days on which a calendar differs from its week: their names, and the spans they form."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from planner.exchange.project import ImportedException

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date

    from planner.model import Calendar
    from planner.model import Programme
    from planner.workcalendar import WorkCalendar


def day_names(programme: Programme, calendar: str) -> dict[date, str]:
    """Give the names of the days on which a calendar differs from its week."""
    names: dict[date, str] = {}
    # From the base on: a calendar may give a day of its base another name.
    for ancestor in reversed(list(_with_bases(programme, calendar))):
        if ancestor.holidays is not None:
            names.update(ancestor.holidays.days_off(programme.horizon))
        for closure in ancestor.closures:
            names.update(dict.fromkeys(closure.days, closure.name))
        names.update((day.date, day.name) for day in ancestor.worked if day.name)
    return names


def _with_bases(programme: Programme, name: str | None) -> Iterator[Calendar]:
    """A calendar, its base, the base of that, and so on."""
    while name is not None:
        yield programme.calendars[name]
        name = programme.calendars[name].based_on


def spans_of(calendar: WorkCalendar, names: Mapping[date, str]) -> list[ImportedException]:
    """Give the exceptions, those on days in a row with the same name and hours as one.

    Exceptions with the hours of the week are left out.
    """
    spans: list[ImportedException] = []
    for day, hours in sorted(calendar.exceptions.items()):
        if hours == calendar.week[day.weekday()]:
            continue
        first, name = day, names.get(day, "")
        for last in spans[-1:]:
            if (last.name, last.hours, last.last + timedelta(1)) == (name, hours, day):
                first = spans.pop().first
        spans.append(ImportedException(name, first, day, hours))
    return spans
