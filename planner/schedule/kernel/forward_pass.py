"""The forward pass: the earliest dates that links, constraints and progress allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.schedule.kernel.links import binds
from planner.schedule.kernel.links import holds_start
from planner.schedule.kernel.links import link_bound
from planner.schedule.kernel.links import shifted
from planner.schedule.kernel.links import work_to_finish
from planner.timeaxis import NEVER
from planner.timeaxis import finish_at
from planner.timeaxis import start_at
from planner.timeaxis import worked

if TYPE_CHECKING:
    from planner.schedule.kernel.inputs import Dates
    from planner.schedule.kernel.inputs import KernelInput
    from planner.timeaxis import Writable


def forward(setting: KernelInput, order: Writable, dates: Dates) -> None:
    """Early dates of every activity, predecessors first."""
    for i in order:
        early_dates(setting, dates, i)


def early_dates(setting: KernelInput, dates: Dates, i: int) -> None:
    """The earliest dates of one activity that its links, constraints and progress allow."""
    activities, links, rules = setting.activities, setting.links, setting.rules
    if activities.actual_finish[i] != NEVER:
        begun = activities.actual_start[i]
        dates.start[i] = begun if begun != NEVER else activities.actual_finish[i]
        dates.finish[i] = activities.actual_finish[i]
        dates.resume[i] = dates.finish[i]
        dates.ready[i] = dates.start[i]
        dates.remaining[i] = 0
        return
    start_bound = rules.data_date
    if not may_precede_project(setting, i):
        start_bound = max(start_bound, activities.floor[i])
    if activities.kind[i] == 2:  # noqa: PLR2004 - Kind.FINISH_MILESTONE
        start_bound += 1  # an end falls on the day that has begun, not on the evening before
    finish_bound = NEVER
    for k in range(links.first_into[i], links.first_into[i + 1]):
        if binds(setting, k):
            bound = link_bound(setting, dates, k)
            if holds_start(setting, k):
                start_bound = max(start_bound, bound)
            else:
                finish_bound = max(finish_bound, bound)
    if activities.kind[i] > 0:
        place_milestone(setting, dates, i, max(start_bound, finish_bound))
    elif activities.shift[i] >= 0:
        place_term(setting, dates, i, start_bound, finish_bound)
    else:
        place_work(setting, dates, i, start_bound, finish_bound)
    if activities.actual_start[i] != NEVER:
        dates.start[i] = activities.actual_start[i]


def may_precede_project(setting: KernelInput, i: int) -> bool:
    """Whether a predecessor places an unstarted activity, be it before the project start."""
    links = setting.links
    if setting.rules.lone_before_start == 0 or setting.activities.actual_start[i] != NEVER:
        return False
    for k in range(links.first_into[i], links.first_into[i + 1]):  # noqa: SIM110 - compiled
        if links.type[k] != 2:  # noqa: PLR2004 - FF alone does not
            return True
    return False


def place_milestone(setting: KernelInput, dates: Dates, i: int, bound: int) -> None:
    """Put a milestone on the instant at which it can be reached."""
    activities, calendars = setting.activities, setting.calendars
    calendar = activities.calendar[i]
    if activities.kind[i] == 1 and setting.rules.keeps_instant == 0:
        bound = start_at(calendars, calendar, worked(calendars, calendar, bound))
        if calendars.total[calendar] == calendars.days[0] * 1440:
            bound = -(-bound // 1440) * 1440  # what applies on calendar days applies from midnight
    dates.ready[i] = bound
    instant = max(bound, activities.start_min[i], activities.finish_min[i])
    if lone_before_start(setting, i):
        instant = max(activities.start_min[i], activities.finish_min[i])
    must = max(activities.must_start[i], activities.must_finish[i])
    if must != NEVER:
        instant = must
        if setting.rules.floors_mandatory == 1:
            instant = max(must, setting.rules.data_date)
    dates.start[i] = instant
    dates.finish[i] = instant
    dates.resume[i] = instant
    dates.remaining[i] = 0


def place_term(setting: KernelInput, dates: Dates, i: int, start: int, finish_bound: int) -> None:
    """Put calendar months or a statutory term; what has begun runs from its actual start."""
    activities = setting.activities
    table = activities.shift[i]
    dates.ready[i] = start
    start = max(start, activities.start_min[i])
    if activities.must_start[i] != NEVER:
        start = activities.must_start[i]
    begin = activities.actual_start[i] if activities.actual_start[i] != NEVER else start
    finish = shifted(setting, table, begin)
    finish_bound = max(finish_bound, activities.finish_min[i])
    if activities.actual_start[i] != NEVER:
        finish = max(finish, finish_bound, setting.rules.data_date + 1)
        start = min(start, finish)
    else:
        while finish < finish_bound:
            start += 1440
            finish = shifted(setting, table, start)
    dates.start[i] = start
    dates.resume[i] = start
    dates.finish[i] = finish
    dates.remaining[i] = finish - start


def place_work(
    setting: KernelInput, dates: Dates, i: int, start_bound: int, finish_bound: int
) -> None:
    """Put working time: the earliest stretch of it that meets every bound."""
    activities, calendars = setting.activities, setting.calendars
    calendar = activities.calendar[i]
    remaining = activities.duration[i]
    begin = worked(calendars, calendar, start_bound) if start_bound > 0 else 0
    if activities.expected_finish[i] != NEVER:
        remaining = max(worked(calendars, calendar, activities.expected_finish[i]) - begin, 0)
    if finish_bound != NEVER:
        begin = max(begin, work_to_finish(setting, calendar, finish_bound) - remaining)
    dates.ready[i] = start_at(calendars, calendar, begin)
    if lone_before_start(setting, i):
        begin = 0
    begin = begin_by_dates(setting, i, begin, remaining)
    dates.resume[i] = start_at(calendars, calendar, begin)
    dates.start[i] = dates.resume[i]
    dates.finish[i] = finish_at(calendars, calendar, begin + remaining)
    if remaining == 0:
        dates.finish[i] = dates.resume[i]
    dates.remaining[i] = remaining


def begin_by_dates(setting: KernelInput, i: int, begin: int, remaining: int) -> int:
    """Working minutes before the start of work once its own date constraints have their say."""
    activities, calendars, rules = setting.activities, setting.calendars, setting.rules
    calendar = activities.calendar[i]
    if activities.finish_min[i] != NEVER:
        begin = max(begin, worked(calendars, calendar, activities.finish_min[i]) - remaining)
    if activities.actual_start[i] == NEVER:
        if activities.start_min[i] != NEVER:
            begin = max(begin, worked(calendars, calendar, activities.start_min[i]))
        if activities.must_start[i] != NEVER:
            begin = worked(calendars, calendar, activities.must_start[i])
    if activities.must_finish[i] != NEVER:
        begin = worked(calendars, calendar, activities.must_finish[i]) - remaining
    if rules.data_date != NEVER and rules.floors_mandatory == 1:
        begin = max(begin, worked(calendars, calendar, rules.data_date))
    return begin


def lone_before_start(setting: KernelInput, i: int) -> bool:
    """Whether a constraint alone decides the start of an activity without predecessors."""
    activities = setting.activities
    return (
        setting.rules.lone_before_start == 1
        and setting.links.first_into[i] == setting.links.first_into[i + 1]
        and activities.actual_start[i] == NEVER
        and (activities.start_min[i] != NEVER or activities.finish_min[i] != NEVER)
    )
