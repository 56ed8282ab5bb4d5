"""Collect the uncertain inputs of a plan at a data date: estimates, risks and branches."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.analysis.risk.correlation import correlated
from planner.analysis.risk.distributions import quantiles
from planner.analysis.risk.distributions import uniform_table
from planner.analysis.risk.goals import goals_of
from planner.analysis.risk.model import Event
from planner.analysis.risk.model import RiskModel
from planner.analysis.risk.model import Variable
from planner.analysis.risk.model import Varied
from planner.duration import Unit
from planner.model import ActivityKind
from planner.model import ActivityState
from planner.model import DaysImpact
from planner.model import Distribution
from planner.schedule.lengths import minutes_of
from planner.schedule.network import LinkType
from planner.schedule.network import NetworkActivity
from planner.schedule.network import NetworkKind
from planner.schedule.network import NetworkLink
from planner.timeaxis import DAY
from planner.timeaxis import NEVER

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from planner.duration import Duration
    from planner.model import Activity
    from planner.model import Estimate
    from planner.model import FactorImpact
    from planner.model import Risk
    from planner.model import RiskBranch
    from planner.schedule.plan_schedule import Schedule
    from planner.workcalendar import WorkCalendar


def risk_model(
    schedule: Schedule,
    *,
    chosen: str | None = None,
    mitigated: bool = False,
    ranges: bool = True,
    risks: bool = True,
) -> RiskModel:
    """Collect the uncertain inputs of a plan.

    Args:
        schedule: The plan at a data date.
        chosen: The activity whose drivers are asked for; by default the programme's target.
        mitigated: Whether risks count with the probability and impact after mitigation.
        ranges: Whether the estimates of activities vary.
        risks: Whether risks and branches occur.

    Raises:
        planner.analysis.risk.correlation.CorrelationError: The coefficients contradict each other.
    """
    builder = _RiskModelBuilder(schedule)
    if ranges:
        for activity in schedule.plan.activities.values():
            builder.add_estimate(activity)
    if risks:
        for name, risk in schedule.plan.risks.items():
            builder.add_risk(name, risk, mitigated=mitigated)
        for branch in schedule.plan.branches:
            builder.add_branch(branch)
    network = schedule.network_schedule.network
    if builder.changed or builder.links:
        network = network.with_changes(list(builder.changed.values()), builder.links)
    # Branches bring new activities, so the numbers of the larger network decide the order.
    varied = dict(sorted(builder.varied.items(), key=lambda item: network.number[item[0]]))
    return RiskModel(
        schedule,
        network,
        goals_of(schedule, chosen),
        tuple(builder.variables),
        tuple(builder.events),
        varied,
        correlated(schedule.plan, {n: v.estimate for n, v in builder.varied.items()}),
        builder.without_effect,
    )


@dataclass(slots=True)
class _RiskModelBuilder:
    """Collects variables, events and extra activities.

    Attributes:
        changed: Activities that are new, or whose length became a number of minutes, by id.
        without_effect: Risks, branches and estimates that change nothing, with a reason's key.
    """

    schedule: Schedule
    variables: list[Variable] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    varied: dict[str, Varied] = field(default_factory=dict)
    changed: dict[str, NetworkActivity] = field(default_factory=dict)
    links: list[NetworkLink] = field(default_factory=list)
    without_effect: dict[str, str] = field(default_factory=dict)

    def add_estimate(self, activity: Activity) -> None:
        """Let the remaining work of an activity vary by its estimate."""
        estimate = activity.estimate
        if estimate is None or not _has_spread(estimate) or self.is_finished(activity.id):
            return
        if activity.term is not None:  # it takes as long as the law says
            self.without_effect[activity.id] = "statutory-term"
            return
        calendar = self.calendar_of(activity)
        row = self.open_length(activity.id)
        share = 1.0
        if self.state(activity.id) is ActivityState.IN_PROGRESS:
            # The estimate is about all work; only the part that remains still varies.
            planned = minutes_of(activity.planned_duration, calendar)
            share = row.duration / planned if planned else 0.0
        table = self.table(estimate, calendar) * share
        self.varied.setdefault(activity.id, Varied()).estimate = self.variable(
            f"estimate:{activity.id}", table, stepped=_is_stepped(estimate)
        )

    def add_risk(self, name: str, risk: Risk, *, mitigated: bool) -> None:
        """Let a risk hit the activities that it affects and that are not finished."""
        hit = [a for a in risk.affects if not self.is_finished(a)]
        if not hit:
            self.without_effect[name] = "affects-nothing-open"
            return
        probability, impact = _exposure(risk, mitigated=mitigated)
        occurs = self.variable(f"risk:{name}:occurs", uniform_table())
        number = len(self.events)
        points = impact_points(impact)
        table = quantiles(Distribution.PERT, *points)
        drawn = self.variable(f"risk:{name}:impact", table)
        is_factor = not isinstance(impact, DaysImpact)
        self.events.append(Event(name, risk.title, probability, occurs, drawn, is_factor))
        # A list, because each activity must be hit, also after the first one.
        reached = [a for a in hit if self.hit(a, number, is_factor=is_factor)]
        if not reached:
            self.without_effect[name] = "no-work-to-multiply"

    def hit(self, identifier: str, number: int, *, is_factor: bool) -> bool:
        """Let an event hit an activity, and tell whether it can.

        Neither a milestone nor a statutory term that has yet to begin can take longer. Extra work
        before it holds it up.
        """
        activity = self.schedule.plan.activities[identifier]
        if activity.kind is ActivityKind.HAMMOCK:
            return False
        calendar = self.calendar_of(activity)
        row = self.schedule.network_schedule.network.activity(self.number(identifier))
        is_term = row.shift >= 0 and self.state(identifier) is ActivityState.PLANNED
        target = identifier
        if row.kind is not NetworkKind.TASK or is_term:
            if is_factor:
                return False
            target = self.delay_before(identifier, number)
        else:
            self.open_length(identifier)
        varied = self.varied.setdefault(target, Varied())
        varied.hits.append(number)
        varied.day = calendar.minutes_per_day
        if self.changed.get(target, row).calendar == self.schedule.network_schedule.network.elapsed:
            working_days = calendar.minutes_per_week / calendar.minutes_per_day
            varied.day = DAY * 7 / working_days  # a working day is 1.4 days of elapsed time
        return True

    def delay_before(self, identifier: str, number: int) -> str:
        """Put work that exists only when an event occurs between an activity and its links."""
        network = self.schedule.network_schedule.network
        i = network.number[identifier]
        own = network.activity(i)
        name = f"{identifier}~{self.events[number].id}"
        # A term runs in elapsed time, while the work of a risk is done on working days.
        calendar = own.calendar if own.shift < 0 else own.float_calendar
        self.changed[name] = NetworkActivity(
            id=name, calendar=calendar, float_calendar=calendar, floor=own.floor
        )
        self.varied[name] = Varied(event=number)
        for k in range(network.links.first_into[i], network.links.first_into[i + 1]):
            link = network.link(k)
            # The work stands before the start, so what held the finish now holds its start.
            kind = LinkType.FS if link.type in {LinkType.FS, LinkType.FF} else LinkType.SS
            self.links.append(replace(link, successor=name, type=kind))
        self.links.append(NetworkLink(name, identifier))
        return name

    def add_branch(self, branch: RiskBranch) -> None:
        """Add work between two activities that exists only when the branch occurs.

        It is worked on in the calendar of the activity that it follows.
        """
        if self.is_finished(branch.before):
            self.without_effect[branch.id] = "affects-nothing-open"
            return
        calendar = self.calendar_of(self.schedule.plan.activities[branch.after])
        network = self.schedule.network_schedule.network
        occurs = self.variable(f"branch:{branch.id}:occurs", uniform_table())
        number = len(self.events)
        self.events.append(Event(branch.id, branch.title, branch.probability, occurs))
        name = f"{branch.before}~{branch.id}"
        index = [c.name for c in network.work_calendars].index(calendar.name)
        if branch.duration.likely.unit.is_elapsed:
            index = network.elapsed
        self.changed[name] = NetworkActivity(id=name, calendar=index, float_calendar=index)
        self.links += [NetworkLink(branch.after, name), NetworkLink(name, branch.before)]
        drawn = self.variable(
            f"branch:{branch.id}:duration",
            self.table(branch.duration, calendar),
            stepped=_is_stepped(branch.duration),
        )
        self.varied[name] = Varied(estimate=drawn, event=number)

    def variable(self, key: str, table: NDArray[np.float64], *, stepped: bool = False) -> int:
        """Add a variable and give its number."""
        self.variables.append(Variable(key, table, stepped))
        return len(self.variables) - 1

    def table(self, estimate: Estimate, calendar: WorkCalendar) -> NDArray[np.float64]:
        """The quantiles of an estimate in minutes."""
        points = (estimate.optimistic, estimate.likely, estimate.pessimistic)
        low, likely, high = (float(minutes_of(point, calendar)) for point in points)
        return quantiles(estimate.distribution, low, likely, high)

    def open_length(self, identifier: str) -> NetworkActivity:
        """Make the remaining work of an activity a number of minutes that can vary.

        A reported expected finish, a length in months or a term is replaced by the minutes that
        the schedule counts for it.
        """
        i = self.number(identifier)
        row = self.changed.get(identifier) or self.schedule.network_schedule.network.activity(i)
        if row.shift < 0 and row.expected_finish < 0:  # its length is a number already
            return row
        remaining = int(self.schedule.network_schedule.dates.remaining[i])
        row = replace(row, shift=-1, duration=remaining, expected_finish=NEVER)
        self.changed[identifier] = row
        return row

    def calendar_of(self, activity: Activity) -> WorkCalendar:
        """The calendar in which an activity is worked on."""
        return self.schedule.calendars[self.schedule.plan.calendar_of(activity)]

    def number(self, identifier: str) -> int:
        """The number of an activity in the schedule's own network."""
        return self.schedule.network_schedule.network.number[identifier]

    def state(self, identifier: str) -> ActivityState:
        """How far an activity is."""
        return self.schedule.network_schedule.state(self.number(identifier))

    def is_finished(self, identifier: str) -> bool:
        """Whether an activity is done; a hammock has no state of its own."""
        if self.schedule.plan.activities[identifier].kind is ActivityKind.HAMMOCK:
            return False
        return self.state(identifier) is ActivityState.FINISHED


