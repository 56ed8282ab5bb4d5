"""The dependencies as a graph: bundled between workstreams, within one, around an activity."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.schedule.explanation import explain
from planner.schedule.paths import as_built_path

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator

    from planner.schedule.plan_schedule import Schedule
    from planner.schedule.result import ScheduledLink


@dataclass(frozen=True, slots=True)
class Tie:
    """One dependency and what room is left in it.

    Attributes:
        type: FS, SS, FF or SF.
        room_days: Working days that the predecessor can slip before, through this dependency, a
            target or deadline is missed; None when it no longer holds anything up.
        is_driving: Whether it fixes the date of its successor.
        on_critical_path: Whether the critical path to the programme's target runs along it.
    """

    predecessor: str
    successor: str
    type: str
    room_days: Fraction | None
    is_driving: bool
    on_critical_path: bool


@dataclass(frozen=True, slots=True)
class Bundle:
    """All dependencies from one workstream on another, the tightest first."""

    predecessor: str
    successor: str
    ties: tuple[Tie, ...]

    @property
    def open(self) -> tuple[Tie, ...]:
        """Those that still hold something up."""
        return tuple(tie for tie in self.ties if tie.room_days is not None)

    @property
    def tightest(self) -> Tie | None:
        """The one with the least room among those that still hold something up."""
        return self.open[0] if self.open else None

    @property
    def on_critical_path(self) -> bool:
        """Whether the critical path runs along one of them."""
        return any(tie.on_critical_path for tie in self.ties)


def ties(schedule: Schedule) -> tuple[Tie, ...]:
    """Every dependency that is scheduled; one on a hammock hangs on the activity at its end."""
    found = schedule.network_schedule
    path = _links_on_path(schedule)
    count = len(found.network.links.successor)
    return tuple(_tie(schedule, found.link(k), path) for k in range(count))


def bundles(schedule: Schedule) -> tuple[Bundle, ...]:
    """The dependencies between workstreams, bundled; the tightest bundle first."""
    workstream = {name: row.workstream for name, row in schedule.activities.items()}
    groups = defaultdict[tuple[str, str], list[Tie]](list)
    for tie in ties(schedule):
        ends = workstream[tie.predecessor], workstream[tie.successor]
        if ends[0] != ends[1]:
            groups[ends].append(tie)
    found = (Bundle(*ends, tuple(sorted(group, key=_room))) for ends, group in groups.items())
    return tuple(sorted(found, key=lambda b: (*_room(b.ties[0])[:2], b.predecessor, b.successor)))


def within(schedule: Schedule, workstream: str) -> tuple[Tie, ...]:
    """The dependencies among the activities of one workstream, the tightest first."""
    rows = schedule.activities
    found = (
        tie
        for tie in ties(schedule)
        if rows[tie.predecessor].workstream == rows[tie.successor].workstream == workstream
    )
    return tuple(sorted(found, key=_room))


def around(schedule: Schedule, activity: str, *, before: int, after: int) -> tuple[Tie, ...]:
    """The dependencies that lead to an activity and those that follow from it.

    Args:
        schedule: The schedule.
        activity: The activity in the middle.
        before: How many dependencies to follow upstream.
        after: How many to follow downstream.
    """
    found = schedule.network_schedule
    if activity not in found.network.number:
        return ()
    chosen = [
        *_followed(activity, before, found.links_into, lambda link: link.predecessor),
        *_followed(activity, after, found.links_out_of, lambda link: link.successor),
    ]
    unique = {link.number: link for link in chosen}
    path = _links_on_path(schedule)
    return tuple(sorted((_tie(schedule, link, path) for link in unique.values()), key=_room))


def activities_of(found: Iterable[Tie]) -> tuple[str, ...]:
    """The activities at the ends of dependencies, each once, sorted."""
    return tuple(sorted({end for tie in found for end in (tie.predecessor, tie.successor)}))


def _followed(
    activity: str,
    steps: int,
    links_of: Callable[[str], list[ScheduledLink]],
    end: Callable[[ScheduledLink], str],
) -> Iterator[ScheduledLink]:
    """The links met in so many steps from an activity."""
    seen, edge = {activity}, [activity]
    for _ in range(steps):
        links = [link for name in edge for link in links_of(name)]
        yield from links
        edge = sorted({end(link) for link in links} - seen)
        seen.update(edge)


def _links_on_path(schedule: Schedule) -> frozenset[int]:
    """The numbers of the links along which the critical path runs."""
    target = schedule.plan.programme.target
    if target is None:
        return frozenset()
    found = schedule.network_schedule
    if schedule.activities[target.milestone].is_finished:
        steps = as_built_path(found, target.milestone)
        return frozenset(step.link.number for step in steps if step.link)
    explanations = (
        explain(found, name, own_dates=name != target.milestone) for name in schedule.critical_path
    )
    drivers = (bound for explanation in explanations for bound in explanation.drivers)
    return frozenset(bound.link.number for bound in drivers if bound.link)


def _tie(schedule: Schedule, link: ScheduledLink, path: frozenset[int]) -> Tie:
    return Tie(
        link.predecessor,
        link.successor,
        link.type.name,
        _room_days(schedule, link),
        link.is_driving,
        link.number in path,
    )


def _room_days(schedule: Schedule, link: ScheduledLink) -> Fraction | None:
    total = schedule.activities[link.successor].total_float
    if link.slack is None or total is None:
        return None
    network = schedule.network_schedule.network
    calendar = network.activities.calendar[network.number[link.successor]]
    return Fraction(link.slack, network.work_calendars[calendar].minutes_per_day) + total


def _room(tie: Tie) -> tuple[bool, Fraction | int, str, str, str]:
    return (
        tie.room_days is None,
        tie.room_days or 0,
        tie.predecessor,
        tie.successor,
        tie.type,
    )
