"""What an amendment or a slip reaches: who must change what, what is redone, which targets move."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.analysis.whatif import WhatIf
from planner.analysis.whatif import what_if
from planner.model import Activity
from planner.model import ActivityKind
from planner.model import Dependency
from planner.model import Tag
from planner.model.scenario import Delay
from planner.model.scenario import NewLink
from planner.model.scenario import Scenario
from planner.problems import PlannerError
from planner.problems import nearest
from planner.schedule.toward import float_toward

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from planner.duration import Duration
    from planner.model import Plan
    from planner.model import Provision
    from planner.schedule.programme import ProgrammeSchedule

CHANGING = (
    Tag.WORK_PROCESS,
    Tag.ICT_SYSTEM,
    Tag.TRAINING,
    Tag.LOWER_REGULATION,
    Tag.FACILITY,
    Tag.STAFF,
)
"""Kinds of work that change when the law changes, in the order of the report."""

_ARTICLE = re.compile(r"\d+[a-z]*(?:\(\d+\))?", re.IGNORECASE)


class UnknownSubjectError(PlannerError):
    """Nothing in the plan goes by this name.

    Attributes:
        suggestion: What was probably meant.
    """

    def __init__(self, name: str, suggestion: str | None) -> None:
        self.name = name
        self.suggestion = suggestion
        super().__init__(name)


@dataclass(frozen=True, slots=True)
class Subject:
    """What the question is about.

    Attributes:
        name: As it was asked.
        provisions: Parts of a bill or articles, by id.
        activities: What rests on it directly, or the activity that was named.
    """

    name: str
    provisions: Mapping[str, Provision]
    activities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """An activity that the subject reaches.

    Attributes:
        direct: Whether it rests on the subject itself; otherwise it waits for something that does.
        state: `planned`, `in-progress` or `finished`.
        spent: Working days that went into it so far and would be redone at least in part.
    """

    activity: str
    title: str
    organisation: str | None
    tags: tuple[Tag, ...]
    direct: bool
    state: str
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

    schedule: ProgrammeSchedule
    subject: Subject
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
        return tuple(t for t in self.direct if t.state != "planned")

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


def subject_of(plan: Plan, name: str) -> Subject:
    """Find what a name stands for: an activity, a provision, an article or a bill.

    Args:
        plan: The plan.
        name: An activity, in full or short; a provision; or an article, alone (`8`) or behind the
            first words of its act (`Verordening (EU) 2024/1356, 8`).

    Raises:
        UnknownSubjectError: Nothing goes by that name.
    """
    wanted = name.strip()
    if wanted in plan.activities:
        return Subject(wanted, {}, (wanted,))
    short = [a.id for a in plan.activities.values() if a.short_id == wanted]
    if len(short) == 1:
        return Subject(wanted, {}, (short[0],))
    provisions = plan.programme.provisions
    found = {n: p for n, p in provisions.items() if n == wanted or _is_article(p, wanted)}
    if found:
        resting = (a.id for a in plan.activities.values() if found.keys() & set(a.provisions))
        return Subject(wanted, found, tuple(sorted(resting)))
    raise UnknownSubjectError(wanted, nearest(wanted, [*plan.activities, *provisions]))


def _is_article(provision: Provision, wanted: str) -> bool:
    folded = wanted.casefold()
    if folded in {(provision.act or "").casefold(), provision.title.casefold()}:
        return True
    if provision.article is None:
        return False
    act, _, article = folded.rpartition(",")
    article = article.replace("artikel", "").replace("article", "").replace("art.", "").strip()
    if act and not (provision.act or "").casefold().startswith(act.strip()):
        return False
    return article in _articles(provision.article)


def _articles(text: str) -> set[str]:
    """The articles in `27, 28 en 35` or `43-54`, ranges written out."""
    found = {match.casefold() for match in _ARTICLE.findall(text)}
    for first, last in re.findall(r"(\d+)-(\d+)", text):
        found.update(str(number) for number in range(int(first), int(last) + 1))
    return found


def impact(schedule: ProgrammeSchedule, name: str, slip: Duration | None = None) -> Impact:
    """Find what an amendment or a slip reaches.

    Args:
        schedule: The plan at a data date.
        name: What it is about; see `subject_of`.
        slip: How much later what rests on it would be ready; what is done is redone in that time,
            from the moment at which the amendment is decided on.

    Raises:
        UnknownSubjectError: Nothing goes by that name.
    """
    subject = subject_of(schedule.plan, name)
    reached = _downstream(schedule.plan, subject.activities)
    names = [*subject.activities, *sorted(reached, key=lambda a: (schedule.rows[a].start, a))]
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
    laid = what_if(schedule, _slipped(schedule, subject, slip))
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


def _touched(schedule: ProgrammeSchedule, name: str, *, direct: bool) -> Touched:
    row, activity = schedule.rows[name], schedule.plan.activities[name]
    spent = Fraction(0)
    if row.state == "finished" and activity.kind is ActivityKind.TASK:
        calendar = schedule.calendars[schedule.plan.calendar_of(activity)]
        spent = Fraction(calendar.working_days(row.start, row.finish))
    elif row.state == "in-progress":
        calendar = schedule.calendars[schedule.plan.calendar_of(activity)]
        spent = Fraction(max(calendar.working_days(row.start, schedule.data_date) - 1, 0))
    return Touched(name, row.title, row.owner, activity.tags, direct, row.state, spent)


def _involved(plan: Plan, activities: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    found = defaultdict[str, list[str]](list)
    for name in activities:
        for organisation in plan.activities[name].involves:
            found[organisation].append(name)
    return {name: tuple(found[name]) for name in sorted(found)}


def _room(schedule: ProgrammeSchedule, activities: Iterable[str]) -> tuple[Room, ...]:
    """The least float toward every target among some activities."""
    wanted = set(activities)
    rooms = []
    for target in schedule.plan.programme.all_targets:
        toward = float_toward(schedule.schedule, target.milestone)
        days = {a: schedule.working_days(toward[a], a) for a in wanted if a in toward}
        if days:
            tightest = min(days, key=lambda a: (days[a], a))
            rooms.append(Room(target.milestone, days[tightest], tightest))
    return tuple(rooms)


def _slipped(schedule: ProgrammeSchedule, subject: Subject, slip: Duration) -> Scenario:
    """What rests on the subject later by so much; what is done gets as much rework."""
    plan, rows = schedule.plan, schedule.rows
    delays, added, links = [], dict[str, Activity](), []
    decisions = {p.decided_by for p in subject.provisions.values() if p.decided_by}
    upstream_of_decision = _upstream(plan, decisions)
    for name in subject.activities:
        activity = plan.activities[name]
        if activity.kind is ActivityKind.HAMMOCK:
            continue
        if rows[name].state != "finished":
            if activity.kind is ActivityKind.TASK or not subject.provisions:
                delays.append(Delay(activity=name, by=slip))
            continue
        waiting = _open_successors(schedule, name)
        if activity.kind is not ActivityKind.TASK or not waiting:
            continue
        rework = f"{name}-rework"
        open_decisions = sorted(d for d in decisions if rows[d].state != "finished")
        added[rework] = Activity(
            id=rework,
            workstream=activity.workstream,
            title=activity.title,
            owner=activity.owner,
            calendar=activity.calendar,
            duration=slip,
            after=tuple(Dependency(activity=d) for d in open_decisions),
        )
        links += [
            NewLink(from_=rework, to=successor)
            for successor in waiting
            if successor not in upstream_of_decision
        ]
    return Scenario(
        name="slip", title=subject.name, delays=tuple(delays), added=added, links=tuple(links)
    )


def _upstream(plan: Plan, activities: Iterable[str]) -> set[str]:
    """Some activities with everything that they wait for."""
    found = set(activities)
    waiting = list(found)
    while waiting:
        for dependency in plan.activities[waiting.pop()].after:
            if dependency.activity not in found:
                found.add(dependency.activity)
                waiting.append(dependency.activity)
    return found


def _open_successors(schedule: ProgrammeSchedule, name: str) -> list[str]:
    """The first activities downstream that are not finished: they wait for rework."""
    found: list[str] = []
    waiting, seen = [name], {name}
    successors = defaultdict[str, list[str]](list)
    for activity in schedule.plan.activities.values():
        if activity.kind is not ActivityKind.HAMMOCK:
            for dependency in activity.after:
                successors[dependency.activity].append(activity.id)
    while waiting:
        for successor in successors[waiting.pop()]:
            if successor in seen:
                continue
            seen.add(successor)
            if schedule.rows[successor].state == "finished":
                waiting.append(successor)
            else:
                found.append(successor)
    return sorted(found)
