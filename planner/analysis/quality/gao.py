"""The best practices of the Government Accountability Office that can be counted.

Source: GAO-16-89G, Schedule Assessment Guide: Best Practices for Project Schedules, December 2015,
the ten best practices and appendix VI with its standard quantitative measurements. The guide asks
for none of what is counted here, or for a written reason; where it gives no such bound the number
stands by itself. What cannot be counted (whether all work is in the plan, whether durations are
realistic) is for people to judge.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.analysis.quality.measure import NONE_AT_ALL
from planner.analysis.quality.measure import MeasureForm
from planner.analysis.quality.measure import count
from planner.analysis.quality.measure import link_share
from planner.analysis.quality.measure import not_measurable
from planner.analysis.quality.measure import share
from planner.analysis.reporting.reporters import OLD_AFTER
from planner.checks import logic
from planner.checks.sequence import out_of_sequence
from planner.model import ActivityKind
from planner.schedule.explanation import BoundKind
from planner.schedule.paths import longest_path
from planner.source import Places

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from datetime import date

    from planner.analysis.quality.measure import QualityMeasure
    from planner.model import Activity
    from planner.problems import Problem
    from planner.schedule.plan_schedule import Schedule

NOWHERE = Places()
"""The checks of the logic also give places; here only the activities count."""

HELD_BY_A_DATE = frozenset(
    {
        BoundKind.START_NO_EARLIER_THAN,
        BoundKind.FINISH_NO_EARLIER_THAN,
        BoundKind.MUST_START_ON,
        BoundKind.MUST_FINISH_ON,
    }
)


@dataclass(frozen=True)
class Gao:
    """The countable best practices of one schedule; see `planner.analysis.quality.dcma.Dcma`."""

    schedule: Schedule
    baseline: Mapping[str, date] | None = None

    @property
    def ahead(self) -> list[Activity]:
        """What is not complete, milestones included."""
        rows, activities = self.schedule.activities, self.schedule.plan.activities
        return [
            activity
            for name, activity in activities.items()
            if not rows[name].is_finished and activity.kind is not ActivityKind.HAMMOCK
        ]

    def practices(self) -> tuple[QualityMeasure, ...]:
        """All that can be counted, by the number of the practice."""
        return (
            self.names(),
            self.missing_logic(),
            self.dangling(),
            self.dates_without_reason(),
            self.lags_without_reason(),
            self.owners(),
            self.durations_without_ground(),
            self.traceable(),
            self.dates_on_path(),
            self.estimates(),
            self.out_of_sequence(),
            self.unreported_work(),
            self.without_baseline(),
        )

    def names(self) -> QualityMeasure:
        """1: activities that share their name with another one."""
        titles = Counter(_plain(a.title) for a in self.schedule.plan.activities.values())
        found = [
            a.id for a in self.schedule.plan.activities.values() if titles[_plain(a.title)] > 1
        ]
        return count("gao-01-names", found, NONE_AT_ALL)

    def missing_logic(self) -> QualityMeasure:
        """2: activities and milestones without predecessor or successor and without a reason."""
        plan = self.schedule.plan
        return self._counted(
            "gao-02-logic", (*logic.open_starts(plan, NOWHERE), *logic.open_ends(plan, NOWHERE))
        )

    def dangling(self) -> QualityMeasure:
        """2: work of which only the finish waits for something, or only the start drives."""
        plan = self.schedule.plan
        return self._counted(
            "gao-02-dangling",
            (*logic.dangling_starts(plan, NOWHERE), *logic.dangling_finishes(plan, NOWHERE)),
        )

    def dates_without_reason(self) -> QualityMeasure:
        """2: date constraints for which the plan gives no reason, source or rationale."""
        found = [
            activity.id
            for activity in self.ahead
            for rule in activity.constraints.values()
            if not (rule.reason or rule.is_evidenced)
        ]
        return count("gao-02-dates", sorted(set(found)), NONE_AT_ALL)

    def lags_without_reason(self) -> QualityMeasure:
        """2: leads and lags for which the plan gives no reason, source or rationale."""
        lagged = [(a, d) for a in self.ahead for d in a.after if d.lag]
        found = [
            (d.activity, a.id) for a, d in lagged if not (d.reason or d.rationale or d.is_evidenced)
        ]
        return link_share("gao-02-lags", found, len(lagged), NONE_AT_ALL)

    def owners(self) -> QualityMeasure:
        """3: activities and milestones that nobody answers for."""
        found = [activity.id for activity in self.ahead if activity.owner is None]
        return share("gao-03-owners", found, len(self.ahead), NONE_AT_ALL)

    def durations_without_ground(self) -> QualityMeasure:
        """4: work whose duration rests on no source and no rationale."""
        work = [a for a in self.ahead if a.kind is ActivityKind.TASK]
        found = [a.id for a in work if not _has_ground(a)]
        return share("gao-04-durations", found, len(work), None)

    def traceable(self) -> QualityMeasure:
        """5: activities from which no chain leads to a target, a deadline or an explained end."""
        return self._counted("gao-05-traceable", logic.dead_ends(self.schedule.plan, NOWHERE))

    def dates_on_path(self) -> QualityMeasure:
        """6: activities on the critical path that wait for a date instead of for work."""
        target = self.schedule.plan.programme.target
        if target is None:
            return not_measurable("gao-06-path", MeasureForm.COUNT, "no-target")
        if self.schedule.activities[target.milestone].is_finished:
            return not_measurable("gao-06-path", MeasureForm.COUNT, "target-reached")
        path = longest_path(self.schedule.network_schedule, target.milestone)
        found = [step.activity for step in path if step.bound and step.bound.kind in HELD_BY_A_DATE]
        return count("gao-06-path", found, NONE_AT_ALL)

    def estimates(self) -> QualityMeasure:
        """8: work for which a risk analysis has a range of durations; the more, the better."""
        work = [a for a in self.ahead if a.kind is ActivityKind.TASK]
        found = [a.id for a in work if a.estimate is None]
        return share("gao-08-estimates", found, len(work), None)

    def out_of_sequence(self) -> QualityMeasure:
        """9: work that went ahead of what it waits for."""
        ahead = out_of_sequence(self.schedule.plan, self.schedule.progress)
        found = sorted({successor for successor, _ in ahead})
        return count("gao-09-sequence", found, NONE_AT_ALL)

    def unreported_work(self) -> QualityMeasure:
        """9: work in progress of which nothing was heard for longer than a month."""
        day = self.schedule.data_date
        found = []
        for name, row in self.schedule.activities.items():
            said = self.schedule.progress.get(name)
            if row.is_in_progress and row.kind is ActivityKind.TASK:
                last = said.data_date if said else None
                if last is None or (day - last).days > OLD_AFTER:
                    found.append(name)
        return count("gao-09-updates", found, NONE_AT_ALL)

    def without_baseline(self) -> QualityMeasure:
        """10: activities that the baseline does not know."""
        if self.baseline is None:
            return not_measurable("gao-10-baseline", MeasureForm.COUNT, "no-baseline")
        found = [a.id for a in self.ahead if a.id not in self.baseline]
        return count("gao-10-baseline", found, NONE_AT_ALL)

    def _counted(self, code: str, problems: Iterable[Problem]) -> QualityMeasure:
        """What a check found among the activities that are not complete."""
        rows = self.schedule.activities
        named = {str(problem.details["activity"]) for problem in problems}
        found = [name for name in named if not rows[name].is_finished]
        return count(code, found, NONE_AT_ALL)


def _plain(title: str) -> str:
    return " ".join(title.casefold().split())


def _has_ground(activity: Activity) -> bool:
    basis = activity.duration_basis
    estimate = activity.estimate
    said = (
        basis is not None and basis.is_evidenced,
        estimate is not None and estimate.is_evidenced,
        bool(activity.rationale),
        activity.term is not None,
    )
    return any(said)
