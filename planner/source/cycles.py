"""Circles of links: report each one as a path with places, and leave out one link of it."""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from planner.problems import Problem
from planner.problems import Severity
from planner.source.pruning import sound_activities

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from planner.model import Activity
    from planner.model import Plan
    from planner.problems import Location
    from planner.source.places import Places

_MOST_ROUNDS = 20
_MOST_STARTS = 100
_LONGEST_SHOWN = 12

Link = tuple[str, str]
Successors = dict[str, list[str]]


def without_cycles(plan: Plan, places: Places) -> tuple[Plan, list[Problem]]:
    """Report circles of links, and give the plan without one link of each."""
    left = _after_peeling(_links(plan.activities))
    problems: list[Problem] = []
    cut: set[Link] = set()
    for _ in range(_MOST_ROUNDS):
        if not left:
            break
        for path in _shortest_cycles(left):
            problems.append(_problem(path, places))
            cut.add((path[-1], path[0]))
        left = _after_peeling(left - cut)
    # What is left after so many rounds is not reported, but the engine must not meet it.
    cut |= left
    if not cut:
        return plan, []
    return _without_links(plan, cut), problems


def _links(activities: Mapping[str, Activity]) -> set[Link]:
    links: set[Link] = set()
    for name, activity in activities.items():
        links.update((dependency.activity, name) for dependency in activity.after)
        if activity.spans:
            links |= {(activity.spans.from_, name), (activity.spans.to, name)}
    return links


def _after_peeling(links: AbstractSet[Link]) -> set[Link]:
    """Take off the activities without predecessors, again and again.

    The links that stay are on a circle or behind one; a sound plan has none.
    """
    successors = _successors(links)
    waiting = Counter(successor for _, successor in links)
    free = [name for name in successors if not waiting[name]]
    while free:
        for successor in successors.pop(free.pop(), ()):
            waiting[successor] -= 1
            if not waiting[successor]:
                free.append(successor)
    return {(name, after) for name, following in successors.items() for after in following}


def _successors(links: Iterable[Link]) -> Successors:
    successors: Successors = defaultdict(list)
    for predecessor, successor in links:
        successors[predecessor].append(successor)
    return successors


def _shortest_cycles(links: AbstractSet[Link]) -> Iterator[list[str]]:
    """Give one shortest circle for every group of activities that all wait for each other."""
    import networkx as nx  # noqa: PLC0415 - only a plan with a circle pays for it

    components = nx.strongly_connected_components(nx.DiGraph(list(links)))
    groups = sorted(sorted(group) for group in components if len(group) > 1)
    group_of = {name: group[0] for group in groups for name in group}
    # A circle never leaves its group. Sorted, so that every run shows the same one.
    within = _successors((a, b) for a, b in sorted(links) if group_of.get(a) == group_of.get(b))
    for group in groups:
        # One start finds the shortest circle through it; a large group has too many to try.
        circles = (_shortest_from(name, within) for name in group[:_MOST_STARTS])
        yield min(circles, key=lambda path: (len(path), path))


def _shortest_from(start: str, successors: Successors) -> list[str]:
    """Walk breadth first until the start comes back."""
    came_from: dict[str, str] = {}
    queue = [start]
    for name in queue:
        for successor in successors[name]:
            if successor == start:
                path = [name]
                while path[-1] != start:
                    path.append(came_from[path[-1]])
                return path[::-1]
            if successor not in came_from:
                came_from[successor] = name
                queue.append(successor)
    raise AssertionError  # every member of a group leads back to itself


def _problem(path: list[str], places: Places) -> Problem:
    """Show a circle as `a → b → a`, with the line of each link."""
    circle = [*path, path[0]]
    located: list[Location | None] = []
    shown = []
    for predecessor, successor in pairwise(circle):
        place = places.dependency(successor, predecessor)
        located.append(place)
        shown.append(f"{predecessor} → {successor} ({place})")
    details = {
        "path": " → ".join(_shortened(circle)),
        "links": "; ".join(_shortened(shown)),
        "count": len(path),
    }
    related = tuple(place for place in located if place)
    return Problem("cycle", Severity.ERROR, located[-1], details, related)


def _shortened(texts: list[str]) -> list[str]:
    if len(texts) <= _LONGEST_SHOWN:
        return texts
    return [*texts[: _LONGEST_SHOWN - 1], "…", texts[-1]]


def _without_links(plan: Plan, cut: AbstractSet[Link]) -> Plan:
    activities = dict(plan.activities)
    for name in {successor for _, successor in cut}:
        activity = activities[name]
        ends = activity.spans and {(activity.spans.from_, name), (activity.spans.to, name)}
        if ends and not cut.isdisjoint(ends):
            # A hammock takes its dates from its two ends; with one of them it has none.
            del activities[name]
            continue
        kept = tuple(link for link in activity.after if (link.activity, name) not in cut)
        activities[name] = activity.model_copy(update={"after": kept})
    return replace(plan, activities=sound_activities(activities, plan.calendars.keys()))
