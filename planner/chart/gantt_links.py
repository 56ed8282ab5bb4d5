"""Dependency arrows: all lines of one kind as one trace, with one trace of arrow heads."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from datetime import time
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from planner.chart import palette
from planner.chart.trace_columns import GAP
from planner.chart.trace_columns import ONLY_SEEN
from planner.chart.trace_columns import columns

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

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
"""The choices that draw the dependencies of the path."""


@dataclass(frozen=True, slots=True)
class Arrow:
    """A dependency between two rows of the figure."""

    link: ScheduledLink
    from_row: int
    to_row: int
    start: datetime
    end: datetime
    is_on_path: bool

    @property
    def is_down(self) -> bool:
        """Whether it points downwards, or along its own row."""
        return self.to_row >= self.from_row

    @property
    def is_steep(self) -> bool:
        """Whether it has no room to point to the right."""
        return self.end - self.start < timedelta(days=2)


def arrows_between(
    schedule: Schedule,
    places: Mapping[str, int],
    path: frozenset[str],
    wanted: Arrows,
    chosen: str | None = None,
) -> tuple[Arrow, ...]:
    """Find the dependencies whose two activities both have a row.

    Args:
        schedule: The schedule.
        places: Row of each activity that is shown.
        path: The activities on the path.
        wanted: Which dependencies.
        chosen: The activity whose own dependencies are drawn too, when those are wanted.
    """
    arrows = []
    for link in _shown_links(schedule, places):
        ends = {link.predecessor, link.successor}
        is_on_path = ends <= path and _drives(schedule, link)
        is_chosen = wanted is Arrows.CHOSEN and chosen in ends
        if wanted is Arrows.ALL or is_chosen or (wanted in WITH_PATH and is_on_path):
            arrows.append(_arrow(schedule, link, places, is_on_path=is_on_path))
    return tuple(arrows)


def arrow_traces(arrows: Iterable[Arrow]) -> Iterator[go.Scatter]:
    """Draw ordinary arrows, then those of the path on top of them."""
    sides = defaultdict[bool, list[Arrow]](list)
    for arrow in arrows:
        sides[arrow.is_on_path].append(arrow)
    yield from _traces("dependency", sides[False], palette.DEPENDENCY, 1.1)
    yield from _traces("dependency-path", sides[True], palette.PATH, 1.6)


def _traces(
    name: str, arrows: Sequence[Arrow], colour: str, thickness: float
) -> Iterator[go.Scatter]:
    if not arrows:
        return
    lines: list[tuple[str | None, float | None]] = []
    heads = []
    for arrow in arrows:
        lines += [*_elbow(arrow), GAP]
        heads.append((arrow.end.isoformat(), arrow.to_row, _head(arrow)))
    yield go.Scatter(
        name=name,
        mode="lines",
        **columns("x y", lines),
        line={"color": colour, "width": thickness},
        **ONLY_SEEN,
    )
    yield go.Scatter(
        name=f"{name}-head",
        mode="markers",
        **columns("x y marker_symbol", heads),
        marker={"size": 7, "color": colour},
        **ONLY_SEEN,
    )


def _shown_links(schedule: Schedule, places: Mapping[str, int]) -> Iterator[ScheduledLink]:
    network = schedule.network_schedule
    for name in places:
        # A hammock is no part of the network: its dates follow from two other activities.
        if name in network.network.number:
            yield from (link for link in network.links_into(name) if link.predecessor in places)


def _drives(schedule: Schedule, link: ScheduledLink) -> bool:
    # On a path that was reached every link between two of its steps counts.
    return link.is_driving or schedule.activities[link.successor].is_finished


def _arrow(
    schedule: Schedule, link: ScheduledLink, places: Mapping[str, int], *, is_on_path: bool
) -> Arrow:
    before, after = schedule.activities[link.predecessor], schedule.activities[link.successor]
    return Arrow(
        link,
        places[before.id],
        places[after.id],
        _end_of(before, at_finish=link.type.is_from_finish),
        _end_of(after, at_finish=link.type.is_to_finish),
        is_on_path,
    )


def _end_of(row: ActivityDates, *, at_finish: bool) -> datetime:
    """Give the moment at which a bar begins or ends; a milestone is in the middle of its day."""
    if row.is_milestone:
        return datetime.combine(row.finish, time(12))
    if at_finish:
        # A finish is the evening of its day.
        return datetime.combine(row.finish, time()) + timedelta(days=1)
    return datetime.combine(row.start, time())


def _elbow(arrow: Arrow) -> list[tuple[str, float]]:
    """Give the corners: down along the end of the predecessor, then across."""
    start, end = arrow.start.isoformat(), arrow.end.isoformat()
    if not arrow.link.type.is_to_finish and not arrow.is_steep:
        return [(start, arrow.from_row), (start, arrow.to_row), (end, arrow.to_row)]
    # An arrow that points back in time, or hardly on, goes across just before the last row.
    between = arrow.to_row - 0.5 if arrow.is_down else arrow.to_row + 0.5
    return [(start, arrow.from_row), (start, between), (end, between), (end, arrow.to_row)]


def _head(arrow: Arrow) -> str:
    if arrow.link.type.is_to_finish:
        return "triangle-left"
    if arrow.is_steep:
        return "triangle-down" if arrow.is_down else "triangle-up"
    return "triangle-right"
