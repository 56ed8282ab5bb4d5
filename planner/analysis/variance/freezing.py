"""From a schedule to the baseline that remembers it, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.baseline import Baseline
from planner.baseline import FrozenActivity
from planner.baseline import FrozenDates
from planner.baseline import FrozenTarget
from planner.model import ActivityStatus
from planner.progress import FIELDS
from planner.schedule.plan_schedule import schedule_programme

if TYPE_CHECKING:
    from planner.progress import Progress
    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.plan_schedule import ProgrammeSchedule

_FROZEN = tuple(FrozenDates.model_fields)


def freeze(programme: ProgrammeSchedule) -> Baseline:
    """The schedule of a data date as a baseline."""
    plan = programme.plan
    forecasts = [f for t in plan.programme.all_targets if (f := programme.forecast(t))]
    return Baseline(
        name=programme.data_date.isoformat(),
        data_date=programme.data_date,
        digest=plan.digest,
        programme=plan.programme,
        targets=tuple(
            FrozenTarget(
                activity=f.activity,
                date=f.due,
                forecast=f.forecast,
                margin_days=f.margin_days,
                is_reached=f.is_reached,
            )
            for f in forecasts
        ),
        activities={
            key: FrozenActivity(
                plan=plan.activities[key],
                progress=_said(programme.progress.get(key)),
                schedule=frozen_dates(row),
            )
            for key, row in sorted(programme.rows.items())
        },
    )


def frozen_dates(row: ActivityDates) -> FrozenDates:
    """The dates of one activity as a baseline keeps them."""
    return FrozenDates(**{name: getattr(row, name) for name in _FROZEN})


def _said(progress: Progress | None) -> ActivityStatus | None:
    if progress is None:
        return None
    return ActivityStatus(**{name: getattr(progress, name) for name in FIELDS})


def thaw(baseline: Baseline) -> ProgrammeSchedule:
    """Compute the schedule of a baseline again, from what it froze."""
    return schedule_programme(baseline.as_plan(), baseline.data_date)


def drift(baseline: Baseline, programme: ProgrammeSchedule) -> tuple[str, ...]:
    """Name the activities whose recomputed dates are not those that were frozen."""
    return tuple(
        key
        for key, found in baseline.activities.items()
        if frozen_dates(programme.rows[key]) != found.schedule
    )
