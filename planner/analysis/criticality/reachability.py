"""The activities that are reached when dependencies are followed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    from planner.model import Plan

Node = TypeVar("Node")


def reachable(start: Iterable[Node], following: Callable[[Node], Iterable[Node]]) -> set[Node]:
    """Collect some activities and everything that is reached from them, step by step."""
    reached = set(start)
    waiting = list(reached)
    while waiting:
        for node in following(waiting.pop()):
            if node not in reached:
                reached.add(node)
                waiting.append(node)
    return reached


def last_activity(plan: Plan, activity: str) -> str:
    """The activity at the end of a hammock, else the activity itself."""
    while (span := plan.activities[activity].spans) is not None:
        activity = span.to
    return activity


def predecessors(plan: Plan) -> Mapping[str, Sequence[str]]:
    """By activity id what it waits for."""
    return {a.id: [d.activity for d in a.after] for a in plan.activities.values()}


def successors(plan: Plan) -> Mapping[str, Sequence[str]]:
    """By activity id what waits for it."""
    waiting = {name: list[str]() for name in plan.activities}
    for activity in plan.activities.values():
        for dependency in activity.after:
            waiting[dependency.activity].append(activity.id)
    return waiting
