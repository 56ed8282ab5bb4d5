"""The Gantt chart: a figure of rows, as a pure function of a schedule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

import plotly.graph_objects as go

from planner.analysis.criticality.margins import near_critical_days
from planner.chart import palette
from planner.chart.axis import Window
from planner.chart.axis import date_axis
from planner.chart.axis import day_line
from planner.chart.gantt_bars import bar_traces
from planner.chart.gantt_bars import baseline_traces
from planner.chart.gantt_bars import milestone_traces
from planner.chart.gantt_bars import progress_trace
from planner.chart.gantt_bars import whisker_traces
from planner.chart.gantt_links import Arrows
from planner.chart.gantt_links import arrow_traces
from planner.chart.gantt_links import arrows_between
from planner.chart.gantt_rows import days_of
from planner.chart.gantt_texts import headings
from planner.chart.gantt_texts import text_traces

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date

    from planner.chart.gantt_rows import Row
    from planner.i18n import Locale
    from planner.schedule.plan_schedule import Schedule

ROW_HEIGHT = 22
LEAST_ROWS = 3
MARGINS = {"l": 4, "r": 12, "t": 66, "b": 40}
PANE = 0.40
"""Share of the width that the names take."""


@dataclass(frozen=True, slots=True)
class Layers:
    """The parts that are drawn beside the bars.

    Attributes:
        baseline: The schedule to compare with.
        deadline: The target's date.
        arrows: Which dependencies.
        chosen: The activity in a frame; its own dependencies may be drawn too.
        whiskers: Whether float is drawn.
        window: The days shown; None shows all days of the rows.
    """

    baseline: Schedule | None = None
    deadline: date | None = None
    arrows: Arrows = Arrows.PATH
    chosen: str | None = None
    whiskers: bool = True
    window: Window | None = None


@dataclass(frozen=True, slots=True)
class DateLine:
    """A day with a line from top to bottom, and its words above the months."""

    day: date
    colour: str
    dash: str
    key: str
    above: int


def gantt_figure(
    schedule: Schedule,
    rows: Sequence[Row],
    path: frozenset[str],
    layers: Layers,
    locale: Locale,
) -> go.Figure:
    """Draw rows with their dates; colour is never alone, the path has a pattern too."""
    placed = list(enumerate(rows))
    places = {row.id: number for number, row in placed if not row.is_workstream}
    arrows = arrows_between(schedule, places, path, layers.arrows, layers.chosen)
    # The later a trace comes, the higher it lies: the baseline below the bars, diamonds on arrows.
    traces: list[go.Bar | go.Scatter] = []
    if layers.baseline is not None:
        traces += baseline_traces(placed, layers.baseline.activities)
    traces += bar_traces(placed, locale)
    traces.append(progress_trace(placed, schedule.data_date.isoformat()))
    if layers.whiskers:
        traces += whisker_traces(place for place in placed if _is_tight(schedule, place[1]))
    traces += arrow_traces(arrows)
    traces += milestone_traces(placed, locale)
    traces += text_traces(placed, locale, layers.chosen)
    figure = go.Figure(traces)
    window = layers.window or window_of(schedule, rows, layers)
    figure.update_layout(_layout(schedule, rows, layers, window, locale))
    return figure


def window_of(schedule: Schedule, rows: Sequence[Row], layers: Layers) -> Window:
    """Give the window with all rows, the data date and the deadline."""
    days = [schedule.data_date, *days_of(rows)]
    if layers.deadline is not None:
        days.append(layers.deadline)
    return Window.around(days).widened()


def middle_of(number: int) -> int:
    """Pixels from the top of a figure to the middle of a row; the first row is number zero."""
    return MARGINS["t"] + round(ROW_HEIGHT * (number + 0.6))


def height_of(count: int) -> int:
    """Pixels that a figure of so many rows takes."""
    return MARGINS["t"] + MARGINS["b"] + ROW_HEIGHT * max(count, LEAST_ROWS)


def _is_tight(schedule: Schedule, row: Row) -> bool:
    """Tell whether the float of a row is drawn; all of it would fill the screen with dots."""
    if row.activity is None or row.total_float is None or row.activity.is_finished:
        return False
    # The limit can be written in weeks or hours, so it is converted first.
    return row.total_float <= near_critical_days(schedule, row.id)


def _layout(
    schedule: Schedule,
    rows: Sequence[Row],
    layers: Layers,
    window: Window,
    locale: Locale,
) -> dict[str, Any]:
    lines = [
        line
        for line in _date_lines(schedule.data_date, layers.deadline)
        if window.first <= line.day <= window.last
    ]
    return {
        "height": height_of(len(rows)),
        "margin": MARGINS,
        # Stacked, the bars of progress and baseline would begin where the others end.
        "barmode": "overlay",
        **palette.SHEET,
        "clickmode": "event+select",
        # Dragging moves the dates; the page has presets to zoom.
        "dragmode": "pan",
        "hovermode": "closest",
        "showlegend": False,
        "xaxis": {
            **date_axis(window, locale),
            "tickfont": {"size": 11, "color": palette.INK},
            "showline": True,
            "linecolor": palette.GRID,
            "domain": [PANE, 1],
            "side": "top",
        },
        "xaxis2": {
            "domain": [0, PANE],
            # The names stay where they are when the reader moves the dates.
            "range": [0, 1],
            "fixedrange": True,
            "visible": False,
            "anchor": "y",
        },
        "yaxis": {
            # From high to low, so that the first row is at the top.
            "range": [max(len(rows), LEAST_ROWS) - 0.4, -0.6],
            "tickvals": [],
            "fixedrange": True,
            "showgrid": False,
            "zeroline": False,
        },
        "shapes": [
            *_row_shapes(rows, layers.chosen),
            *(day_line(line.day, line.colour, line.dash) for line in lines),
        ],
        "annotations": [*headings(locale), *(_label(line, locale, window) for line in lines)],
    }


def _date_lines(data_date: date, deadline: date | None) -> Iterator[DateLine]:
    yield DateLine(data_date, palette.DATA_DATE, "solid", "gantt.data-date", 44)
    if deadline is not None:
        yield DateLine(deadline, palette.DEADLINE, "dash", "gantt.deadline", 28)


def _row_shapes(rows: Sequence[Row], chosen: str | None) -> Iterator[dict[str, Any]]:
    for number, row in enumerate(rows):
        if row.is_workstream:
            yield _strip(number, palette.BAND, {"width": 0})
    # The frame comes after all bands: the band of the next row would cover half of its edge.
    for number, row in enumerate(rows):
        if row.id == chosen:
            yield _strip(number, palette.CHOSEN, {"width": 1.5, "color": palette.INK})


def _strip(number: int, fill: str, line: dict[str, object]) -> dict[str, Any]:
    """A row from edge to edge, below everything that is drawn on it."""
    return {
        "type": "rect",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": number - 0.5,
        "y1": number + 0.5,
        "layer": "below",
        "fillcolor": fill,
        "line": line,
    }


def _label(line: DateLine, locale: Locale, window: Window) -> dict[str, Any]:
    """The words of a line, above the months."""
    # In the later half of the window the words stand before the line, where they have room.
    is_early = (line.day - window.first).days < window.days / 2
    return {
        "x": line.day.isoformat(),
        "yref": "paper",
        "y": 1,
        "yshift": line.above,
        "yanchor": "bottom",
        "xanchor": "left" if is_early else "right",
        "text": locale.say(line.key, date=locale.date(line.day)),
        "showarrow": False,
        "font": {"color": line.colour, "size": 12},
    }
