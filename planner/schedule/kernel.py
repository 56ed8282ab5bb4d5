"""The forward and backward pass over columns of integers.

The functions use only integers, tuples and indexing: they run as they stand, on lists, and are
compiled for large networks and for simulation (`planner.schedule.compiled`), on arrays. There is
one text of every rule.

Work is counted in the activity's own calendar (`worked`), so two instants without working time
between them are the same point; instants are kept where other calendars must see them.
"""

from __future__ import annotations

from typing import NamedTuple

from planner.schedule.network import Activities
from planner.schedule.network import Links
from planner.schedule.network import Shifts
from planner.timeaxis import NEVER
from planner.timeaxis import BeyondHorizonError
from planner.timeaxis import Calendars
from planner.timeaxis import Writable
from planner.timeaxis import finish_at
from planner.timeaxis import start_at
from planner.timeaxis import worked

LATEST = 2**62
"""Stands for the absence of an upper bound."""

UNBOUND = -(2**61)
"""Relationship float of a link that does not bind its successor; float of what has none."""


class Rules(NamedTuple):
    """The options of a run as integers; the meaning is that of `Options`.

    Attributes:
        data_date: Instant before which nothing that remains is scheduled, or NEVER.
        finish: Instant that replaces the network's finish in the backward pass, or NEVER.
        elapsed: Index of the calendar in which every minute counts.
        lag_calendar: 0 predecessor's, 1 successor's, 2 default, 3 elapsed.
        ends: 0 network, 1 own, 2 dated, 3 nothing but what is dated.
    """

    data_date: int
    finish: int
    elapsed: int
    lag_calendar: int
    ends: int
    override: int
    floors_mandatory: int
    lone_before_start: int
    keeps_instant: int
    start_float: int


class Setting(NamedTuple):
    """Everything that a pass reads."""

    activities: Activities
    links: Links
    calendars: Calendars
    shifts: Shifts
    rules: Rules


class Dates(NamedTuple):
    """Everything that the passes write, per activity and, in `slack`, per link.

    Attributes:
        start: Early start; the actual one where there is one.
        finish: Early finish.
        resume: Early start of the remaining work; equal to `start` before the activity starts.
        ready: Where links and data date alone would put the start: its own constraints left out.
        remaining: Minutes of remaining work.
        late_start: Late start of the remaining work.
        late_finish: Late finish.
        total_float: Working minutes in the activity's float calendar; UNBOUND when finished.
        free_float: Likewise.
        slack: Relationship float: working minutes, in the successor's calendar, by which the link
            could be later without moving its successor; UNBOUND when it does not bind.
    """

    start: Writable
    finish: Writable
    resume: Writable
    ready: Writable
    remaining: Writable
    late_start: Writable
    late_finish: Writable
    total_float: Writable
    free_float: Writable
    slack: Writable


def topological_order(links: Links, order: Writable, waiting: Writable) -> int:
    """Number the activities so that each follows its predecessors (Kahn 1962).

    Args:
        links: The links.
        order: Written: activity numbers in order; one entry per activity.
        waiting: Scratch; one entry per activity.

    Returns:
        How many activities could be ordered; fewer than there are when links form a cycle.
    """
    filled = 0
    for i in range(len(order)):
        waiting[i] = links.first_into[i + 1] - links.first_into[i]
        if waiting[i] == 0:
            order[filled] = i
            filled += 1
    done = 0
    while done < filled:
        i = order[done]
        done += 1
        for position in range(links.first_out[i], links.first_out[i + 1]):
            successor = links.successor[links.leaving[position]]
            waiting[successor] -= 1
            if waiting[successor] == 0:
                order[filled] = successor
                filled += 1
    return filled


def shifted(setting: Setting, table: int, instant: int) -> int:
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


def unshifted(setting: Setting, table: int, limit: int) -> int:
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


def calendar_of_lag(setting: Setting, k: int) -> int:
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


def with_lag(setting: Setting, k: int, instant: int) -> int:
    """An instant at the predecessor moved by the lag of a link."""
    if setting.links.shift[k] >= 0:
        return shifted(setting, setting.links.shift[k], instant)
    lag = setting.links.lag[k]
    if lag == 0:
        return instant
    calendar = calendar_of_lag(setting, k)
    return finish_at(setting.calendars, calendar, worked(setting.calendars, calendar, instant) + lag)


def without_lag(setting: Setting, k: int, limit: int) -> int:
    """The latest instant at the predecessor that, moved by the lag, is not after a limit."""
    if setting.links.shift[k] >= 0:
        return unshifted(setting, setting.links.shift[k], limit)
    lag = setting.links.lag[k]
    if lag == 0:
        return limit
    calendar = calendar_of_lag(setting, k)
    return start_at(setting.calendars, calendar, worked(setting.calendars, calendar, limit) - lag)


def binds(setting: Setting, k: int) -> bool:
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


