"""The 14-point assessment of the Defense Contract Management Agency, with its thresholds.

Source: DCMA-EA PAM 200.1, Earned Value Management System Program Analysis Pamphlet, October 2012,
section 4 (first taught by DCMA in 2005). As the pamphlet has it, the points look at work that is
not complete and leave out summary lines, level of effort (here hammocks) and milestones, except
where they count dependencies. Forty-four working days are two months.

What differs here, and why: the pamphlet sets no threshold for resources, and this plan holds owners
instead of hours; a baseline is the schedule at an earlier data date.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from planner.analysis.quality.measure import AT_LEAST_095
from planner.analysis.quality.measure import AT_LEAST_90_PERCENT
from planner.analysis.quality.measure import AT_MOST_5_PERCENT
from planner.analysis.quality.measure import NONE_AT_ALL
from planner.analysis.quality.measure import MeasureForm
from planner.analysis.quality.measure import count
from planner.analysis.quality.measure import index
from planner.analysis.quality.measure import link_share
from planner.analysis.quality.measure import not_measurable
from planner.analysis.quality.measure import share
from planner.analysis.quality.measure import verdict
from planner.model import ActivityKind
from planner.model import DependencyType
from planner.schedule.paths import longest_path
from planner.timeaxis import NEVER
from planner.timeaxis import BeyondHorizonError
from planner.timeaxis import evening_of
from planner.timeaxis import morning_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date

    from planner.analysis.quality.measure import QualityMeasure
    from planner.model import Activity
    from planner.model import Dependency
    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.plan_schedule import Schedule

LONG = 44
"""Working days above which float and duration count as high."""

TEST_DELAY = 600
"""Working days by which the critical path test lengthens one activity."""

PROPORTIONATE = Fraction(9, 10)
"""The part of that delay that must reach the target; recesses downstream may absorb the rest."""

HARD_CONSTRAINTS = (
    "must_start_on",
    "must_finish_on",
    "start_no_later_than",
    "finish_no_later_than",
)


@dataclass(frozen=True)
class Dcma:
    """The fourteen points of one schedule.

    Attributes:
        schedule: The programme at a data date.
        baseline: The planned finish of every activity that was in the plan then; None without one.
    """

    schedule: Schedule
    baseline: Mapping[str, date] | None = None

    @cached_property
    def work(self) -> tuple[ActivityDates, ...]:
        """All work: no milestones, no hammocks."""
        rows = self.schedule.activities.values()
        return tuple(row for row in rows if row.kind is ActivityKind.TASK)

    @cached_property
    def ahead(self) -> tuple[ActivityDates, ...]:
        """The work that is not complete."""
        return tuple(row for row in self.work if not row.is_finished)

    @cached_property
    def links(self) -> tuple[tuple[Activity, Dependency], ...]:
        """The dependencies of whatever is not complete, with the activity that waits."""
        rows = self.schedule.activities
        activities = self.schedule.plan.activities.values()
        waiting = (a for a in activities if not rows[a.id].is_finished)
        return tuple((a, dependency) for a in waiting for dependency in a.after)

    def points(self) -> tuple[QualityMeasure, ...]:
        """All fourteen, in their order."""
        return (
            self.logic(),
            self.leads(),
            self.lags(),
            self.relationship_types(),
            self.hard_constraints(),
            self.high_float(),
            self.negative_float(),
            self.high_duration(),
            self.invalid_dates(),
            self.resources(),
            self.missed_tasks(),
            self.critical_path_test(),
            self.critical_path_length_index(),
            self.baseline_execution_index(),
        )

    def logic(self) -> QualityMeasure:
        """1: work without a predecessor or without a successor, also where the plan says why."""
        activities = self.schedule.plan.activities
        waited_for = {d.activity for a in activities.values() for d in a.after}
        targets = {target.milestone for target in self.schedule.plan.programme.all_targets}
        found = [
            row.id
            for row in self.ahead
            if not activities[row.id].after or row.id not in waited_for | targets
        ]
        explained = all(activities[name].open_start or activities[name].open_end for name in found)
        remark = "logic-explained" if found and explained else None
        return share("dcma-01", found, len(self.ahead), AT_MOST_5_PERCENT, remark)

    def leads(self) -> QualityMeasure:
        """2: dependencies with a negative lag."""
        found = [(d.activity, a.id) for a, d in self.links if d.lag.amount < 0]
        return link_share("dcma-02", found, len(self.links), NONE_AT_ALL)

    def lags(self) -> QualityMeasure:
        """3: dependencies with a positive lag."""
        found = [(d.activity, a.id) for a, d in self.links if d.lag.amount > 0]
        return link_share("dcma-03", found, len(self.links), AT_MOST_5_PERCENT)

    def relationship_types(self) -> QualityMeasure:
        """4: dependencies from finish to start; behind it stand the others."""
        plain = [(d.activity, a.id) for a, d in self.links if d.type is DependencyType.FS]
        others = [(d.activity, a.id) for a, d in self.links if d.type is not DependencyType.FS]
        total = len(self.links)
        return link_share("dcma-04", plain, total, AT_LEAST_90_PERCENT, behind=others)

    def hard_constraints(self) -> QualityMeasure:
        """5: work that a date holds against its logic."""
        activities = self.schedule.plan.activities
        found = [
            row.id
            for row in self.ahead
            if not activities[row.id].constraints.keys().isdisjoint(HARD_CONSTRAINTS)
        ]
        return share("dcma-05", found, len(self.ahead), AT_MOST_5_PERCENT)

    def high_float(self) -> QualityMeasure:
        """6: work with a total float of more than 44 working days."""
        found = [row.id for row in self.ahead if (row.total_float or 0) > LONG]
        return share("dcma-06", found, len(self.ahead), AT_MOST_5_PERCENT)

    def negative_float(self) -> QualityMeasure:
        """7: work with a negative total float."""
        found = [row.id for row in self.ahead if (row.total_float or 0) < 0]
        return share("dcma-07", found, len(self.ahead), NONE_AT_ALL)

    def high_duration(self) -> QualityMeasure:
        """8: work planned to take more than 44 working days."""
        found = [row.id for row in self.ahead if row.duration_days > LONG]
        return share("dcma-08", found, len(self.ahead), AT_MOST_5_PERCENT)

    def invalid_dates(self) -> QualityMeasure:
        """9: forecasts before the data date, and reported dates after it."""
        day = self.schedule.data_date
        found = []
        for row in self.work:
            said = self.schedule.progress.get(row.id)
            reported = [d for d in (said.started, said.finished) if d] if said else []
            is_forecast = not row.is_finished
            passed = is_forecast and (row.finish < day or (not row.is_started and row.start < day))
            if passed or any(d > day for d in reported):
                found.append(row.id)
        return count("dcma-09", found, NONE_AT_ALL)

    def resources(self) -> QualityMeasure:
        """10: work without anyone to do it; the pamphlet gives no threshold."""
        found = [row.id for row in self.ahead if row.owner is None]
        return share("dcma-10", found, len(self.ahead), None, "owners-only")

    def missed_tasks(self) -> QualityMeasure:
        """11: of the work that the baseline finishes by the data date, what came or comes later."""
        if self.baseline is None:
            return not_measurable("dcma-11", MeasureForm.SHARE, "no-baseline")
        due = self._due(self.baseline)
        found = [row.id for row in due if row.finish > self.baseline[row.id]]
        return share("dcma-11", found, len(due), AT_MOST_5_PERCENT)

    def critical_path_test(self) -> QualityMeasure:
        """12: whether 600 working days more on the critical path move the target as much."""
        target = self.schedule.plan.programme.target
        if target is None:
            return not_measurable("dcma-12", MeasureForm.VERDICT, "no-target")
        before = self.schedule.forecast_of(target.milestone, target.date)
        if before.is_reached:
            return not_measurable("dcma-12", MeasureForm.VERDICT, "target-reached")
        for tested in self._testable(target.milestone):
            try:
                longer = self._lengthened(tested)
            except BeyondHorizonError:
                continue
            after = longer.forecast_of(target.milestone, target.date)
            delay = (
                longer.activities[tested].finish - self.schedule.activities[tested].finish
            ).days
            moved = (after.forecast - before.forecast).days
            return verdict("dcma-12", holds=moved >= delay * PROPORTIONATE, activities=[tested])
        return not_measurable("dcma-12", MeasureForm.VERDICT, "no-work-on-path")

    def critical_path_length_index(self) -> QualityMeasure:
        """13: the length of the critical path with its float, as part of that length."""
        target = self.schedule.plan.programme.target
        if target is None:
            return not_measurable("dcma-13", MeasureForm.INDEX, "no-target")
        found = self.schedule.forecast_of(target.milestone, target.date)
        if found.is_reached:
            return not_measurable("dcma-13", MeasureForm.INDEX, "target-reached")
        calendar = self.schedule.default_calendar
        ahead = calendar.minutes_between(
            morning_of(self.schedule.data_date), evening_of(found.forecast)
        )
        length = self.schedule.working_days(ahead)
        if length <= 0:
            return not_measurable("dcma-13", MeasureForm.INDEX, "no-work-on-path")
        path = [
            name
            for name in self.schedule.critical_path
            if not self.schedule.activities[name].is_finished
        ]
        return index("dcma-13", (length + found.margin_days) / length, AT_LEAST_095, path)

    def baseline_execution_index(self) -> QualityMeasure:
        """14: work complete, as part of the work that the baseline has complete by now.

        Work that was not in the baseline counts below the line, as the pamphlet has it.
        """
        if self.baseline is None:
            return not_measurable("dcma-14", MeasureForm.INDEX, "no-baseline")
        due = self._due(self.baseline)
        added = [row for row in self.work if row.id not in self.baseline]
        if not due and not added:
            return not_measurable("dcma-14", MeasureForm.INDEX, "nothing-due")
        done = [row for row in self.work if row.is_finished]
        behind = [row.id for row in (*due, *added) if not row.is_finished]
        value = Fraction(len(done), len(due) + len(added))
        return index("dcma-14", value, AT_LEAST_095, behind)

    def _due(self, baseline: Mapping[str, date]) -> list[ActivityDates]:
        """The work that the baseline finishes by the data date."""
        day = self.schedule.data_date
        return [row for row in self.work if row.id in baseline and baseline[row.id] <= day]

    def _testable(self, target: str) -> Iterator[str]:
        """The activities on the longest path whose remaining work can be lengthened, in order."""
        network = self.schedule.network_schedule.network
        for step in longest_path(self.schedule.network_schedule, target):
            row = self.schedule.activities[step.activity]
            i = network.number[step.activity]
            is_term = network.activities.shift[i] >= 0
            is_said = network.activities.expected_finish[i] != NEVER
            is_ahead = row.kind is ActivityKind.TASK and not row.is_finished
            if is_ahead and not is_term and not is_said:
                yield step.activity

    def _lengthened(self, activity: str) -> Schedule:
        """The schedule with 600 working days more on one activity."""
        network = self.schedule.network_schedule.network
        i = network.number[activity]
        calendar = network.work_calendars[network.activities.calendar[i]]
        minutes = network.activities.duration[i] + TEST_DELAY * calendar.minutes_per_day
        return self.schedule.with_changes(durations={activity: minutes})
