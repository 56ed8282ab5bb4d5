"""A dependency of ours as a link that another program can hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.duration import Unit
from planner.exchange.left_out import LeftOut
from planner.exchange.project import ImportedLink
from planner.exchange.project import LagKind
from planner.schedule.network import LinkType
from planner.statutory_terms import plus_months
from planner.timeaxis import day_of
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
    """Give a dependency as a link; a lag in months becomes the days that it takes at present.

    Args:
        schedule: The schedule that gives the present dates.
        composer: Reads lags as minutes on a calendar.
        dependency: The rule by which the successor waits.
        successor: The activity that waits.
        lost: Counts the things that have no place in the other program.
    """
    predecessor = composer.end_of(dependency.activity, dependency.type)
    kind = LinkType[dependency.type]
    lost[LeftOut.LINK_ON_HAMMOCK] += predecessor.id != dependency.activity
    lag = dependency.lag
    if lag.unit is Unit.PERCENT:
        share = float(lag.amount)
        return ImportedLink(predecessor.id, successor.id, kind, share, LagKind.PERCENT)
    _, minutes, shift = composer.lag(dependency, predecessor, successor)
    if shift >= 0:
        lost[LeftOut.LAG_IN_MONTHS] += 1
        minutes = _minutes_of_months(schedule, predecessor, dependency)
    if lag.unit.is_elapsed:
        return ImportedLink(predecessor.id, successor.id, kind, minutes, LagKind.ELAPSED)
    if minutes:
        # Our lags run in the calendar of the predecessor, those of MS Project in the successor's.
        calendars = {schedule.plan.calendar_of(predecessor), schedule.plan.calendar_of(successor)}
        lost[LeftOut.LAG_CALENDAR] += len(calendars) > 1
    return ImportedLink(predecessor.id, successor.id, kind, minutes)


def _minutes_of_months(schedule: Schedule, predecessor: Activity, dependency: Dependency) -> int:
    dates = schedule.network_schedule[predecessor.id]
    day = day_of(dates.finish if dependency.type.from_finish else dates.start)
    return morning_of(plus_months(day, int(dependency.lag.amount))) - morning_of(day)
