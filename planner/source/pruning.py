"""A plan without references to names that do not exist, so that the engine meets none."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

from pydantic import BaseModel

from planner.source.calendar_problems import calendar_circles
from planner.source.calendar_problems import has_holidays
from planner.source.references import ACTIVITY_LISTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from planner.model import Activity
    from planner.model import Calendar
    from planner.model import Plan
    from planner.model import Programme
    from planner.model import SentLetter
    from planner.model import Target

M = TypeVar("M", bound=BaseModel)


def without_dangling(plan: Plan) -> Plan:
    """Leave out every reference to a name that the plan does not have."""
    activities = sound_activities(plan.activities, plan.calendars.keys())
    known = activities.keys()
    registers: dict[str, Any] = {
        register: {
            name: _sound(entry, key, known) for name, entry in getattr(plan, register).items()
        }
        for register, key in ACTIVITY_LISTS.items()
    }
    return replace(
        plan,
        programme=_sound_programme(plan, known),
        activities=activities,
        correlations=tuple(c for c in plan.correlations if known >= set(c.activities)),
        branches=tuple(b for b in plan.branches if known >= {b.after, b.before}),
        reports=tuple(_sound(report, "activities", known) for report in plan.reports),
        letters=tuple(_sound_letter(letter, known) for letter in plan.letters),
        **registers,
    )


def sound_activities(
    activities: Mapping[str, Activity], calendars: AbstractSet[str]
) -> dict[str, Activity]:
    """Drop hammocks without both of their ends, links to nowhere and unknown calendars."""
    kept = dict(activities)
    # A hammock may span another one: dropping one can take an end from the next.
    while adrift := [name for name, activity in kept.items() if _is_adrift(activity, kept.keys())]:
        for name in adrift:
            del kept[name]
    known = kept.keys()
    return {name: _sound_activity(kept[name], known, calendars) for name in kept}


def _is_adrift(activity: Activity, known: AbstractSet[str]) -> bool:
    """Tell whether a hammock lacks an end; one that spans itself lacks it too."""
    if activity.spans is None:
        return False
    ends = {activity.spans.from_, activity.spans.to}
    return activity.id in ends or not ends <= known


def _sound_activity(
    activity: Activity, known: AbstractSet[str], calendars: AbstractSet[str]
) -> Activity:
    changes: dict[str, object] = {}
    after = tuple(
        dependency
        for dependency in activity.after
        if dependency.activity in known and dependency.activity != activity.id
    )
    if len(after) < len(activity.after):
        changes["after"] = after
    if activity.calendar is not None and activity.calendar not in calendars:
        changes["calendar"] = None
    return _changed(activity, changes)


def _sound_programme(plan: Plan, known: AbstractSet[str]) -> Programme:
    programme = plan.programme
    circular = set(chain.from_iterable(calendar_circles(plan)))
    calendars = {
        name: _sound_calendar(calendar, plan, is_circular=name in circular)
        for name, calendar in programme.calendars.items()
    }
    changes: dict[str, object] = {"calendars": calendars}
    if programme.default_calendar not in calendars:
        # Any calendar will do: the plan has an error, and then no schedule is shown as right.
        changes["default_calendar"] = min(calendars, default=programme.default_calendar)
    targets = tuple(target for target in programme.targets if _is_sound(target, plan, known))
    changes["targets"] = targets
    if programme.target and not _is_sound(programme.target, plan, known):
        changes["target"] = None
    return programme.model_copy(update=changes)


def _is_sound(target: Target, plan: Plan, known: AbstractSet[str]) -> bool:
    return target.milestone in known and plan.activities[target.milestone].is_milestone


def _sound_calendar(calendar: Calendar, plan: Plan, *, is_circular: bool) -> Calendar:
    changes: dict[str, object] = {}
    if is_circular or calendar.based_on not in {None, *plan.calendars}:
        changes["based_on"] = None
    if calendar.holidays and not has_holidays(calendar.holidays.country):
        changes["holidays"] = None
    return _changed(calendar, changes)


def _sound_letter(letter: SentLetter, known: AbstractSet[str]) -> SentLetter:
    statements = tuple(_sound(each, "activities", known) for each in letter.statements)
    return letter.model_copy(update={"statements": statements})


def _sound(entry: M, key: str, known: AbstractSet[str]) -> M:
    """Leave out the activities that do not exist, from a list or a mapping of them."""
    activities = getattr(entry, key)
    if known >= set(activities):
        return entry
    if isinstance(activities, dict):
        kept: object = {name: status for name, status in activities.items() if name in known}
    else:
        kept = tuple(name for name in activities if name in known)
    return entry.model_copy(update={key: kept})


def _changed(entry: M, changes: Mapping[str, object]) -> M:
    """Copy only what changes: a copy of every activity of a large plan takes time."""
    return entry.model_copy(update=changes) if changes else entry
