"""Floats of activities and links, and what is moved by its free float."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.schedule.kernel.backward_pass import network_finish
from planner.schedule.kernel.inputs import LATEST
from planner.schedule.kernel.inputs import UNBOUND
from planner.schedule.kernel.links import binds
from planner.schedule.kernel.links import from_finish
from planner.schedule.kernel.links import holds_start
from planner.schedule.kernel.links import link_bound
from planner.schedule.kernel.links import need_of
from planner.schedule.kernel.links import without_lag
from planner.schedule.kernel.links import work_to_finish
from planner.timeaxis import NEVER
from planner.timeaxis import finish_at
from planner.timeaxis import start_at
from planner.timeaxis import worked

if TYPE_CHECKING:
    from planner.schedule.kernel.inputs import Dates
    from planner.schedule.kernel.inputs import KernelInput
    from planner.timeaxis import Writable


def earliest_need(setting: KernelInput, dates: Dates, i: int, calendar: int) -> int:
    """Working minutes by which an activity can slip before the early dates of a successor move.

    Returns:
        Minutes in `calendar`, or LATEST when no open successor waits for it.
    """
    links, calendars = setting.links, setting.calendars
    least = LATEST
    for position in range(links.first_out[i], links.first_out[i + 1]):
        k = links.leaving[position]
        if not binds(setting, k):
            continue
        hangs_on_finish = from_finish(setting, k)
        if not hangs_on_finish and setting.activities.actual_start[i] != NEVER:
            continue
        successor = links.successor[k]
        need = need_of(setting, k, dates.resume[successor], dates.finish[successor])
        latest = without_lag(setting, k, need)
        own = dates.finish[i] if hangs_on_finish else dates.start[i]
        least = min(least, worked(calendars, calendar, latest) - worked(calendars, calendar, own))
    return least


def as_late_as_possible(setting: KernelInput, order: Writable, dates: Dates) -> None:
    """Move what is to be late by its free float, successors first."""
    activities, calendars = setting.activities, setting.calendars
    last = network_finish(setting, dates)
    for position in range(len(order) - 1, -1, -1):
        i = order[position]
        if activities.late[i] == 0 or activities.actual_start[i] != NEVER:
            continue
        if activities.actual_finish[i] != NEVER:
            continue
        calendar = activities.calendar[i]
        gap = earliest_need(setting, dates, i, calendar)
        if gap == LATEST:
            gap = worked(calendars, calendar, last) - worked(calendars, calendar, dates.finish[i])
        if gap > 0:
            begin = worked(calendars, calendar, dates.start[i]) + gap
            dates.start[i] = start_at(calendars, calendar, begin)
            dates.finish[i] = finish_at(calendars, calendar, begin + dates.remaining[i])
            if dates.remaining[i] == 0:
                dates.finish[i] = dates.start[i]
            dates.resume[i] = dates.start[i]


def finish_is_held(setting: KernelInput, i: int) -> bool:
    """Whether an open successor waits for the finish of an activity."""
    links = setting.links
    for position in range(links.first_out[i], links.first_out[i + 1]):
        k = links.leaving[position]
        if from_finish(setting, k) and binds(setting, k):
            return True
    return False


def to_bound(setting: KernelInput, dates: Dates, i: int) -> int:
    """Working minutes from the early finish to the bound of an activity, none when it is past."""
    if dates.late_finish[i] == LATEST:
        return LATEST
    calendar = setting.activities.float_calendar[i]
    finish = worked(setting.calendars, calendar, dates.finish[i])
    return max(worked(setting.calendars, calendar, dates.late_finish[i]) - finish, 0)


def floats(setting: KernelInput, dates: Dates) -> None:
    """Total and free float of every activity, and the relationship float of every link."""
    activities, links, calendars = setting.activities, setting.links, setting.calendars
    for i in range(len(dates.finish)):
        dates.total_float[i] = UNBOUND
        dates.free_float[i] = UNBOUND
        if activities.actual_finish[i] != NEVER:
            continue
        calendar = activities.float_calendar[i]
        if dates.late_finish[i] != LATEST:
            finish = worked(calendars, calendar, dates.finish[i])
            total = worked(calendars, calendar, dates.late_finish[i]) - finish
            if setting.rules.start_float == 1 and activities.actual_start[i] == NEVER:
                start = worked(calendars, calendar, dates.start[i])
                total = min(total, worked(calendars, calendar, dates.late_start[i]) - start)
            dates.total_float[i] = total
        free = earliest_need(setting, dates, i, calendar)
        if free == LATEST or (setting.rules.ends == 2 and not finish_is_held(setting, i)):  # noqa: PLR2004
            free = min(free, to_bound(setting, dates, i))  # P6: only where nothing waits at all
        dates.free_float[i] = UNBOUND if free == LATEST else free
    for k in range(len(links.successor)):
        dates.slack[k] = UNBOUND
        if not binds(setting, k):
            continue
        i = links.successor[k]
        calendar = activities.calendar[i]
        bound = link_bound(setting, dates, k)
        own = dates.resume[i] if holds_start(setting, k) else dates.finish[i]
        asked = worked(calendars, calendar, bound)
        if not holds_start(setting, k) and activities.kind[i] == 0:
            asked = work_to_finish(setting, calendar, bound)
        dates.slack[k] = worked(calendars, calendar, own) - asked
