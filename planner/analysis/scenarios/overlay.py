"""What if: a scenario laid over the plan, scheduled, and held against the plan as it is."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.analysis.risk import risk_model
from planner.analysis.risk import simulate
from planner.analysis.variance.differences import compare
from planner.model import ActivityKind
from planner.model import ActivityState
from planner.model import DatedRule
from planner.model import Dependency
from planner.model import Target
from planner.problems import error
from planner.schedule.lengths import minutes_of
from planner.schedule.plan_schedule import schedule_plan
from planner.source.cycles import without_cycles
from planner.source.places import Places
from planner.source.pruning import without_dangling
from planner.timeaxis import day_ending_at
from planner.timeaxis import day_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from datetime import date

    from planner.analysis.risk import SimulationSettings
    from planner.analysis.risk.simulation_result import GoalChances
    from planner.analysis.variance.differences import Comparison
    from planner.model import Activity
    from planner.model import Obligation
    from planner.model import Plan
    from planner.model import Programme
    from planner.model.scenario import Delay
    from planner.model.scenario import Drop
    from planner.model.scenario import LawDate
    from planner.model.scenario import Scenario
    from planner.problems import Problem
    from planner.schedule.plan_schedule import Schedule


@dataclass(frozen=True, slots=True)
class Overlaid:
    """A plan with a scenario laid over it.

    Attributes:
        plan: None when the scenario cannot be laid over this plan.
        problems: Why not; the file of the scenario knows their places.
    """

    plan: Plan | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, eq=False)
class WhatIf:
    """A scenario beside the plan as it is.

    Attributes:
        before: The schedule of the plan.
        after: The schedule with the scenario.
        comparison: Everything that differs between the two.
        chances_before, chances_after: Of every goal that is still open; empty when not asked.
    """

    scenario: Scenario
    before: Schedule
    after: Schedule
    comparison: Comparison
    chances_before: tuple[GoalChances, ...] = ()
    chances_after: tuple[GoalChances, ...] = ()


def lay_over(schedule: Schedule, scenario: Scenario) -> Overlaid:
    """Give the plan as a scenario would have it; the plan itself stays what it is.

    Args:
        schedule: The plan at a data date: a delay counts from the dates in it.
        scenario: What would be otherwise.
    """
    plan = schedule.plan
    finished = [d.activity for d in scenario.delays if _is_finished(schedule, d.activity)]
    if finished:
        found = [error("scenario-finished", activity=name) for name in finished]
        return Overlaid(None, tuple(found))
    activities = {**plan.activities, **scenario.changed, **scenario.added}
    _relink(activities, scenario)
    _drop(activities, scenario.drop)
    for delay in scenario.delays:
        if delay.activity in activities:
            delayed = _delayed(schedule, activities[delay.activity], delay)
            activities[delay.activity] = delayed
    programme, obligations = _under_law(plan, activities, scenario.law_dates)
    changed = replace(
        plan,
        programme=programme,
        activities=dict(sorted(activities.items())),
        obligations=obligations,
        digest=f"{plan.digest}+{scenario.name}",
    )
    sound, cycles = without_cycles(without_dangling(changed), Places())
    if cycles:
        paths = [str(found.details["path"]) for found in cycles]
        return Overlaid(None, tuple(error("scenario-cycle", path=path) for path in paths))
    return Overlaid(sound)


def what_if(
    before: Schedule, scenario: Scenario, simulation: SimulationSettings | None = None
) -> WhatIf | Overlaid:
    """Schedule a plan with a scenario, and hold it against the plan.

    Args:
        before: The plan at a data date.
        scenario: What would be otherwise.
        simulation: How to simulate both; without it no chances are given.

    Returns:
        The difference, or why the scenario cannot be laid over the plan.

    Raises:
        planner.timeaxis.BeyondHorizonError: Work runs past the horizon of the calendars.
    """
    overlaid = lay_over(before, scenario)
    if overlaid.plan is None:
        return overlaid
    after = schedule_plan(overlaid.plan, before.data_date, before.network_schedule.options)
    comparison = compare(before, after)
    if simulation is None:
        return WhatIf(scenario, before, after, comparison)
    was, is_ = (simulate(risk_model(s), simulation).goals for s in (before, after))
    return WhatIf(scenario, before, after, comparison, was, is_)


def _is_finished(schedule: Schedule, activity: str) -> bool:
    number = schedule.network_schedule.network.number.get(activity)
    return number is not None and schedule.network_schedule.state(number) is ActivityState.FINISHED


def _relink(activities: dict[str, Activity], scenario: Scenario) -> None:
    """Add and cut dependencies."""
    for link in scenario.links:
        said = link.model_dump(exclude={"from_", "to"})
        dependency = Dependency(activity=link.from_, **said)
        activity = activities[link.to]
        activities[link.to] = activity.model_copy(update={"after": (*activity.after, dependency)})
    for cut in scenario.cut:
        activity = activities[cut.to]
        kept = tuple(d for d in activity.after if d.activity != cut.from_)
        activities[cut.to] = activity.model_copy(update={"after": kept})


def _under_law(
    plan: Plan, activities: dict[str, Activity], dates: Iterable[LawDate]
) -> tuple[Programme, Mapping[str, Obligation]]:
    """Targets on another day, with the milestones and obligations that go with them."""
    programme, obligations = plan.programme, dict(plan.obligations)
    for law in dates:
        was = _date_of(programme, law.milestone)
        programme = _with_target(programme, law)
        if law.milestone in activities:
            activities[law.milestone] = _applies_from(activities[law.milestone], was, law)
        for name, entry in obligations.items():
            if was is not None and entry.due == was and law.milestone in entry.fulfilled_by:
                obligations[name] = entry.model_copy(update={"due": law.date})
    return programme, obligations


def _drop(activities: dict[str, Activity], drops: Iterable[Drop]) -> None:
    """Leave activities out; what waited for one now waits for what that waited for."""
    for drop in drops:
        dropped = activities.pop(drop.activity, None)
        if dropped is None:
            continue
        for name, activity in activities.items():
            if any(d.activity == drop.activity for d in activity.after):
                after = _bridged(activity.after, dropped)
                activities[name] = activity.model_copy(update={"after": after})


def _bridged(after: tuple[Dependency, ...], dropped: Activity) -> tuple[Dependency, ...]:
    kept = [d for d in after if d.activity != dropped.id]
    known = {d.activity for d in kept}
    return (*kept, *(d for d in dropped.after if d.activity not in known))


def _delayed(schedule: Schedule, activity: Activity, delay: Delay) -> Activity:
    """An activity that cannot end before its scheduled end moved by the delay."""
    if (
        activity.kind is ActivityKind.HAMMOCK
        or activity.id not in schedule.network_schedule.network.number
    ):
        return activity
    found = schedule.network_schedule[activity.id]
    index = schedule.network_schedule.network.activities.calendar[
        schedule.network_schedule.network.number[activity.id]
    ]
    calendar = schedule.network_schedule.network.work_calendars[index]
    minutes = minutes_of(delay.by, calendar)
    if delay.by.unit.is_elapsed:
        instant = found.finish + minutes
    else:
        instant = calendar.moved(found.finish, minutes)
    applies = activity.kind is ActivityKind.START_MILESTONE
    key = "start_no_earlier_than" if applies else "finish_no_earlier_than"
    day = day_of(instant) if applies else day_ending_at(instant)
    own: DatedRule | None = getattr(activity, key)
    rule = DatedRule(date=max(day, own.date) if own else day, reason=delay.reason)
    return activity.model_copy(update={key: rule})


def _date_of(programme: Programme, milestone: str) -> date | None:
    return next((t.date for t in programme.all_targets if t.milestone == milestone), None)


def _with_target(programme: Programme, law: LawDate) -> Programme:
    """The programme with another date for a target, or with a target more."""
    target = programme.target
    if target is not None and target.milestone == law.milestone:
        moved = target.model_copy(update={"date": law.date})
        return programme.model_copy(update={"target": moved})
    others = [t for t in programme.targets if t.milestone != law.milestone]
    others.append(Target(milestone=law.milestone, date=law.date))
    return programme.model_copy(update={"targets": tuple(others)})


def _applies_from(activity: Activity, was: date | None, law: LawDate) -> Activity:
    """A milestone whose own date follows that of the law."""
    rule = activity.start_no_earlier_than
    if rule is None or rule.date != was:
        return activity
    moved = rule.model_copy(update={"date": law.date})
    return activity.model_copy(update={"start_no_earlier_than": moved})
