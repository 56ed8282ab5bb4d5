"""The bound that a link with its lag puts on its successor, and on its predecessor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.schedule.columns import EVENT_ENDED
from planner.schedule.columns import FROM_FINISH
from planner.schedule.columns import HOLDING_START
from planner.schedule.columns import KEEPS_TIME
from planner.schedule.columns import SS
from planner.schedule.columns import TASK
from planner.schedule.kernel.inputs import LAG_OF_DEFAULT
from planner.schedule.kernel.inputs import LAG_OF_PREDECESSOR
from planner.schedule.kernel.inputs import LAG_OF_SUCCESSOR
from planner.timeaxis import DAY
from planner.timeaxis import NEVER
from planner.timeaxis import BeyondHorizonError
from planner.timeaxis import finish_at
from planner.timeaxis import start_at
from planner.timeaxis import worked

if TYPE_CHECKING:
    from planner.schedule.kernel.inputs import Dates
    from planner.schedule.kernel.inputs import KernelInput


def shifted(inputs: KernelInput, table: int, instant: int) -> int:
    """Give the end of calendar months or of a statutory term that begins at an instant."""
    shifts, calendars = inputs.shifts, inputs.calendars
    kind = shifts.kind[table]
    # Midnight belongs to the day that it ends when the event is what ended there.
    event = instant - 1 if kind == EVENT_ENDED else instant
    day = event // DAY - calendars.first_day[0]
    if day < 0 or day >= calendars.days[0]:
        raise BeyondHorizonError
    result = shifts.day[table * calendars.days[0] + day]
    if kind == KEEPS_TIME:
        return result * DAY + instant % DAY
    # A term ends with the last hour of its last day (Regulation 1182/71, art. 3(2)).
    return (result + 1) * DAY


def unshifted(inputs: KernelInput, table: int, limit: int) -> int:
    """Give the latest instant whose shifted instant is not after a limit."""
    first_day = inputs.calendars.first_day[0]
    # Ends of terms never decrease from one day to the next, so that halving finds the day.
    low = 0
    high = inputs.calendars.days[0] - 1
    while low < high:
        middle = (low + high + 1) // 2
        if shifted(inputs, table, (first_day + middle) * DAY + 1) <= limit:
            low = middle
        else:
            high = middle - 1
    begin = (first_day + low) * DAY
    if inputs.shifts.kind[table] == KEEPS_TIME:
        spare = limit - shifted(inputs, table, begin)
        return begin + min(max(spare, 0), DAY - 1)
    return begin + (DAY if inputs.shifts.kind[table] == EVENT_ENDED else DAY - 1)


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
    """Move an instant at the predecessor by the lag of a link."""
    if inputs.links.shift[k] >= 0:
        return shifted(inputs, inputs.links.shift[k], instant)
    lag = inputs.links.lag[k]
    # Without a lag no calendar has a say: a finish on a day off stays on it.
    if lag == 0:
        return instant
    calendar = calendar_of_lag(inputs, k)
    return finish_at(inputs.calendars, calendar, worked(inputs.calendars, calendar, instant) + lag)


def without_lag(inputs: KernelInput, k: int, limit: int) -> int:
    """Give the latest instant at the predecessor that, moved by the lag, is not after a limit."""
    if inputs.links.shift[k] >= 0:
        return unshifted(inputs, inputs.links.shift[k], limit)
    lag = inputs.links.lag[k]
    if lag == 0:
        return limit
    calendar = calendar_of_lag(inputs, k)
    return start_at(inputs.calendars, calendar, worked(inputs.calendars, calendar, limit) - lag)


def from_finish(inputs: KernelInput, k: int) -> bool:
    """Tell whether a link hangs on the finish of its predecessor."""
    return inputs.links.type[k] in FROM_FINISH


def holds_start(inputs: KernelInput, k: int) -> bool:
    """Tell whether a link holds the start of its successor."""
    return inputs.links.type[k] in HOLDING_START


def need_of(inputs: KernelInput, k: int, start: int, finish: int) -> int:
    """Give the latest instant that a link may ask of its successor, given the successor's dates."""
    if holds_start(inputs, k):
        return start
    i = inputs.links.successor[k]
    if inputs.activities.kind[i] != TASK:
        return finish
    # A finish on Friday 17:00 may as well be Monday 09:00: no work lies in between.
    calendar = inputs.activities.calendar[i]
    work = worked(inputs.calendars, calendar, finish)
    if inputs.rules.whole_days:
        return finish_at(inputs.calendars, calendar, work)
    return start_at(inputs.calendars, calendar, work)


def work_to_finish(inputs: KernelInput, calendar: int, bound: int) -> int:
    """Give the working minutes at which work must end that may not finish before a bound."""
    work = worked(inputs.calendars, calendar, bound)
    if not inputs.rules.whole_days or bound <= finish_at(inputs.calendars, calendar, work):
        return work
    # Programs that know whole days only meet a bound on a day off at the end of the next one.
    following = start_at(inputs.calendars, calendar, work) // DAY + 1
    return worked(inputs.calendars, calendar, following * DAY)


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
    # Retained logic: what remains still waits; an SS link holds a start, and that has happened.
    return inputs.links.type[k] != SS


def link_bound(inputs: KernelInput, dates: Dates, k: int) -> int:
    """Give the earliest instant that a link allows at its end of the successor."""
    predecessor = inputs.links.predecessor[k]
    if from_finish(inputs, k):
        return with_lag(inputs, k, dates.finish[predecessor])
    return with_lag(inputs, k, dates.start[predecessor])
