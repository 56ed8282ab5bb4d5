"""Floats of activities and links, and activities moved late by their free float."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.schedule.columns import TASK
from planner.schedule.kernel.backward_pass import network_finish
from planner.schedule.kernel.inputs import ENDS_OF_DATED
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


def floats(inputs: KernelInput, dates: Dates) -> None:
    """Compute total and free float of every activity, and relationship float of every link."""
    for i in range(len(dates.finish)):
        dates.total_float[i] = UNBOUND
        dates.free_float[i] = UNBOUND
        # P6 and MS Project give finished work no float.
        if inputs.activities.actual_finish[i] == NEVER:
            dates.total_float[i] = total_float(inputs, dates, i)
            dates.free_float[i] = free_float(inputs, dates, i)
    for k in range(len(inputs.links.successor)):
        dates.slack[k] = UNBOUND
        if binds(inputs, k):
            dates.slack[k] = relationship_float(inputs, dates, k)


def total_float(inputs: KernelInput, dates: Dates, i: int) -> int:
    """Give the working minutes between early and late finish, negative when late."""
    activities, calendars = inputs.activities, inputs.calendars
    if dates.late_finish[i] == LATEST:
        return UNBOUND
    calendar = activities.float_calendar[i]
    finish = worked(calendars, calendar, dates.finish[i])
    total = worked(calendars, calendar, dates.late_finish[i]) - finish
    # MS Project takes the least of start float and finish float; P6 takes finish float.
    if inputs.rules.start_float and activities.actual_start[i] == NEVER:
        start = worked(calendars, calendar, dates.start[i])
        total = min(total, worked(calendars, calendar, dates.late_start[i]) - start)
    return total


def free_float(inputs: KernelInput, dates: Dates, i: int) -> int:
    """Give the working minutes an activity can slip without moving a successor."""
    free = earliest_need(inputs, dates, i, inputs.activities.float_calendar[i])
    # P6 counts to the bound only where nothing waits; ours also where no successor waits for
    # the finish.
    if free == LATEST or (inputs.rules.ends == ENDS_OF_DATED and not finish_is_held(inputs, i)):
        free = min(free, to_bound(inputs, dates, i))
    return UNBOUND if free == LATEST else free


def relationship_float(inputs: KernelInput, dates: Dates, k: int) -> int:
    """Give the working minutes by which a link could be later without moving its successor."""
    activities, calendars = inputs.activities, inputs.calendars
    i = inputs.links.successor[k]
    calendar = activities.calendar[i]
    bound = link_bound(inputs, dates, k)
    if holds_start(inputs, k):
        # Of work in progress a link can hold only what remains.
        return worked(calendars, calendar, dates.resume[i]) - worked(calendars, calendar, bound)
    finish = worked(calendars, calendar, dates.finish[i])
    if activities.kind[i] == TASK:
        return finish - work_to_finish(inputs, calendar, bound)
    return finish - worked(calendars, calendar, bound)


def earliest_need(inputs: KernelInput, dates: Dates, i: int, calendar: int) -> int:
    """Give the working minutes by which an activity can slip before a successor moves.

    Returns:
        Minutes in `calendar`, or LATEST when no open successor waits for it.
    """
    links, calendars = inputs.links, inputs.calendars
    least = LATEST
    for position in range(links.first_out[i], links.first_out[i + 1]):
        k = links.leaving[position]
        if not binds(inputs, k):
            continue
        own = dates.finish[i]
        if not from_finish(inputs, k):
            # An actual start cannot slip any more.
            if inputs.activities.actual_start[i] != NEVER:
                continue
            own = dates.start[i]
        successor = links.successor[k]
        need = need_of(inputs, k, dates.resume[successor], dates.finish[successor])
        latest = without_lag(inputs, k, need)
        least = min(least, worked(calendars, calendar, latest) - worked(calendars, calendar, own))
    return least


def finish_is_held(inputs: KernelInput, i: int) -> bool:
    """Tell whether an open successor waits for the finish of an activity."""
    links = inputs.links
    for position in range(links.first_out[i], links.first_out[i + 1]):
        k = links.leaving[position]
        if from_finish(inputs, k) and binds(inputs, k):
            return True
    return False


def to_bound(inputs: KernelInput, dates: Dates, i: int) -> int:
    """Give the working minutes from early finish to bound: zero past it, LATEST without one."""
    if dates.late_finish[i] == LATEST:
        return LATEST
    calendar = inputs.activities.float_calendar[i]
    finish = worked(inputs.calendars, calendar, dates.finish[i])
    return max(worked(inputs.calendars, calendar, dates.late_finish[i]) - finish, 0)


def as_late_as_possible(inputs: KernelInput, order: Writable, dates: Dates) -> None:
    """Move late what is to be late: by its free float, as P6 does."""
    activities = inputs.activities
    last = network_finish(inputs, dates)
    # Successors first: where they move, they make room for what comes before them.
    for position in range(len(order) - 1, -1, -1):
        i = order[position]
        is_open = activities.actual_start[i] == NEVER and activities.actual_finish[i] == NEVER
        if activities.late[i] and is_open:
            move_late(inputs, dates, i, last)


def move_late(inputs: KernelInput, dates: Dates, i: int, last: int) -> None:
    """Move one activity by its free float; without successors to the end of the network."""
    calendars = inputs.calendars
    calendar = inputs.activities.calendar[i]
    gap = earliest_need(inputs, dates, i, calendar)
    if gap == LATEST:
        gap = worked(calendars, calendar, last) - worked(calendars, calendar, dates.finish[i])
    if gap <= 0:
        return
    begin = worked(calendars, calendar, dates.start[i]) + gap
    dates.start[i] = start_at(calendars, calendar, begin)
    dates.finish[i] = finish_at(calendars, calendar, begin + dates.remaining[i])
    if dates.remaining[i] == 0:
        dates.finish[i] = dates.start[i]
    dates.resume[i] = dates.start[i]
