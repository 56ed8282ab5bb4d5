"""How close every part of the programme is to its target."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.schedule.lengths import minutes_of
from planner.schedule.paths import longest_path
from planner.schedule.paths import on_longest_path
from planner.schedule.toward import float_toward

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from planner.schedule.paths import PathStep
    from planner.schedule.plan_schedule import Schedule


class Criticality(StrEnum):
    """How much an activity's total float leaves."""

    DONE = "done"
    NEGATIVE = "negative"
    CRITICAL = "critical"
    NEAR_CRITICAL = "near-critical"
    AMPLE = "ample"
    UNBOUND = "unbound"
    """No target or deadline hangs on it."""


@dataclass(frozen=True, slots=True)
class WorkstreamMargin:
    """A workstream and the least float of its open activities toward a target.

    Attributes:
        margin: Working days; None when nothing open in it leads to the target.
        tightest: The activity with that float.
        activities: How many it has.
        done: How many of those are finished.
        finish: The last day on which it works, by the schedule.
    """

    workstream: str
    title: str
    margin: Fraction | None
    tightest: str | None
    activities: int
    done: int
    finish: date


def criticality(schedule: Schedule, activity: str) -> Criticality:
    """How critical an activity is by its own total float."""
    row = schedule.activities[activity]
    if row.is_finished:
        return Criticality.DONE
    if row.total_float is None:
        return Criticality.UNBOUND
    if row.total_float < 0:
        return Criticality.NEGATIVE
    if row.critical:
        return Criticality.CRITICAL
    near = near_critical_days(schedule, activity)
    return Criticality.NEAR_CRITICAL if row.total_float <= near else Criticality.AMPLE


def near_critical_days(schedule: Schedule, activity: str | None = None) -> Fraction:
    """Working days of float up to which an activity is near-critical."""
    calendar = schedule.calendar_of(activity) if activity else schedule.default_calendar
    limit = minutes_of(schedule.plan.programme.settings.near_critical_float, calendar)
    return Fraction(limit, calendar.minutes_per_day)


def float_days_toward(schedule: Schedule, target: str) -> Mapping[str, Fraction]:
    """Working days that each open activity can slip before a target passes its date."""
    minutes = float_toward(schedule.network_schedule, target)
    return {name: schedule.working_days(amount, name) for name, amount in minutes.items()}


def workstream_margins(schedule: Schedule, target: str) -> tuple[WorkstreamMargin, ...]:
    """Every workstream that has activities, the tightest first."""
    toward = float_days_toward(schedule, target)
    inside = defaultdict[str, list[str]](list)
    for row in schedule.activities.values():
        inside[row.workstream].append(row.id)
    titles = {found.id: found.title for found in schedule.plan.workstreams}
    found = [
        _margin(schedule, workstream, titles.get(workstream, workstream), names, toward)
        for workstream, names in inside.items()
    ]
    return tuple(sorted(found, key=lambda m: (m.margin is None, m.margin or 0, m.workstream)))


def near_critical_work(schedule: Schedule, target: str) -> tuple[str, ...]:
    """Open activities off the longest path that may slip little before the target does."""
    toward = float_days_toward(schedule, target)
    path = on_longest_path(schedule.network_schedule, target)
    found = [
        (days, name)
        for name, days in toward.items()
        if name not in path and days <= near_critical_days(schedule, name)
    ]
    return tuple(name for _, name in sorted(found))


def driving_chain(schedule: Schedule, target: str) -> tuple[PathStep, ...]:
    """The longest path to a target; the as-built path to one that was reached."""
    return longest_path(schedule.network_schedule, target)


def path_to(schedule: Schedule, target: str | None) -> frozenset[str]:
    """Every activity on a longest path to a target, nothing without one."""
    if target is None:
        return frozenset()
    return on_longest_path(schedule.network_schedule, target)


def _margin(
    schedule: Schedule,
    workstream: str,
    title: str,
    names: list[str],
    toward: Mapping[str, Fraction],
) -> WorkstreamMargin:
    tight = min(((toward[name], name) for name in names if name in toward), default=None)
    rows = [schedule.activities[name] for name in names]
    return WorkstreamMargin(
        workstream=workstream,
        title=title,
        margin=tight[0] if tight else None,
        tightest=tight[1] if tight else None,
        activities=len(rows),
        done=sum(row.is_finished for row in rows),
        finish=max(row.finish for row in rows),
    )
