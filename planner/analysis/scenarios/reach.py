"""What an amendment or a slip reaches: who must change what, what is redone, which targets move."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.analysis.scenarios.amendment import amendment_scenario
from planner.analysis.scenarios.overlay import WhatIf
from planner.analysis.scenarios.overlay import what_if
from planner.analysis.scenarios.query import query_of
from planner.model import ActivityKind
from planner.model import ActivityState
from planner.model import Tag
from planner.schedule.toward import float_toward

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
    """An activity that the subject reaches.

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
    """How far what rests on the subject can slip before a target moves, in working days."""

    target: str
    days: Fraction
    tightest: str


@dataclass(frozen=True, eq=False)
class Impact:
    """Everything that an amendment or a slip reaches.

    Attributes:
        touched: What is reached, direct first, then in the order of the work.
        involved: Organisations that are involved in what rests on it, besides those that own it.
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
        """What rests on the subject itself."""
        return tuple(t for t in self.touched if t.direct)

    @property
    def redone(self) -> tuple[Touched, ...]:
        """What rests on it and is done or under way."""
        return tuple(t for t in self.direct if t.state is not ActivityState.PLANNED)

    def by_organisation(self) -> Mapping[str, tuple[Touched, ...]]:
        """What is reached, by who does it; who has most of it first."""
        found = defaultdict[str, list[Touched]](list)
        for touched in self.touched:
            found[touched.organisation or ""].append(touched)
        order = sorted(found, key=lambda name: (-sum(t.direct for t in found[name]), name))
        return {name: tuple(found[name]) for name in order}

    def count(self, tag: Tag, *, direct: bool | None = None) -> int:
        """How many activities of a kind are reached."""
        return sum(tag in t.tags and direct in {None, t.direct} for t in self.touched)


def impact(schedule: Schedule, name: str, slip: Duration | None = None) -> Impact:
    """Find what an amendment or a slip reaches.

    Args:
        schedule: The plan at a data date.
        name: What it is about; see `subject_of`.
        slip: How much later what rests on it would be ready; what is done is redone in that time,
            from the moment at which the amendment is decided on.

    Raises:
        UnknownSubjectError: Nothing goes by that name.
    """
    subject = query_of(schedule.plan, name)
    reached = _downstream(schedule.plan, subject.activities)
    names = [*subject.activities, *sorted(reached, key=lambda a: (schedule.activities[a].start, a))]
    direct = set(subject.activities)
    touched = tuple(_touched(schedule, a, direct=a in direct) for a in names)
    found = Impact(
        schedule,
        subject,
        touched,
        _involved(schedule.plan, subject.activities),
        _room(schedule, subject.activities),
    )
    if slip is None:
        return found
    laid = what_if(schedule, amendment_scenario(schedule, subject, slip))
    return replace(found, slip=slip, consequence=laid if isinstance(laid, WhatIf) else None)


def _downstream(plan: Plan, activities: Iterable[str]) -> set[str]:
    """Everything that waits for some activities, directly or by way of others."""
    waits = defaultdict[str, list[str]](list)
    for activity in plan.activities.values():
        for dependency in activity.after:
            waits[dependency.activity].append(activity.id)
    start = set(activities)
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        for successor in waits[waiting.pop()]:
            if successor not in found and successor not in start:
                found.add(successor)
                waiting.append(successor)
    return found


def _touched(schedule: Schedule, name: str, *, direct: bool) -> Touched:
    row, activity = schedule.activities[name], schedule.plan.activities[name]
    spent = Fraction(0)
    if row.is_finished and activity.kind is ActivityKind.TASK:
        calendar = schedule.calendars[schedule.plan.calendar_of(activity)]
        spent = Fraction(calendar.working_days(row.start, row.finish))
    elif row.is_in_progress:
        calendar = schedule.calendars[schedule.plan.calendar_of(activity)]
        spent = Fraction(max(calendar.working_days(row.start, schedule.data_date) - 1, 0))
    return Touched(name, row.title, row.owner, activity.tags, direct, row.state, spent)


def _involved(plan: Plan, activities: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    found = defaultdict[str, list[str]](list)
    for name in activities:
        for organisation in plan.activities[name].involves:
            found[organisation].append(name)
    return {name: tuple(found[name]) for name in sorted(found)}


def _room(schedule: Schedule, activities: Iterable[str]) -> tuple[Room, ...]:
    """The least float toward every target among some activities."""
    wanted = set(activities)
    rooms = []
    for target in schedule.plan.programme.all_targets:
        toward = float_toward(schedule.network_schedule, target.milestone)
        days = {a: schedule.working_days(toward[a], a) for a in wanted if a in toward}
        if days:
            tightest = min(days, key=lambda a: (days[a], a))
            rooms.append(Room(target.milestone, days[tightest], tightest))
    return tuple(rooms)
