"""From a schedule to the baseline that remembers it, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.baseline import Baseline
from planner.baseline import FrozenActivity
from planner.baseline import FrozenDates
from planner.baseline import FrozenTarget
from planner.model import ActivityStatus
from planner.progress import FIELDS
from planner.schedule.plan_schedule import schedule_plan

if TYPE_CHECKING:
    from planner.progress import Progress
    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.plan_schedule import Schedule

_FROZEN = tuple(FrozenDates.model_fields)


def freeze(schedule: Schedule) -> Baseline:
    """The schedule of a data date as a baseline."""
    plan = schedule.plan
    forecasts = [f for t in plan.programme.all_targets if (f := schedule.forecast(t))]
    return Baseline(
        name=schedule.data_date.isoformat(),
        data_date=schedule.data_date,
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
                progress=_said(schedule.progress.get(key)),
                schedule=frozen_dates(row),
            )
            for key, row in sorted(schedule.activities.items())
        },
    )


def frozen_dates(row: ActivityDates) -> FrozenDates:
    """The dates of one activity as a baseline keeps them."""
    return FrozenDates(**{name: getattr(row, name) for name in _FROZEN})


def _said(progress: Progress | None) -> ActivityStatus | None:
    if progress is None:
        return None
    return ActivityStatus(**{name: getattr(progress, name) for name in FIELDS})


def thaw(baseline: Baseline) -> Schedule:
    """Compute the schedule of a baseline again, from what it froze."""
    return schedule_plan(baseline.as_plan(), baseline.data_date)


def drift(baseline: Baseline, schedule: Schedule) -> tuple[str, ...]:
    """Name the activities whose recomputed dates are not those that were frozen."""
    return tuple(
        key
        for key, found in baseline.activities.items()
        if frozen_dates(schedule.activities[key]) != found.schedule
    )
