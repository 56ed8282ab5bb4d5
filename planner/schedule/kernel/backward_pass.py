"""The backward pass: the latest dates that move no target, deadline or end of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.schedule.columns import TASK
from planner.schedule.kernel.inputs import ENDS_OF_DATED
from planner.schedule.kernel.inputs import ENDS_OF_OWN
from planner.schedule.kernel.inputs import ENDS_OF_TARGET
from planner.schedule.kernel.inputs import LATEST
from planner.schedule.kernel.links import binds
from planner.schedule.kernel.links import from_finish
from planner.schedule.kernel.links import need_of
from planner.schedule.kernel.links import shifted
from planner.schedule.kernel.links import unshifted
from planner.schedule.kernel.links import without_lag
from planner.timeaxis import NEVER
from planner.timeaxis import finish_at
from planner.timeaxis import start_at
from planner.timeaxis import worked

if TYPE_CHECKING:
    from planner.schedule.kernel.inputs import Dates
    from planner.schedule.kernel.inputs import KernelInput
    from planner.timeaxis import Writable


DATED_ENDS = (ENDS_OF_DATED, ENDS_OF_TARGET)


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
    if activities.actual_finish[i] != NEVER:
        dates.late_start[i] = dates.start[i]
        dates.late_finish[i] = dates.finish[i]
        return
    finish_limit, start_limit = limits_of_successors(inputs, dates, i)
    dated = latest_by_date(inputs, i)
    if finish_limit == LATEST:
        finish_limit = end_limit(inputs, dates, i, last, dated)
    finish_limit = min(finish_limit, dated)
    # "No later than" bounds the backward pass only: in P6 logic wins over it.
    if activities.start_max[i] != NEVER and activities.actual_start[i] == NEVER:
        start_limit = min(start_limit, activities.start_max[i])
    if finish_limit == LATEST and start_limit == LATEST:
        dates.late_start[i] = LATEST
        dates.late_finish[i] = LATEST
    elif activities.kind[i] != TASK:
        must = max(activities.must_start[i], activities.must_finish[i])
        dates.late_finish[i] = min(finish_limit, start_limit) if must == NEVER else must
        dates.late_start[i] = dates.late_finish[i]
    elif activities.shift[i] >= 0:
        late_term(inputs, dates, i, finish_limit, start_limit)
    else:
        late_work(inputs, dates, i, finish_limit, start_limit)


def limits_of_successors(inputs: KernelInput, dates: Dates, i: int) -> tuple[int, int]:
    """Give the latest finish and the latest start that the open successors of an activity allow."""
    activities, links = inputs.activities, inputs.links
    finish_limit = LATEST
    start_limit = LATEST
    for position in range(links.first_out[i], links.first_out[i + 1]):
        k = links.leaving[position]
        if not binds(inputs, k):
            continue
        successor = links.successor[k]
        if dates.late_finish[successor] == LATEST:
            continue
        need = need_of(inputs, k, dates.late_start[successor], dates.late_finish[successor])
        limit = without_lag(inputs, k, need)
        if from_finish(inputs, k):
            finish_limit = min(finish_limit, limit)
        # Once work has begun, a link from its start can hold nothing any more.
        elif activities.actual_start[i] == NEVER:
            start_limit = min(start_limit, limit)
    return finish_limit, start_limit


def latest_by_date(inputs: KernelInput, i: int) -> int:
    """Give the earliest of the target date, deadline and "finish no later than" of an activity."""
    dated = LATEST
    if inputs.activities.bound[i] != NEVER:
        dated = inputs.activities.bound[i]
    if inputs.activities.finish_max[i] != NEVER:
        dated = min(dated, inputs.activities.finish_max[i])
    return dated


def late_work(
    inputs: KernelInput, dates: Dates, i: int, finish_limit: int, start_limit: int
) -> None:
    """Compute the late dates of working time; a mandatory date goes before every limit."""
    activities, calendars = inputs.activities, inputs.calendars
    calendar = activities.calendar[i]
    end = LATEST
    if finish_limit != LATEST:
        end = worked(calendars, calendar, finish_limit)
    if start_limit != LATEST:
        end = min(end, worked(calendars, calendar, start_limit) + dates.remaining[i])
    # Here too the mandatory finish comes last: with both dates the finish is kept.
    if activities.must_start[i] != NEVER and activities.actual_start[i] == NEVER:
        end = worked(calendars, calendar, activities.must_start[i]) + dates.remaining[i]
    if activities.must_finish[i] != NEVER:
        end = worked(calendars, calendar, activities.must_finish[i])
    dates.late_finish[i] = finish_at(calendars, calendar, end)
    dates.late_start[i] = start_at(calendars, calendar, end - dates.remaining[i])


def late_term(
    inputs: KernelInput, dates: Dates, i: int, finish_limit: int, start_limit: int
) -> None:
    """Compute the late dates of calendar months or a statutory term."""
    table = inputs.activities.shift[i]
    if finish_limit != LATEST:
        start_limit = min(start_limit, unshifted(inputs, table, finish_limit))
    if inputs.activities.actual_start[i] != NEVER:
        dates.late_start[i] = dates.resume[i]
        dates.late_finish[i] = finish_limit
        return
    dates.late_start[i] = start_limit
    dates.late_finish[i] = shifted(inputs, table, start_limit)


def end_limit(inputs: KernelInput, dates: Dates, i: int, last: int, dated: int) -> int:
    """Give the bound on the finish of an activity for which no open successor waits."""
    ends = inputs.rules.ends
    if ends == ENDS_OF_OWN:  # "multiple critical paths" of MS Project
        return dates.finish[i]
    # P6 and MS Project keep to the network's finish here, also where a date of its own is later.
    if dated != LATEST and ends in DATED_ENDS:
        return dated
    return LATEST if ends == ENDS_OF_TARGET else last
