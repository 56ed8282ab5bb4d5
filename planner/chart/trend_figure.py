"""The milestone trend chart: what was forecast for a target at each data date."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import plotly.graph_objects as go

from planner.chart import palette
from planner.chart.axis import Window
from planner.chart.axis import month_ticks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.i18n import Locale
    from planner.schedule.activity_dates import TargetForecast

    Point = tuple[date, TargetForecast]
    """A data date, and what was then forecast."""

HEIGHT = 320


def trend_figure(points: Sequence[Point], due: date, chosen: date, locale: Locale) -> go.Figure:
    """Draw the forecasts in order; below the line of the due date is in time.

    Args:
        points: The forecast at each data date.
        due: The date of the target.
        chosen: The data date that the reader looks from, drawn with a ring.
        locale: The language of the reader.
    """
    figure = go.Figure()
    figure.add_trace(
        go.Scatter(
            name="forecast",
            mode="lines+markers",
            x=[day.isoformat() for day, _ in points],
            y=[found.forecast.isoformat() for _, found in points],
            line={"color": palette.OPEN, "width": 2, "shape": "hv"},
            marker={
                "size": [13 if day == chosen else 9 for day, _ in points],
                "symbol": [_symbol(found) for _, found in points],
                "color": [_colour(found) for _, found in points],
                "opacity": 1,
                "line": {"color": palette.INK, "width": 1},
            },
            hovertext=[_hover(day, found, locale) for day, found in points],
            hoverinfo="text",
            showlegend=False,
        )
    )
    figure.update_layout(_layout(points, due, locale))
    return figure


def _symbol(forecast: TargetForecast) -> str:
    if forecast.is_reached:
        return "diamond"
    return "triangle-up" if forecast.forecast > forecast.due else "circle"


def _colour(forecast: TargetForecast) -> str:
    return palette.PATH if forecast.forecast > forecast.due else palette.FLOAT


def _hover(day: date, forecast: TargetForecast, locale: Locale) -> str:
    return locale.say(
        "trend.hover",
        data_date=locale.date(day),
        forecast=locale.date(forecast.forecast),
    )


def _layout(points: Sequence[Point], due: date, locale: Locale) -> dict[str, Any]:
    days = [day for day, _ in points]
    dates = [due, *(found.forecast for _, found in points)]
    across = Window(min(days), max(days)).widened(0.04)
    up = Window(min(dates), max(dates)).widened(0.12)
    axis = {
        "type": "date",
        "gridcolor": palette.GRID,
        "fixedrange": True,
        "tickfont": {"size": 11, "color": palette.INK},
    }
    return {
        "height": HEIGHT,
        "margin": {"l": 10, "r": 16, "t": 30, "b": 10},
        **palette.SHEET,
        "hovermode": "closest",
        "dragmode": False,
        "xaxis": {
            **axis,
            **month_ticks(across, locale),
            "range": [across.first.isoformat(), across.last.isoformat()],
            "title": {"text": locale.say("trend.data-date"), "font": {"size": 12}},
            "automargin": True,
        },
        "yaxis": {
            **axis,
            **month_ticks(up, locale),
            "range": [up.first.isoformat(), up.last.isoformat()],
            "automargin": True,
        },
        "shapes": [
            {
                "type": "line",
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "y0": due.isoformat(),
                "y1": due.isoformat(),
                "line": {"color": palette.DEADLINE, "width": 2, "dash": "dash"},
            }
        ],
        "annotations": [
            {
                "xref": "paper",
                "x": 0,
                "y": due.isoformat(),
                "xanchor": "left",
                "yanchor": "top",
                "text": locale.say("gantt.deadline", date=locale.date(due)),
                "showarrow": False,
                "font": {"color": palette.DEADLINE, "size": 12},
            }
        ],
    }
