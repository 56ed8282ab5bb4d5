"""Milestone trend: where every target stood at each data date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from datetime import date

    from planner.schedule.activity_dates import TargetForecast
    from planner.schedule.plan_schedule import Schedule


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """Where a milestone stood at one data date; None before the plan knew it."""

    data_date: date
    forecast: TargetForecast | None


@dataclass(frozen=True, slots=True)
class Trend:
    """The line of one milestone through all data dates."""

    activity: str
    title: str
    due: date
    points: tuple[TrendPoint, ...]


def milestone_trend(
    at: Callable[[date], Schedule],
    data_dates: Sequence[date],
    activities: Sequence[str] = (),
) -> tuple[Trend, ...]:
    """Follow the targets, or other milestones, through the data dates.

    Args:
        at: Gives the schedule of a data date, such as `Workspace.at`.
        data_dates: In order; the last one decides which targets there are.
        activities: Milestones to follow instead. One without a target date is compared with its
            deadline, and without a deadline with its finish at the first data date.
    """
    schedules = list(map(at, data_dates))
    if not schedules:
        return ()
    latest = schedules[-1]
    targets = {t.milestone: t.date for t in latest.plan.programme.all_targets}
    named = activities or tuple(targets)
    return tuple(
        _trend(name, targets.get(name) or _due(name, schedules), schedules) for name in named
    )


def _due(activity: str, schedules: Sequence[Schedule]) -> date:
    deadline = schedules[-1].plan.activities[activity].deadline
    if deadline is not None:
        return deadline.date
    return next(s.activities[activity].finish for s in schedules if activity in s.plan.activities)


def _trend(activity: str, due: date, schedules: Sequence[Schedule]) -> Trend:
    points = []
    for schedule in schedules:
        is_known = activity in schedule.plan.activities
        forecast = schedule.forecast_of(activity, due) if is_known else None
        points.append(TrendPoint(schedule.data_date, forecast))
    return Trend(activity, schedules[-1].plan.activities[activity].title, due, tuple(points))
