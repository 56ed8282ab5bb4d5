"""Dates that lie outside the years over which the calendars of a plan are laid out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from planner.model import CONSTRAINTS
from planner.problems import Location
from planner.problems import error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.model import Plan
    from planner.problems import Problem
    from planner.source.places import Places

Dated = tuple[date, Callable[[], Location | None]]


def horizon_problems(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find dates that no calendar of the plan reaches."""
    horizon = plan.programme.horizon
    earliest, latest = horizon.first, horizon.last
    for day, place in chain(
        _activity_dates(plan, places), _target_dates(plan, places), _report_dates(plan, places)
    ):
        if not earliest <= day <= latest:
            details = {"value": day.isoformat(), "earliest": earliest, "latest": latest}
            yield error("date-outside-horizon", place(), **details)


def _activity_dates(plan: Plan, places: Places) -> Iterator[Dated]:
    for name, activity in plan.activities.items():
        for key in (*CONSTRAINTS, "deadline"):
            rule = getattr(activity, key)
            if rule is not None:
                yield rule.date, partial(places.activity, name, key, "date")


def _target_dates(plan: Plan, places: Places) -> Iterator[Dated]:
    if plan.programme.target:
        yield plan.programme.target.date, partial(places.file, "programme.yaml", "target", "date")
    for index, target in enumerate(plan.programme.targets):
        yield target.date, partial(places.file, "programme.yaml", "targets", index, "date")


def _report_dates(plan: Plan, places: Places) -> Iterator[Dated]:
    for report in plan.reports:
        file = f"status/{report.name}.yaml"
        yield report.data_date, partial(places.file, file, "data_date")
        for name, status in report.activities.items():
            for key in ("started", "finished", "expected_finish"):
                day = getattr(status, key)
                if day is not None:
                    yield day, partial(places.report, report.name, name, key)
