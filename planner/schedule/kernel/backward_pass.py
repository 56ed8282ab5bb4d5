"""The backward pass: the latest dates that move no target, deadline or end of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.schedule.columns import FINISH_MILESTONE
from planner.schedule.columns import TASK
from planner.schedule.kernel.inputs import AT_FINISH
from planner.schedule.kernel.inputs import AT_START
from planner.schedule.kernel.inputs import ENDS_OF_DATED
from planner.schedule.kernel.inputs import ENDS_OF_OWN
from planner.schedule.kernel.inputs import ENDS_OF_TARGET
from planner.schedule.kernel.inputs import LATE
from planner.schedule.kernel.inputs import LATEST
from planner.schedule.kernel.instants import in_whole_days
from planner.schedule.kernel.instants import is_term
from planner.schedule.kernel.instants import last_start_in_whole_days
from planner.schedule.kernel.instants import on_day_boundaries
from planner.schedule.kernel.instants import whole_days_until
from planner.schedule.kernel.instants import work_at_finish
from planner.schedule.kernel.limits import both
from planner.schedule.kernel.limits import limit_of_end
from planner.schedule.kernel.limits import settled
from planner.schedule.kernel.links import end_day
from planner.schedule.kernel.links import from_finish
from planner.schedule.kernel.links import last_day_ending_by
from planner.schedule.kernel.links import months_after
from planner.schedule.kernel.links import months_before
from planner.timeaxis import DAY
from planner.timeaxis import NEVER
from planner.timeaxis import finish_at
from planner.timeaxis import start_at
from planner.timeaxis import worked

if TYPE_CHECKING:
    from planner.schedule.kernel.inputs import Dates
    from planner.schedule.kernel.inputs import KernelInput
    from planner.schedule.kernel.limits import Limit
    from planner.timeaxis import Writable


DATED_ENDS = (ENDS_OF_DATED, ENDS_OF_TARGET)

OPEN, UNDATED, DATED = range(3)
"""An end that nothing waits for, one that leads to no date, one that leads to a date."""


def backward(inputs: KernelInput, order: Writable, dates: Dates) -> None:
    """Compute the late dates of every activity, successors first."""
    last = network_finish(inputs, dates)
    for position in range(len(order) - 1, -1, -1):
        late_dates(inputs, dates, order[position], last)


def network_finish(inputs: KernelInput, dates: Dates) -> int:
    """Give the instant at which the last activity ends, or the one that replaces it."""
    # The project's must-finish date of P6 replaces the latest early finish.
    if inputs.rules.finish != NEVER:
        return inputs.rules.finish
    last = NEVER
    for i in range(len(dates.finish)):
        last = max(last, dates.finish[i])
    return last


def late_dates(inputs: KernelInput, dates: Dates, i: int, last: int) -> None:
    """Compute the latest dates of one activity that move no bound downstream."""
    activities = inputs.activities
    finish_dated, start_dated = dated_downstream(inputs, dates, i)
    dates.dated[i] = max(finish_dated, start_dated)
    of_finish = limit_of_end(inputs, dates, i, AT_FINISH, LATE)
    of_start = limit_of_end(inputs, dates, i, AT_START, LATE)
    if activities.actual_finish[i] != NEVER:
        dates.late_start[i] = dates.start[i]
        dates.late_finish[i] = dates.finish[i]
        hold = both(of_finish, of_start)
        dates.late_hold[i], dates.late_hold_behind[i] = hold.before, hold.behind
        return
    finish_cap = cap_of_finish(inputs, dates, i, last, held_by(of_finish, finish_dated))
    start_cap = cap_of_start(inputs, i, last, held_by(of_start, start_dated))
    if activities.kind[i] != TASK:
        cap = min(finish_cap, start_cap)
        late_milestone(inputs, dates, i, settled(both(of_finish, of_start), cap), cap)
        return
    finish_limit = min(settled(of_finish, finish_cap), finish_cap)
    start_limit = min(settled(of_start, start_cap), start_cap)
    if finish_limit == LATEST and start_limit == LATEST:
        dates.late_start[i] = LATEST
        dates.late_finish[i] = LATEST
    elif is_term(inputs, i):
        late_term(inputs, dates, i, finish_limit, start_limit)
    elif activities.shift[i] >= 0:
        late_months(inputs, dates, i, finish_limit, start_limit)
    else:
        late_work(inputs, dates, i, finish_limit, start_limit)


def dated_downstream(inputs: KernelInput, dates: Dates, i: int) -> tuple[int, int]:
    """Give the latest target date or deadline to which a finish and a start lead, or NEVER."""
    links = inputs.links
    finish_dated = start_dated = NEVER
    for position in range(links.first_out[i], links.first_out[i + 1]):
        k = links.leaving[position]
        successor = links.successor[k]
        dated = dates.dated[successor]
        if inputs.activities.actual_finish[successor] == NEVER:
            dated = max(dated, inputs.activities.bound[successor])
        if from_finish(inputs, k):
            finish_dated = max(finish_dated, dated)
        else:
            start_dated = max(start_dated, dated)
    return finish_dated, start_dated


def cap_of_finish(inputs: KernelInput, dates: Dates, i: int, last: int, holder: int) -> int:
    """Give the bound on a finish by dates: its own, those downstream, or the network's finish.

    Args:
        inputs: The network.
        dates: The dates so far.
        i: The activity.
        last: The finish of the network.
        holder: Whether its finish is OPEN, or leads to what is UNDATED or DATED.
    """
    activities, ends = inputs.activities, inputs.rules.ends
    own = activities.bound[i]
    cap = LATEST if ends == ENDS_OF_TARGET else last
    if holder == DATED or (holder == UNDATED and ends not in DATED_ENDS):
        cap = LATEST
    elif ends == ENDS_OF_OWN:  # "multiple critical paths" of MS Project
        cap = dates.finish[i]
    elif holder == OPEN and ends in DATED_ENDS and dates.dated[i] != NEVER:
        cap = dates.dated[i]  # an open finish is bounded by what the start leads to
    if own != NEVER:
        # P6 and MS Project keep to the network's finish also where a date of its own is later.
        cap = own if ends in DATED_ENDS else min(cap, own)
    if activities.finish_max[i] != NEVER:
        cap = min(cap, activities.finish_max[i])
    return cap


def cap_of_start(inputs: KernelInput, i: int, last: int, holder: int) -> int:
    """Give the bound on a start by dates, LATEST where there is none."""
    activities = inputs.activities
    if activities.actual_start[i] != NEVER:
        return LATEST
    cap = LATEST
    # What leads to no date never lies behind the network's finish, whatever lead it has.
    is_undated = holder == UNDATED and activities.bound[i] == NEVER
    if is_undated and inputs.rules.ends == ENDS_OF_DATED:
        cap = last
    # "No later than" bounds the backward pass only: in P6 logic wins over it.
    if activities.start_max[i] != NEVER:
        cap = min(cap, activities.start_max[i])
    return cap


def held_by(limit: Limit, dated: int) -> int:
    """Tell whether an end is OPEN, or leads to what is UNDATED or DATED."""
    if limit.before == LATEST:
        return OPEN
    return UNDATED if dated == NEVER else DATED


def late_milestone(inputs: KernelInput, dates: Dates, i: int, limit: int, cap: int) -> None:
    """Compute the late dates of a milestone.

    Args:
        inputs: The network.
        dates: Where they are written.
        i: The milestone.
        limit: What its successors allow, or LATEST.
        cap: What dates allow, or LATEST.
    """
    activities = inputs.activities
    must = max(activities.must_start[i], activities.must_finish[i])
    if must != NEVER:
        limit, cap = LATEST, must
    bound = min(limit, cap)
    dates.late_start[i] = bound
    dates.late_finish[i] = bound
    # What holds a start milestone in a gap lets it stand on the last working instant before.
    if limit != LATEST and activities.kind[i] != FINISH_MILESTONE:
        dates.late_start[i] = min(cap, last_start_in_whole_days(inputs, i, limit))
    dates.late_end[i] = dates.late_start[i]


def late_work(
    inputs: KernelInput, dates: Dates, i: int, finish_limit: int, start_limit: int
) -> None:
    """Compute the late dates of working time; a mandatory date goes before every limit."""
    activities, calendars = inputs.activities, inputs.calendars
    calendar = activities.calendar[i]
    remaining = dates.remaining[i]
    must_start, must_finish = activities.must_start[i], activities.must_finish[i]
    is_mandatory = must_finish != NEVER
    end = LATEST
    if finish_limit != LATEST:
        end = worked(calendars, calendar, finish_limit)
    if start_limit != LATEST:
        end = min(end, worked(calendars, calendar, start_limit) + remaining)
    # Here too the mandatory finish comes last: with both dates the finish is kept.
    if must_start != NEVER and activities.actual_start[i] == NEVER:
        end = worked(calendars, calendar, must_start) + remaining
        is_mandatory = True
    if must_finish != NEVER:
        end = work_at_finish(inputs, i, must_finish)
    if not is_mandatory and on_day_boundaries(inputs, dates, i):
        end = whole_days_until(calendars, calendar, end)
    begin = start_at(calendars, calendar, end - remaining)
    dates.late_start[i] = begin
    dates.late_finish[i] = finish_at(calendars, calendar, end)
    dates.late_end[i] = dates.late_finish[i]
    if is_mandatory:
        return
    if begin > start_limit and inputs.rules.whole_days:
        # The work goes on behind the gap; what is before it follows from the last start.
        begin = last_start_in_whole_days(inputs, i, start_limit)
        dates.late_start[i] = begin
        end = worked(calendars, calendar, begin) + remaining
        dates.late_end[i] = finish_at(calendars, calendar, end)
    else:
        late_end_behind_gap(inputs, dates, i, end, finish_limit)


def late_end_behind_gap(inputs: KernelInput, dates: Dates, i: int, end: int, limit: int) -> None:
    """Let links that hold the finish see a late finish behind the gap, where it may lie there."""
    if in_whole_days(inputs, i):
        return
    calendars, calendar = inputs.calendars, inputs.activities.calendar[i]
    finish = dates.late_finish[i]
    behind = start_at(calendars, calendar, end)
    if behind > limit or behind == finish:
        return
    dates.late_end[i] = behind
    if finish < dates.finish[i] <= behind:
        dates.late_finish[i] = dates.finish[i]


def late_term(
    inputs: KernelInput, dates: Dates, i: int, finish_limit: int, start_limit: int
) -> None:
    """Compute the late dates of a statutory term: by the last day of its event."""
    table = inputs.activities.shift[i]
    event = last_day_ending_by(inputs, table, finish_limit // DAY - 1)
    if start_limit != LATEST:
        event = min(event, start_limit // DAY - 1)
    dates.late_start[i] = (event + 1) * DAY
    dates.late_finish[i] = (end_day(inputs, table, event) + 1) * DAY
    if inputs.activities.actual_start[i] != NEVER:
        dates.late_finish[i] = finish_limit
    dates.late_end[i] = dates.late_finish[i]


def late_months(
    inputs: KernelInput, dates: Dates, i: int, finish_limit: int, start_limit: int
) -> None:
    """Compute the late dates of work that takes calendar months."""
    activities, table = inputs.activities, inputs.activities.shift[i]
    if finish_limit != LATEST:
        start_limit = min(start_limit, months_before(inputs, table, finish_limit))
    if activities.must_start[i] != NEVER and activities.actual_start[i] == NEVER:
        start_limit = activities.must_start[i]
    if activities.must_finish[i] != NEVER:
        start_limit = months_before(inputs, table, activities.must_finish[i])
    dates.late_start[i] = start_limit
    dates.late_finish[i] = months_after(inputs, table, start_limit)
    dates.late_end[i] = dates.late_finish[i]
