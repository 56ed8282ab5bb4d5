"""A later part of the law as a scenario: open work is delayed, finished work is done again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.analysis.criticality.reachability import predecessors
from planner.analysis.criticality.reachability import reachable
from planner.analysis.criticality.reachability import successors
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
    from planner.schedule.plan_schedule import Schedule


def amendment_scenario(schedule: Schedule, query: Query, slip: Duration) -> Scenario:
    """Delay what rests on the query by a slip, and add rework of that length to what is done."""
    plan, rows = schedule.plan, schedule.activities
    delays, links = list[Delay](), list[NewLink]()
    added: dict[str, Activity] = {}
    open_decisions = sorted(d for d in query.decisions if not rows[d].is_finished)
    before_decisions = reachable(query.decisions, predecessors(plan).__getitem__)
    for name in query.activities:
        activity = plan.activities[name]
        if not rows[name].is_finished:
            if _slips_itself(activity, query):
                delays.append(Delay(activity=name, by=slip))
            continue
        waiting = _open_successors(schedule, name)
        if activity.kind is ActivityKind.TASK and waiting:
            rework = _rework(activity, slip, open_decisions)
            added[rework.id] = rework
            # A decision that waits for rework, which waits for the decision, would be a circle.
            allowed = sorted(waiting - before_decisions)
            links += [NewLink(from_=rework.id, to=successor) for successor in allowed]
    return Scenario(
        name="slip", title=query.name, delays=tuple(delays), added=added, links=tuple(links)
    )


def _slips_itself(activity: Activity, query: Query) -> bool:
    """Whether an open activity is delayed; what follows from delayed work is not delayed twice."""
    if activity.kind is ActivityKind.TASK:
        return True
    return activity.is_milestone and not query.provisions


def _rework(activity: Activity, slip: Duration, decisions: Iterable[str]) -> Activity:
    """The same work again, once all is decided."""
    return Activity(
        id=f"{activity.id}-rework",
        workstream=activity.workstream,
        title=activity.title,
        owner=activity.owner,
        calendar=activity.calendar,
        duration=slip,
        after=tuple(Dependency(activity=decision) for decision in decisions),
    )


def _open_successors(schedule: Schedule, name: str) -> set[str]:
    """The first activities downstream of a finished one that are not finished themselves."""
    rows, waiting = schedule.activities, successors(schedule.plan)

    def beyond_finished(activity: str) -> Iterable[str]:
        return waiting[activity] if rows[activity].is_finished else ()

    return {a for a in reachable([name], beyond_finished) if not rows[a].is_finished}
