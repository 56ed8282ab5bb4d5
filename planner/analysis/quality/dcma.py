"""The 14-point assessment of the Defense Contract Management Agency, with its thresholds.

Source: DCMA-EA PAM 200.1, Earned Value Management System Program Analysis Pamphlet, October 2012,
section 4 (first taught by DCMA in 2005). The points of the pamphlet look at work that is not
complete. They leave out summary lines, level of effort (here hammocks) and milestones, except where
they count dependencies. Forty-four working days are two months.

Two things differ here. The point about resources counts owners, because this plan holds no hours;
the pamphlet sets no threshold for it. A baseline is the schedule at an earlier data date.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
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
from planner.progress import Progress
from planner.schedule.paths import longest_path
from planner.timeaxis import NEVER
from planner.timeaxis import BeyondHorizonError
from planner.timeaxis import evening_of
from planner.timeaxis import morning_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date

    from planner.analysis.quality.measure import Links
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
        return tuple(r for r in self.schedule.activities.values() if r.kind is ActivityKind.TASK)

    @cached_property
    def ahead(self) -> tuple[ActivityDates, ...]:
        """The work that is not complete."""
        return tuple(row for row in self.work if not row.is_finished)

    @cached_property
    def links(self) -> Links:
        """The dependencies of everything that is not complete, milestones included."""
        links: list[tuple[Activity, Dependency]] = []
        for activity in self.schedule.plan.activities.values():
            if not self.schedule.activities[activity.id].is_finished:
                links.extend((activity, dependency) for dependency in activity.after)
        return links

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
        waited_for = {target.milestone for target in self.schedule.plan.programme.all_targets}
        waited_for.update(d.activity for a in activities.values() for d in a.after)

        def is_loose(row: ActivityDates) -> bool:
            return not activities[row.id].after or row.id not in waited_for

        measure = share("dcma-01", self.ahead, is_loose, AT_MOST_5_PERCENT)
        loose = map(activities.__getitem__, measure.activities)
        if measure.activities and all(a.open_start or a.open_end for a in loose):
            return replace(measure, remark="logic-explained")
        return measure

    def leads(self) -> QualityMeasure:
        """2: dependencies with a negative lag."""
        return link_share("dcma-02", self.links, lambda d: d.lag.amount < 0, NONE_AT_ALL)

    def lags(self) -> QualityMeasure:
        """3: dependencies with a positive lag."""
        return link_share("dcma-03", self.links, lambda d: d.lag.amount > 0, AT_MOST_5_PERCENT)

    def relationship_types(self) -> QualityMeasure:
        """4: dependencies from finish to start; the others are the ones to look at."""
        return link_share(
            "dcma-04",
            self.links,
            lambda d: d.type is DependencyType.FS,
            AT_LEAST_90_PERCENT,
            shows_others=True,
        )

    def hard_constraints(self) -> QualityMeasure:
        """5: work that a date holds against its logic."""
        activities = self.schedule.plan.activities

        def is_held(row: ActivityDates) -> bool:
            return not activities[row.id].constraints.keys().isdisjoint(HARD_CONSTRAINTS)

        return share("dcma-05", self.ahead, is_held, AT_MOST_5_PERCENT)

    def high_float(self) -> QualityMeasure:
        """6: work with a total float of more than 44 working days."""
        return share(
            "dcma-06", self.ahead, lambda r: (r.total_float or 0) > LONG, AT_MOST_5_PERCENT
        )

    def negative_float(self) -> QualityMeasure:
        """7: work with a negative total float."""
        return share("dcma-07", self.ahead, lambda row: (row.total_float or 0) < 0, NONE_AT_ALL)

    def high_duration(self) -> QualityMeasure:
        """8: work planned to take more than 44 working days."""
        return share("dcma-08", self.ahead, lambda row: row.duration_days > LONG, AT_MOST_5_PERCENT)

    def invalid_dates(self) -> QualityMeasure:
        """9: forecasts before the data date, and reported dates after it."""
        day = self.schedule.data_date
        invalid = []
        for row in self.work:
            progress = self.schedule.progress.get(row.id, Progress(row.id))
            reported = filter(None, (progress.started, progress.finished))
            if _is_forecast_before(row, day) or max(reported, default=day) > day:
                invalid.append(row.id)
        return count("dcma-09", invalid, NONE_AT_ALL)

    def resources(self) -> QualityMeasure:
        """10: work without anyone to do it; the pamphlet gives no threshold."""
        return share("dcma-10", self.ahead, lambda row: row.owner is None, None, "owners-only")

    def missed_tasks(self) -> QualityMeasure:
        """11: work that the baseline finishes by the data date and that came or comes later."""
        baseline = self.baseline
        if baseline is None:
            return not_measurable("dcma-11", MeasureForm.SHARE, "no-baseline")
        due = self._due(baseline)
        return share("dcma-11", due, lambda row: row.finish > baseline[row.id], AT_MOST_5_PERCENT)

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
            except BeyondHorizonError:  # 600 days more run past the years that calendars cover
                continue
            after = longer.forecast_of(target.milestone, target.date)
            delay = longer.activities[tested].finish - self.schedule.activities[tested].finish
            moved = after.forecast - before.forecast
            holds = moved.days >= delay.days * PROPORTIONATE
            return verdict("dcma-12", holds=holds, activities=[tested])
        return not_measurable("dcma-12", MeasureForm.VERDICT, "no-work-on-path")

    def critical_path_length_index(self) -> QualityMeasure:
        """13: the length of the critical path plus its float, as a share of that length."""
        target = self.schedule.plan.programme.target
        if target is None:
            return not_measurable("dcma-13", MeasureForm.INDEX, "no-target")
        standing = self.schedule.forecast_of(target.milestone, target.date)
        if standing.is_reached:
            return not_measurable("dcma-13", MeasureForm.INDEX, "target-reached")
        begin, end = morning_of(self.schedule.data_date), evening_of(standing.forecast)
        minutes = self.schedule.default_calendar.minutes_between(begin, end)
        length = self.schedule.working_days(minutes)
        if length <= 0:
            return not_measurable("dcma-13", MeasureForm.INDEX, "no-work-on-path")
        rows = self.schedule.activities
        path = [name for name in self.schedule.critical_path if not rows[name].is_finished]
        return index("dcma-13", (length + standing.margin_days) / length, AT_LEAST_095, path)

    def baseline_execution_index(self) -> QualityMeasure:
        """14: complete work, as a share of the work that the baseline completes by now."""
        if self.baseline is None:
            return not_measurable("dcma-14", MeasureForm.INDEX, "no-baseline")
        # The pamphlet also counts work that was not in the baseline below the line.
        expected = self._due(self.baseline)
        expected += [row for row in self.work if row.id not in self.baseline]
        if not expected:
            return not_measurable("dcma-14", MeasureForm.INDEX, "nothing-due")
        done = len(self.work) - len(self.ahead)
        behind = [row.id for row in expected if not row.is_finished]
        return index("dcma-14", Fraction(done, len(expected)), AT_LEAST_095, behind)

    def _due(self, baseline: Mapping[str, date]) -> list[ActivityDates]:
        """The work that the baseline finishes by the data date."""
        day = self.schedule.data_date
        return [row for row in self.work if row.id in baseline and baseline[row.id] <= day]

    def _testable(self, target: str) -> Iterator[str]:
        """The activities on the longest path whose remaining work can be lengthened, in order."""
        network = self.schedule.network_schedule.network
        for step in longest_path(self.schedule.network_schedule, target):
            row = network.activity(network.number[step.activity])
            # A term, a length in months and a reported finish leave no duration to lengthen.
            has_duration = row.shift < 0 and row.expected_finish == NEVER
            if has_duration and self.schedule.activities[row.id] in self.ahead:
                yield row.id

    def _lengthened(self, activity: str) -> Schedule:
        """The schedule with 600 working days more on one activity."""
        network = self.schedule.network_schedule.network
        i = network.number[activity]
        calendar = network.work_calendars[network.activities.calendar[i]]
        minutes = network.activities.duration[i] + TEST_DELAY * calendar.minutes_per_day
        return self.schedule.with_changes(durations={activity: minutes})


def _is_forecast_before(row: ActivityDates, day: date) -> bool:
    """Whether a date that is still to come lies before a day."""
    if row.is_finished:
        return False
    # Of work under way the start was reported, so that only the finish is a forecast.
    return (row.finish if row.is_started else row.start) < day
