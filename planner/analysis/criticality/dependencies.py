"""The dependencies as a graph: between workstreams, within one, around an activity."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from operator import attrgetter
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
    """One dependency and the room that is left in it.

    Attributes:
        type: FS, SS, FF or SF.
        room_days: Working days that the predecessor can slip before this dependency makes a target
            or deadline late; None when it no longer holds anything up.
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
        """The dependencies that still hold something up."""
        return tuple(tie for tie in self.ties if tie.room_days is not None)

    @property
    def tightest(self) -> Tie | None:
        """The open dependency with the least room."""
        return next(iter(self.open), None)

    @property
    def on_critical_path(self) -> bool:
        """Whether the critical path runs along one of them."""
        return any(map(attrgetter("on_critical_path"), self.ties))


def ties(schedule: Schedule) -> tuple[Tie, ...]:
    """Every dependency that is scheduled; one on a hammock is on the activity at its end."""
    scheduled = schedule.network_schedule
    return _tied(schedule, map(scheduled.link, range(len(scheduled.network.links.successor))))


def bundles(schedule: Schedule) -> tuple[Bundle, ...]:
    """The dependencies between workstreams, bundled; the tightest bundle first."""
    rows = schedule.activities
    groups = defaultdict[tuple[str, str], list[Tie]](list)
    for tie in sorted(ties(schedule), key=_room):
        ends = rows[tie.predecessor].workstream, rows[tie.successor].workstream
        if ends[0] != ends[1]:
            groups[ends].append(tie)
    # The dependencies were sorted before they were grouped: the first of a group is the tightest.
    bundled = (Bundle(*ends, tuple(group)) for ends, group in groups.items())
    return tuple(sorted(bundled, key=lambda b: (*_room(b.ties[0])[:2], b.predecessor, b.successor)))


def within(schedule: Schedule, workstream: str) -> tuple[Tie, ...]:
    """The dependencies among the activities of one workstream, the tightest first."""
    rows = schedule.activities
    inside = (
        tie
        for tie in ties(schedule)
        if rows[tie.predecessor].workstream == rows[tie.successor].workstream == workstream
    )
    return tuple(sorted(inside, key=_room))


def around(schedule: Schedule, activity: str, *, before: int, after: int) -> tuple[Tie, ...]:
    """The dependencies that lead to an activity and those that follow from it.

    Args:
        schedule: The schedule.
        activity: The activity in the middle.
        before: How many dependencies to follow upstream.
        after: How many to follow downstream.
    """
    scheduled = schedule.network_schedule
    if activity not in scheduled.network.number:  # a hammock has no dependencies of its own
        return ()
    chosen = (
        *_followed(activity, before, scheduled.links_into, attrgetter("predecessor")),
        *_followed(activity, after, scheduled.links_out_of, attrgetter("successor")),
    )
    unique = {link.number: link for link in chosen}
    return tuple(sorted(_tied(schedule, unique.values()), key=_room))


def activities_of(ties: Iterable[Tie]) -> tuple[str, ...]:
    """The activities at the ends of dependencies, each once, sorted."""
    ends = map(attrgetter("predecessor", "successor"), ties)
    return tuple(sorted(set(chain.from_iterable(ends))))


def _followed(
    activity: str,
    steps: int,
    links_of: Callable[[str], list[ScheduledLink]],
    end: Callable[[ScheduledLink], str],
) -> Iterator[ScheduledLink]:
    """The links met in so many steps from an activity."""
    seen, edge = {activity}, [activity]
    for _ in range(steps):
        links = list(chain.from_iterable(map(links_of, edge)))
        yield from links
        edge = sorted(set(map(end, links)) - seen)
        seen.update(edge)


def _links_on_path(schedule: Schedule) -> frozenset[int]:
    """The numbers of the links along which the critical path runs."""
    target = schedule.plan.programme.target
    if target is None:
        return frozenset()
    scheduled = schedule.network_schedule
    if schedule.activities[target.milestone].is_finished:
        steps = as_built_path(scheduled, target.milestone)
        return frozenset(step.link.number for step in steps if step.link)
    numbers: set[int] = set()
    for name in schedule.critical_path:
        # The target's own date does not hold it: the path is about what leads to it.
        explanation = explain(scheduled, name, own_dates=name != target.milestone)
        numbers.update(bound.link.number for bound in explanation.drivers if bound.link)
    return frozenset(numbers)


def _tied(schedule: Schedule, links: Iterable[ScheduledLink]) -> tuple[Tie, ...]:
    """Links with the room that is left in them."""
    path = _links_on_path(schedule)
    return tuple(
        Tie(
            link.predecessor,
            link.successor,
            link.type.name,
            _room_days(schedule, link),
            link.is_driving,
            link.number in path,
        )
        for link in links
    )


def _room_days(schedule: Schedule, link: ScheduledLink) -> Fraction | None:
    total = schedule.activities[link.successor].total_float
    if link.slack is None or total is None:
        return None
    # The engine counts relationship float on the calendar of the successor.
    network = schedule.network_schedule.network
    calendar = network.activities.calendar[network.number[link.successor]]
    return Fraction(link.slack, network.work_calendars[calendar].minutes_per_day) + total


def _room(tie: Tie) -> tuple[bool, Fraction | int, str, str, str]:
    """Order by room, the least first; what holds nothing up comes last."""
    return (
        tie.room_days is None,
        tie.room_days or 0,
        tie.predecessor,
        tie.successor,
        tie.type,
    )
