"""What a link with its lag asks of its successor, and allows its predecessor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.timeaxis import NEVER
from planner.timeaxis import BeyondHorizonError
from planner.timeaxis import finish_at
from planner.timeaxis import start_at
from planner.timeaxis import worked

if TYPE_CHECKING:
    from planner.schedule.kernel.inputs import Dates
    from planner.schedule.kernel.inputs import KernelInput


def shifted(setting: KernelInput, table: int, instant: int) -> int:
    """The end of a stretch of calendar months or of a statutory term that begins at an instant."""
    kind = setting.shifts.kind[table]
    event = instant - 1 if kind == 1 else instant
    day = event // 1440 - setting.calendars.first_day[0]
    if day < 0 or day >= setting.calendars.days[0]:
        raise BeyondHorizonError
    result = setting.shifts.day[table * setting.calendars.days[0] + day]
    if kind == 0:
        return result * 1440 + instant % 1440
    return (result + 1) * 1440


def unshifted(setting: KernelInput, table: int, limit: int) -> int:
    """The latest instant whose shifted instant is not after a limit."""
    days = setting.calendars.days[0]
    low = 0
    high = days - 1
    while low < high:
        middle = (low + high + 1) // 2
        begin = (setting.calendars.first_day[0] + middle) * 1440
        if shifted(setting, table, begin + 1) <= limit:
            low = middle
        else:
            high = middle - 1
    begin = (setting.calendars.first_day[0] + low) * 1440
    if setting.shifts.kind[table] == 0:
        spare = limit - shifted(setting, table, begin)
        return begin + min(max(spare, 0), 1439)
    return begin + (1440 if setting.shifts.kind[table] == 1 else 1439)


def calendar_of_lag(setting: KernelInput, k: int) -> int:
    """Index of the calendar on which the lag of a link runs."""
    links = setting.links
    if links.calendar[k] >= 0:
        return links.calendar[k]
    choice = setting.rules.lag_calendar
    if choice == 0:
        return setting.activities.calendar[links.predecessor[k]]
    if choice == 1:
        return setting.activities.calendar[links.successor[k]]
    return 0 if choice == 2 else setting.rules.elapsed  # noqa: PLR2004 - LagCalendar.DEFAULT


def with_lag(setting: KernelInput, k: int, instant: int) -> int:
    """An instant at the predecessor moved by the lag of a link."""
    if setting.links.shift[k] >= 0:
        return shifted(setting, setting.links.shift[k], instant)
    lag = setting.links.lag[k]
    if lag == 0:
        return instant
    calendar = calendar_of_lag(setting, k)
    return finish_at(
        setting.calendars, calendar, worked(setting.calendars, calendar, instant) + lag
    )


def without_lag(setting: KernelInput, k: int, limit: int) -> int:
    """The latest instant at the predecessor that, moved by the lag, is not after a limit."""
    if setting.links.shift[k] >= 0:
        return unshifted(setting, setting.links.shift[k], limit)
    lag = setting.links.lag[k]
    if lag == 0:
        return limit
    calendar = calendar_of_lag(setting, k)
    return start_at(setting.calendars, calendar, worked(setting.calendars, calendar, limit) - lag)


def from_finish(setting: KernelInput, k: int) -> bool:
    """Whether a link hangs on the finish of its predecessor (FS and FF)."""
    return setting.links.type[k] % 2 == 0


def holds_start(setting: KernelInput, k: int) -> bool:
    """Whether a link holds the start of its successor (FS and SS)."""
    return setting.links.type[k] <= 1


def need_of(setting: KernelInput, k: int, start: int, finish: int) -> int:
    """The latest instant that a link may ask of its successor, given the successor's dates.

    A finish may as well lie anywhere up to the next working minute of the successor's calendar.
    """
    if holds_start(setting, k):
        return start
    i = setting.links.successor[k]
    if setting.activities.kind[i] > 0:
        return finish
    calendar = setting.activities.calendar[i]
    work = worked(setting.calendars, calendar, finish)
    if setting.rules.whole_days == 1:
        return finish_at(setting.calendars, calendar, work)
    return start_at(setting.calendars, calendar, work)


def work_to_finish(setting: KernelInput, calendar: int, bound: int) -> int:
    """Working minutes at which work must end that may not finish before a bound."""
    work = worked(setting.calendars, calendar, bound)
    if setting.rules.whole_days == 0 or bound <= finish_at(setting.calendars, calendar, work):
        return work
    following = start_at(setting.calendars, calendar, work) // 1440 + 1
    return worked(setting.calendars, calendar, following * 1440)


def binds(setting: KernelInput, k: int) -> bool:
    """Whether a link says anything about the remaining work of its successor."""
    activities = setting.activities
    successor = setting.links.successor[k]
    if activities.actual_finish[successor] != NEVER:
        return False
    if activities.actual_start[successor] == NEVER:
        return True
    if setting.rules.override == 1:
        return activities.actual_finish[setting.links.predecessor[k]] != NEVER
    return setting.links.type[k] != 1


def link_bound(setting: KernelInput, dates: Dates, k: int) -> int:
    """The earliest instant that a link allows at its end of the successor."""
    predecessor = setting.links.predecessor[k]
    hangs_on_finish = from_finish(setting, k)
    instant = dates.finish[predecessor] if hangs_on_finish else dates.start[predecessor]
    return with_lag(setting, k, instant)
