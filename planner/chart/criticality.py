"""The criticality of activities, as bars on the time line: how often each one drives a date."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING
from typing import Any

import plotly.graph_objects as go

from planner.chart import palette
from planner.chart.axis import Window
from planner.chart.axis import date_axis
from planner.chart.axis import evening
from planner.chart.axis import width
from planner.chart.plotly_text import escape_plotly
from planner.chart.trace_columns import columns

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
"""The least criticality of each band, with its colour and pattern, the highest band first."""
RARELY = (palette.DONE, ".")
"""The colour and pattern of activities below the last band."""


def criticality_figure(
    schedule: Schedule, drives: Sequence[ActivityDrive], locale: Locale
) -> go.Figure:
    """Draw the activities that drive a date most often, in the order of the work."""
    shown = [drive for drive in drives if drive.activity in schedule.activities][:MOST]
    # Plotly counts rows from the bottom, so the first work comes last.
    shown.sort(key=lambda d: (schedule.activities[d.activity].start, d.activity), reverse=True)
    figure = go.Figure()
    points, titles, days = [], [], [schedule.data_date]
    for place, drive in enumerate(shown):
        row = schedule.activities[drive.activity]
        label = f"{locale.number(100 * drive.criticality)}%"
        length, hover = width(row.start, row.finish), _hover(row, label, locale)
        points.append((row.start.isoformat(), length, place, hover, *_style(drive.criticality)))
        titles.append(escape_plotly(shorten(row.title, LONGEST, placeholder="…")))
        figure.add_annotation(
            x=evening(row.finish),
            y=place,
            text=label,
            showarrow=False,
            xanchor="left",
            xshift=4,
            font={"color": palette.INK, "size": 12},
        )
        days += [row.start, row.finish]
    figure.add_bar(
        **columns("base x y hovertext marker_color marker_pattern_shape", points),
        orientation="h",
        marker={"pattern": palette.PATTERN},
        hoverinfo="text",
    )
    # The data date counts only where there is no work to show.
    window = Window.around(days[1:] or days).widened(0.08)
    figure.update_layout(_layout(titles, window, locale))
    return figure


def _hover(row: ActivityDates, share: str, locale: Locale) -> str:
    return locale.say(
        "risk.criticality-hover",
        title=escape_plotly(row.title),
        share=share,
        start=locale.date(row.start),
        finish=locale.date(row.finish),
    )


def _layout(titles: Sequence[str], window: Window, locale: Locale) -> dict[str, Any]:
    return {
        **palette.SHEET,
        "height": EDGES + BAR * max(1, len(titles)),
        "margin": {"l": 10, "r": 16, "t": 10, "b": 40},
        # A drag would zoom, and on a phone it would keep the reader from scrolling.
        "dragmode": False,
        "showlegend": False,
        "xaxis": {**date_axis(window, locale), "fixedrange": True},
        "yaxis": {
            "tickvals": list(range(len(titles))),
            "ticktext": titles,
            "fixedrange": True,
            "automargin": True,
        },
    }


def _style(share: float) -> tuple[str, str]:
    for least, colour, pattern in BANDS:
        if share >= least:
            return colour, pattern
    return RARELY
