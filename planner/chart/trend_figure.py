"""The milestone trend chart: the forecast of a target at each data date."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import plotly.graph_objects as go

from planner.chart import palette
from planner.chart.axis import Window
from planner.chart.axis import date_axis
from planner.chart.trace_columns import columns

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.i18n import Locale
    from planner.schedule.activity_dates import TargetForecast

    Point = tuple[date, TargetForecast]
    """A data date, and the forecast at that date."""

HEIGHT = 320
SIZE, CHOSEN_SIZE = 9, 13


def trend_figure(points: Sequence[Point], due: date, chosen: date, locale: Locale) -> go.Figure:
    """Draw the forecasts by data date; those below the line of the due date are in time.

    Args:
        points: The forecast at each data date.
        due: The date of the target.
        chosen: The data date that the reader looks at; its mark is larger.
        locale: The language of the reader.
    """
    marks = []
    for day, target in points:
        hover = locale.say(
            "trend.hover", data_date=locale.date(day), forecast=locale.date(target.forecast)
        )
        size = CHOSEN_SIZE if day == chosen else SIZE
        marks.append((day.isoformat(), target.forecast.isoformat(), hover, *_look(target), size))
    figure = go.Figure(
        go.Scatter(
            name="forecast",
            mode="lines+markers",
            **columns("x y hovertext marker_symbol marker_color marker_size", marks),
            # Steps: a forecast holds until the next data date.
            line={"color": palette.OPEN, "width": 2, "shape": "hv"},
            marker={"opacity": 1, "line": {"color": palette.INK, "width": 1}},
            hoverinfo="text",
            showlegend=False,
        )
    )
    figure.update_layout(_layout(points, due, locale))
    return figure


def _look(target: TargetForecast) -> tuple[str, str]:
    """Give the shape and the colour of a mark."""
    symbol, colour = "circle", palette.FLOAT
    if target.forecast > target.due:
        symbol, colour = "triangle-up", palette.PATH
    if target.is_reached:
        symbol = "diamond"
    return symbol, colour


def _layout(points: Sequence[Point], due: date, locale: Locale) -> dict[str, Any]:
    across = Window.around(day for day, _ in points).widened(0.04)
    up = Window.around([due, *(target.forecast for _, target in points)]).widened(0.12)
    axis = {
        "fixedrange": True,
        "tickfont": {"size": 11, "color": palette.INK},
        "automargin": True,
    }
    return {
        "height": HEIGHT,
        "margin": {"l": 10, "r": 16, "t": 30, "b": 10},
        **palette.SHEET,
        "hovermode": "closest",
        "dragmode": False,
        "xaxis": {
            **date_axis(across, locale),
            **axis,
            "title": {"text": locale.say("trend.data-date"), "font": {"size": 12}},
        },
        "yaxis": {**date_axis(up, locale), **axis},
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