def link_bound(setting: Setting, dates: Dates, k: int) -> int:
    """The earliest instant that a link allows at its end of the successor."""
    predecessor = setting.links.predecessor[k]
    from_finish = setting.links.type[k] in (0, 2)
    instant = dates.finish[predecessor] if from_finish else dates.start[predecessor]
    return with_lag(setting, k, instant)


def forward(setting: Setting, order: Writable, dates: Dates) -> None:
    """Early dates of every activity, predecessors first."""
    for i in order:
        early_dates(setting, dates, i)


def early_dates(setting: Setting, dates: Dates, i: int) -> None:
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
            if links.type[k] < 2:  # noqa: PLR2004 - FS and SS hold the start
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


def may_precede_project(setting: Setting, i: int) -> bool:
    """Whether a predecessor places an unstarted activity, be it before the project start."""
    links = setting.links
    if setting.rules.lone_before_start == 0 or setting.activities.actual_start[i] != NEVER:
        return False
    for k in range(links.first_into[i], links.first_into[i + 1]):
        if links.type[k] != 2:  # noqa: PLR2004 - FF alone does not
            return True
    return False


def place_milestone(setting: Setting, dates: Dates, i: int, bound: int) -> None:
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


def place_term(setting: Setting, dates: Dates, i: int, start: int, finish_bound: int) -> None:
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


def place_work(setting: Setting, dates: Dates, i: int, start_bound: int, finish_bound: int) -> None:
    """Put working time: the earliest stretch of it that meets every bound."""
    activities, calendars, rules = setting.activities, setting.calendars, setting.rules
    calendar = activities.calendar[i]
    remaining = activities.duration[i]
    begin = worked(calendars, calendar, start_bound) if start_bound > 0 else 0
    if activities.expected_finish[i] != NEVER:
        remaining = max(worked(calendars, calendar, activities.expected_finish[i]) - begin, 0)
    if finish_bound != NEVER:
        begin = max(begin, worked(calendars, calendar, finish_bound) - remaining)
    dates.ready[i] = start_at(calendars, calendar, begin)
    if lone_before_start(setting, i):
        begin = 0
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
    dates.resume[i] = start_at(calendars, calendar, begin)
    dates.start[i] = dates.resume[i]
    dates.finish[i] = finish_at(calendars, calendar, begin + remaining)
    if remaining == 0:
        dates.finish[i] = dates.resume[i]
    dates.remaining[i] = remaining


def lone_before_start(setting: Setting, i: int) -> bool:
    """Whether a constraint alone decides the start of an activity without predecessors."""
    activities = setting.activities
    return (
        setting.rules.lone_before_start == 1
        and setting.links.first_into[i] == setting.links.first_into[i + 1]
        and activities.actual_start[i] == NEVER
        and (activities.start_min[i] != NEVER or activities.finish_min[i] != NEVER)
    )


def as_late_as_possible(setting: Setting, order: Writable, dates: Dates) -> None:
    """Move what is to be late by its free float, successors first."""
    activities, calendars = setting.activities, setting.calendars
    last = network_finish(setting, dates)
    for position in range(len(order) - 1, -1, -1):
        i = order[position]
        if activities.late[i] == 0 or activities.actual_start[i] != NEVER:
            continue
        if activities.actual_finish[i] != NEVER:
            continue
        calendar = activities.calendar[i]
        gap = earliest_need(setting, dates, i, calendar)
        if gap == LATEST:
            gap = worked(calendars, calendar, last) - worked(calendars, calendar, dates.finish[i])
        if gap > 0:
            begin = worked(calendars, calendar, dates.start[i]) + gap
            dates.start[i] = start_at(calendars, calendar, begin)
            dates.finish[i] = finish_at(calendars, calendar, begin + dates.remaining[i])
            if dates.remaining[i] == 0:
                dates.finish[i] = dates.start[i]
            dates.resume[i] = dates.start[i]


def network_finish(setting: Setting, dates: Dates) -> int:
    """The instant at which the last activity ends, or the one that replaces it."""
    if setting.rules.finish != NEVER:
        return setting.rules.finish
    last = NEVER
    for i in range(len(dates.finish)):
        last = max(last, dates.finish[i])
    return last


def earliest_need(setting: Setting, dates: Dates, i: int, calendar: int) -> int:
    """Working minutes by which an activity can slip before the early dates of a successor move.

    Returns:
        Minutes in `calendar`, or LATEST when no open successor waits for it.
    """
    links, calendars = setting.links, setting.calendars
    least = LATEST
    for position in range(links.first_out[i], links.first_out[i + 1]):
        k = links.leaving[position]
        from_finish = links.type[k] in (0, 2)
        if not binds(setting, k):
            continue
        if not from_finish and setting.activities.actual_start[i] != NEVER:
            continue
        successor = links.successor[k]
        need = dates.resume[successor] if links.type[k] < 2 else dates.finish[successor]  # noqa: PLR2004
        latest = without_lag(setting, k, need)
        own = dates.finish[i] if from_finish else dates.start[i]
        least = min(least, worked(calendars, calendar, latest) - worked(calendars, calendar, own))
    return least


