"""Why a target moved between two schedules: a part for each cause, adding up to the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.analysis.variance.mixture import mixture
from planner.analysis.variance.replay import Cause
from planner.analysis.variance.replay import PlanChange
from planner.analysis.variance.replay import starting_inputs
from planner.analysis.variance.replay import steps
from planner.model import ActivityState
from planner.schedule.engine import CycleError
from planner.schedule.paths import on_longest_path
from planner.timeaxis import BeyondHorizonError
from planner.timeaxis import morning_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from fractions import Fraction

    from planner.analysis.variance.replay import ReplayInputs
    from planner.schedule.plan_schedule import Schedule


@dataclass(frozen=True, slots=True)
class Part:
    """The effect of one cause on a target.

    Attributes:
        causes: The cause; several where only together they give a plan that can be scheduled,
            such as new logic that needs new activities.
        days: Working days by which it moved the target, positive is later.
        changed: The activities that it concerns.
        decisive: Those of them on a longest path to the target just before or just after.
    """

    causes: tuple[Cause, ...]
    days: Fraction
    changed: tuple[str, ...] = ()
    decisive: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Movement:
    """How far a target moved between two schedules, and why.

    Attributes:
        days: Working days of the later plan's default calendar, positive is later.
        parts: One per cause that changed something, in the order in which causes are replayed.
    """

    target: str
    was: date
    now: date
    days: Fraction
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Replayed:
    """The schedule once some causes have been applied."""

    causes: tuple[Cause, ...]
    changed: tuple[str, ...]
    schedule: Schedule


def movements(before: Schedule, after: Schedule) -> tuple[Movement, ...]:
    """The movement of every target that both plans know, with its causes."""
    known = before.plan.activities
    named = [t.milestone for t in after.plan.programme.all_targets if t.milestone in known]
    if not named:
        return ()
    replayed = tuple(replay(before, after))
    return tuple(_movement(name, before, after, replayed) for name in named)


def movement(target: str, before: Schedule, after: Schedule) -> Movement:
    """The movement of any activity that is in both plans, with its causes."""
    return _movement(target, before, after, tuple(replay(before, after)))


def replay(before: Schedule, after: Schedule) -> Iterator[Replayed]:
    """The schedules from the earlier one to the later one, each after one more cause."""
    change = PlanChange(before, after)
    causes: tuple[Cause, ...] = ()
    changed: tuple[str, ...] = ()
    current, inputs = before, starting_inputs(change)
    for step in steps(change):
        causes, changed = (*causes, step.cause), (*changed, *step.changed)
        is_same = not step.changed and _rules(step.inputs) == _rules(inputs)
        inputs = step.inputs
        if is_same:
            causes = causes[:-1]
            continue
        # Only a step that stands by itself can be taken on the network of the one before.
        alone = step if causes == (step.cause,) else None
        try:
            current = mixture(change, inputs, current, alone)
        except (CycleError, BeyondHorizonError):
            continue  # this mixture is no plan yet: the next causes are added to it
        yield Replayed(causes, changed, current)
        causes, changed = (), ()
    yield Replayed((*causes, Cause.PASSING_OF_TIME), (*changed, *_pushed(current, after)), after)


def _rules(inputs: ReplayInputs) -> tuple[object, ...]:
    """The settings of a programme that a cause can change without changing an activity."""
    return inputs.programme.settings.progress, inputs.programme.start


def _pushed(current: Schedule, after: Schedule) -> Iterator[str]:
    """Open activities that were to be worked on before the data date."""
    morning = morning_of(after.data_date)
    for number, name in enumerate(current.network_schedule.network.ids):
        is_open = current.network_schedule.state(number) is not ActivityState.FINISHED
        if is_open and current.network_schedule.dates.resume[number] < morning:
            yield name


def _movement(
    target: str, before: Schedule, after: Schedule, replayed: tuple[Replayed, ...]
) -> Movement:
    # One calendar for all parts, because only then do they add up to the whole.
    between = after.default_calendar.minutes_between
    parts: list[Part] = []
    earlier, path = before, on_longest_path(before.network_schedule, target)
    for step in replayed:
        minutes = between(earlier.readiness(target), step.schedule.readiness(target))
        onward = on_longest_path(step.schedule.network_schedule, target)
        if minutes or step.changed:
            # What left the longest path counts too: it no longer holds the target up.
            decisive = tuple(n for n in step.changed if n in path or n in onward)
            parts.append(Part(step.causes, after.working_days(minutes), step.changed, decisive))
        earlier, path = step.schedule, onward
    minutes = between(before.readiness(target), after.readiness(target))
    return Movement(
        target=target,
        was=before.forecast_of(target, before.data_date).forecast,
        now=after.forecast_of(target, after.data_date).forecast,
        days=after.working_days(minutes),
        parts=tuple(parts),
    )
