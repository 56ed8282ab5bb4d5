"""Date constraints that the logic does not allow, each with the chain that conflicts."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.duration import Unit
from planner.model import ActivityKind
from planner.problems import error
from planner.problems import warning
from planner.timeaxis import BeyondHorizonError
from planner.timeaxis import day_ending_at
from planner.timeaxis import day_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from planner.model import Activity
    from planner.model import Plan
    from planner.problems import Problem
    from planner.schedule.plan_schedule import Schedule
    from planner.source.places import Places

# "No earlier than" is left out: it bounds the forward pass like a link, so nothing conflicts.
MANDATORY = ("must_start_on", "must_finish_on")
LATEST = ("start_no_later_than", "finish_no_later_than")


DAYS_OF = {
    Unit.HOUR: Fraction(1, 24),
    Unit.DAY: Fraction(1),
    Unit.WEEK: Fraction(7),
    Unit.ELAPSED_DAY: Fraction(1),
    Unit.ELAPSED_WEEK: Fraction(7),
    Unit.ELAPSED_MONTH: Fraction(28),
}
"""Days that a unit takes at the least."""


def endless_durations(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find durations that no calendar of the plan can hold."""
    horizon = plan.programme.horizon
    for activity in plan.activities.values():
        length = activity.planned_duration
        if length.amount * DAYS_OF[length.unit] > horizon.days:
            key = "duration" if activity.duration else "estimate"
            details = {"activity": activity.id, "duration": str(length), "latest": horizon.last}
            yield error("duration-beyond-horizon", places.activity(activity.id, key), **details)


def constraint_conflicts(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find mandatory dates that beat the logic, and latest dates that the logic beats.

    The plan is scheduled for it only when it has such constraints.
    """
    checked = {*MANDATORY, *LATEST}
    constrained = [a for a in plan.activities.values() if checked.intersection(a.constraints)]
    if not constrained:
        return
    from planner.schedule.plan_schedule import schedule_plan  # noqa: PLC0415 - slow to import

    try:
        schedule = schedule_plan(plan)
    except BeyondHorizonError:
        horizon = plan.programme.horizon
        yield error("beyond-horizon", None, earliest=horizon.first, latest=horizon.last)
        return
    for activity in constrained:
        if not schedule.activities[activity.id].is_finished:
            yield from _conflicts(schedule, activity, places)


def _conflicts(schedule: Schedule, activity: Activity, places: Places) -> Iterator[Problem]:
    row = schedule.activities[activity.id]
    for name, rule in activity.constraints.items():
        # A milestone has one date, its start, whatever its constraint is called.
        by_finish = "finish" in name and activity.kind is ActivityKind.TASK
        if name in MANDATORY:
            code = "date-beats-logic"
            possible = _by_logic(schedule, activity.id, by_finish=by_finish)
        elif name in LATEST:
            code = "logic-beats-date"
            possible = row.finish if by_finish else row.start
        else:
            continue
        if possible > rule.date:
            yield warning(
                code,
                places.activity(activity.id, name),
                activity=activity.id,
                constraint=name,
                date=rule.date,
                possible=possible,
                chain=_chain(schedule, activity.id),
            )


def _by_logic(schedule: Schedule, activity: str, *, by_finish: bool) -> date:
    """Give the day that links and data date alone would give, without its own dates."""
    scheduled = schedule.network_schedule[activity]
    if not by_finish:
        return day_of(scheduled.ready)
    network = schedule.network_schedule.network
    calendar = network.work_calendars[network.activities.calendar[network.number[activity]]]
    return day_ending_at(calendar.moved(scheduled.ready, scheduled.remaining))


def _chain(schedule: Schedule, activity: str) -> str:
    from planner.schedule.paths import longest_path  # noqa: PLC0415 - slow to import

    return " -> ".join(step.activity for step in longest_path(schedule.network_schedule, activity))


CHECKS = (endless_durations, constraint_conflicts)
