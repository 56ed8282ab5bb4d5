"""The result of the engine: dates, floats and driving links of every activity."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from planner.model import ActivityState
from planner.schedule.kernel import LATEST
from planner.schedule.kernel import UNBOUND
from planner.schedule.network import LinkType
from planner.schedule.network import NetworkKind
from planner.timeaxis import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.schedule.kernel import Dates
    from planner.schedule.kernel import KernelInput
    from planner.schedule.network import Network
    from planner.schedule.presets import Options
    from planner.timeaxis import Column


@dataclass(frozen=True, slots=True)
class ScheduledActivity:
    """An activity with its computed dates; times are instants, None where they have no meaning.

    Attributes:
        start: Early start, or the actual one.
        finish: Early finish, or the actual one.
        resume: Early start of the remaining work.
        ready: Its start by its links and the data date alone.
        remaining: Minutes of remaining work in its calendar.
        late_start: Late start of the remaining work.
        late_finish: Late finish.
        total_float: Working minutes in its float calendar between early and late finish.
        free_float: Working minutes it can slip without moving an early date of a successor.
    """

    id: str
    kind: NetworkKind
    state: ActivityState
    start: int
    finish: int
    resume: int
    ready: int
    remaining: int
    late_start: int | None
    late_finish: int | None
    total_float: int | None
    free_float: int | None


@dataclass(frozen=True, slots=True)
class ScheduledLink:
    """A link with its relationship float.

    Attributes:
        number: Its place among the links of the network.
        lag: Minutes of lag on the calendar of the lag.
        slack: Working minutes, in the successor's calendar, by which it could be later without
            moving its successor; None when it does not bind (the successor is done, or has begun
            and no longer waits).
    """

    number: int
    predecessor: str
    successor: str
    type: LinkType
    lag: int
    slack: int | None

    @property
    def is_driving(self) -> bool:
        """Whether this link fixes the date of its successor."""
        return self.slack == 0


@dataclass(frozen=True, eq=False)
class NetworkSchedule:
    """The result of scheduling a network; read-only.

    Attributes:
        data_date: Instant before which no remaining work is scheduled, or NEVER.
        inputs: The columns that the passes read.
        order: Activity numbers, each after its predecessors.
        dates: The columns that the passes wrote.
    """

    network: Network
    options: Options
    data_date: int
    inputs: KernelInput
    order: Column
    dates: Dates

    def __len__(self) -> int:
        return len(self.network)

    def __iter__(self) -> Iterator[ScheduledActivity]:
        return (self.activity(i) for i in range(len(self)))

    def __getitem__(self, activity: str) -> ScheduledActivity:
        return self.activity(self.network.number[activity])

    def activity(self, i: int) -> ScheduledActivity:
        """Give the activity with a number."""
        dates = self.dates
        state = self.state(i)
        late_start = late_finish = None
        if state is not ActivityState.FINISHED and dates.late_finish[i] != LATEST:
            late_start, late_finish = int(dates.late_start[i]), int(dates.late_finish[i])
        # `int`, because a compiled column holds numbers of numpy, which JSON cannot write.
        return ScheduledActivity(
            self.network.ids[i],
            NetworkKind(self.network.activities.kind[i]),
            state,
            int(dates.start[i]),
            int(dates.finish[i]),
            int(dates.resume[i]),
            int(dates.ready[i]),
            int(dates.remaining[i]),
            late_start,
            late_finish,
            _minutes(dates.total_float[i]),
            _minutes(dates.free_float[i]),
        )

    def state(self, i: int) -> ActivityState:
        """Tell how far the activity with a number is."""
        activities = self.network.activities
        if activities.actual_finish[i] != NEVER:
            return ActivityState.FINISHED
        if activities.actual_start[i] != NEVER:
            return ActivityState.IN_PROGRESS
        return ActivityState.PLANNED

    def passes_on(self, activity: str) -> bool:
        """Tell whether unfinished work before a finished activity still holds what follows it."""
        return bool(self.dates.hold[self.network.number[activity]] != NEVER)

    def link(self, k: int) -> ScheduledLink:
        """Give the link with a number."""
        links = self.network.links
        return ScheduledLink(
            k,
            self.network.ids[links.predecessor[k]],
            self.network.ids[links.successor[k]],
            LinkType(links.type[k]),
            links.lag[k],
            _minutes(self.dates.slack[k]),
        )

    def links_into(self, activity: str) -> list[ScheduledLink]:
        """List the links on which an activity waits, by predecessor."""
        i = self.network.number[activity]
        first = self.network.links.first_into
        return [self.link(k) for k in range(first[i], first[i + 1])]

    def links_out_of(self, activity: str) -> list[ScheduledLink]:
        """List the links by which others wait for an activity, by successor."""
        i = self.network.number[activity]
        links = self.network.links
        numbers = links.leaving[links.first_out[i] : links.first_out[i + 1]]
        return sorted((self.link(k) for k in numbers), key=lambda link: link.successor)

    @cached_property
    def finish(self) -> int:
        """The instant at which the last activity ends."""
        return int(max(self.dates.finish, default=NEVER))


def _minutes(value: int) -> int | None:
    return None if value == UNBOUND else int(value)
