"""The best practices of the Government Accountability Office that can be counted.

Source: GAO-16-89G, Schedule Assessment Guide: Best Practices for Project Schedules, December 2015,
the ten best practices and appendix VI with its standard quantitative measurements. Of most things
that are counted here the guide wants none, or a written reason. Where it gives no bound the number
stands by itself. People must judge what cannot be counted, such as whether all work is in the plan
and whether durations are realistic.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import filterfalse
from operator import attrgetter
from operator import itemgetter
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
from planner.progress import Progress
from planner.schedule.explanation import BoundKind
from planner.schedule.paths import longest_path
from planner.source import Places

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping

    from planner.analysis.quality.measure import QualityMeasure
    from planner.model import Activity
    from planner.model import Dependency
    from planner.problems import Problem
    from planner.schedule.plan_schedule import Schedule

NOWHERE = Places()
"""The checks of the logic ask for places in files; here only their activities count."""

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

    @cached_property
    def ahead(self) -> list[Activity]:
        """The activities that are not complete, milestones included."""
        return [
            activity
            for activity in self.schedule.plan.activities.values()
            if activity.kind is not ActivityKind.HAMMOCK and not self._is_finished(activity.id)
        ]

    @cached_property
    def work(self) -> list[Activity]:
        """The work that is not complete: no milestones."""
        return [activity for activity in self.ahead if activity.kind is ActivityKind.TASK]

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
        titles = {a.id: _folded(a.title) for a in self.schedule.plan.activities.values()}
        uses = Counter(titles.values())
        shared = [name for name, title in titles.items() if uses[title] > 1]
        return count("gao-01-names", shared, NONE_AT_ALL)

    def missing_logic(self) -> QualityMeasure:
        """2: activities and milestones without predecessor or successor and without a reason."""
        return self._counted("gao-02-logic", logic.open_starts, logic.open_ends)

    def dangling(self) -> QualityMeasure:
        """2: work of which only the finish waits for something, or only the start drives."""
        return self._counted("gao-02-dangling", logic.dangling_starts, logic.dangling_finishes)

    def dates_without_reason(self) -> QualityMeasure:
        """2: date constraints for which the plan gives no reason, source or rationale."""
        # A set, because an activity with two constraints counts once.
        unexplained: set[str] = set()
        for activity in self.ahead:
            for rule in activity.constraints.values():
                if not (rule.reason or rule.is_evidenced):
                    unexplained.add(activity.id)
        return count("gao-02-dates", unexplained, NONE_AT_ALL)

    def lags_without_reason(self) -> QualityMeasure:
        """2: leads and lags for which the plan gives no reason, source or rationale."""
        lagged = [(a, d) for a in self.ahead for d in a.after if d.lag]
        return link_share("gao-02-lags", lagged, _is_unexplained, NONE_AT_ALL)

    def owners(self) -> QualityMeasure:
        """3: activities and milestones that nobody answers for."""
        return share("gao-03-owners", self.ahead, lambda a: a.owner is None, NONE_AT_ALL)

    def durations_without_ground(self) -> QualityMeasure:
        """4: work whose duration rests on no source and no rationale."""
        # The guide asks for a basis of estimate but gives no number.
        return share("gao-04-durations", self.work, lambda a: not _has_ground(a), None)

    def traceable(self) -> QualityMeasure:
        """5: activities from which no chain leads to a target, a deadline or an explained end."""
        return self._counted("gao-05-traceable", logic.dead_ends)

    def dates_on_path(self) -> QualityMeasure:
        """6: activities on the critical path that wait for a date instead of for work."""
        target = self.schedule.plan.programme.target
        if target is None:
            return not_measurable("gao-06-path", MeasureForm.COUNT, "no-target")
        if self._is_finished(target.milestone):
            return not_measurable("gao-06-path", MeasureForm.COUNT, "target-reached")
        path = longest_path(self.schedule.network_schedule, target.milestone)
        held = [step.activity for step in path if step.bound and step.bound.kind in HELD_BY_A_DATE]
        return count("gao-06-path", held, NONE_AT_ALL)

    def estimates(self) -> QualityMeasure:
        """8: work for which a risk analysis has a range of durations; the more, the better."""
        return share("gao-08-estimates", self.work, lambda a: a.estimate is None, None)

    def out_of_sequence(self) -> QualityMeasure:
        """9: work that went ahead of what it waits for."""
        pairs = out_of_sequence(self.schedule.plan, self.schedule.progress)
        return count("gao-09-sequence", set(map(itemgetter(0), pairs)), NONE_AT_ALL)

    def unreported_work(self) -> QualityMeasure:
        """9: work in progress without a report for longer than a month."""
        silent = []
        for activity in self.work:
            progress = self.schedule.progress.get(activity.id, Progress(activity.id))
            last = progress.data_date or date.min
            if progress.is_started and (self.schedule.data_date - last).days > OLD_AFTER:
                silent.append(activity.id)
        return count("gao-09-updates", silent, NONE_AT_ALL)

    def without_baseline(self) -> QualityMeasure:
        """10: activities that the baseline does not know."""
        if self.baseline is None:
            return not_measurable("gao-10-baseline", MeasureForm.COUNT, "no-baseline")
        ahead = map(attrgetter("id"), self.ahead)
        unknown = filterfalse(self.baseline.__contains__, ahead)
        return count("gao-10-baseline", unknown, NONE_AT_ALL)

    def _counted(self, code: str, *checks: Callable[..., Iterable[Problem]]) -> QualityMeasure:
        """The activities that checks of the logic name and that are not complete."""
        named: set[str] = set()
        for check in checks:
            problems = check(self.schedule.plan, NOWHERE)
            named.update(str(problem.details["activity"]) for problem in problems)
        return count(code, filterfalse(self._is_finished, named), NONE_AT_ALL)

    def _is_finished(self, activity: str) -> bool:
        return self.schedule.activities[activity].is_finished


def _folded(title: str) -> str:
    """A title without differences in case and in spaces."""
    return " ".join(title.casefold().split())


def _is_unexplained(dependency: Dependency) -> bool:
    return not (dependency.reason or dependency.rationale or dependency.is_evidenced)


def _has_ground(activity: Activity) -> bool:
    """Whether a source, a rationale or a statutory term supports the duration."""
    if activity.rationale or activity.term is not None:
        return True
    grounds = filter(None, (activity.duration_basis, activity.estimate))
    return any(map(attrgetter("is_evidenced"), grounds))
