"""How the forecast of a target moved over the data dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from fractions import Fraction

    from planner.model import Target
    from planner.schedule.programme import ProgrammeSchedule


@dataclass(frozen=True, slots=True)
class ForecastPoint:
    """What was forecast for a target at a data date."""

    data_date: date
    forecast: date
    margin_days: Fraction
    is_reached: bool


def forecast_trend(
    schedules: Iterable[ProgrammeSchedule], target: Target
) -> tuple[ForecastPoint, ...]:
    """The forecast at each data date, the earliest first."""
    points = []
    for programme in sorted(schedules, key=lambda found: found.data_date):
        forecast = programme.forecast(target)
        if forecast is not None:
            points.append(
                ForecastPoint(
                    programme.data_date,
                    forecast.forecast,
                    forecast.margin_days,
                    forecast.is_reached,
                )
            )
    return tuple(points)
