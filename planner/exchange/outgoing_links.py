"""A dependency of ours as a link that another program can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.duration import Unit
from planner.exchange.project import ImportedLink
from planner.exchange.project import LagKind
from planner.schedule.network import LinkType
from planner.statutory_terms import plus_months
from planner.timeaxis import moment_of
from planner.timeaxis import morning_of

if TYPE_CHECKING:
    from collections import Counter

    from planner.model import Activity
    from planner.model import Dependency
    from planner.schedule.compose import Composer
    from planner.schedule.plan_schedule import Schedule


def outgoing_link(
    schedule: Schedule,
    composer: Composer,
    dependency: Dependency,
    successor: Activity,
    lost: Counter[str],
) -> ImportedLink:
    """A dependency; a lag in months as the days that it takes at present.

    Args:
        schedule: The schedule, from which the present dates are taken.
        composer: Reads lags as minutes on a calendar.
        dependency: What the successor waits for.
        successor: The activity that waits.
        lost: Counts what the other program has no place for.
    """
    predecessor = composer.end_of(dependency.activity, dependency.type)
    kind = LinkType[dependency.type]
    lost["link-on-hammock"] += predecessor.id != dependency.activity
    lag = dependency.lag
    if lag.unit is Unit.PERCENT:
        share = float(lag.amount)
        return ImportedLink(predecessor.id, successor.id, kind, share, LagKind.PERCENT)
    _, minutes, shift = composer.lag(dependency, predecessor, successor)
    if shift >= 0:
        lost["lag-in-months"] += 1
        minutes = _months(schedule, predecessor, dependency)
    elapsed = lag.unit.is_elapsed
    if minutes and not elapsed:
        calendars = {schedule.plan.calendar_of(predecessor), schedule.plan.calendar_of(successor)}
        lost["lag-calendar"] += len(calendars) > 1
    clock = LagKind.ELAPSED if elapsed else LagKind.WORKING
    return ImportedLink(predecessor.id, successor.id, kind, minutes, clock)


def _months(schedule: Schedule, predecessor: Activity, dependency: Dependency) -> int:
    found = schedule.network_schedule[predecessor.id]
    instant = found.finish if dependency.type.from_finish else found.start
    day = moment_of(instant).date()
    return morning_of(plus_months(day, int(dependency.lag.amount))) - morning_of(day)
