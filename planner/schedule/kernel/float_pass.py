"""Floats of activities and links, and activities moved late by their free float."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.schedule.columns import START_MILESTONE
from planner.schedule.columns import TASK
from planner.schedule.kernel.inputs import AT_FINISH
from planner.schedule.kernel.inputs import AT_START
from planner.schedule.kernel.inputs import EARLY
from planner.schedule.kernel.inputs import ENDS_OF_DATED
from planner.schedule.kernel.inputs import LATEST
from planner.schedule.kernel.inputs import UNBOUND
from planner.schedule.kernel.instants import last_start
from planner.schedule.kernel.instants import on_day_boundaries
from planner.schedule.kernel.instants import start_image
from planner.schedule.kernel.instants import starts_until
from planner.schedule.kernel.instants import work_at_finish
from planner.schedule.kernel.limits import both
from planner.schedule.kernel.limits import limit_of_end
from planner.schedule.kernel.limits import settled
from planner.schedule.kernel.links import binds
from planner.schedule.kernel.links import holds_start
from planner.schedule.kernel.links import link_bound
from planner.timeaxis import NEVER
from planner.timeaxis import finish_at
from planner.timeaxis import start_at
from planner.timeaxis import worked

if TYPE_CHECKING:
    from planner.schedule.kernel.inputs import Dates
    from planner.schedule.kernel.inputs import KernelInput
    from planner.schedule.kernel.limits import Limit
    from planner.timeaxis import Writable


def floats(inputs: KernelInput, order: Writable, dates: Dates) -> None:
    """Compute total and free float of every activity, and relationship float of every link."""
    # Successors first: finished work hands on how late what holds it may be.
    for position in range(len(order) - 1, -1, -1):
        i = order[position]
        dates.total_float[i] = UNBOUND
        dates.free_float[i] = UNBOUND
        # P6 and MS Project give finished work no float.
        if inputs.activities.actual_finish[i] != NEVER:
            keep_free_hold(inputs, dates, i)
        else:
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
    of_finish = limit_of_end(inputs, dates, i, AT_FINISH, EARLY)
    of_start = limit_of_end(inputs, dates, i, AT_START, EARLY)
    if inputs.activities.kind[i] != TASK:
        free = slip(inputs, dates, i, both(of_finish, of_start), AT_FINISH)
    else:
        free = min(
            slip(inputs, dates, i, of_finish, AT_FINISH),
            slip(inputs, dates, i, of_start, AT_START),
        )
    # P6 counts to the bound only where nothing waits; ours also where no successor waits for
    # the finish.
    is_open = of_finish.before == LATEST and inputs.rules.ends == ENDS_OF_DATED
    if free == LATEST or is_open:
        free = min(free, to_bound(inputs, dates, i))
    return UNBOUND if free == LATEST else max(free, 0)


def relationship_float(inputs: KernelInput, dates: Dates, k: int) -> int:
    """Give the working minutes by which a link could be later without moving its successor."""
    work = link_work(inputs, dates, k)
    if work == NEVER:
        return UNBOUND
    i = inputs.links.successor[k]
    # Of work in progress a link can hold only what remains.
    return worked(inputs.calendars, inputs.activities.calendar[i], dates.resume[i]) - work


def link_work(inputs: KernelInput, dates: Dates, k: int) -> int:
    """Give the working minutes before the start of the successor that a link allows, or NEVER."""
    i = inputs.links.successor[k]
    bound = link_bound(inputs, dates, k)
    if bound == NEVER:
        return NEVER
    if inputs.activities.kind[i] == TASK and not holds_start(inputs, k):
        return work_at_finish(inputs, i, bound) - dates.remaining[i]
    return worked(inputs.calendars, inputs.activities.calendar[i], bound)


def slip(inputs: KernelInput, dates: Dates, i: int, limit: Limit, end: int) -> int:
    """Give the minutes, in its float calendar, that an activity can slip; LATEST without limit."""
    if limit.before == LATEST:
        return LATEST
    latest = settled(limit, LATEST)
    minutes = slip_until(inputs, dates, i, latest, end)
    # An end that cannot lie exactly behind a gap stays before it.
    if limit.before < slipped(inputs, dates, i, minutes, end) < latest:
        return slip_until(inputs, dates, i, limit.before, end)
    return minutes


def slip_until(inputs: KernelInput, dates: Dates, i: int, latest: int, end: int) -> int:
    """Give the minutes that an activity can slip until one of its ends is at an instant."""
    activities, calendars = inputs.activities, inputs.calendars
    calendar, counted = activities.calendar[i], activities.float_calendar[i]
    if activities.kind[i] == START_MILESTONE:
        latest = last_start(inputs, i, latest)
    elif end == AT_START and calendar == counted:
        start = worked(calendars, calendar, dates.start[i])
        if not inputs.rules.whole_days:  # P6 and MS Project
            return worked(calendars, calendar, latest) - start
        return starts_until(calendars, calendar, latest) - start
    elif end == AT_START:
        # Elapsed work slips by working time: its start keeps its distance from the finish.
        latest += dates.finish[i] - dates.start[i]
    finish = worked(calendars, counted, dates.finish[i])
    return worked(calendars, counted, latest) - finish


def slipped(inputs: KernelInput, dates: Dates, i: int, minutes: int, end: int) -> int:
    """Give the instant of one end of an activity that slips by minutes of its float calendar."""
    activities, calendars = inputs.activities, inputs.calendars
    calendar, counted = activities.calendar[i], activities.float_calendar[i]
    if end == AT_START and calendar == counted:
        start = worked(calendars, calendar, dates.start[i])
        return start_at(calendars, calendar, start + minutes)
    work = worked(calendars, counted, dates.finish[i]) + minutes
    finish = finish_at(calendars, counted, work)
    if activities.kind[i] == START_MILESTONE:
        return start_image(inputs, i, finish)
    return finish if end == AT_FINISH else finish - (dates.finish[i] - dates.start[i])


def keep_free_hold(inputs: KernelInput, dates: Dates, i: int) -> None:
    """Compute the latest hold of finished work that moves no early date of what follows it."""
    of_finish = limit_of_end(inputs, dates, i, AT_FINISH, EARLY)
    hold = both(of_finish, limit_of_end(inputs, dates, i, AT_START, EARLY))
    dates.free_hold[i], dates.free_hold_behind[i] = hold.before, hold.behind


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
    # Successors first: where they move, they make room for what comes before them.
    for position in range(len(order) - 1, -1, -1):
        i = order[position]
        if activities.actual_finish[i] != NEVER:
            keep_free_hold(inputs, dates, i)
        elif activities.late[i] and may_move(inputs, i):
            move_late(inputs, dates, i)


def may_move(inputs: KernelInput, i: int) -> bool:
    """Tell whether nothing fixes the dates of an activity."""
    activities = inputs.activities
    return (
        activities.actual_start[i] == NEVER
        and activities.must_start[i] == NEVER
        and activities.must_finish[i] == NEVER
    )


def move_late(inputs: KernelInput, dates: Dates, i: int) -> None:
    """Move one activity by its free float; what nothing waits for goes to its bound."""
    gap = free_float(inputs, dates, i)
    if on_day_boundaries(inputs, dates, i):
        gap -= gap % inputs.activities.day[i]
    if gap <= 0:
        return
    finish = slipped(inputs, dates, i, gap, AT_FINISH)
    if inputs.activities.kind[i] != TASK or dates.remaining[i] == 0:
        dates.start[i] = finish
    else:
        dates.start[i] = slipped(inputs, dates, i, gap, AT_START)
    dates.finish[i] = finish
    dates.resume[i] = dates.start[i]
