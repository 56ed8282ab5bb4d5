"""Explain a date: the bounds on a start, those that fixed it, and the runner-up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.model import ActivityState
from planner.schedule import kernel
from planner.schedule.network import NetworkKind
from planner.timeaxis import NEVER
from planner.timeaxis import worked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from planner.schedule.result import NetworkSchedule
    from planner.schedule.result import ScheduledLink


class BoundKind(StrEnum):
    """A reason that can hold a start."""

    LINK = "link"
    DATA_DATE = "data-date"
    PROJECT_START = "project-start"
    START_NO_EARLIER_THAN = "start-no-earlier-than"
    FINISH_NO_EARLIER_THAN = "finish-no-earlier-than"
    MUST_START_ON = "must-start-on"
    MUST_FINISH_ON = "must-finish-on"
    ACTUAL = "actual"

    @property
    def is_mandatory(self) -> bool:
        """Whether the date goes before logic."""
        return self in {BoundKind.MUST_START_ON, BoundKind.MUST_FINISH_ON}


@dataclass(frozen=True, slots=True)
class Bound:
    """One reason why an activity cannot start, or go on, earlier.

    Attributes:
        kind: The reason.
        work: Working minutes, in the activity's calendar, before the start that it allows.
        instant: The instant it imposes, on the start or on the finish.
        link: The link; None where a date holds it.
    """

    kind: BoundKind
    work: int
    instant: int
    link: ScheduledLink | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reasons for the dates of an activity.

    Attributes:
        activity: Its id.
        drivers: The bounds that fixed its start; several when they tie.
        runner_up: The strongest of the bounds that lost.
        lost_by: Working minutes, in the activity's calendar, by which the runner-up lost.
        drives: The links by which it fixes the dates of others.
    """

    activity: str
    drivers: tuple[Bound, ...]
    runner_up: Bound | None
    lost_by: int | None
    drives: tuple[ScheduledLink, ...]


CONSTRAINTS = (
    ("start_min", BoundKind.START_NO_EARLIER_THAN, False),
    ("finish_min", BoundKind.FINISH_NO_EARLIER_THAN, True),
    ("must_start", BoundKind.MUST_START_ON, False),
    ("must_finish", BoundKind.MUST_FINISH_ON, True),
)
"""Column, kind, and whether the date holds the finish."""


def explain(schedule: NetworkSchedule, activity: str, *, own_dates: bool = True) -> Explanation:
    """Explain the start of an activity.

    Args:
        schedule: The schedule that it is in.
        activity: Its id.
        own_dates: Whether its own constraints count; readiness leaves them out.
    """
    by_strength = bounds(schedule, activity, own_dates=own_dates)
    drivers = _drivers(by_strength)
    runner_up = next((bound for bound in by_strength if bound not in drivers), None)
    lost_by = None
    if runner_up is not None:
        lost_by = drivers[0].work - runner_up.work
    drives = (link for link in schedule.links_out_of(activity) if link.is_driving)
    return Explanation(activity, tuple(drivers), runner_up, lost_by, tuple(drives))


def _drivers(by_strength: Sequence[Bound]) -> list[Bound]:
    # A mandatory date is the reason even where logic would ask for a later start.
    mandatory = [bound for bound in by_strength if bound.kind.is_mandatory]
    return mandatory or [bound for bound in by_strength if bound.work == by_strength[0].work]


def bounds(schedule: NetworkSchedule, activity: str, *, own_dates: bool = True) -> list[Bound]:
    """List the bounds on the start of the remaining work of an activity, the strongest first.

    A finished activity has one, its actual start; where unfinished work before it still holds what
    follows, the links that pass that on.
    """
    i = schedule.network.number[activity]
    if schedule.state(i) is ActivityState.FINISHED:
        actual = _bound(schedule, i, BoundKind.ACTUAL, int(schedule.dates.start[i]))
        return list(_passed_on(schedule, i)) or [actual]
    unsorted = [*_of_links(schedule, i), *_of_dates(schedule, i, own_dates=own_dates)]
    return sorted(unsorted, key=_by_strength)


def _by_strength(bound: Bound) -> tuple[int, bool, str]:
    """Sort the strongest bound first, and links before dates that hold equally."""
    if bound.link is None:
        return -bound.work, True, bound.kind
    return -bound.work, False, bound.link.predecessor


def _passed_on(schedule: NetworkSchedule, i: int) -> Iterator[Bound]:
    hold = schedule.dates.hold[i]
    first = schedule.network.links.first_into
    for k in range(first[i], first[i + 1]):
        instant = int(kernel.passed_on(schedule.inputs, schedule.dates, k))
        if instant != NEVER and instant == hold:
            yield Bound(BoundKind.LINK, 0, instant, schedule.link(k))


def _of_links(schedule: NetworkSchedule, i: int) -> Iterator[Bound]:
    first = schedule.network.links.first_into
    for k in range(first[i], first[i + 1]):
        if not kernel.binds(schedule.inputs, k):
            continue
        instant = int(kernel.link_bound(schedule.inputs, schedule.dates, k))
        if instant != NEVER:
            work = int(kernel.link_work(schedule.inputs, schedule.dates, k))
            yield Bound(BoundKind.LINK, work, instant, schedule.link(k))


def _of_dates(schedule: NetworkSchedule, i: int, *, own_dates: bool) -> Iterator[Bound]:
    activities = schedule.network.activities
    if schedule.data_date != NEVER:
        yield _bound(schedule, i, BoundKind.DATA_DATE, schedule.data_date)
    is_started = schedule.state(i) is ActivityState.IN_PROGRESS
    if activities.floor[i] != NEVER and activities.floor[i] > schedule.data_date:
        yield _bound(schedule, i, BoundKind.PROJECT_START, activities.floor[i])
    if not own_dates:
        return
    for column, kind, holds_finish in CONSTRAINTS:
        instant = getattr(activities, column)[i]
        # A start that has happened cannot be held any more; the finish still can.
        if instant != NEVER and (holds_finish or not is_started):
            yield _bound(schedule, i, kind, instant, holds_finish=holds_finish)


def _bound(
    schedule: NetworkSchedule, i: int, kind: BoundKind, instant: int, *, holds_finish: bool = False
) -> Bound:
    calendar = schedule.network.activities.calendar[i]
    work = worked(schedule.network.calendars, calendar, instant)
    # A bound on the finish counts as one on the start: the remaining work earlier.
    if holds_finish and schedule.network.activities.kind[i] == NetworkKind.TASK:
        work = kernel.work_at_finish(schedule.inputs, i, instant)
        work -= int(schedule.dates.remaining[i])
    return Bound(kind, work, instant)
