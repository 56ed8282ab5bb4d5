"""The bound that a link with its lag puts on its successor, and its inverse for the predecessor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.schedule.columns import FINISH_MILESTONE
from planner.schedule.columns import FROM_FINISH
from planner.schedule.columns import HOLDING_START
from planner.schedule.columns import SS
from planner.schedule.columns import TASK
from planner.schedule.kernel.inputs import LAG_OF_DEFAULT
from planner.schedule.kernel.inputs import LAG_OF_PREDECESSOR
from planner.schedule.kernel.inputs import LAG_OF_SUCCESSOR
from planner.schedule.kernel.instants import is_term
from planner.schedule.kernel.instants import starts_until
from planner.timeaxis import DAY
from planner.timeaxis import NEVER
from planner.timeaxis import BeyondHorizonError
from planner.timeaxis import finish_at
from planner.timeaxis import start_at
from planner.timeaxis import worked

if TYPE_CHECKING:
    from planner.schedule.kernel.inputs import Dates
    from planner.schedule.kernel.inputs import KernelInput


# --- calendar months and terms ---


def end_day(inputs: KernelInput, table: int, day: int) -> int:
    """Give the day on which calendar months or a statutory term from a day end."""
    calendars = inputs.calendars
    place = day - calendars.first_day[0]
    if place < 0 or place >= calendars.days[0]:
        raise BeyondHorizonError
    return inputs.shifts.day[table * calendars.days[0] + place]


def last_day_ending_by(inputs: KernelInput, table: int, end: int) -> int:
    """Give the last day from which calendar months or a statutory term end on a day or before."""
    # Ends never decrease from one day to the next, so that halving finds the day.
    low = inputs.calendars.first_day[0]
    high = low + inputs.calendars.days[0] - 1
    while low < high:
        middle = (low + high + 1) // 2
        if end_day(inputs, table, middle) <= end:
            low = middle
        else:
            high = middle - 1
    return low


def months_after(inputs: KernelInput, table: int, instant: int) -> int:
    """Move an instant by calendar months; the time of day stays."""
    return end_day(inputs, table, instant // DAY) * DAY + instant % DAY


def months_before(inputs: KernelInput, table: int, limit: int) -> int:
    """Give the latest instant that, moved by calendar months, is not after a limit."""
    day = last_day_ending_by(inputs, table, limit // DAY)
    if end_day(inputs, table, day) < limit // DAY:
        return day * DAY + DAY - 1
    return day * DAY + limit % DAY


# --- lags ---


def calendar_of_lag(inputs: KernelInput, k: int) -> int:
    """Give the index of the calendar on which the lag of a link runs."""
    links = inputs.links
    if links.calendar[k] >= 0:
        return links.calendar[k]
    choice = inputs.rules.lag_calendar
    if choice == LAG_OF_PREDECESSOR:  # the default of P6
        return inputs.activities.calendar[links.predecessor[k]]
    if choice == LAG_OF_SUCCESSOR:  # the only rule of MS Project
        return inputs.activities.calendar[links.successor[k]]
    return 0 if choice == LAG_OF_DEFAULT else inputs.rules.elapsed


def with_lag(inputs: KernelInput, k: int, instant: int) -> int:
    """Move an instant at the predecessor by the lag of a link.

    A lag leads to the earliest instant with so much work since; a lead to the latest one from which
    so much work leads to the instant.
    """
    if inputs.links.shift[k] >= 0:
        return months_after(inputs, inputs.links.shift[k], instant)
    lag = inputs.links.lag[k]
    # Without a lag no calendar has a say: a finish on a day off stays on it.
    if lag == 0:
        return instant
    calendars, calendar = inputs.calendars, calendar_of_lag(inputs, k)
    work = worked(calendars, calendar, instant) + lag
    if lag > 0 or inputs.rules.days_alone:
        return finish_at(calendars, calendar, work)
    return start_at(calendars, calendar, work)


def without_lag(inputs: KernelInput, k: int, limit: int) -> int:
    """Give the latest instant at the predecessor that, moved by the lag, is not after a limit."""
    if inputs.links.shift[k] >= 0:
        return months_before(inputs, inputs.links.shift[k], limit)
    lag = inputs.links.lag[k]
    if lag == 0:
        return limit
    calendars, calendar = inputs.calendars, calendar_of_lag(inputs, k)
    work = worked(calendars, calendar, limit)
    if lag < 0 and not inputs.rules.days_alone:
        work = starts_until(calendars, calendar, limit)
    return start_at(calendars, calendar, work - lag)


# --- the event of a statutory term ---


def ends_work(inputs: KernelInput, k: int) -> bool:
    """Tell whether what a link hangs on happens at the end of its day: work that is done."""
    kind = inputs.activities.kind[inputs.links.predecessor[k]]
    return kind == FINISH_MILESTONE or (kind == TASK and from_finish(inputs, k))


def day_after_event(inputs: KernelInput, k: int, instant: int) -> int:
    """Give the midnight after the day of an event, moved by the lag: from there a term runs."""
    moved = with_lag(inputs, k, instant)
    is_end = ends_work(inputs, k)
    if inputs.links.shift[k] < 0 and inputs.links.lag[k] != 0:
        calendars, calendar = inputs.calendars, calendar_of_lag(inputs, k)
        work = worked(calendars, calendar, moved)
        # A finish on Friday 17:00 is Friday's event, and a start on Monday 09:00 is Monday's.
        if is_end:
            moved = finish_at(calendars, calendar, work)
        else:
            moved = start_at(calendars, calendar, work)
    return ((moved - is_end) // DAY + 1) * DAY


def latest_event(inputs: KernelInput, k: int, midnight: int) -> int:
    """Give the latest instant of an event after whose day a term runs from a midnight at most."""
    limit = midnight - (not ends_work(inputs, k))
    lag = inputs.links.lag[k]
    if inputs.links.shift[k] >= 0 or lag == 0:
        return without_lag(inputs, k, limit)
    calendars, calendar = inputs.calendars, calendar_of_lag(inputs, k)
    work = worked(calendars, calendar, limit)
    if limit < midnight:
        work = starts_until(calendars, calendar, limit)
    return start_at(calendars, calendar, work - lag)


# --- links ---


def from_finish(inputs: KernelInput, k: int) -> bool:
    """Tell whether a link hangs on the finish of its predecessor."""
    return inputs.links.type[k] in FROM_FINISH


def holds_start(inputs: KernelInput, k: int) -> bool:
    """Tell whether a link holds the start of its successor."""
    return inputs.links.type[k] in HOLDING_START


def begins_term(inputs: KernelInput, k: int) -> bool:
    """Tell whether the predecessor of a link is the event of a statutory term that is open."""
    i = inputs.links.successor[k]
    is_open = inputs.activities.actual_finish[i] == NEVER
    return is_open and holds_start(inputs, k) and is_term(inputs, i)


def moved(inputs: KernelInput, k: int, instant: int) -> int:
    """Give the bound that an instant at the predecessor of a link puts on its successor."""
    if begins_term(inputs, k):
        return day_after_event(inputs, k, instant)
    return with_lag(inputs, k, instant)


def binds(inputs: KernelInput, k: int) -> bool:
    """Tell whether a link holds the remaining work of its successor."""
    activities = inputs.activities
    successor = inputs.links.successor[k]
    if activities.actual_finish[successor] != NEVER:
        return False
    if activities.actual_start[successor] == NEVER:
        return True
    if inputs.rules.override:
        # Progress override of P6: work in progress no longer waits for unfinished predecessors.
        return activities.actual_finish[inputs.links.predecessor[k]] != NEVER
    if inputs.links.type[k] != SS:
        return True  # retained logic: what remains still waits
    # P6: an SS link from work that has not begun holds what remains of its successor, and one from
    # finished work what that passes on.
    predecessor = inputs.links.predecessor[k]
    is_begun = activities.actual_start[predecessor] != NEVER
    is_open = activities.actual_finish[predecessor] == NEVER
    return inputs.rules.through_finished and not (is_begun and is_open)


def link_bound(inputs: KernelInput, dates: Dates, k: int) -> int:
    """Give the earliest instant that a link allows at its end of the successor, or NEVER."""
    predecessor = inputs.links.predecessor[k]
    if inputs.activities.actual_finish[predecessor] != NEVER:
        return bound_of_finished(inputs, dates, k)
    if from_finish(inputs, k):
        return moved(inputs, k, dates.finish[predecessor])
    return moved(inputs, k, dates.start[predecessor])


def bound_of_finished(inputs: KernelInput, dates: Dates, k: int) -> int:
    """Give the bound of a link whose predecessor is finished, or what it passes on."""
    predecessor = inputs.links.predecessor[k]
    instant = dates.start[predecessor]
    if from_finish(inputs, k):
        instant = dates.finish[predecessor]
    # P6: finished work imposes the data date at most, so that work may go on that very day. The day
    # of an event is the day on which it happened.
    if (
        inputs.rules.data_date != NEVER
        and not inputs.rules.days_alone
        and not begins_term(inputs, k)
    ):
        instant = min(instant, inputs.rules.data_date)
    # The start that an SS link waits for has happened: only what is before it can hold.
    is_over = inputs.links.type[k] == SS
    is_over = is_over and inputs.activities.actual_start[inputs.links.successor[k]] != NEVER
    bound = NEVER if is_over else moved(inputs, k, instant)
    if dates.hold[predecessor] == NEVER:
        return bound
    return max(bound, moved(inputs, k, dates.hold[predecessor]))


def holds_through(inputs: KernelInput, k: int) -> bool:
    """Tell whether what is unfinished before a finished successor still holds what follows it.

    Retained logic of P6 passes through finished work. An activity of the risk model that does not
    occur is finished without having begun, and passes nothing on.
    """
    activities = inputs.activities
    successor, predecessor = inputs.links.successor[k], inputs.links.predecessor[k]
    if not inputs.rules.through_finished or inputs.rules.override:
        return False
    if activities.actual_finish[successor] == NEVER or activities.actual_start[successor] == NEVER:
        return False
    if activities.actual_finish[predecessor] != NEVER:
        return True
    return from_finish(inputs, k) or activities.actual_start[predecessor] == NEVER


def passed_on(inputs: KernelInput, dates: Dates, k: int) -> int:
    """Give the instant until which a link into finished work holds what follows it, or NEVER."""
    if not holds_through(inputs, k):
        return NEVER
    predecessor = inputs.links.predecessor[k]
    if inputs.activities.actual_finish[predecessor] == NEVER:
        return link_bound(inputs, dates, k)
    hold = dates.hold[predecessor]
    return NEVER if hold == NEVER else moved(inputs, k, hold)
