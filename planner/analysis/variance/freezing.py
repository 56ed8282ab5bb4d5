"""Make a baseline of a schedule, and a schedule of a baseline."""

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
    targets = []
    for target in plan.programme.all_targets:
        standing = schedule.forecast_of(target.milestone, target.date)
        # Field by field: the file names them otherwise than the schedule does.
        targets.append(
            FrozenTarget(
                activity=standing.activity,
                date=standing.due,
                forecast=standing.forecast,
                margin_days=standing.margin_days,
                is_reached=standing.is_reached,
            )
        )
    activities = {}
    # By id, so that the file of a baseline does not depend on the order of the plan's files.
    for key, row in sorted(schedule.activities.items()):
        activities[key] = FrozenActivity(
            plan=plan.activities[key],
            progress=_said(schedule.progress.get(key)),
            schedule=frozen_dates(row),
        )
    return Baseline(
        name=schedule.data_date.isoformat(),
        data_date=schedule.data_date,
        digest=plan.digest,
        programme=plan.programme,
        targets=tuple(targets),
        activities=activities,
    )


def frozen_dates(row: ActivityDates) -> FrozenDates:
    """The dates of one activity as a baseline keeps them."""
    return FrozenDates(**{name: getattr(row, name) for name in _FROZEN})


def _said(progress: Progress | None) -> ActivityStatus | None:
    if progress is None:
        return None
    return ActivityStatus(**{name: getattr(progress, name) for name in FIELDS})


def thaw(baseline: Baseline) -> Schedule:
    """Compute the schedule of a baseline again, from the plan and the reports in it."""
    return schedule_plan(baseline.as_plan(), baseline.data_date)


def drift(baseline: Baseline, schedule: Schedule) -> tuple[str, ...]:
    """Name the activities whose recomputed dates are not those that were frozen."""
    return tuple(
        key
        for key, frozen in baseline.activities.items()
        if frozen_dates(schedule.activities[key]) != frozen.schedule
    )
