"""The bars, milestones and whiskers of the Gantt chart: one trace a style."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

import plotly.graph_objects as go

from planner.chart import palette
from planner.chart.axis import evening
from planner.chart.axis import width
from planner.chart.gantt_rows import Row
from planner.chart.gantt_rows import Style
from planner.chart.plotly_text import escape_plotly

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
    """Workstreams, then activities of each style; milestones are no bars."""
    summaries = [placed for placed in rows if placed[1].is_workstream]
    yield _bars(summaries, BarLook("workstream", palette.WORKSTREAM, "", SLIM), locale)
    for style in Style:
        found = [p for p in rows if _is_bar(p[1]) and p[1].style is style]
        yield _bars(found, BarLook(style.value, COLOURS[style], PATTERNS[style]), locale)


def milestone_traces(rows: Sequence[Placed], locale: Locale) -> Iterator[go.Scatter]:
    """Diamonds, filled in the colour of their style."""
    for style in Style:
        found = [p for p in rows if _is_milestone(p[1]) and p[1].style is style]
        if not found:
            continue
        yield go.Scatter(
            name=f"milestone-{style.value}",
            mode="markers",
            x=[_moment(row) for _, row in found],
            y=[number for number, _ in found],
            customdata=[[row.id] for _, row in found],
            hovertext=[_hover(row, locale) for _, row in found],
            hoverinfo="text",
            marker={
                "symbol": "diamond",
                "size": 12,
                "color": COLOURS[style],
                "line": {"color": palette.INK, "width": 1},
            },
            unselected={"marker": {"opacity": 1}},
            showlegend=False,
        )


def progress_trace(rows: Sequence[Placed], data_date_of: str) -> go.Bar:
    """What is done of work in progress: a slim white bar with a dark edge."""
    found = [(n, r, _share_done(r.activity)) for n, r in rows if r.activity and _is_bar(r)]
    found = [entry for entry in found if entry[2] > 0]
    return go.Bar(
        name="progress",
        orientation="h",
        base=[row.start.isoformat() for _, row, _ in found],
        x=[round(width(row.start, row.finish) * share) for _, row, share in found],
        y=[number for number, _, _ in found],
        width=0.18,
        marker={"color": palette.PROGRESS, "line": {"color": palette.INK, "width": 1}},
        hoverinfo="skip",
        showlegend=False,
        unselected={"marker": {"opacity": 1}},
        meta=data_date_of,
    )


def baseline_traces(
    rows: Sequence[Placed], baseline: Mapping[str, ActivityDates]
) -> Iterator[go.Bar | go.Scatter]:
    """Where things stood at the baseline: a thin bar below, an open diamond for a milestone."""
    found = [(n, r, baseline[r.id]) for n, r in rows if r.activity and r.id in baseline]
    bars = [entry for entry in found if _is_bar(entry[1])]
    yield go.Bar(
        name="baseline",
        orientation="h",
        base=[was.start.isoformat() for _, _, was in bars],
        x=[width(was.start, was.finish) for _, _, was in bars],
        y=[number + BASELINE_BELOW for number, _, _ in bars],
        width=THIN,
        marker={"color": palette.BASELINE},
        hoverinfo="skip",
        showlegend=False,
        unselected={"marker": {"opacity": 1}},
    )
    moved = [(n, r, w) for n, r, w in found if _is_milestone(r) and w.finish != r.finish]
    if moved:
        yield go.Scatter(
            name="baseline-milestone",
            mode="markers",
            x=[_middle(was.finish) for _, _, was in moved],
            y=[number for number, _, _ in moved],
            marker={
                "symbol": "diamond-open",
                "size": 9,
                "color": palette.BASELINE,
                "line": {"width": 1.5},
            },
            hoverinfo="skip",
            showlegend=False,
            unselected={"marker": {"opacity": 1}},
        )


def whisker_traces(rows: Sequence[Placed]) -> Iterator[go.Scatter]:
    """From the finish to the late finish, dotted: room, or to the left what must be won back."""
    x: list[str | None] = []
    y: list[float | None] = []
    ends: list[tuple[str, int]] = []
    for number, row in rows:
        if row.activity is None or row.activity.late_finish is None:
            continue
        if row.activity.late_finish == row.finish:
            continue
        end = evening(row.activity.late_finish)
        x += [evening(row.finish), end, None]
        y += [number, number, None]
        ends.append((end, number))
    line = {"color": palette.FLOAT, "width": 1.5, "dash": "dot"}
    yield _overlay("float", x, y, mode="lines", line=line)
    marker = {
        "symbol": "line-ns-open",
        "size": 9,
        "color": palette.FLOAT,
        "line": {"width": 2, "color": palette.FLOAT},
    }
    yield _overlay(
        "float-end", [e for e, _ in ends], [n for _, n in ends], mode="markers", marker=marker
    )


def _overlay(name: str, x: Iterable[Any], y: Iterable[Any], **options: Any) -> go.Scatter:  # noqa: ANN401 - Plotly's own options
    return go.Scatter(
        name=name, x=list(x), y=list(y), hoverinfo="skip", showlegend=False, **options
    )


def _bars(rows: Sequence[Placed], look: BarLook, locale: Locale) -> go.Bar:
    """All bars of one style as one trace: a trace per activity costs three times the drawing."""
    marker: dict[str, Any] = {"color": look.colour, "line": {"width": 0}}
    if look.pattern:
        marker["pattern"] = {
            "shape": look.pattern,
            "bgcolor": look.colour,
            "fgcolor": palette.PAPER,
            "size": 6,
            "solidity": 0.22,
        }
    return go.Bar(
        name=look.name,
        orientation="h",
        base=[row.start.isoformat() for _, row in rows],
        x=[width(row.start, row.finish) for _, row in rows],
        y=[number for number, _ in rows],
        width=look.thickness,
        marker=marker,
        customdata=[[row.id] for _, row in rows],
        hovertext=[_hover(row, locale) for _, row in rows],
        hoverinfo="text",
        showlegend=False,
        unselected={"marker": {"opacity": 1}},
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


def _is_milestone(row: Row) -> bool:
    return row.activity is not None and row.activity.kind.value.endswith("milestone")


def _is_bar(row: Row) -> bool:
    return row.activity is not None and not _is_milestone(row)


def _moment(row: Row) -> str:
    """A milestone stands in the middle of its day, where both ends of that day point."""
    return _middle(row.finish)


def _middle(day: Any) -> str:  # noqa: ANN401 - a date
    return f"{day.isoformat()}T12:00:00"


def _share_done(activity: ActivityDates | None) -> float:
    if activity is None or not activity.is_in_progress or not activity.duration_days:
        return 0.0
    return max(0.0, min(1.0, 1 - float(activity.remaining_days / activity.duration_days)))
