"""Where a target stands, in one sentence for screens, terminals and letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.i18n import format_date
from planner.i18n import text
from planner.report.wording import calendar_days_text
from planner.report.wording import days_text

if TYPE_CHECKING:
    from planner.schedule.programme import ProgrammeSchedule
    from planner.schedule.rows import TargetForecast


def forecast_text(view: ProgrammeSchedule, forecast: TargetForecast | None, lang: str) -> str:
    """Say whether a target holds, by how much, or when it was reached."""
    if forecast is None:
        return text("target.none", lang)
    details = {
        "title": view.plan.activities[forecast.activity].title,
        "due": format_date(forecast.due, lang),
        "forecast": format_date(forecast.forecast, lang),
    }
    if forecast.is_reached:
        return text("target.reached", lang, **details)
    if forecast.margin_days == 0:
        return text("target.no-margin", lang, **details)
    key = "target.late" if forecast.margin_days < 0 else "target.early"
    return text(
        key,
        lang,
        **details,
        days=days_text(abs(forecast.margin_days), lang),
        calendar_days=calendar_days_text(abs(forecast.margin_calendar_days), lang),
    )
