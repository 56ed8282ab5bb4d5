"""The S-curve: the probability that a date is met, day by day."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import plotly.graph_objects as go

from planner.chart import palette
from planner.chart.axis import Window
from planner.chart.axis import date_axis
from planner.chart.axis import day_line
from planner.chart.trace_columns import columns

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from planner.analysis.risk.simulation_result import GoalChances
    from planner.i18n import Locale

HEIGHT = 380
READ_OFF = (0.5, 0.8)
"""The percentiles that are drawn as lines."""


def scurve_figure(
    chances: GoalChances,
    steps: Sequence[tuple[date, float]],
    locale: Locale,
    other: Sequence[tuple[date, float]] = (),
) -> go.Figure:
    """Draw a cumulative distribution with its P50, its P80 and the due date.

    Args:
        chances: The goal with its percentiles.
        steps: Days with the probability that the goal is met on them or before.
        locale: The language of the reader.
        other: A second curve, such as that after mitigation; dashed.
    """
    figure = go.Figure(_curve(steps, locale.say("risk.curve"), locale))
    if other:
        name = locale.say("risk.curve-mitigated")
        figure.add_trace(_curve(other, name, locale, palette.FLOAT, "dash"))
    days = [day for day, _ in (*steps, *other)]
    due = chances.goal.due
    if due is not None:
        days.append(due)
    window = Window.around(days).widened()
    figure.update_layout(_layout(window, locale, has_two=bool(other)))
    for share in READ_OFF:
        _read_off(figure, chances.at(share).day, share, locale)
    if due is not None:
        _due(figure, due, locale)
    return figure


def _curve(
    steps: Sequence[tuple[date, float]],
    name: str,
    locale: Locale,
    colour: str = palette.OPEN,
    dash: str = "solid",
) -> go.Scatter:
    points = (
        (day.isoformat(), share, f"{locale.date(day)}: {locale.number(100 * share)}%")
        for day, share in steps
    )
    return go.Scatter(
        name=name,
        mode="lines",
        **columns("x y hovertext", points),
        # Steps: between two simulated days the probability does not change.
        line={"color": colour, "width": 3, "shape": "hv", "dash": dash},
        hoverinfo="text",
    )


def _read_off(figure: go.Figure, day: date, share: float, locale: Locale) -> None:
    figure.add_shape({**day_line(day, palette.MUTED, "dot", 1), "yref": "y", "y1": share})
    figure.add_annotation(
        x=day.isoformat(),
        y=share,
        text=f"P{round(100 * share)}: {locale.date(day, short=True)}",
        showarrow=False,
        xanchor="left",
        yanchor="top",
        xshift=6,
        font={"color": palette.INK, "size": 12},
    )


def _due(figure: go.Figure, due: date, locale: Locale) -> None:
    figure.add_shape(day_line(due, palette.DEADLINE, "dash"))
    figure.add_annotation(
        x=due.isoformat(),
        yref="paper",
        y=1,
        text=locale.say("gantt.deadline", date=locale.date(due)),
        showarrow=False,
        xanchor="left",
        yanchor="bottom",
        font={"color": palette.DEADLINE, "size": 12},
    )


def _layout(window: Window, locale: Locale, *, has_two: bool) -> dict[str, Any]:
    axis = {
        "gridcolor": palette.GRID,
        "fixedrange": True,
        "tickfont": {"size": 11, "color": palette.INK},
    }
    return {
        "height": HEIGHT,
        "margin": {"l": 10, "r": 16, "t": 40, "b": 10},
        **palette.SHEET,
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": has_two,
        "legend": {"orientation": "h", "y": -0.2},
        "xaxis": {
            **date_axis(window, locale),
            **axis,
            "automargin": True,
        },
        "yaxis": {
            **axis,
            # Above one, so that the line at 100% is drawn whole.
            "range": [0, 1.02],
            "tickvals": [0, 0.25, 0.5, 0.75, 1],
            "ticktext": ["0%", "25%", "50%", "75%", "100%"],
            "title": {"text": locale.say("risk.curve-axis"), "font": {"size": 12}},
            "automargin": True,
        },
    }
