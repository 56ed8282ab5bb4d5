"""Calendars of MSPDI: weeks, exceptions, alternative weeks, and what they inherit."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from datetime import timedelta
from enum import IntEnum
from itertools import islice
from typing import TYPE_CHECKING

from planner.exchange.left_out import LeftOut
from planner.exchange.mspdi_values import flag
from planner.exchange.mspdi_values import moment
from planner.exchange.mspdi_values import text_of
from planner.exchange.mspdi_values import whole
from planner.exchange.project import ImportedCalendar
from planner.exchange.project import ImportedException
from planner.timeaxis import DAY

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date
    from xml.etree.ElementTree import Element

    from planner.workcalendar import Hours

STANDARD: Hours = ((480, 720), (780, 1020))
"""The hours of Microsoft Project where a file gives none: eight to noon, one to five."""
STANDARD_WEEK = (STANDARD,) * 5 + ((),) * 2
SUNDAY_FIRST = 7
FRIDAY = 4
LAST = 4
"""The position that says: the last such day of the month."""
MOST_DAYS = 20_000
DEEPEST = 20
RULE = ("Month", "MonthDay", "DaysOfWeek", "MonthItem", "MonthPosition")
"""The elements of a repeating exception, as the last fields of `Repetition`."""


class RepeatKind(IntEnum):
    """How the days of a repeating exception are chosen."""

    DAILY = 1
    YEARLY = 2
    YEARLY_BY_WEEK = 3
    MONTHLY = 4
    MONTHLY_BY_WEEK = 5
    WEEKLY = 6


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


@dataclass(frozen=True, slots=True)
class Repetition:
    """The rule of a repeating exception.

    Attributes:
        kind: A `RepeatKind`, or a number that the format does not know.
        every: The number of days, weeks or months from one time to the next.
        first: The first day on which it can fall.
        weekdays: A bit for each weekday, Sunday first.
        item: A kind of day: 0 any, 1 Monday to Friday, 2 a weekend day, from 3 on Sunday first.
        position: The first such day of the month is 0.
        month: January is 0.
    """

    kind: int
    every: int
    first: date
    month: int
    month_day: int
    weekdays: int
    item: int
    position: int

    def falls_on(self, day: date) -> bool:
        """Tell whether the exception falls on a day."""
        months = (day.year - self.first.year) * 12 + day.month - self.first.month
        sunday = self.first - timedelta(_from_sunday(self.first))
        weeks = (day - sunday).days // 7
        is_weekday = bool(self.weekdays >> _from_sunday(day) & 1)
        is_month_day = day.day == self.month_day
        has_position = self._has_position(day)
        falls: dict[int, bool] = {
            RepeatKind.DAILY: (day - self.first).days % self.every == 0,
            RepeatKind.YEARLY: day.month == self.month + 1 and is_month_day,
            RepeatKind.YEARLY_BY_WEEK: day.month == self.month + 1 and has_position,
            RepeatKind.MONTHLY: is_month_day and months % self.every == 0,
            RepeatKind.MONTHLY_BY_WEEK: has_position and months % self.every == 0,
            RepeatKind.WEEKLY: is_weekday and weeks % self.every == 0,
        }
        return falls.get(self.kind, False)

    def _has_position(self, day: date) -> bool:
        """Whether a day is the first ... fourth or last of its kind in its month."""
        is_workday = day.weekday() <= FRIDAY
        kinds = {0: True, 1: is_workday, 2: not is_workday}
        if not kinds.get(self.item, _from_sunday(day) == self.item - 3):
            return False
        if self.position == LAST:
            return (day + timedelta(7)).month != day.month
        return (day.day - 1) // 7 == self.position


def read_calendar(item: Element, lost: Counter[str]) -> RawCalendar:
    """Read a `Calendar` element; rules for which there is no room are counted."""
    week: dict[int, Hours] = {}
    old: list[ImportedException] = []
    for day in item.iterfind("WeekDays/WeekDay"):
        number = whole(day, "DayType")
        if 1 <= number <= SUNDAY_FIRST:
            week[_weekday(number)] = _hours(day)
        elif number == 0:
            old += _span(day, "")
    new = [e for one in item.iterfind("Exceptions/Exception") for e in _exception(one, lost)]
    weeks = [e for one in item.iterfind("WorkWeeks/WorkWeek") for e in _work_week(one)]
    # The form of before 2007 repeats the newer one, without its rules.
    exceptions = (*weeks, *(new or old))
    key, base = text_of(item, "UID"), text_of(item, "BaseCalendarUID")
    return RawCalendar(key, text_of(item, "Name") or key, base, week, exceptions)


def resolved(
    raw: Mapping[str, RawCalendar], wanted: set[str], per_day: int
) -> dict[str, ImportedCalendar]:
    """Give the calendars that are used, with what they inherit."""
    calendars = {}
    for key in sorted(wanted & raw.keys()):
        week = dict(enumerate(STANDARD_WEEK))
        exceptions: list[ImportedException] = []
        # From the base on, because what is nearer goes before what is inherited.
        for calendar in reversed(_with_bases(key, raw)):
            week.update(calendar.week)
            exceptions += calendar.exceptions
        hours = tuple(week[day] for day in range(7))
        calendars[key] = ImportedCalendar(key, raw[key].name, hours, tuple(exceptions), per_day)
    return calendars


def _with_bases(key: str, raw: Mapping[str, RawCalendar]) -> list[RawCalendar]:
    """A calendar, its base, the base of that, and so on; a circle ends where it closes."""
    line: list[RawCalendar] = []
    while key in raw and len(line) < DEEPEST and raw[key] not in line:
        line.append(raw[key])
        key = raw[key].base
    return line


def working_hours(intervals: list[tuple[int, int]]) -> Hours:
    """Put intervals in order, those that touch or overlap as one.

    An end that is not after its start lies past midnight: it becomes the end of the day.
    """
    result: list[tuple[int, int]] = []
    for start, end in sorted((s, e if e > s else DAY) for s, e in intervals):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def _hours(item: Element) -> Hours:
    """The working intervals of a day or an exception."""
    if not flag(item, "DayWorking"):
        return ()
    times = item.iterfind("WorkingTimes/WorkingTime")
    intervals = [(_clock(text_of(t, "FromTime")), _clock(text_of(t, "ToTime"))) for t in times]
    return working_hours(intervals) or STANDARD


def _clock(text: str) -> int:
    hours, minutes = text.split(":")[:2]
    return int(hours) % 24 * 60 + int(minutes) % 60


def _weekday(number: int) -> int:
    """A weekday of ours, Monday is 0, from one of MS Project, in which Sunday is 1."""
    return (number - 2) % 7


def _from_sunday(day: date) -> int:
    """The days since Sunday."""
    return day.isoweekday() % 7


def _span(item: Element, name: str) -> Iterator[ImportedException]:
    """The days of the period of an exception as one; nothing when it has no period."""
    period = item.find("TimePeriod")
    if period is None:
        return
    first, last = moment(text_of(period, "FromDate")), moment(text_of(period, "ToDate"))
    if first is not None and last is not None:
        yield ImportedException(name, first.date(), last.date(), _hours(item))


def _days(span: ImportedException) -> Iterator[date]:
    length = (span.last - span.first).days + 1
    return (span.first + timedelta(n) for n in range(min(length, MOST_DAYS)))


def _exception(item: Element, lost: Counter[str]) -> Iterator[ImportedException]:
    """An exception; a repeating one as the days on which it falls."""
    kind = whole(item, "Type") or RepeatKind.DAILY
    every = max(whole(item, "Period"), 1)
    for span in _span(item, text_of(item, "Name")):
        if kind == RepeatKind.DAILY and every == 1:
            yield span
            continue
        rule = Repetition(kind, every, span.first, *(whole(item, name) for name in RULE))
        count = whole(item, "Occurrences") * flag(item, "EnteredByOccurrences")
        most = max(count, 0) or None
        days = list(islice(filter(rule.falls_on, _days(span)), most))
        is_cut_off = (span.last - span.first).days >= MOST_DAYS and len(days) != most
        lost[LeftOut.CALENDAR_RULE] += is_cut_off or not days
        for day in days:
            yield ImportedException(span.name, day, day, span.hours)


def _work_week(item: Element) -> Iterator[ImportedException]:
    """An alternative week as an exception for each of its days."""
    week = {}
    for day in item.iterfind("WeekDays/WeekDay"):
        week[_weekday(whole(day, "DayType"))] = _hours(day)
    for span in _span(item, text_of(item, "Name")):
        for date in _days(span):
            if date.weekday() in week:
                yield ImportedException(span.name, date, date, week[date.weekday()])
