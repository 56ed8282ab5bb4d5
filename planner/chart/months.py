"""Calendar months: those that a schedule spans, to choose a period from."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.i18n import Locale
    from planner.schedule.plan_schedule import Schedule


def months_of(schedule: Schedule, locale: Locale) -> dict[str, str]:
    """Name each month by its code: `{"2026-06": "juni 2026"}`."""
    if not schedule.activities:
        return {}
    first = min(row.start for row in schedule.activities.values())
    last = max(row.finish for row in schedule.activities.values())
    return {
        f"{day:%Y-%m}": f"{locale.month(day.month)} {day.year}"
        for day in firsts_of_months(first, last)
    }


def firsts_of_months(first: date, last: date) -> Iterator[date]:
    """Give the first day of each month, from the month of one day to that of another."""
    day = first.replace(day=1)
    while day <= last:
        yield day
        day = _next(day)


def month_start(code: str) -> date | None:
    """The first day of a month; None for no month."""
    return date.fromisoformat(f"{code}-01") if code else None


def month_end(code: str) -> date | None:
    """The last day of a month; None for no month."""
    first = month_start(code)
    return first and _next(first) - timedelta(days=1)


def _next(first: date) -> date:
    # 32 days from the first of any month lie in the next one, also in December.
    return (first + timedelta(days=32)).replace(day=1)
