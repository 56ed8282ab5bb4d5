"""The measures that can still be taken, and why the others cannot help."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.analysis.criticality.reachability import reachable
from planner.model import ActivityKind
from planner.model import ActivityState
from planner.schedule.lengths import minutes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.model import Measure
    from planner.schedule.network import Network
    from planner.schedule.plan_schedule import Schedule

DEFAULT_COST = Fraction(1)
"""The cost that a measure without one counts with."""


@dataclass(frozen=True, slots=True)
class Option:
    """A measure that can still be taken.

    Attributes:
        minutes: The remaining work with it.
        saves: Working minutes that it takes off its activity.
    """

    activity: str
    measure: Measure
    minutes: int
    saves: int
    cost: Fraction

    @property
    def key(self) -> str:
        """Its name: `activity/measure`."""
        return f"{self.activity}/{self.measure.id}"


class SkipReason(StrEnum):
    """Why a measure cannot help."""

    FINISHED = "finished"
    NOT_SHORTER = "not-shorter"
    ELSEWHERE = "elsewhere"
    """Its activity does not lead to the target."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A measure that is no option, and why."""

    activity: str
    measure: Measure
    reason: SkipReason


@dataclass(frozen=True, slots=True)
class Cut:
    """A rule for sets of options: at least one of `take` is chosen, or one of `leave` is not."""

    take: tuple[int, ...] = ()
    leave: tuple[int, ...] = ()


def measure_options(
    schedule: Schedule, target: str
) -> tuple[tuple[Option, ...], tuple[Skipped, ...]]:
    """The measures that can still help a target, and those that cannot."""
    upstream = _upstream(schedule.network_schedule.network, target)
    options, skipped = [], []
    for activity in schedule.plan.activities.values():
        for measure in activity.measures:
            outcome = _option(schedule, activity.id, measure, upstream)
            if isinstance(outcome, Option):
                options.append(outcome)
            else:
                skipped.append(Skipped(activity.id, measure, outcome))
    return tuple(options), tuple(skipped)


def _option(
    schedule: Schedule, name: str, measure: Measure, upstream: set[int]
) -> Option | SkipReason:
    """The measure as an option, or the reason why it is none."""
    activity = schedule.plan.activities[name]
    network = schedule.network_schedule.network
    if activity.kind is not ActivityKind.TASK:
        return SkipReason.NOT_SHORTER
    i = network.number[name]
    if schedule.network_schedule.state(i) is ActivityState.FINISHED:
        return SkipReason.FINISHED
    if i not in upstream:
        return SkipReason.ELSEWHERE
    calendar = network.work_calendars[network.activities.calendar[i]]
    remaining = int(schedule.network_schedule.dates.remaining[i])
    planned = minutes_of(activity.planned_duration, calendar)
    shortened = minutes_of(measure.shorten_to, calendar)
    # A length in months or a term counts calendar days: only the schedule knows its minutes.
    if network.activities.shift[i] >= 0:
        planned = remaining
    # Of work under way a measure saves as much as of the whole, but no more than what remains.
    saves = min(planned - shortened, remaining)
    if saves <= 0:
        return SkipReason.NOT_SHORTER
    cost = DEFAULT_COST if measure.cost is None else Fraction(str(measure.cost))
    return Option(name, measure, remaining - saves, saves, cost)


def _upstream(network: Network, target: str) -> set[int]:
    """The numbers of a target and of all activities that lead to it."""
    links = network.links

    def predecessors(i: int) -> Sequence[int]:
        return links.predecessor[links.first_into[i] : links.first_into[i + 1]]

    return reachable([network.number[target]], predecessors)
