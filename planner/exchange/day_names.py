"""Days on which a calendar differs from its week: what they are called, and as spans."""

from __future__ import annotations

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
    """The names of the days on which a calendar differs from its week."""
    names: dict[date, str] = {}
    for ancestor in reversed(list(_line(programme, calendar))):
        if ancestor.holidays is not None:
            names.update(ancestor.holidays.days_off(programme.horizon))
        for closure in ancestor.closures:
            names.update(dict.fromkeys(closure.days, closure.name))
        names.update((day.date, day.name) for day in ancestor.worked if day.name)
    return names


def _line(programme: Programme, name: str | None) -> Iterator[Calendar]:
    while name is not None:
        yield programme.calendars[name]
        name = programme.calendars[name].based_on


def spans_of(calendar: WorkCalendar, names: Mapping[date, str]) -> Iterator[ImportedException]:
    """Exceptions in a row with the same name and hours as one; those equal to the week left out."""
    span: ImportedException | None = None
    for day in sorted(calendar.exceptions):
        hours, name = calendar.exceptions[day], names.get(day, "")
        if hours == calendar.week[day.weekday()]:
            continue
        if span and (span.name, span.hours) == (name, hours) and (day - span.last).days == 1:
            span = ImportedException(name, span.first, day, hours)
            continue
        if span:
            yield span
        span = ImportedException(name, day, day, hours)
    if span:
        yield span
