"""A slip of what rests on a part of the law, as a scenario: delays, and rework of what is done."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planner.model import Activity
from planner.model import ActivityKind
from planner.model import Dependency
from planner.model.scenario import Delay
from planner.model.scenario import NewLink
from planner.model.scenario import Scenario

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.analysis.scenarios.query import Query
    from planner.duration import Duration
    from planner.model import Plan
    from planner.schedule.plan_schedule import Schedule


def amendment_scenario(schedule: Schedule, subject: Query, slip: Duration) -> Scenario:
    """What rests on the subject later by so much; what is done gets as much rework."""
    plan, rows = schedule.plan, schedule.activities
    delays, added, links = [], dict[str, Activity](), []
    decisions = {p.decided_by for p in subject.provisions.values() if p.decided_by}
    upstream_of_decision = _upstream(plan, decisions)
    for name in subject.activities:
        activity = plan.activities[name]
        if activity.kind is ActivityKind.HAMMOCK:
            continue
        if not rows[name].is_finished:
            if activity.kind is ActivityKind.TASK or not subject.provisions:
                delays.append(Delay(activity=name, by=slip))
            continue
        waiting = _open_successors(schedule, name)
        if activity.kind is not ActivityKind.TASK or not waiting:
            continue
        rework = f"{name}-rework"
        open_decisions = sorted(d for d in decisions if not rows[d].is_finished)
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


def _open_successors(schedule: Schedule, name: str) -> list[str]:
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
            if schedule.activities[successor].is_finished:
                waiting.append(successor)
            else:
                found.append(successor)
    return sorted(found)
