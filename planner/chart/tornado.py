"""The tornado: what moves a date most, the widest bar on top."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from planner.chart import palette
from planner.chart.plotly_text import escape_plotly

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
    shown = list(bars[:MOST])[::-1]
    names = [escape_plotly(shorten(bar.title, LONGEST, placeholder="…")) for bar in shown]
    places = list(range(len(shown)))
    figure = go.Figure()
    for key, colour, pattern in (("low", palette.FLOAT, "/"), ("high", palette.PATH, "")):
        values = [getattr(bar, key) for bar in shown]
        figure.add_trace(
            go.Bar(
                name=locale.say(f"risk.tornado-{key}"),
                y=places,
                x=values,
                orientation="h",
                marker={
                    "color": colour,
                    "pattern": {
                        "shape": pattern,
                        "fgcolor": palette.PAPER,
                        "fillmode": "overlay",
                        "solidity": 0.25,
                    },
                },
                text=[_label(value, locale) for value in values],
                textposition="outside",
                textfont={"color": palette.INK},
                cliponaxis=False,
                hovertext=[
                    f"{escape_plotly(bar.title)}: {_label(value, locale)}"
                    for bar, value in zip(shown, values, strict=True)
                ],
                hoverinfo="text",
            )
        )
    reach = 1.25 * max((max(abs(bar.low), abs(bar.high)) for bar in shown), default=1.0)
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
            "tickvals": places,
            "ticktext": names,
            "fixedrange": True,
            "automargin": True,
        },
    )
    return figure


def _label(days: float, locale: Locale) -> str:
    number = locale.number(abs(days))
    if round(days) == 0:
        return number
    return f"+{number}" if days > 0 else f"\N{MINUS SIGN}{number}"
