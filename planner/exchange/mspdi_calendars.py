"""Calendars of MSPDI: weeks, exceptions, alternative weeks, and what they inherit."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from datetime import timedelta
from typing import TYPE_CHECKING

from planner.exchange.mspdi_values import amount
from planner.exchange.mspdi_values import flag
from planner.exchange.mspdi_values import moment
from planner.exchange.mspdi_values import text_of
from planner.exchange.project import ImportedCalendar
from planner.exchange.project import ImportedException

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date
    from xml.etree.ElementTree import Element

    from planner.workcalendar import Hours

STANDARD: Hours = ((480, 720), (780, 1020))
"""The hours of Microsoft Project where a file gives none: eight to noon, one to five."""
SUNDAY_FIRST = 7
DAILY, YEARLY, YEARLY_BY_WEEK, MONTHLY, MONTHLY_BY_WEEK, WEEKLY = 1, 2, 3, 4, 5, 6
MOST_DAYS = 20_000
DEEPEST = 20


@dataclass(frozen=True, slots=True)
class RawCalendar:
    """A calendar as it stands in the file; a weekday that is absent comes from its base."""

    key: str
    name: str
    base: str
    week: dict[int, Hours] = field(default_factory=dict)
    exceptions: tuple[ImportedException, ...] = ()

    @property
    def is_special(self) -> bool:
        """Whether it differs from its base."""
        return bool(self.week or self.exceptions)


def read_calendar(found: Element, lost: Counter[str]) -> RawCalendar:
    """One `Calendar` element; rules for which there is no room are counted."""
    week: dict[int, Hours] = {}
    old: list[ImportedException] = []
    for day in found.iterfind("WeekDays/WeekDay"):
        number = int(amount(day, "DayType"))
        if 1 <= number <= SUNDAY_FIRST:
            week[(number - 2) % 7] = _hours(day)
        elif number == 0:
            old += _span(day, "")
    new = [e for item in found.iterfind("Exceptions/Exception") for e in _exception(item, lost)]
    weeks = [e for item in found.iterfind("WorkWeeks/WorkWeek") for e in _work_week(item)]
    key, base = text_of(found, "UID"), text_of(found, "BaseCalendarUID")
    exceptions = (*weeks, *(new or old))
    return RawCalendar(key, text_of(found, "Name") or key, base, week, exceptions)


def resolved(
    raw: Mapping[str, RawCalendar], wanted: set[str | None], per_day: int
) -> dict[str, ImportedCalendar]:
    """The calendars that are used, with what they inherit."""
    found = {}
    for key in sorted(k for k in wanted if k is not None and k in raw):
        line: list[RawCalendar] = []
        current = key
        while current in raw and len(line) < DEEPEST and raw[current] not in line:
            line.append(raw[current])
            current = raw[current].base
        week = {day: STANDARD if day < 5 else () for day in range(7)}  # noqa: PLR2004
        exceptions: list[ImportedException] = []
        for calendar in reversed(line):
            week.update(calendar.week)
            exceptions += calendar.exceptions
        hours = tuple(week[day] for day in range(7))
        found[key] = ImportedCalendar(key, raw[key].name, hours, tuple(exceptions), per_day)
    return found


def _hours(found: Element) -> Hours:
    """The working intervals of a day or an exception."""
    if not flag(found, "DayWorking"):
        return ()
    intervals = []
    for item in found.iterfind("WorkingTimes/WorkingTime"):
        start, end = _clock(text_of(item, "FromTime")), _clock(text_of(item, "ToTime"))
        intervals.append((start, end if end > start else 1440))
    return merged(intervals) or STANDARD


def merged(intervals: list[tuple[int, int]]) -> Hours:
    """Intervals in order, those that touch or overlap as one."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(intervals):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def _clock(text: str) -> int:
    hours, minutes = text.split(":")[:2]
    return int(hours) % 24 * 60 + int(minutes) % 60


def _span(found: Element, name: str) -> Iterator[ImportedException]:
    period = found.find("TimePeriod")
    if period is None:
        return
    first, last = moment(text_of(period, "FromDate")), moment(text_of(period, "ToDate"))
    if first is not None and last is not None:
        yield ImportedException(name, first.date(), last.date(), _hours(found))


def _exception(found: Element, lost: Counter[str]) -> Iterator[ImportedException]:
    """An exception, a repeating one as the days that it falls on."""
    name = text_of(found, "Name")
    kind = int(amount(found, "Type") or DAILY)
    every = max(int(amount(found, "Period") or 1), 1)
    for span in _span(found, name):
        if kind == DAILY and every == 1:
            yield span
            continue
        days = (span.last - span.first).days + 1
        most = int(amount(found, "Occurrences") or 0) if flag(found, "EnteredByOccurrences") else 0
        hits = 0
        for n in range(min(days, MOST_DAYS)):
            day = span.first + timedelta(n)
            if _falls_on(found, kind, every, day, span.first):
                hits += 1
                yield ImportedException(name, day, day, span.hours)
                if most and hits >= most:
                    return
        if days > MOST_DAYS or not hits:
            lost["calendar-rule"] += 1


def _falls_on(found: Element, kind: int, every: int, day: date, first: date) -> bool:
    """Whether a repeating exception falls on a day."""
    months = (day.year - first.year) * 12 + day.month - first.month
    month = int(amount(found, "Month")) + 1
    in_position = _is_position(found, day)
    monday = first - timedelta((first.weekday() + 1) % 7)
    mask = int(amount(found, "DaysOfWeek"))
    return {
        DAILY: (day - first).days % every == 0,
        YEARLY: day.month == month and day.day == int(amount(found, "MonthDay")),
        YEARLY_BY_WEEK: day.month == month and in_position,
        MONTHLY: day.day == int(amount(found, "MonthDay")) and months % every == 0,
        MONTHLY_BY_WEEK: in_position and months % every == 0,
        WEEKLY: bool(mask >> (day.weekday() + 1) % 7 & 1) and (day - monday).days // 7 % every == 0,
    }.get(kind, False)


def _is_position(found: Element, day: date) -> bool:
    """Whether a day is the first ... fourth or last such weekday of its month."""
    item, position = int(amount(found, "MonthItem")), int(amount(found, "MonthPosition"))
    matches = {0: True, 1: day.weekday() < 5, 2: day.weekday() >= 5}  # noqa: PLR2004
    if not matches.get(item, (day.weekday() + 1) % 7 == item - 3):
        return False
    if position == 4:  # noqa: PLR2004 - the last one
        return (day + timedelta(7)).month != day.month
    return (day.day - 1) // 7 == position


def _work_week(found: Element) -> Iterator[ImportedException]:
    """An alternative week as an exception for each of its days."""
    period = found.find("TimePeriod")
    if period is None:
        return
    first, last = moment(text_of(period, "FromDate")), moment(text_of(period, "ToDate"))
    if first is None or last is None:
        return
    week = {
        (int(amount(day, "DayType")) - 2) % 7: _hours(day)
        for day in found.iterfind("WeekDays/WeekDay")
    }
    for n in range(min((last - first).days + 1, MOST_DAYS)):
        day = (first + timedelta(n)).date()
        if day.weekday() in week:
            yield ImportedException(text_of(found, "Name"), day, day, week[day.weekday()])
