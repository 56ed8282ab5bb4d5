"""The rows of the Gantt chart and of its table: which activities, in which order, folded or not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.analysis.criticality.margins import Criticality
from planner.analysis.criticality.margins import criticality

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from datetime import date
    from fractions import Fraction

    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.plan_schedule import Schedule

MOST_ROWS = 150
"""Rows that a figure shows at once; more are paged."""


class Show(StrEnum):
    """Which activities of a workstream are listed."""

    ALL = "all"
    PATH = "path"
    CRITICAL = "critical"
    NEAR_CRITICAL = "near-critical"
    OPEN = "open"


class Style(StrEnum):
    """How a bar is drawn, the strongest first."""

    PATH = "path"
    CRITICAL = "critical"
    DONE = "done"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Filter:
    """What a reader wants to see.

    Attributes:
        show: Which activities count.
        unfolded: Workstreams shown with all those activities; of the others only what lies on
            the path is listed.
        workstreams: Only these, all when empty.
        owners: Only activities of these organisations, all when empty.
        words: Only activities with these words in their title or id.
        first, last: Only what happens between these days.
    """

    show: Show = Show.ALL
    unfolded: frozenset[str] = frozenset()
    workstreams: frozenset[str] = frozenset()
    owners: frozenset[str] = frozenset()
    words: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def narrows(self) -> bool:
        """Whether it asks for particular activities, which are then shown unfolded."""
        return bool(self.owners or self.words.strip() or self.show is not Show.ALL)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the chart and of the table: a workstream, or an activity in it.

    Attributes:
        activity: Its dates; None for the row of a workstream.
        hidden: How many activities of the workstream are folded away.
        count: How many it has after filtering.
    """

    id: str
    title: str
    owner: str
    start: date
    finish: date
    style: Style
    activity: ActivityDates | None = None
    total_float: Fraction | None = None
    hidden: int = 0
    count: int = field(default=0)

    @property
    def is_workstream(self) -> bool:
        """Whether it stands for a whole workstream."""
        return self.activity is None


def gantt_rows(schedule: Schedule, path: frozenset[str], chosen: Filter) -> tuple[Row, ...]:
    """The rows in the order of workstreams, inside them by start.

    Args:
        schedule: The schedule.
        path: The activities on the path that stays visible when a workstream is folded.
        chosen: What the reader wants to see.
    """
    inside = defaultdict[str, list[str]](list)
    for name, activity in schedule.activities.items():
        if _wanted(schedule, activity, path, chosen):
            inside[activity.workstream].append(name)
    order = [found.id for found in schedule.plan.workstreams if found.id in inside]
    order += sorted(set(inside).difference(order))
    rows: list[Row] = []
    for workstream in order:
        rows += _workstream(schedule, workstream, inside[workstream], path, chosen)
    return tuple(rows)


def activity_rows(
    schedule: Schedule, names: Iterable[str], path: frozenset[str]
) -> tuple[Row, ...]:
    """Rows of some activities alone, by start."""
    found = [activity_row(schedule, name, path) for name in dict.fromkeys(names)]
    return tuple(sorted(found, key=lambda row: (row.start, row.finish, row.id)))


def activity_row(schedule: Schedule, name: str, path: frozenset[str]) -> Row:
    """The row of one activity."""
    activity = schedule.activities[name]
    return Row(
        id=name,
        title=activity.title,
        owner=activity.owner or "",
        start=activity.start,
        finish=activity.finish,
        style=style_of(schedule, name, path),
        activity=activity,
        total_float=activity.total_float,
    )


def style_of(schedule: Schedule, name: str, path: frozenset[str]) -> Style:
    """How the bar of an activity is drawn."""
    if name in path:
        return Style.PATH
    found = criticality(schedule, name)
    if found is Criticality.DONE:
        return Style.DONE
    if found in {Criticality.NEGATIVE, Criticality.CRITICAL}:
        return Style.CRITICAL
    return Style.OPEN


def pages_of(rows: Sequence[Row], most: int = MOST_ROWS) -> tuple[tuple[Row, ...], ...]:
    """Rows in pages that a browser draws quickly; a page begins with its workstream."""
    pages: list[list[Row]] = [[]]
    heading: Row | None = None
    for row in rows:
        if len(pages[-1]) >= most:
            pages.append([] if row.is_workstream or heading is None else [heading])
        heading = row if row.is_workstream else heading
        pages[-1].append(row)
    return tuple(map(tuple, pages))


def _workstream(
    schedule: Schedule,
    workstream: str,
    names: Sequence[str],
    path: frozenset[str],
    chosen: Filter,
) -> list[Row]:
    known = schedule.plan.workstream(workstream)
    everything = sorted(
        (activity_row(schedule, name, path) for name in names),
        key=lambda row: (row.start, row.finish, row.id),
    )
    is_unfolded = workstream in chosen.unfolded or chosen.narrows
    shown = [row for row in everything if is_unfolded or row.style is Style.PATH]
    floats = [row.total_float for row in everything if row.total_float is not None]
    summary = Row(
        id=workstream,
        title=known.title if known else workstream,
        owner="",
        start=min(row.start for row in everything),
        finish=max(row.finish for row in everything),
        style=Style.DONE if all(_is_done(row) for row in everything) else Style.OPEN,
        total_float=min(floats, default=None),
        hidden=len(everything) - len(shown),
        count=len(everything),
    )
    return [summary, *shown]


def _is_done(row: Row) -> bool:
    return row.activity is not None and row.activity.is_finished


def _wanted(
    schedule: Schedule, activity: ActivityDates, path: frozenset[str], chosen: Filter
) -> bool:
    if chosen.workstreams and activity.workstream not in chosen.workstreams:
        return False
    if chosen.owners and activity.owner not in chosen.owners:
        return False
    if chosen.first is not None and activity.finish < chosen.first:
        return False
    if chosen.last is not None and activity.start > chosen.last:
        return False
    text = f"{activity.title} {activity.id}".casefold()
    if not all(word in text for word in chosen.words.casefold().split()):
        return False
    return _is_of_kind(schedule, activity, path, chosen.show)


def _is_of_kind(
    schedule: Schedule, activity: ActivityDates, path: frozenset[str], show: Show
) -> bool:
    if show is Show.ALL:
        return True
    if show is Show.PATH:
        return activity.id in path
    found = criticality(schedule, activity.id)
    if show is Show.OPEN:
        return found is not Criticality.DONE
    tight = {Criticality.NEGATIVE, Criticality.CRITICAL}
    if show is Show.NEAR_CRITICAL:
        tight = {*tight, Criticality.NEAR_CRITICAL}
    return found in tight
