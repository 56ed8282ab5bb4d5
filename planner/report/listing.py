"""A schedule as plain values, for JSON and CSV; the format is stated in docs/command_line.md."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from operator import attrgetter
from typing import TYPE_CHECKING

from planner.schedule.activity_fields import Output
from planner.schedule.activity_fields import fields_of
from planner.timeaxis import day_ending_at

if TYPE_CHECKING:
    from planner.schedule.activity_dates import TargetForecast
    from planner.schedule.activity_fields import ActivityField
    from planner.schedule.activity_fields import FieldValue
    from planner.schedule.paths import FloatPath
    from planner.schedule.paths import PathStep
    from planner.schedule.plan_schedule import Schedule

Plain = dict[str, object]


def schedule_listing(schedule: Schedule) -> Plain:
    """Give the whole schedule; activities by id."""
    forecast = schedule.forecast()
    return {
        "programme": schedule.plan.programme.programme,
        "data_date": schedule.data_date.isoformat(),
        "finish": day_ending_at(schedule.network_schedule.finish).isoformat(),
        "target": forecast and target_listing(forecast),
        "activities": [
            activity_listing(schedule, activity) for activity in sorted(schedule.activities)
        ],
    }


def target_listing(forecast: TargetForecast) -> Plain:
    """Give where a target stands."""
    return {
        "activity": forecast.activity,
        "date": forecast.due.isoformat(),
        "forecast": forecast.forecast.isoformat(),
        "margin_days": plain_days(forecast.margin_days),
    }


def activity_listing(schedule: Schedule, activity: str) -> Plain:
    """Give one activity."""
    dates = schedule.activities[activity]
    return {field.name: _plain(field.value(schedule, dates)) for field in program_fields()}


def program_fields() -> list[ActivityField]:
    """Give the fields for programs: texts, dates, days, flags, lists."""
    # The CSV has these columns too, and a sheet that was built on it counts them.
    return sorted(fields_of(Output.PROGRAM), key=attrgetter("kind"))


def _plain(value: FieldValue) -> object:
    match value:
        case date():
            return value.isoformat()
        case Fraction():
            return plain_days(value)
        case tuple():
            return list(value)
        case _:
            return value


def path_listing(schedule: Schedule, steps: tuple[PathStep, ...]) -> list[Plain]:
    """Give the steps of a path in order of work."""
    return [
        {
            **activity_listing(schedule, step.activity),
            "waits_for": step.bound and step.bound.kind.value,
            "predecessor": step.link and step.link.predecessor,
            "link": step.link and step.link.type.name,
        }
        for step in steps
    ]


def float_path_listing(schedule: Schedule, path: FloatPath) -> Plain:
    """Give one float path."""
    return {
        "number": path.number,
        "float_days": plain_days(schedule.working_days(path.total_float)),
        "activities": list(path.activities),
        "joins": path.joins,
    }


def plain_days(days: Fraction | None) -> int | float | None:
    """Write working days as a number: whole where they are, else with two decimals."""
    if days is None:
        return None
    return int(days) if days.denominator == 1 else round(float(days), 2)
