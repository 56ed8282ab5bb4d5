"""What happens to the targets when one activity takes longer, by scheduling the plan again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.model import ActivityState
from planner.schedule.network import NetworkKind
from planner.timeaxis import NEVER

if TYPE_CHECKING:
    from planner.model import Target
    from planner.schedule.activity_dates import TargetForecast
    from planner.schedule.plan_schedule import Schedule


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
    """Whether an activity is not finished and has dates of its own, which a hammock has not."""
    scheduled = schedule.network_schedule
    number = scheduled.network.number.get(activity)
    return number is not None and scheduled.state(number) is not ActivityState.FINISHED


def slip(schedule: Schedule, activity: str, days: int) -> Slip:
    """Let an activity take some working days longer; a milestone comes that much later.

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
    after = _slipped(schedule, activity, days)
    return Slip(activity, days, after, _effects(schedule, after), _moved(schedule, after))


def _slipped(schedule: Schedule, activity: str, days: int) -> Schedule:
    """The schedule with one activity so many working days longer or later."""
    network, scheduled = schedule.network_schedule.network, schedule.network_schedule[activity]
    row = network.activity(network.number[activity])
    calendar = network.work_calendars[row.float_calendar]
    minutes = days * calendar.minutes_per_day
    if row.expected_finish != NEVER:  # it sets the length, so it is what moves
        later = calendar.moved(row.expected_finish, minutes)
        return schedule.with_changes(constraints={activity: {"expected_finish": later}})
    # A milestone has no length, and that of a term or of months follows from its start.
    if row.kind is not NetworkKind.TASK or row.shift >= 0:
        later = max(row.start_min, calendar.moved(scheduled.start, minutes))
        return schedule.with_changes(constraints={activity: {"start_min": later}})
    # Elapsed time runs through the weekends that the working days of the delay skip.
    if row.calendar == network.elapsed:
        minutes = calendar.moved(scheduled.finish, minutes) - scheduled.finish
    return schedule.with_changes(durations={activity: max(row.duration + minutes, 0)})


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
