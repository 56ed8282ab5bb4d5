"""Zoom presets: the days that a Gantt chart shows."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.chart.axis import Window
from planner.chart.gantt_rows import days_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from planner.chart.gantt_rows import Row
    from planner.model import Target
    from planner.schedule.plan_schedule import Schedule

AFTER_TARGET = timedelta(days=60)


class Zoom(StrEnum):
    """The period that a chart shows."""

    PROGRAMME = "programme"
    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    ALL = "all"


_AROUND = {
    Zoom.YEAR: (timedelta(days=91), timedelta(days=274)),
    Zoom.QUARTER: (timedelta(days=31), timedelta(days=91)),
    Zoom.MONTH: (timedelta(days=7), timedelta(days=31)),
}
"""Days before and after the data date."""


def window_for(
    zoom: Zoom, schedule: Schedule, rows: Iterable[Row], target: Target | None
) -> Window:
    """Give the days to show; the programme runs from its start until shortly after its target."""
    if zoom in _AROUND:
        before, after = _AROUND[zoom]
        return Window(schedule.data_date - before, schedule.data_date + after)
    days = [schedule.data_date, *days_of(rows)]
    if zoom is Zoom.ALL or target is None or (forecast := schedule.forecast(target)) is None:
        return Window.around(days).widened()
    last: date = max(schedule.data_date, forecast.due, forecast.forecast) + AFTER_TARGET
    return Window(min(schedule.plan.programme.start, *days), last).widened(0.02)
