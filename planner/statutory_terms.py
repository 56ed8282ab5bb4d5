"""Calendar months and statutory terms: elapsed time that ends by a rule of the law."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.workcalendar import Horizon
from planner.workcalendar import holidays_over

if TYPE_CHECKING:
    from collections.abc import Mapping


class TermRule(StrEnum):
    """The act that governs a term."""

    NL = "nl"
    """Algemene termijnenwet, articles 1 to 4."""
    EU = "eu"
    """Regulation (EEC, Euratom) No 1182/71, article 3."""


SATURDAY = 5
SHORTEST_WITH_TWO_WORKING_DAYS = {TermRule.NL: 3, TermRule.EU: 2}
"""Terms of so many days or more hold at least two working days (art. 2; art. 3(5))."""
LONGEST_NL_DAYS = 90
LONGEST_NL_MONTHS = 3
"""The longest terms that the Algemene termijnenwet extends (art. 4)."""


def plus_months(day: date, months: int) -> date:
    """Give the same day of a later month, or the last day of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def days_off(horizon: Horizon) -> Mapping[date, str]:
    """Give the days, other than Saturdays and Sundays, on which a term cannot end.

    The Dutch act counts Good Friday and each 5 May (art. 3). The regulation counts the public
    holidays of the Member State in which the act must be done (art. 2): for the Netherlands those.
    """
    return holidays_over(horizon, "NL", liberation_day=True)


def term_ends(rule: TermRule, horizon: Horizon, *, days: int = 0, months: int = 0) -> list[int]:
    """Give the last day of a term, for every day of a horizon as the day of the event.

    Args:
        rule: The act that governs the term.
        horizon: The days of the event; a term that runs past them counts weekends only.
        days: Length in days (a week is seven).
        months: Length in calendar months, instead of days.

    Returns:
        Day numbers (proleptic ordinals), one per day of the horizon.
    """
    first = horizon.first.toordinal()
    closed = {day.toordinal() for day in days_off(horizon)}
    is_extended = is_extended_to_working_days(rule, days, months)
    holds_two = months > 0 or days >= SHORTEST_WITH_TWO_WORKING_DAYS[rule]

    def next_working(day: int) -> int:
        # 1 January of year 1, day number 1, was a Monday.
        while (day - 1) % 7 >= SATURDAY or day in closed:
            day += 1
        return day

    ends = []
    for event in range(first, first + horizon.days):
        end = event + days  # the day of the event itself does not count
        if months:
            end = plus_months(date.fromordinal(event), months).toordinal()
        if is_extended:
            # Two working days after the event, counted before the end itself is moved.
            if holds_two:
                end = max(end, next_working(next_working(event + 1) + 1))
            end = next_working(end)
        ends.append(end)
    return ends


def is_extended_to_working_days(rule: TermRule, days: int, months: int) -> bool:
    """Tell whether a term that ends on a day off goes on to the next working day."""
    # Algemene termijnenwet, art. 4: longer terms end on their last day, day off or not.
    if rule is TermRule.NL:
        return days <= LONGEST_NL_DAYS and months <= LONGEST_NL_MONTHS
    return True


def last_day_of_term(rule: TermRule, event: date, *, days: int = 0, months: int = 0) -> date:
    """Give the last day of a term that runs from an event; see `term_ends`."""
    end = plus_months(event, months) if months else event + timedelta(days)
    horizon = Horizon(event, date(end.year + 1, 12, 31))
    return date.fromordinal(term_ends(rule, horizon, days=days, months=months)[0])
