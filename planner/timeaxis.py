"""Time as integers: one axis of minutes, and working time counted along it.

An *instant* is a number of minutes since the start of 1 January of year 1, in local time without
daylight saving. A calendar turns an instant into *working minutes* since the start of its horizon
(`worked`) and back: to the earliest instant with that much work behind it (`finish_at`, Friday
17:00) or to the latest one (`start_at`, Monday 09:00). Every rule of the engine is an addition or a
comparison in one of these two measures, so that nothing is rounded and every step can be undone.

The functions below use only integers and indexing. They run as they stand, on lists, and are
compiled for large networks by `planner.schedule.compiled`, on arrays.
"""

from __future__ import annotations

from collections.abc import MutableSequence
from collections.abc import Sequence
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from typing import NamedTuple

DAY = 1440
"""Minutes in a day of the clock."""

BUCKET = 240
"""Working minutes per entry of the table that finds an interval by the work before it."""

NEVER = -(2**62)
"""Stands for an instant that is not given."""

Column = Sequence[int]
"""Integers that are read: a list, or an array once compiled."""

Writable = MutableSequence[int]
"""Integers that a pass fills in."""


class BeyondHorizonError(ValueError):
    """An instant lies outside the period for which the calendars were built."""


class Calendars(NamedTuple):
    """The working intervals of all calendars, one after the other, with tables to find them.

    Attributes:
        first_day: Day number of the first day of the horizon; one entry.
        days: Number of days in the horizon; one entry.
        starts: First instant of each interval; every calendar ends with an interval of no length.
        ends: Last instant of each interval.
        before: Working minutes of the calendar before each interval.
        by_day: Per calendar and day the first interval that ends after the start of that day.
        by_work: Per calendar and bucket of work the last interval that begins before it.
        work_offset: Where the buckets of each calendar begin in `by_work`.
        total: Working minutes of each calendar over the whole horizon.
    """

    first_day: Column
    days: Column
    starts: Column
    ends: Column
    before: Column
    by_day: Column
    by_work: Column
    work_offset: Column
    total: Column


def worked(calendars: Calendars, calendar: int, instant: int) -> int:
    """Count the working minutes of a calendar from the start of the horizon to an instant.

    Raises:
        BeyondHorizonError: The instant lies outside the horizon.
    """
    day = instant // DAY - calendars.first_day[0]
    # Tested here: a negative index would quietly read the end of a list.
    if day < 0 or day >= calendars.days[0]:
        raise BeyondHorizonError
    k = calendars.by_day[calendar * calendars.days[0] + day]
    while calendars.ends[k] <= instant and calendars.ends[k] > calendars.starts[k]:
        k += 1
    if instant <= calendars.starts[k]:
        return calendars.before[k]
    return calendars.before[k] + instant - calendars.starts[k]


def start_at(calendars: Calendars, calendar: int, work: int) -> int:
    """Give the latest instant with so many working minutes behind it: where the next work begins.

    Raises:
        BeyondHorizonError: The horizon does not hold that much work.
    """
    if work < 0 or work >= calendars.total[calendar]:
        raise BeyondHorizonError
    # The table leads to the interval or a few before it: no search over the whole horizon.
    k = calendars.by_work[calendars.work_offset[calendar] + work // BUCKET]
    while calendars.before[k + 1] <= work:
        k += 1
    return calendars.starts[k] + work - calendars.before[k]


def finish_at(calendars: Calendars, calendar: int, work: int) -> int:
    """Give the earliest instant with so many working minutes behind it: where the last work ends.

    Raises:
        BeyondHorizonError: The horizon does not hold that much work.
    """
    # The end of the last minute of work, and not the start of the next one: Friday 17:00.
    if work < 1:
        return start_at(calendars, calendar, work)
    return start_at(calendars, calendar, work - 1) + 1


def instant_of(moment: datetime) -> int:
    """Give the instant of a moment, in minutes; seconds are dropped."""
    return moment.toordinal() * DAY + moment.hour * 60 + moment.minute


def morning_of(day: date) -> int:
    """Give the instant at which a day begins."""
    return day.toordinal() * DAY


def evening_of(day: date) -> int:
    """Give the instant at which a day ends."""
    return (day.toordinal() + 1) * DAY


def day_of(instant: int) -> date:
    """Give the day that an instant lies on; midnight belongs to the day it begins."""
    return date.fromordinal(instant // DAY)


def day_ending_at(instant: int) -> date:
    """Give the day that ends at or around an instant; midnight belongs to the day it ends."""
    return date.fromordinal((instant - 1) // DAY)


def moment_of(instant: int) -> datetime:
    """Give the moment of an instant, for people and for other programs' files."""
    return datetime.combine(day_of(instant), time()) + timedelta(minutes=instant % DAY)
