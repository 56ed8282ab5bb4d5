"""The longest path to a target, the as-built path to one that was reached, and float paths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.model import ActivityState
from planner.schedule import kernel
from planner.schedule.explanation import Bound
from planner.schedule.explanation import BoundKind
from planner.schedule.explanation import explain
from planner.schedule.toward import float_toward

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.schedule.explanation import Explanation
    from planner.schedule.result import NetworkSchedule
    from planner.schedule.result import ScheduledLink


@dataclass(frozen=True, slots=True)
class PathStep:
    """One activity on a path, and why it waits.

    Attributes:
        activity: Its id.
        link: The link from the step before it; None at the head of the path.
        bound: What fixed its start.
        explanation: All that tied, and the runner-up; None on an as-built path.
    """

    activity: str
    link: ScheduledLink | None
    bound: Bound | None
    explanation: Explanation | None = None


@dataclass(frozen=True, slots=True)
class FloatPath:
    """A chain of activities with the float that they share toward a target.

    Attributes:
        number: 1 for the longest path, then in order of float.
        total_float: Working minutes toward the target of its most critical activity.
        activities: Ids in order of work.
        joins: The activity of an earlier path that it leads to; None for the first path.
    """

    number: int
    total_float: int
    activities: tuple[str, ...]
    joins: str | None = None


def longest_path(schedule: NetworkSchedule, target: str) -> tuple[PathStep, ...]:
    """The chain that fixes the date on which a target is ready, in order of work.

    Driving dependencies are traced back from the target's readiness, its own date constraint left
    out, to what holds the head of the chain: the data date, a constraint, or the project start.
    Where several tie, the predecessor that started first is followed, then the first by id.
    A target that was reached has its as-built path.
    """
    if schedule[target].state is ActivityState.FINISHED:
        return as_built_path(schedule, target)
    steps: list[PathStep] = []
    activity, own_dates = target, False
    while True:
        explanation = explain(schedule, activity, own_dates=own_dates)
        driver = _followed(schedule, explanation)
        steps.append(PathStep(activity, driver.link, driver, explanation))
        if driver.link is None:
            return tuple(reversed(steps))
        activity, own_dates = driver.link.predecessor, True
        if schedule[activity].state is ActivityState.FINISHED:
            found = explain(schedule, activity)
            steps.append(PathStep(activity, None, found.drivers[0], found))
            return tuple(reversed(steps))


def _followed(schedule: NetworkSchedule, explanation: Explanation) -> Bound:
    """The driver along which a path is traced further."""
    links = [b for b in explanation.drivers if b.link is not None]
    if not links or explanation.drivers[0].kind.startswith("must"):
        return explanation.drivers[0]
    return min(links, key=lambda b: (schedule[b.link.predecessor].start, b.link.predecessor))  # type: ignore[union-attr]


def on_longest_path(schedule: NetworkSchedule, target: str) -> frozenset[str]:
    """Every activity on a longest path to a target, those that tie included."""
    if schedule[target].state is ActivityState.FINISHED:
        return frozenset(step.activity for step in as_built_path(schedule, target))
    found = {target}
    waiting = [(target, False)]
    while waiting:
        activity, own_dates = waiting.pop()
        for bound in explain(schedule, activity, own_dates=own_dates).drivers:
            if bound.link is not None and bound.link.predecessor not in found:
                found.add(bound.link.predecessor)
                waiting.append((bound.link.predecessor, True))
    return frozenset(found)


def as_built_path(schedule: NetworkSchedule, target: str) -> tuple[PathStep, ...]:
    """The chain of actual dates that led to a target that was reached, in order of work.

    At each step back the predecessor whose actual date, moved by the lag, came last.
    """
    steps: list[PathStep] = []
    activity: str | None = target
    while activity is not None:
        last = _last_actual(schedule, activity)
        steps.append(PathStep(activity, last.link if last else None, last))
        activity = last.link.predecessor if last and last.link else None
    return tuple(reversed(steps))


def _last_actual(schedule: NetworkSchedule, activity: str) -> Bound | None:
    """The predecessor's actual date that came last before an activity, with its link."""
    found = []
    for link in schedule.links_into(activity):
        if schedule[link.predecessor].state is ActivityState.FINISHED:
            instant = int(kernel.link_bound(schedule.inputs, schedule.dates, link.number))
            found.append((-instant, link.predecessor, Bound(BoundKind.ACTUAL, 0, instant, link)))
    return min(found, key=lambda entry: entry[:2])[2] if found else None


def float_paths(schedule: NetworkSchedule, target: str, count: int) -> tuple[FloatPath, ...]:
    """The most critical chains to a target, in order of their float toward it.

    After P6's multiple float paths: the first is the longest path; each next one begins at the
    most critical activity that is on no path yet and follows, upstream, the most critical
    predecessor that is on none either.

    Args:
        schedule: The schedule.
        target: Where the paths lead.
        count: How many are wanted; fewer when nothing is left.
    """
    toward = float_toward(schedule, target)
    first = [step.activity for step in longest_path(schedule, target)]
    paths = [FloatPath(1, min((toward[a] for a in first if a in toward), default=0), tuple(first))]
    taken = set(first)
    while len(paths) < count:
        path = _next_path(schedule, toward, taken)
        if path is None:
            break
        activities, joins = path
        paths.append(FloatPath(len(paths) + 1, toward[activities[-1]], activities, joins))
        taken.update(activities)
    return tuple(paths)


def _next_path(
    schedule: NetworkSchedule, toward: Mapping[str, int], taken: set[str]
) -> tuple[tuple[str, ...], str] | None:
    """The next chain of activities on no path yet, and the activity on a path that it leads to."""
    entries = [
        (toward[link.predecessor], link.slack or 0, link.predecessor, joined)
        for joined in taken
        for link in schedule.links_into(joined)
        if link.slack is not None and link.predecessor in toward and link.predecessor not in taken
    ]
    if not entries:
        return None
    _, _, activity, joined = min(entries)
    chain = [activity]
    while True:
        upstream = [
            (toward[link.predecessor], link.slack, link.predecessor)
            for link in schedule.links_into(chain[-1])
            if link.slack is not None
            and link.predecessor in toward
            and link.predecessor not in taken
        ]
        if not upstream:
            return tuple(reversed(chain)), joined
        chain.append(min(upstream)[2])
