"""Calendar months and statutory terms, counted in days (proleptic ordinals)."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from tests.reference.calendars import DAY
from tests.reference.calendars import days_off

if TYPE_CHECKING:
    from fractions import Fraction

SATURDAY = 5
LONGEST = {"days": 90, "months": 3}
"""Longer terms are left alone by the Algemene termijnenwet (art. 4)."""


def months_later(day: int, months: int) -> int:
    """Give the same day of another month, or its last day where it has no such day."""
    when = date.fromordinal(day)
    year, month = divmod(when.year * 12 + when.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(when.day, last)).toordinal()


def moved_by_months(instant: int, months: int) -> int:
    """Move an instant by calendar months, at the same time of day."""
    return months_later(instant // DAY, months) * DAY + instant % DAY


@lru_cache(maxsize=4096)
def is_working(day: int) -> bool:
    """Tell whether the Algemene termijnenwet (art. 3) leaves a day a working day.

    The regulation looks at the holidays of the place of the act: in the Netherlands these.
    """
    when = date.fromordinal(day)
    rule = {"country": "NL", "liberation_day": True}
    return when.weekday() < SATURDAY and when not in days_off(rule, when.year, when.year)


def last_day(term: str, event: int, amount: Fraction, unit: str) -> int:
    """Find the day with whose end a term expires that runs from the day of an event."""
    days = int(amount) * {"ed": 1, "ew": 7, "emo": 0}[unit]
    months = int(amount) * (unit == "emo")
    end = event + days
    if months:
        end = months_later(event, months)
    if term == "nl" and (days > LONGEST["days"] or months > LONGEST["months"]):
        return end
    least = {"nl": 3, "eu": 2}[term]
    if months or days >= least:
        while sum(map(is_working, range(event + 1, end + 1))) < 2:
            end += 1
    while not is_working(end):
        end += 1
    return end
