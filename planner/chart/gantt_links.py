"""Dependency arrows: all of one kind as one elbowed line, with one trace of arrow heads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from datetime import time
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from planner.chart import palette
from planner.model import ActivityKind
from planner.schedule.network import LinkType

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.plan_schedule import Schedule
    from planner.schedule.result import ScheduledLink


class Arrows(StrEnum):
    """Which dependencies are drawn."""

    PATH = "path"
    CHOSEN = "chosen"
    ALL = "all"
    NONE = "none"


WITH_PATH = frozenset({Arrows.PATH, Arrows.CHOSEN})
"""Choices with which the dependencies of the path are drawn."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A dependency between two rows of the figure."""

    link: ScheduledLink
    from_row: int
    to_row: int
    start: datetime
    end: datetime
    is_on_path: bool


def arrows_between(
    schedule: Schedule,
    places: Mapping[str, int],
    path: frozenset[str],
    wanted: Arrows,
    chosen: str | None = None,
) -> tuple[Arrow, ...]:
    """The dependencies whose two activities both have a row.

    Args:
        schedule: The schedule.
        places: Row of each activity that is shown.
        path: The activities on the path.
        wanted: Which dependencies.
        chosen: The activity whose own dependencies are drawn too, when those are wanted.
    """
    found = []
    for name, row in places.items():
        if name not in schedule.network_schedule.network.number:
            continue
        for link in schedule.network_schedule.links_into(name):
            if link.predecessor not in places:
                continue
            on_path = {link.predecessor, name} <= path and _drives(schedule, link)
            touches = wanted is Arrows.CHOSEN and chosen in {link.predecessor, name}
            if wanted is Arrows.ALL or touches or (wanted in WITH_PATH and on_path):
                found.append(_arrow(schedule, link, places[link.predecessor], row, on_path))
    return tuple(found)


def arrow_traces(arrows: Iterable[Arrow]) -> Iterator[go.Scatter]:
    """Ordinary arrows below those of the path."""
    arrows = tuple(arrows)
    for on_path, colour, name in (
        (False, palette.DEPENDENCY, "dependency"),
        (True, palette.PATH, "dependency-path"),
    ):
        some = [arrow for arrow in arrows if arrow.is_on_path is on_path]
        if not some:
            continue
        x: list[str | None] = []
        y: list[float | None] = []
        for arrow in some:
            for moment, level in _elbow(arrow):
                x.append(moment.isoformat())
                y.append(level)
            x.append(None)
            y.append(None)
        line = {"color": colour, "width": 1.6 if on_path else 1.1}
        yield go.Scatter(
            name=name, mode="lines", x=x, y=y, line=line, hoverinfo="skip", showlegend=False
        )
        yield go.Scatter(
            name=f"{name}-head",
            mode="markers",
            x=[arrow.end.isoformat() for arrow in some],
            y=[arrow.to_row for arrow in some],
            marker={"symbol": [_head(a) for a in some], "size": 7, "color": colour},
            hoverinfo="skip",
            showlegend=False,
        )


def _drives(schedule: Schedule, link: ScheduledLink) -> bool:
    """On a path that was reached every link between two of its steps counts."""
    return link.is_driving or schedule.activities[link.successor].is_finished


def _arrow(
    schedule: Schedule,
    link: ScheduledLink,
    from_row: int,
    to_row: int,
    on_path: bool,  # noqa: FBT001
) -> Arrow:
    before, after = schedule.activities[link.predecessor], schedule.activities[link.successor]
    start = _end_of(before, at_finish=link.type in {LinkType.FS, LinkType.FF})
    end = _end_of(after, at_finish=link.type in {LinkType.FF, LinkType.SF})
    return Arrow(link, from_row, to_row, start, end, on_path)


def _end_of(row: ActivityDates, *, at_finish: bool) -> datetime:
    """Where a bar begins or ends; a milestone is in the middle of its day."""
    if row.kind in {ActivityKind.START_MILESTONE, ActivityKind.FINISH_MILESTONE}:
        return datetime.combine(row.finish, time(12))
    if at_finish:
        return datetime.combine(row.finish, time()) + timedelta(days=1)
    return datetime.combine(row.start, time())


def _elbow(arrow: Arrow) -> list[tuple[datetime, float]]:
    """Down along the end of the predecessor, then across; around when it points back in time."""
    start, end = arrow.start, arrow.end
    down = arrow.to_row >= arrow.from_row
    between = arrow.to_row - 0.5 if down else arrow.to_row + 0.5
    if arrow.link.type in {LinkType.FS, LinkType.SS} and end >= start:
        if (end - start) < timedelta(days=2):
            return [(start, arrow.from_row), (start, between), (end, between), (end, arrow.to_row)]
        return [(start, arrow.from_row), (start, arrow.to_row), (end, arrow.to_row)]
    return [(start, arrow.from_row), (start, between), (end, between), (end, arrow.to_row)]


def _head(arrow: Arrow) -> str:
    if arrow.link.type in {LinkType.FF, LinkType.SF}:
        return "triangle-left"
    if (arrow.end - arrow.start) < timedelta(days=2):
        return "triangle-down" if arrow.to_row >= arrow.from_row else "triangle-up"
    return "triangle-right"
