"""Schedules of mixtures of two plans: the steps between an earlier and a later schedule.

A step that changes single activities is scheduled on the network of the step before it, with the
rows of those activities replaced. Any other step composes a new network. Both give the same dates.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.analysis.variance.replay import Cause
from planner.duration import Unit
from planner.progress import Progress
from planner.schedule.calendar_layout import work_calendars
from planner.schedule.columns import Activities
from planner.schedule.compose import Composer
from planner.schedule.engine import schedule_network
from planner.schedule.network import link_columns
from planner.schedule.plan_schedule import Schedule
from planner.timeaxis import morning_of

if TYPE_CHECKING:
    from collections.abc import Container
    from collections.abc import Mapping

    from planner.analysis.variance.replay import PlanChange
    from planner.analysis.variance.replay import ReplayInputs
    from planner.analysis.variance.replay import ReplayStep
    from planner.model import Activity
    from planner.schedule.network import Network
    from planner.schedule.network import NetworkActivity

BY_ROW = frozenset({Cause.ACTUAL_PROGRESS, Cause.REMAINING_DURATION, Cause.CONSTRAINTS})
"""Causes that change activities one by one, and neither links nor calendars."""


@dataclass(slots=True)
class MixtureComposer(Composer):
    """Lets remaining work count from the day on which it was reported."""

    resumed: Mapping[str, int] | None = None

    def activity(self, activity: Activity) -> NetworkActivity:
        """One activity with its dates as instants."""
        # `super()` without arguments fails in a dataclass with slots.
        row = Composer.activity(self, activity)
        at = (self.resumed or {}).get(activity.id)
        if at is None or not self.progress.get(activity.id, Progress(activity.id)).is_started:
            return row
        return replace(row, floor=max(row.floor, at))


def mixture(
    change: PlanChange, inputs: ReplayInputs, current: Schedule, step: ReplayStep | None
) -> Schedule:
    """Schedule a mixture of the two plans, seen from the earlier data date.

    Args:
        change: The two ends.
        inputs: The mixture.
        current: The mixture before it.
        step: What differs between the two; None when it is more than one step.

    Raises:
        planner.schedule.engine.CycleError: The mixture has links that form a cycle.
        planner.timeaxis.BeyondHorizonError: Its work runs past the horizon of the calendars.
    """
    before = change.before
    plan = replace(before.plan, programme=inputs.programme, activities=inputs.activities)
    rule = inputs.programme.settings.progress
    options = replace(before.network_schedule.options, progress=rule)
    # Composing numbers the calendars by their order in the programme, so these two go together.
    calendars = current.calendars
    if inputs.programme.calendars is not current.plan.programme.calendars:
        calendars = work_calendars(inputs.programme)
    composer = MixtureComposer(plan, inputs.progress, options, calendars, resumed=inputs.resumed)
    network = None
    if step is not None and step.cause is Cause.SCOPE:
        network, calendars = _resumed(change, inputs), change.after.calendars
    elif step is not None and step.cause in BY_ROW:
        network = _with_rows(current.network_schedule.network, composer, step, current)
    elif step is not None and step.cause is Cause.LOGIC:
        network = _with_links(current.network_schedule.network, composer)
    at = morning_of(before.data_date)
    scheduled = schedule_network(network or composer.network(), data_date=at, options=options)
    return Schedule(plan, before.data_date, inputs.progress, calendars, scheduled)


def _resumed(change: PlanChange, inputs: ReplayInputs) -> Network:
    """The network of the later plan, in which remaining work counts from when it was reported."""
    network = change.after.network_schedule.network
    floors = {}
    for name, at in inputs.resumed.items():
        number, progress = network.number.get(name), inputs.progress.get(name)
        if number is not None and progress is not None and progress.is_started:
            floors[name] = {"floor": max(network.activities.floor[number], at)}
    return network.with_values(floors)


def _with_rows(
    network: Network, composer: Composer, step: ReplayStep, current: Schedule
) -> Network | None:
    """The network before a step with the rows of the changed activities; None where that fails.

    It fails where other rows or links depend on the change: a new start of the programme, a lag
    that is a share of a changed duration, or day tables, which only a whole composition numbers.
    """
    # The network was numbered by another composer, whose day tables this one does not know.
    if network.shifts.kind or composer.plan.programme.start != current.plan.programme.start:
        return None
    changed = network.number.keys() & step.changed
    if step.cause is Cause.REMAINING_DURATION and _has_shares(composer, changed):
        return None
    rows = {}
    for name in changed:
        row = composer.activity(composer.plan.activities[name])
        rows[name] = {field: int(getattr(row, field)) for field in Activities._fields}
    if composer.shifts.number:
        return None
    return network.with_values(rows)


def _with_links(network: Network, composer: Composer) -> Network | None:
    """The network before a step with other links; None where terms depend on them."""
    if network.shifts.kind:
        return None
    activities = composer.plan.activities
    links = [link for name in network.ids for link in composer.links(activities[name])]
    if composer.shifts.number:
        return None
    return replace(network, links=link_columns(links, network.number))


def _has_shares(composer: Composer, predecessors: Container[str]) -> bool:
    """Whether a lag is a share of the duration of one of some predecessors."""
    for activity in composer.plan.activities.values():
        for dependency in activity.after:
            if dependency.lag.unit is Unit.PERCENT and dependency.activity in predecessors:
                return True
    return False
