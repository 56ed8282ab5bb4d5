"""Instants between calendars: where a bound puts an end of an activity, and what it must not pass.

A bound is an instant, often one of another calendar. The *image* of a bound is the first instant at
or after it at which an activity can start or finish. Each image has its inverse: the latest bound
whose image is not after a given date. Both passes, the floats and the explanations use these.

A start that falls in a gap of the calendar moves to the next working start. A finish that falls in
one moves behind the gap: work in whole days to the end of the first working day, other work to the
first instant behind the gap, as P6 stamps it. The instant at which a gap ends is the same working
instant as the one at which it begins, so that there a finish before the gap is soon enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.schedule.columns import FINISH_MILESTONE
from planner.schedule.columns import START_MILESTONE
from planner.schedule.columns import TERM
from planner.timeaxis import DAY
from planner.timeaxis import finish_at
from planner.timeaxis import start_at
from planner.timeaxis import worked

if TYPE_CHECKING:
    from planner.schedule.kernel.inputs import Dates
    from planner.schedule.kernel.inputs import KernelInput
    from planner.timeaxis import Calendars


def is_term(inputs: KernelInput, i: int) -> bool:
    """Tell whether an activity is a statutory term, which runs from the day of its event."""
    table = inputs.activities.shift[i]
    return table >= 0 and inputs.shifts.kind[table] == TERM


def is_around_the_clock(calendars: Calendars, calendar: int) -> bool:
    """Tell whether every minute of a calendar counts."""
    return calendars.total[calendar] == calendars.days[0] * DAY


def in_whole_days(inputs: KernelInput, i: int) -> bool:
    """Tell whether the work of an activity is in whole days of its calendar, and stays so."""
    day = inputs.activities.day[i]
    return inputs.rules.whole_days and day > 0 and inputs.activities.duration[i] % day == 0


def opening(calendars: Calendars, calendar: int, midnight: int) -> int:
    """Give the first working instant of the day that begins at midnight; of a day off midnight."""
    start = start_at(calendars, calendar, worked(calendars, calendar, midnight))
    return start if start < midnight + DAY else midnight


def starts_until(calendars: Calendars, calendar: int, limit: int) -> int:
    """Give the working minutes before the last instant, not after a limit, at which work starts."""
    work = worked(calendars, calendar, limit)
    return work if start_at(calendars, calendar, work) <= limit else work - 1


def start_image(inputs: KernelInput, i: int, bound: int) -> int:
    """Give the first instant, not before a bound, at which an activity can start."""
    kind = inputs.activities.kind[i]
    # MS Project leaves a milestone on the instant at which its predecessors end.
    if kind == FINISH_MILESTONE or (kind == START_MILESTONE and inputs.rules.keeps_instant):
        return bound
    calendars, calendar = inputs.calendars, inputs.activities.calendar[i]
    if kind == START_MILESTONE and is_around_the_clock(calendars, calendar):
        return -(-bound // DAY) * DAY  # what applies on calendar days applies from midnight
    return start_at(calendars, calendar, worked(calendars, calendar, bound))


def last_start(inputs: KernelInput, i: int, limit: int) -> int:
    """Give the last instant, not after a limit, at which an activity can start.

    In a gap that is the last working minute before it; P6 and MS Project let it stand in the gap.
    """
    kind = inputs.activities.kind[i]
    if kind == FINISH_MILESTONE or not inputs.rules.whole_days:
        return limit
    calendars, calendar = inputs.calendars, inputs.activities.calendar[i]
    if kind == START_MILESTONE and is_around_the_clock(calendars, calendar):
        return limit - limit % DAY
    return start_at(calendars, calendar, starts_until(calendars, calendar, limit))


def last_start_in_whole_days(inputs: KernelInput, i: int, limit: int) -> int:
    """Give the last start; in a gap that is the beginning of a day for work in whole days."""
    start = last_start(inputs, i, limit)
    calendars, calendar = inputs.calendars, inputs.activities.calendar[i]
    if start_image(inputs, i, limit) == limit or not in_whole_days(inputs, i):
        return start
    return opening(calendars, calendar, start - start % DAY)


def work_at_finish(inputs: KernelInput, i: int, bound: int) -> int:
    """Give the working minutes at which work ends that may not finish before a bound."""
    calendars, calendar = inputs.calendars, inputs.activities.calendar[i]
    work = worked(calendars, calendar, bound)
    if not in_whole_days(inputs, i) or bound <= finish_at(calendars, calendar, work):
        return work
    behind = start_at(calendars, calendar, work)
    if bound == behind and not inputs.rules.days_alone:
        return work
    return worked(calendars, calendar, behind - behind % DAY + DAY)


def finish_image(inputs: KernelInput, i: int, bound: int) -> int:
    """Give the first instant, not before a bound, at which work can finish."""
    calendars, calendar = inputs.calendars, inputs.activities.calendar[i]
    work = work_at_finish(inputs, i, bound)
    finish = finish_at(calendars, calendar, work)
    if bound <= finish:
        return finish
    behind = start_at(calendars, calendar, work)
    return behind if bound < behind else finish


def on_day_boundaries(inputs: KernelInput, dates: Dates, i: int) -> bool:
    """Tell whether work in whole days lies between the ends of working days, where it stays."""
    if not in_whole_days(inputs, i):
        return False
    calendars, calendar = inputs.calendars, inputs.activities.calendar[i]
    start, last = dates.resume[i], dates.finish[i] - 1
    closing = worked(calendars, calendar, last - last % DAY + DAY)
    return (
        start == opening(calendars, calendar, start - start % DAY)
        and finish_at(calendars, calendar, closing) == last + 1
    )


def whole_days_until(calendars: Calendars, calendar: int, work: int) -> int:
    """Give the working minutes at the last end of a working day that is not after others."""
    last = finish_at(calendars, calendar, work) - 1
    midnight = last - last % DAY
    if worked(calendars, calendar, midnight + DAY) == work:
        return work
    return worked(calendars, calendar, midnight)
