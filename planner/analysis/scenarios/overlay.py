"""What if: lay a scenario over the plan, schedule it, and compare it with the plan as it is."""

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
        plan: None when the scenario does not fit this plan.
        problems: Why it does not fit, without places in the file of the scenario.
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
        chances_before, chances_after: Chances of every open goal; empty when not asked for.
    """

    scenario: Scenario
    before: Schedule
    after: Schedule
    comparison: Comparison
    chances_before: tuple[GoalChances, ...] = ()
    chances_after: tuple[GoalChances, ...] = ()


def lay_over(schedule: Schedule, scenario: Scenario) -> Overlaid:
    """Make the plan with a scenario laid over it; the plan itself stays as it is.

    Args:
        schedule: The plan at a data date; a delay counts from the dates in it.
        scenario: The changes.
    """
    plan = schedule.plan
    finished = [d.activity for d in scenario.delays if _is_finished(schedule, d.activity)]
    if finished:
        problems = (error("scenario-finished", activity=name) for name in finished)
        return Overlaid(None, tuple(problems))
    activities = {**plan.activities, **scenario.changed, **scenario.added}
    # Links go first: what a scenario links to a dropped activity then waits for its predecessors.
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
        digest=f"{plan.digest}+{scenario.name}",  # another plan than the one read
    )
    sound, cycles = without_cycles(without_dangling(changed), Places())
    if cycles:
        problems = (error("scenario-cycle", path=str(p.details["path"])) for p in cycles)
        return Overlaid(None, tuple(problems))
    return Overlaid(sound)


def what_if(
    before: Schedule, scenario: Scenario, simulation: SimulationSettings | None = None
) -> WhatIf | Overlaid:
    """Schedule a plan with a scenario, and compare it with the plan.

    Args:
        before: The plan at a data date.
        scenario: The changes.
        simulation: How to simulate both; without it no chances are given.

    Returns:
        The difference, or why the scenario does not fit the plan.

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
    chances_before = simulate(risk_model(before), simulation).goals
    chances_after = simulate(risk_model(after), simulation).goals
    return WhatIf(scenario, before, after, comparison, chances_before, chances_after)


def _is_finished(schedule: Schedule, activity: str) -> bool:
    scheduled = schedule.network_schedule
    number = scheduled.network.number.get(activity)  # None for a hammock, which cannot be delayed
    return number is not None and scheduled.state(number) is ActivityState.FINISHED


def _relink(activities: dict[str, Activity], scenario: Scenario) -> None:
    """Add and cut dependencies."""
    for link in scenario.links:
        fields = link.model_dump(exclude={"from_", "to"})
        dependency = Dependency(activity=link.from_, **fields)
        activity = activities[link.to]
        activities[link.to] = activity.model_copy(update={"after": (*activity.after, dependency)})
    for cut in scenario.cut:
        activity = activities[cut.to]
        kept = _without(activity.after, cut.from_)
        activities[cut.to] = activity.model_copy(update={"after": kept})


def _under_law(
    plan: Plan, activities: dict[str, Activity], dates: Iterable[LawDate]
) -> tuple[Programme, Mapping[str, Obligation]]:
    """Targets on another day, with the milestones and obligations that have the same date."""
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
    """Leave activities out; their successors now wait for their predecessors."""
    for drop in drops:
        dropped = activities.pop(drop.activity, None)
        if dropped is None:
            continue
        for name, activity in activities.items():
            kept = _without(activity.after, dropped.id)
            if len(kept) < len(activity.after):
                after = _bridged(kept, dropped)
                activities[name] = activity.model_copy(update={"after": after})


def _without(after: tuple[Dependency, ...], activity: str) -> tuple[Dependency, ...]:
    return tuple(d for d in after if d.activity != activity)


def _bridged(kept: tuple[Dependency, ...], dropped: Activity) -> tuple[Dependency, ...]:
    """Some dependencies, and those of the dropped activity on other predecessors."""
    known = {d.activity for d in kept}
    return (*kept, *(d for d in dropped.after if d.activity not in known))


def _delayed(schedule: Schedule, activity: Activity, delay: Delay) -> Activity:
    """An activity that cannot end before its scheduled end moved by the delay."""
    network = schedule.network_schedule.network
    number = network.number.get(activity.id)
    # The plan has no dates of a hammock, or of an activity that the scenario adds.
    if number is None or activity.kind is ActivityKind.HAMMOCK:
        return activity
    finish = schedule.network_schedule[activity.id].finish
    calendar = network.work_calendars[network.activities.calendar[number]]
    minutes = minutes_of(delay.by, calendar)
    instant = finish + minutes if delay.by.unit.is_elapsed else calendar.moved(finish, minutes)
    key, day = "finish_no_earlier_than", day_ending_at(instant)
    if activity.kind is ActivityKind.START_MILESTONE:
        key, day = "start_no_earlier_than", day_of(instant)
    own: DatedRule | None = getattr(activity, key)
    if own is not None:
        day = max(day, own.date)
    rule = DatedRule(date=day, reason=delay.reason)
    return activity.model_copy(update={key: rule})


def _date_of(programme: Programme, milestone: str) -> date | None:
    return next((t.date for t in programme.all_targets if t.milestone == milestone), None)


def _with_target(programme: Programme, law: LawDate) -> Programme:
    """The programme with another date for a target, or with one more target."""
    target = programme.target
    if target is not None and target.milestone == law.milestone:
        moved = target.model_copy(update={"date": law.date})
        return programme.model_copy(update={"target": moved})
    others = [t for t in programme.targets if t.milestone != law.milestone]
    others.append(Target(milestone=law.milestone, date=law.date))
    return programme.model_copy(update={"targets": tuple(others)})


def _applies_from(activity: Activity, was: date | None, law: LawDate) -> Activity:
    """A milestone with the new date of the law, if its own date was the old one."""
    rule = activity.start_no_earlier_than
    if rule is None or rule.date != was:
        return activity
    moved = rule.model_copy(update={"date": law.date})
    return activity.model_copy(update={"start_no_earlier_than": moved})
