"""The bars, milestones and whiskers of the Gantt chart: one trace a style."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

import plotly.graph_objects as go

from planner.chart import palette
from planner.chart.axis import evening
from planner.chart.axis import noon
from planner.chart.axis import width
from planner.chart.gantt_rows import Row
from planner.chart.gantt_rows import Style
from planner.chart.plotly_text import escape_plotly
from planner.chart.trace_columns import GAP
from planner.chart.trace_columns import ONLY_SEEN
from planner.chart.trace_columns import columns

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from planner.i18n import Locale
    from planner.schedule.activity_dates import ActivityDates


@dataclass(frozen=True, slots=True)
class BarLook:
    """How the bars of one trace are drawn."""

    name: str
    colour: str
    pattern: str = ""
    thickness: float = 0.56


Placed = tuple[int, Row]
"""A row with its place in the figure, counted from the top."""

# Plotly fades what is not selected; the chosen activity has a frame, and the rest stays readable.
READABLE = {"showlegend": False, "unselected": {"marker": {"opacity": 1}}}

SLIM, THIN = 0.3, 0.12
BASELINE_BELOW = 0.4

COLOURS = {
    Style.PATH: palette.PATH,
    Style.CRITICAL: palette.CRITICAL,
    Style.OPEN: palette.OPEN,
    Style.DONE: palette.DONE,
}
PATTERNS = {Style.PATH: "/", Style.CRITICAL: "x", Style.OPEN: "", Style.DONE: ""}


def bar_traces(rows: Sequence[Placed], locale: Locale) -> Iterator[go.Bar]:
    """Draw workstreams, then the activities of each style; milestones are no bars."""
    summaries = (placed for placed in rows if placed[1].is_workstream)
    yield _bars(summaries, BarLook("workstream", palette.WORKSTREAM, "", SLIM), locale)
    for style in Style:
        bars = (placed for placed in rows if placed[1].is_bar and placed[1].style is style)
        yield _bars(bars, BarLook(style.value, COLOURS[style], PATTERNS[style]), locale)


def milestone_traces(rows: Sequence[Placed], locale: Locale) -> Iterator[go.Scatter]:
    """Draw diamonds, filled in the colour of their style."""
    for style in Style:
        points = [
            (noon(row.finish), number, [row.id], _hover(row, locale))
            for number, row in rows
            if row.is_milestone and row.style is style
        ]
        if not points:
            continue
        yield go.Scatter(
            name=f"milestone-{style.value}",
            mode="markers",
            **columns("x y customdata hovertext", points),
            hoverinfo="text",
            marker={
                "symbol": "diamond",
                "size": 12,
                "color": COLOURS[style],
                "line": {"color": palette.INK, "width": 1},
            },
            **READABLE,
        )


def progress_trace(rows: Sequence[Placed], data_date_of: str) -> go.Bar:
    """Draw the work that is done as a slim white bar with a dark edge, for work in progress."""
    points = []
    for number, row in rows:
        share = _share_done(row)
        if share > 0:
            length = round(width(row.start, row.finish) * share)
            points.append((row.start.isoformat(), length, number))
    return go.Bar(
        name="progress",
        orientation="h",
        **columns("base x y", points),
        width=0.18,
        marker={"color": palette.PROGRESS, "line": {"color": palette.INK, "width": 1}},
        **READABLE,
        hoverinfo="skip",
        meta=data_date_of,
    )


def baseline_traces(
    rows: Sequence[Placed], baseline: Mapping[str, ActivityDates]
) -> Iterator[go.Bar | go.Scatter]:
    """Draw the baseline: a thin bar below, an open diamond for a milestone that moved."""
    bars, milestones = [], []
    for number, row in rows:
        was = baseline.get(row.id)
        if was is None:
            continue
        if row.is_bar:
            length = width(was.start, was.finish)
            bars.append((was.start.isoformat(), length, number + BASELINE_BELOW))
        # The open diamond of one that did not move would lie behind the filled one.
        elif row.is_milestone and was.finish != row.finish:
            milestones.append((noon(was.finish), number))
    yield go.Bar(
        name="baseline",
        orientation="h",
        **columns("base x y", bars),
        width=THIN,
        marker={"color": palette.BASELINE},
        **READABLE,
        hoverinfo="skip",
    )
    if milestones:
        yield go.Scatter(
            name="baseline-milestone",
            mode="markers",
            **columns("x y", milestones),
            marker={
                "symbol": "diamond-open",
                "size": 9,
                "color": palette.BASELINE,
                "line": {"width": 1.5},
            },
            **READABLE,
            hoverinfo="skip",
        )


def whisker_traces(rows: Iterable[Placed]) -> Iterator[go.Scatter]:
    """Draw float as a dotted line to the late finish; negative float runs to the left."""
    lines: list[tuple[str | None, int | None]] = []
    ends: list[tuple[str, int]] = []
    for number, row in rows:
        activity = row.activity
        if activity is None or activity.late_finish is None or activity.late_finish == row.finish:
            continue
        end = (evening(activity.late_finish), number)
        lines += [(evening(row.finish), number), end, GAP]
        ends.append(end)
    yield go.Scatter(
        name="float",
        mode="lines",
        **columns("x y", lines),
        line={"color": palette.FLOAT, "width": 1.5, "dash": "dot"},
        **ONLY_SEEN,
    )
    yield go.Scatter(
        name="float-end",
        mode="markers",
        **columns("x y", ends),
        marker={
            "symbol": "line-ns-open",
            "size": 9,
            "color": palette.FLOAT,
            "line": {"width": 2, "color": palette.FLOAT},
        },
        **ONLY_SEEN,
    )


def _bars(rows: Iterable[Placed], look: BarLook, locale: Locale) -> go.Bar:
    """Draw all bars of one style as one trace, which the browser draws faster than many."""
    marker: dict[str, Any] = {"color": look.colour, "line": {"width": 0}}
    if look.pattern:
        marker["pattern"] = {
            "shape": look.pattern,
            "bgcolor": look.colour,
            "fgcolor": palette.PAPER,
            "size": 6,
            "solidity": 0.22,
        }
    points = (
        (r.start.isoformat(), width(r.start, r.finish), number, [r.id], _hover(r, locale))
        for number, r in rows
    )
    return go.Bar(
        name=look.name,
        orientation="h",
        **columns("base x y customdata hovertext", points),
        width=look.thickness,
        marker=marker,
        hoverinfo="text",
        **READABLE,
    )


def _hover(row: Row, locale: Locale) -> str:
    key = "gantt.hover-moment" if row.start == row.finish else "gantt.hover"
    lines = [
        locale.say(
            key,
            title=escape_plotly(row.title),
            start=locale.date(row.start),
            finish=locale.date(row.finish),
        )
    ]
    if row.owner:
        lines.append(escape_plotly(row.owner))
    if row.total_float is not None:
        lines.append(locale.say("gantt.hover-float", days=locale.figure(row.total_float)))
    return "<br>".join(lines)


def _share_done(row: Row) -> float:
    activity = row.activity
    if activity is None or not activity.is_in_progress or not activity.duration_days:
        return 0.0
    # A report may leave more work than the plan has; the bar then shows nothing done.
    return max(0.0, min(1.0, 1 - float(activity.remaining_days / activity.duration_days)))
