"""The rows of the Gantt chart and of its table: workstreams with their activities, by start."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.analysis.criticality.margins import Criticality
from planner.analysis.criticality.margins import criticality

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
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
    """How a bar is drawn, the most important first."""

    PATH = "path"
    CRITICAL = "critical"
    DONE = "done"
    OPEN = "open"


_CRITICAL = frozenset({Criticality.NEGATIVE, Criticality.CRITICAL})
_STYLES = {
    Criticality.NEGATIVE: Style.CRITICAL,
    Criticality.CRITICAL: Style.CRITICAL,
    Criticality.DONE: Style.DONE,
}
_SHOWN = {
    Show.CRITICAL: _CRITICAL,
    Show.NEAR_CRITICAL: _CRITICAL | {Criticality.NEAR_CRITICAL},
    Show.OPEN: frozenset(Criticality) - {Criticality.DONE},
}


@dataclass(frozen=True, slots=True)
class Filter:
    """The choice of a reader: which activities the chart lists.

    Attributes:
        show: Which activities count.
        unfolded: Workstreams shown with all those activities; the others list only their
            activities on the path.
        workstreams: Only these, all when empty.
        owners: Only activities of these organisations, all when empty.
        words: Only activities with these words in their title or id.
        first, last: Only activities that run between these days.
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

    def admits(self, activity: ActivityDates) -> bool:
        """Whether workstream, organisation, period and words fit; `show` is judged apart."""
        text = f"{activity.title} {activity.id}".casefold()
        return (
            activity.workstream in (self.workstreams or {activity.workstream})
            and activity.owner in (self.owners or {activity.owner})
            and activity.finish >= (self.first or activity.finish)
            and activity.start <= (self.last or activity.start)
            and all(word in text for word in self.words.casefold().split())
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the chart and of the table: a workstream, or an activity in it.

    Attributes:
        activity: Its dates; None for the row of a workstream.
        hidden: The number of activities of the workstream that are folded away.
        count: The number that the filter admits.
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
    count: int = 0

    @property
    def is_workstream(self) -> bool:
        """Whether it stands for a whole workstream."""
        return self.activity is None

    @property
    def is_milestone(self) -> bool:
        """Whether it is drawn as a diamond."""
        return self.activity is not None and self.activity.is_milestone

    @property
    def is_bar(self) -> bool:
        """Whether it is drawn as the bar of an activity."""
        return self.activity is not None and not self.activity.is_milestone


def gantt_rows(schedule: Schedule, path: frozenset[str], chosen: Filter) -> tuple[Row, ...]:
    """List workstreams in the order of the plan, with their activities by start.

    Args:
        schedule: The schedule.
        path: The activities on the path that stays visible when a workstream is folded.
        chosen: What the reader wants to see.
    """
    inside = defaultdict[str, list[str]](list)
    for name, activity in schedule.activities.items():
        if chosen.admits(activity) and _is_shown(schedule, name, path, chosen.show):
            inside[activity.workstream].append(name)
    # A workstream without a file of its own comes last.
    order = dict.fromkeys([*(each.id for each in schedule.plan.workstreams), *sorted(inside)])
    rows: list[Row] = []
    for workstream in order:
        if workstream in inside:
            rows += _workstream(schedule, workstream, inside[workstream], path, chosen)
    return tuple(rows)


def activity_rows(
    schedule: Schedule, names: Iterable[str], path: frozenset[str]
) -> tuple[Row, ...]:
    """List some activities without their workstreams, by start."""
    rows = [activity_row(schedule, name, path) for name in dict.fromkeys(names)]
    return tuple(sorted(rows, key=lambda row: (row.start, row.finish, row.id)))


def activity_row(schedule: Schedule, name: str, path: frozenset[str]) -> Row:
    """Give the row of one activity."""
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
    """Tell how the bar of an activity is drawn."""
    if name in path:
        return Style.PATH
    return _STYLES.get(criticality(schedule, name), Style.OPEN)


def days_of(rows: Iterable[Row | ActivityDates]) -> Iterator[date]:
    """Give the first and the last day of every row."""
    for row in rows:
        yield row.start
        yield row.finish


def pages_of(rows: Sequence[Row], most: int = MOST_ROWS) -> tuple[tuple[Row, ...], ...]:
    """Divide rows over pages that a browser draws quickly; a page begins with its workstream."""
    pages: list[list[Row]] = [[]]
    heading: list[Row] = []
    for row in rows:
        if row.is_workstream:
            heading = []
        if len(pages[-1]) >= most:
            # A page that begins inside a workstream repeats its row.
            pages.append([*heading])
        if row.is_workstream:
            heading = [row]
        pages[-1].append(row)
    return tuple(map(tuple, pages))


def _workstream(
    schedule: Schedule,
    workstream: str,
    names: Sequence[str],
    path: frozenset[str],
    chosen: Filter,
) -> list[Row]:
    rows = activity_rows(schedule, names, path)
    shown = rows
    if workstream not in chosen.unfolded and not chosen.narrows:
        shown = tuple(row for row in rows if row.style is Style.PATH)
    is_finished = all(schedule.activities[name].is_finished for name in names)
    known = schedule.plan.workstream(workstream)
    summary = Row(
        id=workstream,
        title=(known and known.title) or workstream,
        owner="",
        start=rows[0].start,
        finish=max(row.finish for row in rows),
        style=Style.DONE if is_finished else Style.OPEN,
        total_float=min((f for row in rows if (f := row.total_float) is not None), default=None),
        hidden=len(rows) - len(shown),
        count=len(rows),
    )
    return [summary, *shown]


def _is_shown(schedule: Schedule, activity: str, path: frozenset[str], show: Show) -> bool:
    # These two first: to judge how critical an activity is takes time.
    if show is Show.ALL:
        return True
    if show is Show.PATH:
        return activity in path
    return criticality(schedule, activity) in _SHOWN[show]
