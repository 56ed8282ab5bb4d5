"""Links that run in a circle: found, shown as a path with places, and left out."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.problems import Problem
from planner.problems import Severity
from planner.source.pruning import sound_activities

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from planner.model import Activity
    from planner.model import Plan
    from planner.source.places import Places

_MOST_ROUNDS = 20
_MOST_STARTS = 100
_LONGEST_SHOWN = 12

Successors = dict[str, list[str]]
Link = tuple[str, str]


def without_cycles(plan: Plan, places: Places) -> tuple[Plan, list[Problem]]:
    """Report circles of links, and give the plan without one link of each."""
    knot = _knot(_successors(plan.activities))
    problems: list[Problem] = []
    cut: set[Link] = set()
    for _ in range(_MOST_ROUNDS):
        if not knot:
            break
        for path in _shortest_cycles(knot):
            problems.append(_problem(path, places))
            cut.add((path[-1], path[0]))
        knot = _knot(_without(knot, cut))
    cut.update((name, successor) for name, found in knot.items() for successor in found)
    return (_cut(plan, cut), problems) if cut else (plan, [])


def _successors(activities: Mapping[str, Activity]) -> Successors:
    graph: Successors = {name: [] for name in activities}
    for name, activity in activities.items():
        for predecessor in dict.fromkeys(_predecessors(activity)):
            graph[predecessor].append(name)
    return graph


def _predecessors(activity: Activity) -> Iterator[str]:
    for dependency in activity.after:
        yield dependency.activity
    if activity.spans:
        yield activity.spans.from_
        yield activity.spans.to


def _knot(graph: Successors) -> Successors:
    """Peel off whatever has no predecessor left; what remains lies on or behind a circle."""
    waiting = dict.fromkeys(graph, 0)
    for found in graph.values():
        for successor in found:
            waiting[successor] += 1
    free = [name for name, count in waiting.items() if count == 0]
    while free:
        for successor in graph[free.pop()]:
            waiting[successor] -= 1
            if waiting[successor] == 0:
                free.append(successor)
    left = {name for name, count in waiting.items() if count > 0}
    return {name: [s for s in graph[name] if s in left] for name in graph if name in left}


def _without(graph: Successors, cut: set[Link]) -> Successors:
    return {name: [s for s in found if (name, s) not in cut] for name, found in graph.items()}


def _shortest_cycles(graph: Successors) -> Iterator[list[str]]:
    """Give one shortest circle for every group of activities that all wait for each other."""
    import networkx as nx  # noqa: PLC0415 - only a plan with a circle pays for it

    directed = nx.DiGraph([(name, s) for name, found in graph.items() for s in found])
    groups = [sorted(group) for group in nx.strongly_connected_components(directed)]
    for group in sorted(group for group in groups if len(group) > 1):
        members = set(group)
        inner = {name: [s for s in graph[name] if s in members] for name in group}
        found = (_shortest_from(name, inner) for name in group[:_MOST_STARTS])
        yield min((path for path in found if path), key=lambda path: (len(path), path))


def _shortest_from(start: str, graph: Successors) -> list[str]:
    came_from: dict[str, str] = {}
    queue = deque([start])
    while queue:
        name = queue.popleft()
        for successor in graph[name]:
            if successor == start:
                return _path(start, name, came_from)
            if successor not in came_from:
                came_from[successor] = name
                queue.append(successor)
    return []


def _path(start: str, last: str, came_from: Mapping[str, str]) -> list[str]:
    path = [last]
    while path[-1] != start:
        path.append(came_from[path[-1]])
    return path[::-1]


def _problem(path: list[str], places: Places) -> Problem:
    """Show a circle as `a → b → a`, with the line of each link."""
    links = list(zip(path, [*path[1:], path[0]], strict=True))
    located = [places.dependency(successor, predecessor) for predecessor, successor in links]
    shown = [
        f"{predecessor} → {successor} ({place})"
        for (predecessor, successor), place in zip(links, located, strict=True)
    ]
    if len(shown) > _LONGEST_SHOWN:
        shown = [*shown[: _LONGEST_SHOWN - 1], "…", shown[-1]]
    details = {"path": _shortened([*path, path[0]]), "links": "; ".join(shown), "count": len(path)}
    related = tuple(place for place in located if place)
    return Problem("cycle", Severity.ERROR, located[-1], details, related)


def _shortened(names: list[str]) -> str:
    if len(names) > _LONGEST_SHOWN:
        names = [*names[: _LONGEST_SHOWN - 1], "…", names[-1]]
    return " → ".join(names)


def _cut(plan: Plan, cut: set[Link]) -> Plan:
    activities = dict(plan.activities)
    for name in {successor for _, successor in cut}:
        activity = activities[name]
        kept = tuple(d for d in activity.after if (d.activity, name) not in cut)
        activities[name] = activity.model_copy(update={"after": kept})
        if activity.spans and _is_cut(name, (activity.spans.from_, activity.spans.to), cut):
            del activities[name]
    return replace(plan, activities=sound_activities(activities, plan.calendars.keys()))


def _is_cut(name: str, ends: Iterable[str], cut: set[Link]) -> bool:
    return any((end, name) in cut for end in ends)
