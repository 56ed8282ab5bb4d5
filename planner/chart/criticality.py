"""How often each activity drives the date, as bands on the time line."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING
from typing import Any

import plotly.graph_objects as go

from planner.chart import palette
from planner.chart.axis import Window
from planner.chart.axis import evening
from planner.chart.axis import month_ticks
from planner.chart.axis import width
from planner.chart.plotly_text import escape_plotly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.analysis.risk.simulation_result import ActivityDrive
    from planner.i18n import Locale
    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.plan_schedule import Schedule

BAR, EDGES = 26, 70
LONGEST = 44
MOST = 25

BANDS = ((0.8, palette.PATH, ""), (0.5, palette.CRITICAL, ""), (0.2, palette.OPEN, "/"))
"""From which criticality, with which colour and pattern; what is less has the last one."""
RARELY = (palette.DONE, ".")


def criticality_figure(
    schedule: Schedule, drives: Sequence[ActivityDrive], locale: Locale
) -> go.Figure:
    """Draw the activities that drive a date most often, in the order of the work."""
    found = [d for d in drives if d.activity in schedule.activities][:MOST]
    found.sort(key=lambda d: (schedule.activities[d.activity].start, d.activity), reverse=True)
    rows = [schedule.activities[d.activity] for d in found]
    labels = [f"{locale.number(100 * d.criticality)}%" for d in found]
    figure = go.Figure(_bars(rows, labels, [_style(d.criticality) for d in found], locale))
    for place, (row, label) in enumerate(zip(rows, labels, strict=True)):
        figure.add_annotation(
            x=evening(row.finish),
            y=place,
            text=label,
            showarrow=False,
            xanchor="left",
            xshift=4,
            font={"color": palette.INK, "size": 12},
        )
    first = min((row.start for row in rows), default=schedule.data_date)
    last = max((row.finish for row in rows), default=schedule.data_date)
    figure.update_layout(_layout(rows, Window(first, last).widened(0.08), locale))
    return figure


def _bars(
    rows: Sequence[ActivityDates],
    labels: Sequence[str],
    styles: Sequence[tuple[str, str]],
    locale: Locale,
) -> go.Bar:
    return go.Bar(
        base=[row.start.isoformat() for row in rows],
        x=[width(row.start, row.finish) for row in rows],
        y=list(range(len(rows))),
        orientation="h",
        marker={
            "color": [colour for colour, _ in styles],
            "pattern": {
                "shape": [pattern for _, pattern in styles],
                "fgcolor": palette.PAPER,
                "fillmode": "overlay",
                "solidity": 0.25,
            },
        },
        hovertext=[
            locale.say(
                "risk.criticality-hover",
                title=escape_plotly(row.title),
                share=label,
                start=locale.date(row.start),
                finish=locale.date(row.finish),
            )
            for row, label in zip(rows, labels, strict=True)
        ],
        hoverinfo="text",
    )


def _layout(rows: Sequence[ActivityDates], window: Window, locale: Locale) -> dict[str, Any]:
    return {
        **palette.SHEET,
        "height": EDGES + BAR * max(1, len(rows)),
        "margin": {"l": 10, "r": 16, "t": 10, "b": 40},
        "dragmode": False,
        "showlegend": False,
        "xaxis": {
            "type": "date",
            **month_ticks(window, locale),
            "range": [window.first.isoformat(), window.last.isoformat()],
            "gridcolor": palette.GRID,
            "fixedrange": True,
        },
        "yaxis": {
            "tickvals": list(range(len(rows))),
            "ticktext": [
                escape_plotly(shorten(row.title, LONGEST, placeholder="…")) for row in rows
            ],
            "fixedrange": True,
            "automargin": True,
        },
    }


def _style(share: float) -> tuple[str, str]:
    for least, colour, pattern in BANDS:
        if share >= least:
            return colour, pattern
    return RARELY
