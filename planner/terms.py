"""Calendar months and statutory terms: elapsed time that ends where the law says it does."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache

from planner.workcalendar import Horizon
from planner.workcalendar import holidays_over


class TermRule(StrEnum):
    """The act that says how a term runs."""

    NL = "nl"
    """Algemene termijnenwet, articles 1 to 4."""
    EU = "eu"
    """Regulation (EEC, Euratom) No 1182/71, article 3."""


SATURDAY = 5
SHORTEST_WITH_TWO_WORKING_DAYS = {TermRule.NL: 3, TermRule.EU: 2}
"""Terms of so many days or more hold at least two working days (art. 2; art. 3(5))."""
LONGEST_NL_DAYS = 90
LONGEST_NL_MONTHS = 3
"""The Algemene termijnenwet leaves longer terms alone (art. 4)."""


def plus_months(day: date, months: int) -> date:
    """The same day of a later month, or the last day of that month where it has no such day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - timedelta(1)).day
    return date(year, month + 1, min(day.day, last))


@lru_cache(maxsize=16)
def days_off(rule: TermRule, horizon: Horizon) -> Mapping[date, str]:
    """The days, other than Saturdays and Sundays, on which a term cannot end.

    The Dutch act counts Good Friday and each 5 May (art. 3); the regulation counts the public
    holidays of the Member State in which the act must be done (art. 2).
    """
    return holidays_over(horizon, "NL", liberation_day=rule is TermRule.NL)


def last_day_of_term(rule: TermRule, event: date, *, days: int = 0, months: int = 0) -> date:
    """The day with whose end a term expires.

    Args:
        rule: The act that governs the term.
        event: The day of the event from which the term runs; it does not count itself.
        days: Length in days (a week is seven).
        months: Length in calendar months, instead of days.
    """
    end = plus_months(event, months) if months else event + timedelta(days)
    if rule is TermRule.NL and (days > LONGEST_NL_DAYS or months > LONGEST_NL_MONTHS):
        return end
    horizon = Horizon(date(event.year, 1, 1), date(end.year + 1, 12, 31))
    closed = days_off(rule, horizon)

    def works(day: date) -> bool:
        return day.weekday() < SATURDAY and day not in closed

    if months or days >= SHORTEST_WITH_TWO_WORKING_DAYS[rule]:
        while sum(works(event + timedelta(n)) for n in range(1, (end - event).days + 1)) < 2:  # noqa: PLR2004
            end += timedelta(1)
    while not works(end):
        end += timedelta(1)
    return end
