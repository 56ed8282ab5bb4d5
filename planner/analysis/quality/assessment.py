"""The quality of the plan: the DCMA 14-point assessment and the countable GAO best practices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.analysis.quality.dcma import Dcma
from planner.analysis.quality.gao import Gao

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from planner.analysis.quality.measure import CheckOutcome
    from planner.analysis.quality.measure import QualityMeasure
    from planner.schedule.plan_schedule import Schedule


@dataclass(frozen=True, slots=True)
class Assessment:
    """The measures of one schedule.

    Attributes:
        data_date: The data date of the schedule.
        baseline_date: The data date of the schedule it was compared with; None without one.
        dcma: The fourteen points.
        gao: The countable best practices.
    """

    data_date: date
    baseline_date: date | None
    dcma: tuple[QualityMeasure, ...]
    gao: tuple[QualityMeasure, ...]

    @property
    def measures(self) -> tuple[QualityMeasure, ...]:
        """All measures, in their order."""
        return self.dcma + self.gao

    def having(self, outcome: CheckOutcome) -> tuple[QualityMeasure, ...]:
        """The measures with an outcome."""
        return tuple(measure for measure in self.measures if measure.outcome is outcome)


def assess(schedule: Schedule, baseline: Schedule | None = None) -> Assessment:
    """Measure the quality of a plan.

    Args:
        schedule: The programme at a data date.
        baseline: The schedule at an earlier data date, for what was missed since.
    """
    planned = planned_finishes(baseline) if baseline else None
    return Assessment(
        data_date=schedule.data_date,
        baseline_date=baseline.data_date if baseline else None,
        dcma=Dcma(schedule, planned).points(),
        gao=Gao(schedule, planned).practices(),
    )


def planned_finishes(baseline: Schedule) -> Mapping[str, date]:
    """The finish of every activity in a schedule."""
    return {name: row.finish for name, row in baseline.activities.items()}
