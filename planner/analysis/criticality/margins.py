"""The margin of every part of the programme toward its target."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from operator import attrgetter
from typing import TYPE_CHECKING

from planner.schedule.lengths import minutes_of
from planner.schedule.paths import longest_path
from planner.schedule.paths import on_longest_path
from planner.schedule.toward import float_toward

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.paths import PathStep
    from planner.schedule.plan_schedule import Schedule


class Criticality(StrEnum):
    """How critical an activity is, by its total float."""

    DONE = "done"
    NEGATIVE = "negative"
    CRITICAL = "critical"
    NEAR_CRITICAL = "near-critical"
    AMPLE = "ample"
    UNBOUND = "unbound"
    """No target or deadline depends on it."""


@dataclass(frozen=True, slots=True)
class WorkstreamMargin:
    """A workstream and the least float of its open activities toward a target.

    Attributes:
        margin: Working days; None when nothing open in it leads to the target.
        tightest: The activity with that float.
        activities: The number of its activities.
        done: The number of those that are finished.
        finish: The last day of its work, by the schedule.
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
    # The limit may be written in weeks or elapsed days, which differ per calendar.
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
    inside: dict[str, list[ActivityDates]] = defaultdict(list)
    for row in schedule.activities.values():
        inside[row.workstream].append(row)
    titles = {workstream.id: workstream.title for workstream in schedule.plan.workstreams}
    margins = []
    for workstream, rows in inside.items():
        margin, tightest = min(
            ((toward[row.id], row.id) for row in rows if row.id in toward), default=(None, None)
        )
        margins.append(
            WorkstreamMargin(
                workstream=workstream,
                title=titles.get(workstream, workstream),
                margin=margin,
                tightest=tightest,
                activities=len(rows),
                done=sum(map(attrgetter("is_finished"), rows)),
                finish=max(map(attrgetter("finish"), rows)),
            )
        )
    return tuple(sorted(margins, key=lambda m: (m.margin is None, m.margin or 0, m.workstream)))


def near_critical_work(schedule: Schedule, target: str) -> tuple[str, ...]:
    """Open activities off the longest path that can slip only little before the target does."""
    toward = float_days_toward(schedule, target)
    path = on_longest_path(schedule.network_schedule, target)
    aside = toward.keys() - path
    near = [name for name in aside if toward[name] <= near_critical_days(schedule, name)]
    return tuple(sorted(near, key=lambda name: (toward[name], name)))


def driving_chain(schedule: Schedule, target: str) -> tuple[PathStep, ...]:
    """The longest path to a target; for a target that was reached the as-built path."""
    return longest_path(schedule.network_schedule, target)


def path_to(schedule: Schedule, target: str | None) -> frozenset[str]:
    """Every activity on a longest path to a target, nothing without one."""
    if target is None:
        return frozenset()
    return on_longest_path(schedule.network_schedule, target)
