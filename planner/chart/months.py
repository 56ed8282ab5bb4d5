"""The months that a schedule spans, to choose a period from."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.i18n import Locale
    from planner.schedule.plan_schedule import Schedule


def months_of(schedule: Schedule, locale: Locale) -> dict[str, str]:
    """Each month by its code, such as `2026-06`, with its name."""
    days = [day for row in schedule.activities.values() for day in (row.start, row.finish)]
    if not days:
        return {}
    found = {}
    day, last = min(days).replace(day=1), max(days)
    while day <= last:
        found[f"{day:%Y-%m}"] = f"{locale.month(day.month)} {day.year}"
        day = _next(day)
    return found


def month_start(code: str) -> date | None:
    """The first day of a month; None for no month."""
    return date.fromisoformat(f"{code}-01") if code else None


def month_end(code: str) -> date | None:
    """The last day of a month; None for no month."""
    first = month_start(code)
    return None if first is None else _next(first) - timedelta(days=1)


def _next(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)
