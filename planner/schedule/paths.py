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
    from collections.abc import Iterator
    from collections.abc import Mapping

    from planner.schedule.explanation import Explanation
    from planner.schedule.result import NetworkSchedule
    from planner.schedule.result import ScheduledLink


@dataclass(frozen=True, slots=True)
class PathStep:
    """One activity on a path, and the reason why it waits.

    Attributes:
        activity: Its id.
        link: The link from the step before it; None at the head of the path.
        bound: The bound that fixed its start.
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
    """Trace the chain that fixes the date on which a target is ready, in order of work.

    Driving dependencies are traced back from the target's readiness, with its own date constraint
    left out. The head of the chain is held by the data date, a constraint, or the project start, or
    is finished work with nothing unfinished before it.
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


def _followed(schedule: NetworkSchedule, explanation: Explanation) -> Bound:
    """Choose the driver along which a path is traced further."""
    links = [b for b in explanation.drivers if b.link is not None]
    if not links:
        return explanation.drivers[0]
    return min(links, key=lambda b: (schedule[b.link.predecessor].start, b.link.predecessor))  # type: ignore[union-attr]


def on_longest_path(schedule: NetworkSchedule, target: str) -> frozenset[str]:
    """Collect every activity on a longest path to a target, those that tie included."""
    if schedule[target].state is ActivityState.FINISHED:
        return frozenset(step.activity for step in as_built_path(schedule, target))
    members = {target}
    waiting = [(target, False)]
    while waiting:
        activity, own_dates = waiting.pop()
        for bound in explain(schedule, activity, own_dates=own_dates).drivers:
            if bound.link is not None and bound.link.predecessor not in members:
                members.add(bound.link.predecessor)
                waiting.append((bound.link.predecessor, True))
    return frozenset(members)


def as_built_path(schedule: NetworkSchedule, target: str) -> tuple[PathStep, ...]:
    """Trace the chain of actual dates that led to a target that was reached, in order of work.

    At each step back the predecessor whose actual date, moved by the lag, came last.
    """
    steps: list[PathStep] = []
    activity = target
    while True:
        last = _last_actual(schedule, activity)
        if last is None or last.link is None:
            steps.append(PathStep(activity, None, None))
            return tuple(reversed(steps))
        steps.append(PathStep(activity, last.link, last))
        activity = last.link.predecessor


def _last_actual(schedule: NetworkSchedule, activity: str) -> Bound | None:
    """Find the predecessor's actual date that came last before an activity, with its link."""
    last: Bound | None = None
    # By predecessor, so that the first by id is kept where two came on one instant.
    for link in sorted(schedule.links_into(activity), key=lambda link: link.predecessor):
        if schedule[link.predecessor].state is ActivityState.FINISHED:
            end = schedule[link.predecessor].start
            if link.type.is_from_finish:
                end = schedule[link.predecessor].finish
            instant = int(kernel.moved(schedule.inputs, link.number, end))
            if last is None or instant > last.instant:
                last = Bound(BoundKind.ACTUAL, 0, instant, link)
    return last


def float_paths(schedule: NetworkSchedule, target: str, count: int) -> tuple[FloatPath, ...]:
    """Find the most critical chains to a target, in order of their float toward it.

    After P6's multiple float paths. The first is the longest path. Each next one begins at the
    most critical activity that is on no path yet, and follows the most critical predecessor that
    is on none either.

    Args:
        schedule: The schedule.
        target: The activity to which the paths lead.
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
    """Find the next chain on no path yet, and the activity on a path that it leads to."""
    entries = (
        (*predecessor, joined)
        for joined in taken
        for predecessor in _predecessors_on_no_path(schedule, toward, taken, joined)
    )
    # `taken` has no order; the least of all tuples is the same in every run.
    entry = min(entries, default=None)
    if entry is None:
        return None
    _, _, activity, joined = entry
    chain = [activity]
    while upstream := min(
        _predecessors_on_no_path(schedule, toward, taken, chain[-1]), default=None
    ):
        chain.append(upstream[2])
    return tuple(reversed(chain)), joined


def _predecessors_on_no_path(
    schedule: NetworkSchedule, toward: Mapping[str, int], taken: set[str], activity: str
) -> Iterator[tuple[int, int, str]]:
    """Give the float toward the target, the relationship float, and the id of predecessors."""
    for link in schedule.links_into(activity):
        predecessor = link.predecessor
        if link.slack is not None and predecessor in toward and predecessor not in taken:
            yield toward[predecessor], link.slack, predecessor
