"""The measures that can still be taken, and why others cannot help."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.model import ActivityKind
from planner.model import ActivityState
from planner.schedule.lengths import minutes_of

if TYPE_CHECKING:
    from planner.model import Measure
    from planner.schedule.network import Network
    from planner.schedule.plan_schedule import Schedule

DEFAULT_COST = Fraction(1)
"""What a measure without a cost counts for."""


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


class Reason(StrEnum):
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
    reason: Reason


def measure_options(
    schedule: Schedule, target: str
) -> tuple[tuple[Option, ...], tuple[Skipped, ...]]:
    """The measures that can still help a target, and those that cannot."""
    upstream = _upstream(schedule.network_schedule.network, target)
    options, skipped = [], []
    for activity in schedule.plan.activities.values():
        for measure in activity.measures:
            found = _option(schedule, activity.id, measure, upstream)
            if isinstance(found, Option):
                options.append(found)
            else:
                skipped.append(Skipped(activity.id, measure, found))
    return tuple(options), tuple(skipped)


def _option(schedule: Schedule, name: str, measure: Measure, upstream: set[str]) -> Option | Reason:
    activity = schedule.plan.activities[name]
    network = schedule.network_schedule.network
    if activity.kind is not ActivityKind.TASK:
        return Reason.NOT_SHORTER
    i = network.number[name]
    if schedule.network_schedule.state(i) is ActivityState.FINISHED:
        return Reason.FINISHED
    if name not in upstream:
        return Reason.ELSEWHERE
    calendar = network.work_calendars[network.activities.calendar[i]]
    remaining = int(schedule.network_schedule.dates.remaining[i])
    planned = minutes_of(activity.planned_duration, calendar)
    shortened = minutes_of(measure.shorten_to, calendar)
    if network.activities.shift[i] >= 0:  # months or a term run on the calendar's days
        planned = remaining
    saves = min(planned - shortened, remaining)
    if saves <= 0:
        return Reason.NOT_SHORTER
    cost = DEFAULT_COST if measure.cost is None else Fraction(str(measure.cost))
    return Option(name, measure, remaining - saves, saves, cost)


def _upstream(network: Network, target: str) -> set[str]:
    links, found = network.links, {network.number[target]}
    waiting = list(found)
    while waiting:
        i = waiting.pop()
        for k in range(links.first_into[i], links.first_into[i + 1]):
            if links.predecessor[k] not in found:
                found.add(links.predecessor[k])
                waiting.append(links.predecessor[k])
    return {network.ids[i] for i in found}
