"""The backward pass: the latest dates that move no target, deadline or end of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


def backward(setting: KernelInput, order: Writable, dates: Dates) -> None:
    """Late dates of every activity, successors first."""
    last = network_finish(setting, dates)
    for position in range(len(order) - 1, -1, -1):
        late_dates(setting, dates, order[position], last)


def network_finish(setting: KernelInput, dates: Dates) -> int:
    """The instant at which the last activity ends, or the one that replaces it."""
    if setting.rules.finish != NEVER:
        return setting.rules.finish
    last = NEVER
    for i in range(len(dates.finish)):
        last = max(last, dates.finish[i])
    return last


def late_dates(setting: KernelInput, dates: Dates, i: int, last: int) -> None:
    """The latest dates of one activity that move no bound downstream."""
    activities = setting.activities
    if activities.actual_finish[i] != NEVER:
        dates.late_start[i] = dates.start[i]
        dates.late_finish[i] = dates.finish[i]
        return
    finish_limit, start_limit = limits_of_successors(setting, dates, i)
    dated = latest_by_date(setting, i)
    if finish_limit == LATEST:
        finish_limit = end_limit(setting, dates, i, last, dated)
    finish_limit = min(finish_limit, dated)
    if activities.start_max[i] != NEVER and activities.actual_start[i] == NEVER:
        start_limit = min(start_limit, activities.start_max[i])
    if finish_limit == LATEST and start_limit == LATEST:
        dates.late_start[i] = LATEST
        dates.late_finish[i] = LATEST
    elif activities.kind[i] > 0:
        must = max(activities.must_start[i], activities.must_finish[i])
        dates.late_finish[i] = min(finish_limit, start_limit) if must == NEVER else must
        dates.late_start[i] = dates.late_finish[i]
    elif activities.shift[i] >= 0:
        late_term(setting, dates, i, finish_limit, start_limit)
    else:
        late_work(setting, dates, i, finish_limit, start_limit)


def limits_of_successors(setting: KernelInput, dates: Dates, i: int) -> tuple[int, int]:
    """The latest finish and the latest start that the open successors of an activity allow."""
    activities, links = setting.activities, setting.links
    finish_limit = LATEST
    start_limit = LATEST
    for position in range(links.first_out[i], links.first_out[i + 1]):
        k = links.leaving[position]
        if not binds(setting, k):
            continue
        successor = links.successor[k]
        if dates.late_finish[successor] == LATEST:
            continue
        need = need_of(setting, k, dates.late_start[successor], dates.late_finish[successor])
        limit = without_lag(setting, k, need)
        if from_finish(setting, k):
            finish_limit = min(finish_limit, limit)
        elif activities.actual_start[i] == NEVER:
            start_limit = min(start_limit, limit)
    return finish_limit, start_limit


def latest_by_date(setting: KernelInput, i: int) -> int:
    """The earliest of the target date, deadline and "finish no later than" of an activity."""
    dated = LATEST
    if setting.activities.bound[i] != NEVER:
        dated = setting.activities.bound[i]
    if setting.activities.finish_max[i] != NEVER:
        dated = min(dated, setting.activities.finish_max[i])
    return dated


def late_work(
    setting: KernelInput, dates: Dates, i: int, finish_limit: int, start_limit: int
) -> None:
    """Late dates of working time; a mandatory date goes before every limit."""
    activities, calendars = setting.activities, setting.calendars
    calendar = activities.calendar[i]
    end = LATEST
    if finish_limit != LATEST:
        end = worked(calendars, calendar, finish_limit)
    if start_limit != LATEST:
        end = min(end, worked(calendars, calendar, start_limit) + dates.remaining[i])
    if activities.must_start[i] != NEVER and activities.actual_start[i] == NEVER:
        end = worked(calendars, calendar, activities.must_start[i]) + dates.remaining[i]
    if activities.must_finish[i] != NEVER:
        end = worked(calendars, calendar, activities.must_finish[i])
    dates.late_finish[i] = finish_at(calendars, calendar, end)
    dates.late_start[i] = start_at(calendars, calendar, end - dates.remaining[i])


def late_term(
    setting: KernelInput, dates: Dates, i: int, finish_limit: int, start_limit: int
) -> None:
    """Late dates of calendar months or a statutory term."""
    table = setting.activities.shift[i]
    if finish_limit != LATEST:
        start_limit = min(start_limit, unshifted(setting, table, finish_limit))
    if setting.activities.actual_start[i] != NEVER:
        dates.late_start[i] = dates.resume[i]
        dates.late_finish[i] = finish_limit
        return
    dates.late_start[i] = start_limit
    dates.late_finish[i] = shifted(setting, table, start_limit)


def end_limit(setting: KernelInput, dates: Dates, i: int, last: int, dated: int) -> int:
    """The bound on the finish of an activity for which no open successor waits."""
    if setting.rules.ends == 1:
        return dates.finish[i]
    if setting.rules.ends >= 2 and dated != LATEST:  # noqa: PLR2004 - dated, and targets alone
        return dated
    return LATEST if setting.rules.ends == 3 else last  # noqa: PLR2004 - targets alone
