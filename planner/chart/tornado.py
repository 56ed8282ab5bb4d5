"""The tornado chart: the inputs that move a date most, the widest bar on top."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from planner.chart import palette
from planner.chart.plotly_text import escape_plotly
from planner.chart.trace_columns import columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.analysis.risk.simulation_result import Swing
    from planner.i18n import Locale

BAR, EDGES = 30, 90
"""Pixels per bar, and for the axis and margins."""
LONGEST = 44
MOST = 12


def tornado_figure(bars: Sequence[Swing], locale: Locale) -> go.Figure:
    """Draw the mean shift of a date at favourable and unfavourable draws, in working days."""
    # Plotly counts rows from the bottom, so the widest bar comes last.
    shown = bars[:MOST][::-1]
    names, lows, highs = [], [], []
    reach = 0.0
    for bar in shown:
        names.append(escape_plotly(shorten(bar.title, LONGEST, placeholder="…")))
        lows.append(_point(bar, bar.low, locale))
        highs.append(_point(bar, bar.high, locale))
        reach = max(reach, abs(bar.low), abs(bar.high))
    # A quarter more, for the labels outside the bars.
    reach = 1.25 * (reach or 1.0)
    figure = go.Figure(
        [
            _bars(locale.say("risk.tornado-low"), lows, palette.FLOAT, "/"),
            _bars(locale.say("risk.tornado-high"), highs, palette.PATH, ""),
        ]
    )
    figure.update_layout(
        height=EDGES + BAR * max(1, len(shown)),
        barmode="overlay",
        margin={"l": 10, "r": 16, "t": 10, "b": 10},
        **palette.SHEET,
        dragmode=False,
        legend={"orientation": "h", "y": -0.15},
        xaxis={
            "title": {"text": locale.say("risk.tornado-axis")},
            "range": [-reach, reach],
            "gridcolor": palette.GRID,
            "zerolinecolor": palette.INK,
            "fixedrange": True,
        },
        yaxis={
            "tickvals": list(range(len(shown))),
            "ticktext": names,
            "fixedrange": True,
            "automargin": True,
        },
    )
    return figure


def _point(bar: Swing, days: float, locale: Locale) -> tuple[float, str, str]:
    label = locale.signed(round(days))
    return days, label, f"{escape_plotly(bar.title)}: {label}"


def _bars(name: str, points: Sequence[tuple[float, str, str]], colour: str, pattern: str) -> go.Bar:
    return go.Bar(
        name=name,
        y=list(range(len(points))),
        **columns("x text hovertext", points),
        orientation="h",
        marker={"color": colour, "pattern": {**palette.PATTERN, "shape": pattern}},
        textposition="outside",
        textfont={"color": palette.INK},
        # The label of the widest bar stands outside the axes.
        cliponaxis=False,
        hoverinfo="text",
    )