def backward(setting: Setting, order: Writable, dates: Dates) -> None:
    """Late dates of every activity, successors first."""
    last = network_finish(setting, dates)
    for position in range(len(order) - 1, -1, -1):
        late_dates(setting, dates, order[position], last)


def late_dates(setting: Setting, dates: Dates, i: int, last: int) -> None:
    """The latest dates of one activity that move no bound downstream."""
    activities, links, calendars = setting.activities, setting.links, setting.calendars
    if activities.actual_finish[i] != NEVER:
        dates.late_start[i] = dates.start[i]
        dates.late_finish[i] = dates.finish[i]
        return
    finish_limit = LATEST
    start_limit = LATEST
    for position in range(links.first_out[i], links.first_out[i + 1]):
        k = links.leaving[position]
        if not binds(setting, k):
            continue
        successor = links.successor[k]
        holds_start = links.type[k] < 2  # noqa: PLR2004 - FS and SS
        need = dates.late_start[successor] if holds_start else dates.late_finish[successor]
        if need == LATEST:
            continue
        limit = without_lag(setting, k, need)
        if links.type[k] in (0, 2):
            finish_limit = min(finish_limit, limit)
        elif activities.actual_start[i] == NEVER:
            start_limit = min(start_limit, limit)
    dated = LATEST
    if activities.bound[i] != NEVER:
        dated = activities.bound[i]
    if activities.finish_max[i] != NEVER:
        dated = min(dated, activities.finish_max[i])
    if finish_limit == LATEST:
        finish_limit = end_limit(setting, dates, i, last, dated)
    finish_limit = min(finish_limit, dated)
    if activities.start_max[i] != NEVER and activities.actual_start[i] == NEVER:
        start_limit = min(start_limit, activities.start_max[i])
    if finish_limit == LATEST and start_limit == LATEST:
        dates.late_start[i] = LATEST
        dates.late_finish[i] = LATEST
        return
    if activities.kind[i] > 0:
        limit = min(finish_limit, start_limit)
        must = max(activities.must_start[i], activities.must_finish[i])
        dates.late_finish[i] = limit if must == NEVER else must
        dates.late_start[i] = dates.late_finish[i]
        return
    if activities.shift[i] >= 0:
        late_term(setting, dates, i, finish_limit, start_limit)
        return
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


def late_term(setting: Setting, dates: Dates, i: int, finish_limit: int, start_limit: int) -> None:
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


def end_limit(setting: Setting, dates: Dates, i: int, last: int, dated: int) -> int:
    """The bound on the finish of an activity for which no open successor waits."""
    if setting.rules.ends == 1:
        return dates.finish[i]
    if setting.rules.ends >= 2 and dated != LATEST:  # noqa: PLR2004 - dated, and targets alone
        return dated
    return LATEST if setting.rules.ends == 3 else last  # noqa: PLR2004 - targets alone


def to_bound(setting: Setting, dates: Dates, i: int) -> int:
    """Free float of an activity for which nothing waits: the way to its bound, if any is left."""
    if dates.late_finish[i] == LATEST:
        return UNBOUND
    calendar = setting.activities.float_calendar[i]
    finish = worked(setting.calendars, calendar, dates.finish[i])
    return max(worked(setting.calendars, calendar, dates.late_finish[i]) - finish, 0)


def floats(setting: Setting, dates: Dates) -> None:
    """Total and free float of every activity, and the relationship float of every link."""
    activities, links, calendars = setting.activities, setting.links, setting.calendars
    for i in range(len(dates.finish)):
        dates.total_float[i] = UNBOUND
        dates.free_float[i] = UNBOUND
        if activities.actual_finish[i] != NEVER:
            continue
        calendar = activities.float_calendar[i]
        if dates.late_finish[i] != LATEST:
            finish = worked(calendars, calendar, dates.finish[i])
            total = worked(calendars, calendar, dates.late_finish[i]) - finish
            if setting.rules.start_float == 1 and activities.actual_start[i] == NEVER:
                start = worked(calendars, calendar, dates.start[i])
                total = min(total, worked(calendars, calendar, dates.late_start[i]) - start)
            dates.total_float[i] = total
        free = earliest_need(setting, dates, i, calendar)
        if free == LATEST:
            free = to_bound(setting, dates, i)
        dates.free_float[i] = free
    for k in range(len(links.successor)):
        dates.slack[k] = UNBOUND
        if not binds(setting, k):
            continue
        i = links.successor[k]
        calendar = activities.calendar[i]
        own = dates.resume[i] if links.type[k] < 2 else dates.finish[i]  # noqa: PLR2004 - FS and SS
        bound = worked(calendars, calendar, link_bound(setting, dates, k))
        dates.slack[k] = worked(calendars, calendar, own) - bound
