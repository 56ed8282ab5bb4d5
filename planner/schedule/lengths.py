"""How long things take: durations and lags in minutes, and day tables for months and terms."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
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
    from planner.workcalendar import WorkCalendar

DAYS_IN_MONTH = Fraction(365, 12)
"""For a share of a duration in calendar months."""


@dataclass(slots=True)
class ShiftTables:
    """Day tables for calendar months and statutory terms, one per rule and length."""

    number: dict[tuple[TermRule | None, Duration, int], int] = field(default_factory=dict)

    def of(self, rule: TermRule | None, length: Duration, kind: int) -> int:
        """The number of a table, a new one for what was not asked before."""
        return self.number.setdefault((rule, length, kind), len(self.number))

    def columns(self, calendar: WorkCalendar) -> Shifts:
        """All tables, over the horizon of a calendar."""
        first = calendar.horizon.first
        days: list[int] = []
        for rule, length, _ in self.number:
            months = int(length.amount) if length.unit is Unit.ELAPSED_MONTH else 0
            if rule is not None:
                elapsed = 0 if months else int(elapsed_minutes(length) // DAY)
                days += term_ends(rule, calendar.horizon, days=elapsed, months=months)
            else:
                numbers = range(first.toordinal(), first.toordinal() + calendar.horizon.days)
                days += [plus_months(first.fromordinal(n), months).toordinal() for n in numbers]
        return Shifts(days, [kind for _, _, kind in self.number])


def elapsed_minutes(length: Duration) -> Fraction:
    """Minutes of an elapsed duration; a month counts for a twelfth of a year."""
    days = {
        Unit.ELAPSED_DAY: Fraction(1),
        Unit.ELAPSED_WEEK: Fraction(7),
        Unit.ELAPSED_MONTH: DAYS_IN_MONTH,
    }
    return length.amount * days[length.unit] * DAY


def working_minutes(length: Duration, calendar: WorkCalendar) -> Fraction:
    """Minutes of a working duration in a calendar with its own hours a day."""
    unit = {
        Unit.DAY: calendar.minutes_per_day,
        Unit.WEEK: calendar.minutes_per_week,
        Unit.HOUR: 60,
    }
    return length.amount * unit[length.unit]


def minutes_of(length: Duration, calendar: WorkCalendar) -> int:
    """Minutes of a duration, working ones of the calendar or elapsed ones."""
    if length.unit.is_elapsed:
        return round(elapsed_minutes(length))
    return round(working_minutes(length, calendar))


def remaining_of(activity: Activity, state: Progress) -> Duration:
    """What is left of an activity in progress: as reported, else by its percentage complete.

    A percentage leaves whole units of the duration, rounded up.
    """
    if state.remaining is not None:
        return state.remaining
    planned = activity.planned_duration
    left = planned.amount * (1 - Fraction(state.percent_complete or 0) / 100)
    return Duration(Fraction(ceil(left)), planned.unit)
