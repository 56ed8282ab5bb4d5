"""Dates outside the horizon: the years for which the calendars of a plan are computed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from planner.problems import Location
from planner.problems import error
from planner.source.evidence_index import dated_rules
from planner.source.evidence_index import target_paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.model import Plan
    from planner.problems import Problem
    from planner.source.places import Places

Dated = tuple[date, Callable[[], Location | None]]


def horizon_problems(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find dates outside the horizon of the calendars."""
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
        for key, rule in dated_rules(activity).items():
            yield rule.date, partial(places.activity, name, key, "date")


def _target_dates(plan: Plan, places: Places) -> Iterator[Dated]:
    for target, path in target_paths(plan.programme):
        yield target.date, partial(places.file, "programme.yaml", *path, "date")


def _report_dates(plan: Plan, places: Places) -> Iterator[Dated]:
    for report in plan.reports:
        file = f"status/{report.name}.yaml"
        yield report.data_date, partial(places.file, file, "data_date")
        for name, status in report.activities.items():
            for key in ("started", "finished", "expected_finish"):
                day = getattr(status, key)
                if day is not None:
                    yield day, partial(places.report, report.name, name, key)
