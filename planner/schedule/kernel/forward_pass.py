"""The forward pass: the earliest dates that links, constraints and progress allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.schedule.columns import FF
from planner.schedule.columns import FINISH_MILESTONE
from planner.schedule.columns import START_MILESTONE
from planner.schedule.columns import TASK
from planner.schedule.kernel.links import binds
from planner.schedule.kernel.links import holds_start
from planner.schedule.kernel.links import link_bound
from planner.schedule.kernel.links import shifted
from planner.schedule.kernel.links import work_to_finish
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
    activities, links = inputs.activities, inputs.links
    if activities.actual_finish[i] != NEVER:
        keep_actual_dates(inputs, dates, i)
        return
    start_bound = start_without_links(inputs, i)
    finish_bound = NEVER
    for k in range(links.first_into[i], links.first_into[i + 1]):
        if binds(inputs, k):
            bound = link_bound(inputs, dates, k)
            if holds_start(inputs, k):
                start_bound = max(start_bound, bound)
            else:
                finish_bound = max(finish_bound, bound)
    if activities.kind[i] != TASK:
        place_milestone(inputs, dates, i, max(start_bound, finish_bound))
    elif activities.shift[i] >= 0:
        place_term(inputs, dates, i, start_bound, finish_bound)
    else:
        place_work(inputs, dates, i, start_bound, finish_bound)
    if activities.actual_start[i] != NEVER:
        dates.start[i] = activities.actual_start[i]


def keep_actual_dates(inputs: KernelInput, dates: Dates, i: int) -> None:
    """Give a finished activity its actual dates."""
    activities = inputs.activities
    begun = activities.actual_start[i]
    dates.start[i] = begun if begun != NEVER else activities.actual_finish[i]
    dates.finish[i] = activities.actual_finish[i]
    dates.resume[i] = dates.finish[i]
    dates.ready[i] = dates.start[i]
    dates.remaining[i] = 0


def start_without_links(inputs: KernelInput, i: int) -> int:
    """Give the first instant for remaining work: the data date and the project start."""
    start = inputs.rules.data_date
    if not may_precede_project(inputs, i):
        start = max(start, inputs.activities.floor[i])
    if inputs.activities.kind[i] == FINISH_MILESTONE:
        start += 1  # an end falls on the day that has begun, not on the evening before
    return start


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
    activities, calendars = inputs.activities, inputs.calendars
    calendar = activities.calendar[i]
    # MS Project leaves a milestone on the instant at which its predecessors end.
    if activities.kind[i] == START_MILESTONE and not inputs.rules.keeps_instant:
        bound = start_at(calendars, calendar, worked(calendars, calendar, bound))
        if calendars.total[calendar] == calendars.days[0] * DAY:
            bound = -(-bound // DAY) * DAY  # what applies on calendar days applies from midnight
    dates.ready[i] = bound
    instant = max(bound, activities.start_min[i], activities.finish_min[i])
    if has_lone_date(inputs, i):
        instant = max(activities.start_min[i], activities.finish_min[i])
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
    """Put calendar months or a statutory term."""
    activities = inputs.activities
    table = activities.shift[i]
    dates.ready[i] = start
    start = max(start, activities.start_min[i])
    if activities.must_start[i] != NEVER:
        start = activities.must_start[i]
    finish_bound = max(finish_bound, activities.finish_min[i])
    if activities.actual_start[i] != NEVER:
        # The law counts from the event, so progress does not shorten a term that has begun.
        finish = shifted(inputs, table, activities.actual_start[i])
        finish = max(finish, finish_bound, inputs.rules.data_date + 1)
        start = min(start, finish)
    else:
        finish = shifted(inputs, table, start)
        # Ends jump over weekends and holidays, so the start is found by trying day after day.
        while finish < finish_bound:
            start += DAY
            finish = shifted(inputs, table, start)
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
    remaining = activities.duration[i]
    begin = worked(calendars, calendar, start_bound) if start_bound > 0 else 0
    # P6: an expected finish sets the remaining duration, also of what has not started.
    if activities.expected_finish[i] != NEVER:
        remaining = max(worked(calendars, calendar, activities.expected_finish[i]) - begin, 0)
    if finish_bound != NEVER:
        begin = max(begin, work_to_finish(inputs, calendar, finish_bound) - remaining)
    # Readiness leaves the activity's own dates out, so it is taken before they count.
    dates.ready[i] = start_at(calendars, calendar, begin)
    if has_lone_date(inputs, i):
        begin = 0
    begin = begin_by_dates(inputs, i, begin, remaining)
    dates.resume[i] = start_at(calendars, calendar, begin)
    dates.start[i] = dates.resume[i]
    dates.finish[i] = finish_at(calendars, calendar, begin + remaining)
    # Without work the finish would fall on the evening before the start.
    if remaining == 0:
        dates.finish[i] = dates.resume[i]
    dates.remaining[i] = remaining


def begin_by_dates(inputs: KernelInput, i: int, begin: int, remaining: int) -> int:
    """Move the start of work, in working minutes, to what its own date constraints allow."""
    activities, calendars, rules = inputs.activities, inputs.calendars, inputs.rules
    calendar = activities.calendar[i]
    if activities.finish_min[i] != NEVER:
        begin = max(begin, worked(calendars, calendar, activities.finish_min[i]) - remaining)
    if activities.actual_start[i] == NEVER:
        if activities.start_min[i] != NEVER:
            begin = max(begin, worked(calendars, calendar, activities.start_min[i]))
        # Mandatory dates come last and without `max`: they go before logic in P6 and MS Project.
        if activities.must_start[i] != NEVER:
            begin = worked(calendars, calendar, activities.must_start[i])
    if activities.must_finish[i] != NEVER:
        begin = worked(calendars, calendar, activities.must_finish[i]) - remaining
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
