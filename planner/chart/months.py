"""Calendar months: those that a schedule spans, to choose a period from."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from planner.chart.axis import Window
from planner.chart.axis import firsts_of_months
from planner.chart.axis import next_month
from planner.chart.gantt_rows import days_of

if TYPE_CHECKING:
    from planner.i18n import Locale
    from planner.schedule.plan_schedule import Schedule


def months_of(schedule: Schedule, locale: Locale) -> dict[str, str]:
    """Name each month by its code: `{"2026-06": "juni 2026"}`."""
    if not schedule.activities:
        return {}
    window = Window.around(days_of(schedule.activities.values()))
    names = {}
    for day in firsts_of_months(window):
        names[f"{day:%Y-%m}"] = f"{locale.month(day.month)} {day.year}"
    return names


def month_start(code: str) -> date | None:
    """The first day of a month; None for no month."""
    # The page gives an empty text for "no month".
    if not code:
        return None
    return date.fromisoformat(f"{code}-01")


def month_end(code: str) -> date | None:
    """The last day of a month; None for no month."""
    first = month_start(code)
    return first and next_month(first) - timedelta(days=1)
