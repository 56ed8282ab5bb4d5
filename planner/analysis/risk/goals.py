"""The dates that a simulation is asked about: targets, deadlines and legal obligations."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from planner.analysis.criticality.reachability import last_activity
from planner.model import ActivityKind
from planner.timeaxis import day_ending_at
from planner.timeaxis import day_of
from planner.timeaxis import evening_of
from planner.timeaxis import morning_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from planner.model import Plan
    from planner.schedule.plan_schedule import Schedule


class GoalKind(StrEnum):
    """Where a due date comes from."""

    TARGET = "target"
    DEADLINE = "deadline"
    OBLIGATION = "obligation"
    CHOSEN = "chosen"
    """An activity that someone asked about."""


@dataclass(frozen=True, slots=True)
class Goal:
    """Something that must be done by a day.

    Attributes:
        id: Id of the milestone, the activity or the obligation.
        activities: What must be done, with the last activity of a hammock in its place.
        due: The day; None where only the date itself is asked.
        applies: Whether it is a start milestone, which must be ready before its day begins.
    """

    kind: GoalKind
    id: str
    title: str
    activities: tuple[str, ...]
    due: date | None
    applies: bool

    @property
    def limit(self) -> int | None:
        """The last instant that meets the due date."""
        if self.due is None:
            return None
        return morning_of(self.due) if self.applies else evening_of(self.due)

    def day(self, instant: int) -> date:
        """The day of an instant."""
        return day_of(instant) if self.applies else day_ending_at(instant)


def goals_of(schedule: Schedule, chosen: str | None = None) -> tuple[Goal, ...]:
    """The goals of a plan that are not reached yet, the one to trace first.

    Args:
        schedule: The plan at a data date.
        chosen: The activity whose drivers are asked for; by default the programme's target.
    """
    goals = list(_all_goals(schedule.plan))
    if chosen is None:
        # A date that has passed leaves no chances to explain, so those goals come last.
        goals.sort(key=lambda g: (g.kind is not GoalKind.TARGET, _is_past(schedule, g)))
    else:
        own = (g for g in goals if g.id == chosen and g.kind is not GoalKind.OBLIGATION)
        first = next(own, None) or _goal(schedule.plan, GoalKind.CHOSEN, chosen, None)
        goals = [first, *(g for g in goals if g != first)]
    return tuple(goal for goal in goals if not _is_reached(schedule, goal))


def _all_goals(plan: Plan) -> Iterator[Goal]:
    for target in plan.programme.all_targets:
        yield _goal(plan, GoalKind.TARGET, target.milestone, target.date)
    for activity in plan.activities.values():
        if activity.deadline is not None:
            yield _goal(plan, GoalKind.DEADLINE, activity.id, activity.deadline.date)
    for name, entry in plan.obligations.items():
        if entry.due is not None and entry.fulfilled_by:
            ends = tuple(dict.fromkeys(map(partial(last_activity, plan), entry.fulfilled_by)))
            # One finish among them, and the obligation is met in the evening of its day.
            applies = all(plan.activities[a].kind is ActivityKind.START_MILESTONE for a in ends)
            yield Goal(GoalKind.OBLIGATION, name, entry.title, ends, entry.due, applies)


def _goal(plan: Plan, kind: GoalKind, identifier: str, due: date | None) -> Goal:
    activity = plan.activities[identifier]
    applies = activity.kind is ActivityKind.START_MILESTONE
    ends = (last_activity(plan, identifier),)
    return Goal(kind, identifier, activity.title, ends, due, applies)


def _is_past(schedule: Schedule, goal: Goal) -> bool:
    return goal.due is not None and goal.due < schedule.data_date


def _is_reached(schedule: Schedule, goal: Goal) -> bool:
    return all(schedule.activities[name].is_finished for name in goal.activities)
