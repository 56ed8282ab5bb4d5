"""A schedule as plain values, for JSON and CSV; the format is stated in docs/command_line.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.timeaxis import day_ending_at

if TYPE_CHECKING:
    from fractions import Fraction

    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.activity_dates import TargetForecast
    from planner.schedule.paths import FloatPath
    from planner.schedule.paths import PathStep
    from planner.schedule.plan_schedule import Schedule

Plain = dict[str, object]


def schedule_listing(schedule: Schedule) -> Plain:
    """The whole schedule; activities by id."""
    forecast = schedule.forecast()
    return {
        "programme": schedule.plan.programme.programme,
        "data_date": schedule.data_date.isoformat(),
        "finish": day_ending_at(schedule.network_schedule.finish).isoformat(),
        "target": target_listing(forecast) if forecast else None,
        "activities": [
            activity_listing(schedule.activities[name]) for name in sorted(schedule.activities)
        ],
    }


def target_listing(forecast: TargetForecast) -> Plain:
    """Where a target stands."""
    return {
        "activity": forecast.activity,
        "date": forecast.due.isoformat(),
        "forecast": forecast.forecast.isoformat(),
        "margin_days": plain_days(forecast.margin_days),
    }


def activity_listing(row: ActivityDates) -> Plain:
    """One activity."""
    return {
        "id": row.id,
        "workstream": row.workstream,
        "title": row.title,
        "owner": row.owner,
        "kind": row.kind.value,
        "state": row.state,
        "start": row.start.isoformat(),
        "finish": row.finish.isoformat(),
        "late_start": row.late_start.isoformat() if row.late_start else None,
        "late_finish": row.late_finish.isoformat() if row.late_finish else None,
        "duration_days": plain_days(row.duration_days),
        "remaining_days": plain_days(row.remaining_days),
        "total_float": plain_days(row.total_float),
        "free_float": plain_days(row.free_float),
        "critical": row.critical,
        "on_critical_path": row.on_critical_path,
        "driven_by": list(row.driven_by),
    }


def path_listing(schedule: Schedule, steps: tuple[PathStep, ...]) -> list[Plain]:
    """The steps of a path in order of work."""
    return [
        {
            **activity_listing(schedule.activities[step.activity]),
            "waits_for": step.bound.kind.value if step.bound else None,
            "predecessor": step.link.predecessor if step.link else None,
            "link": step.link.type.name if step.link else None,
        }
        for step in steps
    ]


def float_path_listing(schedule: Schedule, path: FloatPath) -> Plain:
    """One float path."""
    return {
        "number": path.number,
        "float_days": plain_days(schedule.working_days(path.total_float)),
        "activities": list(path.activities),
        "joins": path.joins,
    }


def plain_days(days: Fraction | None) -> int | float | None:
    """Working days as a number: whole where they are, else with two decimals."""
    if days is None:
        return None
    return int(days) if days.denominator == 1 else round(float(days), 2)
