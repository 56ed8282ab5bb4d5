"""The reach of an amendment or a slip: who must change what, what is redone, what targets move."""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.analysis.criticality.margins import float_days_toward
from planner.analysis.criticality.reachability import reachable
from planner.analysis.criticality.reachability import successors
from planner.analysis.scenarios.amendment import amendment_scenario
from planner.analysis.scenarios.overlay import WhatIf
from planner.analysis.scenarios.overlay import what_if
from planner.analysis.scenarios.query import query_of
from planner.model import ActivityKind
from planner.model import ActivityState
from planner.model import Tag

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from planner.analysis.scenarios.query import Query
    from planner.duration import Duration
    from planner.model import Plan
    from planner.schedule.plan_schedule import Schedule

CHANGING = (
    Tag.WORK_PROCESS,
    Tag.ICT_SYSTEM,
    Tag.TRAINING,
    Tag.LOWER_REGULATION,
    Tag.FACILITY,
    Tag.STAFF,
)
"""Kinds of work that change when the law changes, in the order of the report."""


@dataclass(frozen=True, slots=True)
class Touched:
    """An activity that the amendment reaches.

    Attributes:
        direct: Whether it rests on the subject itself; otherwise it waits for something that does.
        state: How far it is.
        spent: Working days that went into it so far and would be redone at least in part.
    """

    activity: str
    title: str
    organisation: str | None
    tags: tuple[Tag, ...]
    direct: bool
    state: ActivityState
    spent: Fraction


@dataclass(frozen=True, slots=True)
class Room:
    """The working days that what rests on the subject can slip before a target moves."""

    target: str
    days: Fraction
    tightest: str


@dataclass(frozen=True, eq=False)
class Impact:
    """Everything that an amendment or a slip reaches.

    Attributes:
        touched: The activities reached, direct ones first, then by start.
        involved: By organisation the direct activities that involve it without being its own.
        room: Per target the room that is left.
        slip: The slip that was asked about.
        consequence: The plan with that slip; None when none was asked.
    """

    schedule: Schedule
    subject: Query
    touched: tuple[Touched, ...]
    involved: Mapping[str, tuple[str, ...]]
    room: tuple[Room, ...]
    slip: Duration | None = None
    consequence: WhatIf | None = None

    @property
    def direct(self) -> tuple[Touched, ...]:
        """The activities that rest on the subject itself."""
        return tuple(t for t in self.touched if t.direct)

    @property
    def redone(self) -> tuple[Touched, ...]:
        """The direct activities that are done or under way."""
        return tuple(t for t in self.direct if t.state is not ActivityState.PLANNED)

    def by_organisation(self) -> Mapping[str, tuple[Touched, ...]]:
        """The activities reached, by owner; the owner of most direct ones comes first."""
        owned = defaultdict[str, list[Touched]](list)
        for touched in self.touched:
            owned[touched.organisation or ""].append(touched)
        direct = Counter(touched.organisation or "" for touched in self.direct)
        return {name: tuple(owned[name]) for name in sorted(owned, key=lambda n: (-direct[n], n))}

    def count(self, tag: Tag, *, direct: bool | None = None) -> int:
        """The number of activities with a tag; only direct or only other ones when asked."""
        return sum(tag in t.tags and direct in {None, t.direct} for t in self.touched)


def impact(schedule: Schedule, name: str, slip: Duration | None = None) -> Impact:
    """Find what an amendment or a slip reaches.

    Args:
        schedule: The plan at a data date.
        name: What it is about; see `query_of`.
        slip: How much later what rests on it would be ready. What is done is redone in that time,
            from the moment at which the amendment is decided on.

    Raises:
        UnknownQueryError: Nothing has that name.
    """
    query = query_of(schedule.plan, name)
    rows = schedule.activities
    downstream = reachable(query.activities, successors(schedule.plan).__getitem__)
    downstream.difference_update(query.activities)
    names = [*query.activities, *sorted(downstream, key=lambda a: (rows[a].start, a))]
    reached = Impact(
        schedule,
        query,
        tuple(_touched(schedule, a, direct=a not in downstream) for a in names),
        _involved(schedule.plan, query.activities),
        _room(schedule, query.activities),
    )
    if slip is None:
        return reached
    outcome = what_if(schedule, amendment_scenario(schedule, query, slip))
    # A slip of finished work may close a cycle; then there is no plan to show.
    consequence = outcome if isinstance(outcome, WhatIf) else None
    return replace(reached, slip=slip, consequence=consequence)


def _touched(schedule: Schedule, name: str, *, direct: bool) -> Touched:
    row, activity = schedule.activities[name], schedule.plan.activities[name]
    calendar = schedule.calendars[schedule.plan.calendar_of(activity)]
    spent = 0
    if row.is_finished and activity.kind is ActivityKind.TASK:
        spent = calendar.working_days(row.start, row.finish)
    elif row.is_in_progress:  # the data date itself is still to be worked
        spent = max(calendar.working_days(row.start, schedule.data_date) - 1, 0)
    days = Fraction(spent)
    return Touched(name, row.title, row.owner, activity.tags, direct, row.state, days)


def _involved(plan: Plan, activities: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """By organisation the activities that involve it, without being its own."""
    involved = defaultdict[str, list[str]](list)
    for name in activities:
        for organisation in plan.activities[name].involves:
            involved[organisation].append(name)
    return {name: tuple(involved[name]) for name in sorted(involved)}


def _room(schedule: Schedule, activities: Iterable[str]) -> tuple[Room, ...]:
    """The least float toward every target among some activities."""
    rooms = []
    for target in schedule.plan.programme.all_targets:
        toward = float_days_toward(schedule, target.milestone)
        days = [(toward[a], a) for a in activities if a in toward]
        if days:
            rooms.append(Room(target.milestone, *min(days)))
    return tuple(rooms)
