"""A plan without the references that lead nowhere, so that the engine meets none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from typing import TypeVar

from pydantic import BaseModel

from planner.source.calendar_problems import calendar_circles
from planner.source.calendar_problems import has_holidays

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from planner.model import Activity
    from planner.model import Calendar
    from planner.model import Plan
    from planner.model import Programme

M = TypeVar("M", bound=BaseModel)


def without_dangling(plan: Plan) -> Plan:
    """Leave out every reference to something that the plan does not have."""
    activities = sound_activities(plan.activities, plan.calendars.keys())
    known = activities.keys()
    return replace(
        plan,
        programme=_sound_programme(plan, known),
        activities=activities,
        obligations=_kept(plan.obligations, "fulfilled_by", known),
        commitments=_kept(plan.commitments, "addressed_by", known),
        risks=_kept(plan.risks, "affects", known),
        correlations=tuple(c for c in plan.correlations if known >= set(c.activities)),
        branches=tuple(b for b in plan.branches if known >= {b.after, b.before}),
        reports=tuple(
            report
            if known >= report.activities.keys()
            else report.model_copy(
                update={"activities": {n: s for n, s in report.activities.items() if n in known}}
            )
            for report in plan.reports
        ),
        letters=tuple(
            letter.model_copy(
                update={
                    "statements": tuple(
                        s.model_copy(update={"activities": _among(s.activities, known)})
                        for s in letter.statements
                    )
                }
            )
            for letter in plan.letters
        ),
    )


def sound_activities(
    activities: Mapping[str, Activity], calendars: AbstractSet[str]
) -> dict[str, Activity]:
    """Drop hammocks that hang in the air, links to nowhere and unknown calendars."""
    kept = dict(activities)
    while True:
        adrift = [
            name
            for name, activity in kept.items()
            if activity.spans and not _hangs(activity, kept.keys())
        ]
        if not adrift:
            break
        for name in adrift:
            del kept[name]
    return {name: _sound_activity(found, kept.keys(), calendars) for name, found in kept.items()}


def _hangs(activity: Activity, known: AbstractSet[str]) -> bool:
    spans = activity.spans
    return spans is not None and {spans.from_, spans.to} <= known - {activity.id}


def _sound_activity(
    activity: Activity, known: AbstractSet[str], calendars: AbstractSet[str]
) -> Activity:
    changes: dict[str, object] = {}
    if any(d.activity not in known or d.activity == activity.id for d in activity.after):
        changes["after"] = tuple(
            d for d in activity.after if d.activity in known and d.activity != activity.id
        )
    if activity.calendar is not None and activity.calendar not in calendars:
        changes["calendar"] = None
    return activity.model_copy(update=changes) if changes else activity


def _sound_programme(plan: Plan, known: AbstractSet[str]) -> Programme:
    programme = plan.programme
    milestones = {name for name in known if plan.activities[name].is_milestone}
    circular = {name for circle in calendar_circles(plan) for name in circle}
    calendars = {
        name: _sound_calendar(calendar, plan, is_circular=name in circular)
        for name, calendar in programme.calendars.items()
    }
    default = programme.default_calendar
    if default not in calendars:
        default = min(calendars, default=default)
    target = programme.target
    return programme.model_copy(
        update={
            "calendars": calendars,
            "default_calendar": default,
            "target": target if target and target.milestone in milestones else None,
            "targets": tuple(t for t in programme.targets if t.milestone in milestones),
        }
    )


def _sound_calendar(calendar: Calendar, plan: Plan, *, is_circular: bool) -> Calendar:
    changes: dict[str, object] = {}
    if is_circular or calendar.based_on not in {None, *plan.calendars}:
        changes["based_on"] = None
    if calendar.holidays and not has_holidays(calendar.holidays.country):
        changes["holidays"] = None
    return calendar.model_copy(update=changes) if changes else calendar


def _among(names: Iterable[str], known: AbstractSet[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name in known)


def _kept(entries: Mapping[str, M], key: str, known: AbstractSet[str]) -> dict[str, M]:
    """Keep of each entry the activities that exist."""
    return {
        name: entry
        if known >= set(getattr(entry, key))
        else entry.model_copy(update={key: _among(getattr(entry, key), known)})
        for name, entry in entries.items()
    }
