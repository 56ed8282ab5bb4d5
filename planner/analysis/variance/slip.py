"""What happens to the targets when one activity takes longer: scheduled anew, not estimated."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.model import ActivityState
from planner.schedule.engine import schedule_network
from planner.schedule.network import NetworkKind
from planner.timeaxis import NEVER

if TYPE_CHECKING:
    from planner.model import Target
    from planner.schedule.activity_dates import TargetForecast
    from planner.schedule.columns import Activities
    from planner.schedule.plan_schedule import Schedule
    from planner.timeaxis import Column


@dataclass(frozen=True, slots=True)
class Effect:
    """A target before and after."""

    target: Target
    before: TargetForecast
    after: TargetForecast


@dataclass(frozen=True, eq=False)
class Slip:
    """The consequences of an activity that takes longer.

    Attributes:
        schedule: The schedule as it would then be.
        effects: What happens to each target, in the order of the programme.
        moved: The open activities whose finish changes, itself included.
    """

    activity: str
    days: int
    schedule: Schedule
    effects: tuple[Effect, ...]
    moved: tuple[str, ...]


def can_slip(schedule: Schedule, activity: str) -> bool:
    """Whether an activity is still to come or under way, and has dates of its own."""
    number = schedule.network_schedule.network.number.get(activity)
    return (
        number is not None and schedule.network_schedule.state(number) is not ActivityState.FINISHED
    )


def slip(schedule: Schedule, activity: str, days: int) -> Slip:
    """Let the remaining work of an activity take some working days longer; a milestone come later.

    Args:
        schedule: The schedule to change; it stays as it is.
        activity: An activity that is not finished.
        days: Working days of its own calendar, negative for shorter.

    Raises:
        ValueError: The activity is finished or a hammock.
        planner.timeaxis.BeyondHorizonError: Work then runs past the horizon of the calendars.
    """
    if not can_slip(schedule, activity):
        message = f"{activity} cannot slip"
        raise ValueError(message)
    network = schedule.network_schedule.network
    changed = replace(network, activities=_longer(schedule, activity, days))
    found = schedule_network(
        changed,
        data_date=schedule.network_schedule.data_date,
        options=schedule.network_schedule.options,
    )
    after = replace(schedule, network_schedule=found)
    return Slip(activity, days, after, _effects(schedule, after), _moved(schedule, after))


def _longer(schedule: Schedule, activity: str, days: int) -> Activities:
    """The columns of the network with one activity changed."""
    network, found = schedule.network_schedule.network, schedule.network_schedule[activity]
    i = network.number[activity]
    columns = network.activities
    calendar = network.work_calendars[columns.float_calendar[i]]
    minutes = days * calendar.minutes_per_day
    if columns.expected_finish[i] != NEVER:
        later = calendar.moved(columns.expected_finish[i], minutes)
        return columns._replace(expected_finish=_with(columns.expected_finish, i, later))
    if columns.kind[i] != NetworkKind.TASK or columns.shift[i] >= 0:
        later = calendar.moved(found.start, minutes)
        earliest = max(columns.start_min[i], later)
        return columns._replace(start_min=_with(columns.start_min, i, earliest))
    if columns.calendar[i] == network.elapsed:
        minutes = calendar.moved(found.finish, minutes) - found.finish
    length = max(columns.duration[i] + minutes, 0)
    return columns._replace(duration=_with(columns.duration, i, length))


def _with(column: Column, i: int, value: int) -> list[int]:
    changed = list(column)
    changed[i] = value
    return changed


def _effects(before: Schedule, after: Schedule) -> tuple[Effect, ...]:
    effects = []
    for target in before.plan.programme.all_targets:
        was, now = before.forecast(target), after.forecast(target)
        if was is not None and now is not None:
            effects.append(Effect(target, was, now))
    return tuple(effects)


def _moved(before: Schedule, after: Schedule) -> tuple[str, ...]:
    ids = before.network_schedule.network.ids
    old, new = before.network_schedule.dates.finish, after.network_schedule.dates.finish
    return tuple(name for i, name in enumerate(ids) if old[i] != new[i])
