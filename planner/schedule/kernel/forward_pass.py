"""The forward pass: the earliest dates that links, constraints and progress allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.schedule.columns import FF
from planner.schedule.columns import TASK
from planner.schedule.kernel.instants import finish_image
from planner.schedule.kernel.instants import is_term
from planner.schedule.kernel.instants import start_image
from planner.schedule.kernel.instants import work_at_finish
from planner.schedule.kernel.links import binds
from planner.schedule.kernel.links import end_day
from planner.schedule.kernel.links import holds_start
from planner.schedule.kernel.links import link_bound
from planner.schedule.kernel.links import months_after
from planner.schedule.kernel.links import months_before
from planner.schedule.kernel.links import passed_on
from planner.timeaxis import DAY
from planner.timeaxis import NEVER
from planner.timeaxis import finish_at
from planner.timeaxis import start_at
from planner.timeaxis import worked

if TYPE_CHECKING:
    from planner.schedule.kernel.inputs import Dates
    from planner.schedule.kernel.inputs import KernelInput
    from planner.timeaxis import Writable


def forward(inputs: KernelInput, order: Writable, dates: Dates) -> None:
    """Compute the early dates of every activity, predecessors first."""
    for i in order:
        early_dates(inputs, dates, i)


def early_dates(inputs: KernelInput, dates: Dates, i: int) -> None:
    """Compute the earliest dates of one activity that links, constraints and progress allow."""
    activities = inputs.activities
    if activities.actual_finish[i] != NEVER:
        keep_actual_dates(inputs, dates, i)
        return
    dates.hold[i] = NEVER
    start_bound, finish_bound = bounds(inputs, dates, i)
    if activities.kind[i] != TASK:
        place_milestone(inputs, dates, i, max(start_bound, finish_bound))
    elif is_term(inputs, i):
        place_term(inputs, dates, i, start_bound, finish_bound)
    elif activities.shift[i] >= 0:
        place_months(inputs, dates, i, start_bound, finish_bound)
    else:
        place_work(inputs, dates, i, start_bound, finish_bound)
    if activities.actual_start[i] != NEVER:
        dates.start[i] = activities.actual_start[i]


def bounds(inputs: KernelInput, dates: Dates, i: int) -> tuple[int, int]:
    """Give the first start and the first finish that links, data date and project start allow."""
    links = inputs.links
    start, finish = start_without_links(inputs, i), NEVER
    for k in range(links.first_into[i], links.first_into[i + 1]):
        if not binds(inputs, k):
            continue
        bound = link_bound(inputs, dates, k)
        if holds_start(inputs, k):
            start = max(start, bound)
        elif inputs.activities.kind[i] == TASK and bound != NEVER:
            finish = max(finish, finish_image(inputs, i, bound))
        else:
            finish = max(finish, bound)
    return start, finish


def keep_actual_dates(inputs: KernelInput, dates: Dates, i: int) -> None:
    """Give a finished activity its actual dates."""
    activities = inputs.activities
    begun = activities.actual_start[i]
    dates.start[i] = begun if begun != NEVER else activities.actual_finish[i]
    dates.finish[i] = activities.actual_finish[i]
    dates.resume[i] = dates.finish[i]
    dates.ready[i] = dates.start[i]
    dates.remaining[i] = 0
    dates.hold[i] = hold_of(inputs, dates, i)


def hold_of(inputs: KernelInput, dates: Dates, i: int) -> int:
    """Give the instant until which unfinished work before a finished activity holds what follows.

    Returns:
        The instant, or NEVER when all that it followed is finished.
    """
    links = inputs.links
    hold = NEVER
    for k in range(links.first_into[i], links.first_into[i + 1]):
        hold = max(hold, passed_on(inputs, dates, k))
    return hold


def start_without_links(inputs: KernelInput, i: int) -> int:
    """Give the first instant for remaining work: the data date and the project start."""
    # The law counts from the event, so progress does not shorten a term that has begun.
    if is_term(inputs, i) and inputs.activities.actual_start[i] != NEVER:
        return NEVER
    if may_precede_project(inputs, i):
        return inputs.rules.data_date
    return max(inputs.rules.data_date, inputs.activities.floor[i])


def may_precede_project(inputs: KernelInput, i: int) -> bool:
    """Tell whether a predecessor places an unstarted activity, even before the project start."""
    links = inputs.links
    if not inputs.rules.lone_before_start or inputs.activities.actual_start[i] != NEVER:
        return False
    # MS Project: an FF link alone never pulls a start before the start of the project.
    for k in range(links.first_into[i], links.first_into[i + 1]):  # noqa: SIM110 - compiled
        if links.type[k] != FF:
            return True
    return False


def place_milestone(inputs: KernelInput, dates: Dates, i: int, bound: int) -> None:
    """Put a milestone on the instant at which it can be reached."""
    activities = inputs.activities
    instant = start_image(inputs, i, bound)
    dates.ready[i] = instant
    if has_lone_date(inputs, i):
        instant = NEVER
    instant = max(instant, activities.start_min[i], activities.finish_min[i])
    # A mandatory date goes before logic; P6 still holds it at the data date.
    must = max(activities.must_start[i], activities.must_finish[i])
    if must != NEVER:
        instant = must
        if inputs.rules.floors_mandatory:
            instant = max(must, inputs.rules.data_date)
    dates.start[i] = instant
    dates.finish[i] = instant
    dates.resume[i] = instant
    dates.remaining[i] = 0


def place_term(inputs: KernelInput, dates: Dates, i: int, start: int, finish_bound: int) -> None:
    """Put a statutory term: from the day after its event to the end of its last day."""
    activities, table = inputs.activities, inputs.activities.shift[i]
    begun = activities.actual_start[i]
    if begun == NEVER:
        start = max(start, activities.start_min[i])
    elif start == NEVER:
        start = begun - begun % DAY
    if activities.must_start[i] != NEVER and begun == NEVER:
        start = activities.must_start[i]
    first = -(-start // DAY)
    dates.ready[i] = first * DAY
    finish_bound = max(finish_bound, activities.finish_min[i], activities.must_finish[i])
    finish = (end_day(inputs, table, first - 1) + 1) * DAY
    # Ends jump over weekends and holidays, so the event is found by trying day after day.
    while finish < finish_bound:
        first += 1
        finish = (end_day(inputs, table, first - 1) + 1) * DAY
    if begun != NEVER:
        finish = max(finish, inputs.rules.data_date + DAY)
    dates.start[i] = first * DAY
    dates.resume[i] = first * DAY
    dates.finish[i] = finish
    dates.remaining[i] = finish - first * DAY


def place_months(inputs: KernelInput, dates: Dates, i: int, start: int, finish_bound: int) -> None:
    """Put work that takes calendar months."""
    activities, table = inputs.activities, inputs.activities.shift[i]
    dates.ready[i] = start
    if activities.actual_start[i] == NEVER:
        start = max(start, activities.start_min[i])
        if activities.must_start[i] != NEVER:
            start = activities.must_start[i]
    finish = months_after(inputs, table, start)
    finish_bound = max(finish_bound, activities.finish_min[i])
    if activities.must_finish[i] != NEVER:
        finish_bound = activities.must_finish[i]
    if finish < finish_bound or activities.must_finish[i] != NEVER:
        finish = finish_bound
        start = months_before(inputs, table, finish)
    if inputs.rules.floors_mandatory and start < inputs.rules.data_date:
        start = inputs.rules.data_date
        finish = months_after(inputs, table, start)
    dates.start[i] = start
    dates.resume[i] = start
    dates.finish[i] = finish
    dates.remaining[i] = finish - start


def place_work(
    inputs: KernelInput, dates: Dates, i: int, start_bound: int, finish_bound: int
) -> None:
    """Put working time: the earliest stretch of it that meets every bound."""
    activities, calendars = inputs.activities, inputs.calendars
    calendar = activities.calendar[i]
    begin = worked(calendars, calendar, start_bound) if start_bound > 0 else 0
    remaining = remaining_work(inputs, i, begin)
    by_start = begin
    if finish_bound != NEVER:
        begin = max(begin, worked(calendars, calendar, finish_bound) - remaining)
    # Readiness leaves the activity's own dates out, so it is taken before they count.
    dates.ready[i] = start_at(calendars, calendar, begin)
    if has_lone_date(inputs, i):
        begin, finish_bound = 0, NEVER
    finish_bound = max(finish_bound, own_finish(inputs, i))
    if activities.finish_min[i] != NEVER:
        begin = max(begin, worked(calendars, calendar, finish_bound) - remaining)
    begin = begin_by_dates(inputs, i, begin, remaining)
    dates.resume[i] = start_at(calendars, calendar, begin)
    dates.finish[i] = finish_at(calendars, calendar, begin + remaining)
    # Where its work may end before a gap or behind it, the bound can lie behind.
    if finish_bound > dates.finish[i] and finish_bound <= start_at(
        calendars, calendar, begin + remaining
    ):
        dates.finish[i] = finish_bound
    # Work of no length stands where its start is held, or where its finish is.
    if remaining == 0 and begin > by_start:
        dates.resume[i] = dates.finish[i]
    elif remaining == 0:
        dates.finish[i] = dates.resume[i]
    dates.start[i] = dates.resume[i]
    dates.remaining[i] = remaining


def own_finish(inputs: KernelInput, i: int) -> int:
    """Give the first finish that the own dates of an activity allow, or NEVER."""
    activities = inputs.activities
    bound = max(activities.finish_min[i], activities.must_finish[i])
    return NEVER if bound == NEVER else finish_image(inputs, i, bound)


def remaining_work(inputs: KernelInput, i: int, begin: int) -> int:
    """Give the minutes of remaining work; P6 lets an expected finish set them, begun or not."""
    activities, calendars = inputs.activities, inputs.calendars
    expected = activities.expected_finish[i]
    if expected == NEVER:
        return activities.duration[i]
    calendar = activities.calendar[i]
    if activities.start_min[i] != NEVER and activities.actual_start[i] == NEVER:
        begin = max(begin, worked(calendars, calendar, activities.start_min[i]))
    return max(worked(calendars, calendar, expected) - begin, 0)


def begin_by_dates(inputs: KernelInput, i: int, begin: int, remaining: int) -> int:
    """Move the start of work, in working minutes, to what its own date constraints allow."""
    activities, calendars, rules = inputs.activities, inputs.calendars, inputs.rules
    calendar = activities.calendar[i]
    if activities.actual_start[i] == NEVER:
        if activities.start_min[i] != NEVER:
            begin = max(begin, worked(calendars, calendar, activities.start_min[i]))
        # Mandatory dates come last and without `max`: they go before logic in P6 and MS Project.
        if activities.must_start[i] != NEVER:
            begin = worked(calendars, calendar, activities.must_start[i])
    if activities.must_finish[i] != NEVER:
        begin = work_at_finish(inputs, i, activities.must_finish[i]) - remaining
    # The data date of P6 floors every remaining date, mandatory ones too.
    if rules.data_date != NEVER and rules.floors_mandatory:
        begin = max(begin, worked(calendars, calendar, rules.data_date))
    return begin


def has_lone_date(inputs: KernelInput, i: int) -> bool:
    """Tell whether a constraint alone decides the start of an activity without predecessors.

    MS Project then lets the constraint put it before the start of the project.
    """
    activities = inputs.activities
    return (
        inputs.rules.lone_before_start
        and inputs.links.first_into[i] == inputs.links.first_into[i + 1]
        and activities.actual_start[i] == NEVER
        and (activities.start_min[i] != NEVER or activities.finish_min[i] != NEVER)
    )