def impact_points(impact: DaysImpact | FactorImpact) -> tuple[float, float, float]:
    """The three points of an impact, in days or as factors."""
    if isinstance(impact, DaysImpact):
        return _days(impact.optimistic), _days(impact.likely), _days(impact.pessimistic)
    return float(impact.optimistic), float(impact.likely), float(impact.pessimistic)


def _days(length: Duration) -> float:
    return float(length.amount) * _DAYS.get(length.unit, 1.0)


_DAYS = {
    Unit.DAY: 1.0,
    Unit.WEEK: 5.0,
    Unit.HOUR: 1 / 8,
    Unit.ELAPSED_DAY: 5 / 7,
    Unit.ELAPSED_WEEK: 5.0,
    Unit.ELAPSED_MONTH: 365 / 12 * 5 / 7,
}
"""Working days of an office week in each unit in which an impact can be written."""


def _exposure(risk: Risk, *, mitigated: bool) -> tuple[float, DaysImpact | FactorImpact]:
    """The probability and the impact of a risk; its mitigation may change one of them or both."""
    mitigation = risk.mitigation
    if not mitigated or mitigation is None:
        return risk.probability, risk.impact
    probability = mitigation.probability
    if probability is None:
        probability = risk.probability
    return probability, mitigation.impact or risk.impact


def _has_spread(estimate: Estimate) -> bool:
    if estimate.distribution is Distribution.FIXED:
        return False
    return estimate.optimistic.amount < estimate.pessimistic.amount


def _is_stepped(estimate: Estimate) -> bool:
    return estimate.distribution is Distribution.DISCRETE
