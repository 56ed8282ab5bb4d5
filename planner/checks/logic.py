"""The logic of the network: open ends, dangling ends, double and needless dependencies."""

from __future__ import annotations

from collections import defaultdict
from graphlib import TopologicalSorter
from typing import TYPE_CHECKING

from planner.model import ActivityKind
from planner.model import DependencyType
from planner.problems import remark
from planner.problems import warning

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from planner.model import Activity
    from planner.model import Dependency
    from planner.model import Plan
    from planner.problems import Problem
    from planner.source.places import Places

_MOST_ACTIVITIES = 20_000
"""Above this the search for needless dependencies would take too much memory."""


def open_starts(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find activities that wait for nothing and do not say why."""
    for activity in _hung_on_logic(plan):
        if not activity.after and activity.open_start is None:
            yield warning("open-start", places.activity(activity.id), activity=activity.id)


def open_ends(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find activities for which nothing waits and that do not say why."""
    successors = _successors(plan.activities)
    targets = _targets(plan)
    for activity in _hung_on_logic(plan):
        is_end = activity.open_end is not None or activity.id in targets
        if activity.id not in successors and not is_end:
            yield warning("open-end", places.activity(activity.id), activity=activity.id)


def dangling_starts(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find work of which only the finish waits for something."""
    for activity in _tasks(plan):
        types = {dependency.type for dependency in activity.after}
        if types and not any(kind.to_start for kind in types) and activity.open_start is None:
            yield warning("dangling-start", places.activity(activity.id), activity=activity.id)


def dangling_finishes(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find work of which only the start drives something."""
    successors = _successors(plan.activities)
    for activity in _tasks(plan):
        links = successors.get(activity.id, ())
        if links and not any(d.type.from_finish for _, d in links) and activity.open_end is None:
            yield warning("dangling-finish", places.activity(activity.id), activity=activity.id)


def dead_ends(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find activities that lead to no target or deadline, nor to an end that says why."""
    successors = _successors(plan.activities)
    ends = _targets(plan)
    ends |= {name for name, a in plan.activities.items() if a.deadline or a.open_end}
    arriving = _leading_to(ends, plan.activities)
    for activity in _hung_on_logic(plan):
        if activity.id in successors and activity.id not in arriving:
            yield remark("leads-nowhere", places.activity(activity.id), activity=activity.id)


def duplicate_dependencies(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find two dependencies of one type between the same two activities."""
    for activity in plan.activities.values():
        seen: set[tuple[str, DependencyType]] = set()
        for dependency in activity.after:
            key = (dependency.activity, dependency.type)
            if key in seen:
                place = places.last_dependency(activity.id, *key)
                details = {"predecessor": dependency.activity, "type": dependency.type.value}
                yield warning("duplicate-dependency", place, activity=activity.id, **details)
            seen.add(key)


def redundant_dependencies(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find finish-to-start dependencies that a chain of others already implies."""
    activities = plan.activities
    if len(activities) > _MOST_ACTIVITIES:
        return
    # A set of activities is one integer with a bit for each: joining two sets is then one step.
    bit = {name: 1 << number for number, name in enumerate(activities)}
    before = _all_before(activities, bit)
    for name, activity in activities.items():
        others = [o.activity for o in activity.after if _holds_order(o)]
        for dependency in filter(_is_plain, activity.after):
            through = next((o for o in others if before[o] & bit[dependency.activity]), None)
            if through is not None:
                place = places.dependency(name, dependency.activity, dependency.type)
                details = {"predecessor": dependency.activity, "through": through}
                yield remark("redundant-dependency", place, activity=name, **details)


def no_target(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find a programme without a target."""
    if not plan.programme.all_targets:
        yield warning("no-target", places.file("programme.yaml", "programme", key=True))


def zero_durations(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find work that takes no time."""
    for activity in _tasks(plan):
        if not activity.planned_duration:
            place = places.activity(activity.id, "duration")
            yield warning("zero-duration", place, activity=activity.id)


def _hung_on_logic(plan: Plan) -> Iterator[Activity]:
    return (a for a in plan.activities.values() if a.kind is not ActivityKind.HAMMOCK)


def _tasks(plan: Plan) -> Iterator[Activity]:
    return (a for a in plan.activities.values() if a.kind is ActivityKind.TASK)


def _targets(plan: Plan) -> set[str]:
    return {target.milestone for target in plan.programme.all_targets}


def _successors(
    activities: Mapping[str, Activity],
) -> Mapping[str, list[tuple[Activity, Dependency]]]:
    successors = defaultdict[str, list[tuple["Activity", "Dependency"]]](list)
    for activity in activities.values():
        for dependency in activity.after:
            successors[dependency.activity].append((activity, dependency))
    return successors


def _leading_to(ends: Iterable[str], activities: Mapping[str, Activity]) -> set[str]:
    """Collect the ends and everything upstream of them."""
    upstream: set[str] = set()
    waiting = [end for end in ends if end in activities]
    while waiting:
        name = waiting.pop()
        if name not in upstream:
            upstream.add(name)
            waiting += (dependency.activity for dependency in activities[name].after)
    return upstream


def _is_plain(dependency: Dependency) -> bool:
    """Tell whether it asks no more than that the predecessor is finished."""
    return dependency.type is DependencyType.FS and dependency.lag.amount <= 0


def _holds_order(dependency: Dependency) -> bool:
    """Tell whether the successor surely starts after the predecessor's finish."""
    return dependency.type is DependencyType.FS and dependency.lag.amount >= 0


def _all_before(activities: Mapping[str, Activity], bit: Mapping[str, int]) -> dict[str, int]:
    """Give for each activity the set, as bits, of all that must be finished before it starts."""
    graph = {
        name: [d.activity for d in activity.after if _holds_order(d)]
        for name, activity in activities.items()
    }
    before: dict[str, int] = {}
    for name in TopologicalSorter(graph).static_order():
        before[name] = 0
        for predecessor in graph[name]:
            before[name] |= before[predecessor] | bit[predecessor]
    return before


CHECKS = (
    no_target,
    open_starts,
    open_ends,
    dangling_starts,
    dangling_finishes,
    dead_ends,
    zero_durations,
    duplicate_dependencies,
    redundant_dependencies,
)
