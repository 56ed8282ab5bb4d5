"""Elements of MSPDI: single values, and calendars with their exceptions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from planner.exchange.project import ImportedCalendar
    from planner.exchange.project import ImportedException
    from planner.workcalendar import Hours

_SPECIAL = re.compile("[&<>\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CONTROL = {i: None for i in range(32) if i not in {9, 10, 13}} | {0xFFFE: None, 0xFFFF: None}


def element(name: str, value: object) -> str:
    """Write one element with its text; characters that XML cannot hold are dropped."""
    written = str(value)
    if _SPECIAL.search(written):
        written = escape(written.translate(_CONTROL))
    return f"<{name}>{written}</{name}>"


def elements(**values: object) -> Iterator[str]:
    """Write elements in order; those without a value are left out."""
    return (element(name, value) for name, value in values.items() if value is not None)


def moment(when: datetime | None) -> str | None:
    """Write a date and time as the schema does."""
    return None if when is None else when.isoformat(timespec="seconds")


def span(minutes: int) -> str:
    """Write a duration as the schema does."""
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else ""
    return f"{sign}PT{hours}H{rest}M0S"


def clock(minute: int) -> str:
    """Write a minute of the day; midnight at its end is written as at its start."""
    return f"{minute // 60 % 24:02}:{minute % 60:02}:00"


def calendar_elements(calendar: ImportedCalendar, number: int) -> Iterator[str]:
    """Write a calendar with both forms of exceptions, as the program itself does."""
    yield "<Calendar>"
    yield element("UID", number)
    yield element("Name", calendar.name)
    yield "<IsBaseCalendar>1</IsBaseCalendar><BaseCalendarUID>-1</BaseCalendarUID>"
    yield "<WeekDays>"
    for day in range(1, 8):  # Sunday is the first
        yield f"<WeekDay><DayType>{day}</DayType>{_hours(calendar.week[(day - 2) % 7])}</WeekDay>"
    yield from map(_old_exception, calendar.exceptions)
    yield "</WeekDays>"
    if calendar.exceptions:
        yield "<Exceptions>"
        yield from map(_exception, calendar.exceptions)
        yield "</Exceptions>"
    yield "</Calendar>"


def _hours(hours: Hours) -> str:
    times = "".join(
        f"<WorkingTime><FromTime>{clock(start)}</FromTime><ToTime>{clock(end)}</ToTime></WorkingTime>"
        for start, end in hours
    )
    if not times:
        return "<DayWorking>0</DayWorking>"
    return f"<DayWorking>1</DayWorking><WorkingTimes>{times}</WorkingTimes>"


def _period(exception: ImportedException) -> str:
    first, last = exception.first.isoformat(), exception.last.isoformat()
    return (
        f"<TimePeriod><FromDate>{first}T00:00:00</FromDate>"
        f"<ToDate>{last}T23:59:00</ToDate></TimePeriod>"
    )


def _old_exception(exception: ImportedException) -> str:
    """An exception in the form of before 2007, which ProjectLibre reads."""
    working, _, times = _hours(exception.hours).partition("</DayWorking>")
    return (
        f"<WeekDay><DayType>0</DayType>{working}</DayWorking>{_period(exception)}{times}</WeekDay>"
    )


def _exception(exception: ImportedException) -> str:
    days = (exception.last - exception.first).days + 1
    return (
        f"<Exception><EnteredByOccurrences>0</EnteredByOccurrences>{_period(exception)}"
        f"<Occurrences>{days}</Occurrences>{element('Name', exception.name)}<Type>1</Type>"
        f"<Period>1</Period>{_hours(exception.hours)}</Exception>"
    )
