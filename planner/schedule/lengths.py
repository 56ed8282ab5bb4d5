"""Lengths in minutes: durations and lags, and day tables for months and terms."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from datetime import date
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from planner.duration import Duration
from planner.duration import Unit
from planner.schedule.columns import Shifts
from planner.statutory_terms import plus_months
from planner.statutory_terms import term_ends
from planner.timeaxis import DAY

if TYPE_CHECKING:
    from planner.model import Activity
    from planner.progress import Progress
    from planner.statutory_terms import TermRule
    from planner.workcalendar import Horizon
    from planner.workcalendar import WorkCalendar

DAYS_IN_MONTH = Fraction(365, 12)
"""For a share of a duration in calendar months."""


@dataclass(slots=True)
class ShiftTables:
    """Day tables for calendar months and statutory terms, one per rule and length."""

    number: dict[tuple[TermRule | None, Duration, int], int] = field(default_factory=dict)

    def of(self, rule: TermRule | None, length: Duration, kind: int) -> int:
        """Give the number of a table; a combination that is new gets the next number."""
        return self.number.setdefault((rule, length, kind), len(self.number))

    def columns(self, calendar: WorkCalendar) -> Shifts:
        """Lay all tables out over the horizon of a calendar."""
        days = []
        for rule, length, _ in self.number:
            days += end_days(rule, length, calendar.horizon)
        return Shifts(days, [kind for _, _, kind in self.number])


def end_days(rule: TermRule | None, length: Duration, horizon: Horizon) -> list[int]:
    """Give for each day of a horizon the day on which months or a term from it end."""
    months = elapsed = 0
    if length.unit is Unit.ELAPSED_MONTH:
        months = int(length.amount)
    else:
        elapsed = int(elapsed_minutes(length) // DAY)
    if rule is not None:
        return term_ends(rule, horizon, days=elapsed, months=months)
    first = horizon.first.toordinal()
    numbers = range(first, first + horizon.days)
    return [plus_months(date.fromordinal(n), months).toordinal() for n in numbers]


def elapsed_minutes(length: Duration) -> Fraction:
    """Give the minutes of an elapsed duration; a month counts for a twelfth of a year."""
    days = {
        Unit.ELAPSED_DAY: Fraction(1),
        Unit.ELAPSED_WEEK: Fraction(7),
        Unit.ELAPSED_MONTH: DAYS_IN_MONTH,
    }
    return length.amount * days[length.unit] * DAY


def working_minutes(length: Duration, calendar: WorkCalendar) -> Fraction:
    """Give the minutes of a working duration in a calendar with its own hours a day."""
    unit = {
        Unit.DAY: calendar.minutes_per_day,
        Unit.WEEK: calendar.minutes_per_week,
        Unit.HOUR: 60,
    }
    return length.amount * unit[length.unit]


def minutes_of(length: Duration, calendar: WorkCalendar) -> int:
    """Give the minutes of a duration, working ones of the calendar or elapsed ones."""
    if length.unit.is_elapsed:
        return round(elapsed_minutes(length))
    return round(working_minutes(length, calendar))


def remaining_of(activity: Activity, state: Progress, calendar: WorkCalendar) -> Duration:
    """Give the remaining duration of an activity in progress.

    As reported, else by its percentage complete: that leaves whole days, rounded up.
    """
    planned = activity.planned_duration
    if state.remaining is not None:
        return state.remaining
    if not state.percent_complete:
        return planned
    is_elapsed = planned.unit.is_elapsed
    day = DAY if is_elapsed else calendar.minutes_per_day
    total = minutes_of(planned, calendar)
    left = total * (1 - Fraction(state.percent_complete) / 100)
    minutes = min(ceil(left / day) * day, total)
    if is_elapsed:
        return Duration(Fraction(minutes, DAY), Unit.ELAPSED_DAY)
    return Duration(Fraction(minutes, 60), Unit.HOUR)
