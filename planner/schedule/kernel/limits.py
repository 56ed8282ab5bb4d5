"""How late an end of an activity may be, by what waits for it.

The limit of a link is the latest instant of its predecessor that leaves the successor where it is.
Behind a gap of the successor's calendar lies the same working instant once more, and an end that
lies exactly there does as well, although one in the gap would not. So a link has two limits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

from planner.schedule.columns import FINISH_MILESTONE
from planner.schedule.columns import START_MILESTONE
from planner.schedule.columns import TASK
from planner.schedule.kernel.inputs import AT_FINISH
from planner.schedule.kernel.inputs import AT_START
from planner.schedule.kernel.inputs import EARLY
from planner.schedule.kernel.inputs import LATEST
from planner.schedule.kernel.instants import finish_image
from planner.schedule.kernel.instants import in_whole_days
from planner.schedule.kernel.instants import is_term
from planner.schedule.kernel.instants import last_start
from planner.schedule.kernel.instants import opening
from planner.schedule.kernel.instants import start_image
from planner.schedule.kernel.links import begins_term
from planner.schedule.kernel.links import binds
from planner.schedule.kernel.links import from_finish
from planner.schedule.kernel.links import holds_start
from planner.schedule.kernel.links import holds_through
from planner.schedule.kernel.links import latest_event
from planner.schedule.kernel.links import with_lag
from planner.schedule.kernel.links import without_lag
from planner.timeaxis import DAY
from planner.timeaxis import NEVER
from planner.timeaxis import finish_at
from planner.timeaxis import start_at
from planner.timeaxis import worked

if TYPE_CHECKING:
    from planner.schedule.kernel.inputs import Dates
    from planner.schedule.kernel.inputs import KernelInput


class Limit(NamedTuple):
    """The latest instants of an end that leave all that waits for it where it is.

    Attributes:
        before: The latest one up to which all are fine; LATEST where nothing waits.
        behind: A later one behind a gap that is fine as well, or `before` where there is none.
    """

    before: int
    behind: int


def settled(limit: Limit, cap: int) -> int:
    """Give the latest instant that every link allows, and that is not after a cap where it can."""
    return limit.before if limit.behind > cap else limit.behind


def both(one: Limit, other: Limit) -> Limit:
    """Join the limits of two ends that lie on the same instant."""
    before, behind = min(one.before, other.before), min(one.behind, other.behind)
    if allows(one, behind) and allows(other, behind):
        return Limit(before, behind)
    return Limit(before, before)


def allows(limit: Limit, instant: int) -> bool:
    """Tell whether an instant is fine: between the two instants of a limit nothing is."""
    return instant <= limit.before or instant == limit.behind


def limit_of_end(inputs: KernelInput, dates: Dates, i: int, end: int, stays: int) -> Limit:
    """Give the limit of one end of an activity by the late or the early dates of what waits.

    Args:
        inputs: The network.
        dates: The dates so far.
        i: The activity.
        end: AT_START or AT_FINISH.
        stays: LATE or EARLY.
    """
    activities = inputs.activities
    # Once work has begun, its start can hold nothing any more; of finished work the hold can.
    is_open = activities.actual_finish[i] == NEVER
    if end == AT_START and is_open and activities.actual_start[i] != NEVER:
        return Limit(LATEST, LATEST)
    links = inputs.links
    before = behind = LATEST
    for position in range(links.first_out[i], links.first_out[i + 1]):
        k = links.leaving[position]
        if end_of_link(inputs, k) == end:
            limit = limit_of_link(inputs, dates, k, stays)
            before, behind = min(before, limit.before), min(behind, limit.behind)
    if before == behind:
        return Limit(before, behind)
    for position in range(links.first_out[i], links.first_out[i + 1]):
        k = links.leaving[position]
        if end_of_link(inputs, k) != end:
            continue
        if not allows(limit_of_link(inputs, dates, k, stays), behind):
            return Limit(before, before)
    return Limit(before, behind)


def end_of_link(inputs: KernelInput, k: int) -> int:
    """Give the end of its predecessor on which a link hangs."""
    return AT_FINISH if from_finish(inputs, k) else AT_START


def limit_of_link(inputs: KernelInput, dates: Dates, k: int, stays: int) -> Limit:
    """Give the limit that a link puts on its predecessor."""
    i = inputs.links.successor[k]
    if holds_through(inputs, k):
        hold = Limit(dates.late_hold[i], dates.late_hold_behind[i])
        if stays == EARLY:
            hold = Limit(dates.free_hold[i], dates.free_hold_behind[i])
        return limit_by_hold(inputs, k, hold)
    if not binds(inputs, k):
        return Limit(LATEST, LATEST)
    if stays == EARLY:
        return limit_by(inputs, k, dates.resume[i], dates.finish[i])
    if dates.late_finish[i] == LATEST:
        return Limit(LATEST, LATEST)
    return limit_by(inputs, k, dates.late_start[i], dates.late_end[i])


def limit_by_hold(inputs: KernelInput, k: int, hold: Limit) -> Limit:
    """Give the limit of a link into finished work by that of what the work passes on."""
    if hold.before == LATEST:
        return hold
    before = without_lag(inputs, k, hold.before)
    behind = end_until(inputs, k, without_lag(inputs, k, hold.behind))
    if behind > before and allows(hold, with_lag(inputs, k, behind)):
        return Limit(before, behind)
    return Limit(before, before)


def limit_by(inputs: KernelInput, k: int, start: int, finish: int) -> Limit:
    """Give the limit of a link whose successor must not move from a start and a finish."""
    if begins_term(inputs, k):
        latest = latest_event(inputs, k, start)
        return Limit(latest, latest)
    i = inputs.links.successor[k]
    is_milestone = inputs.activities.kind[i] != TASK
    need = start if is_milestone or holds_start(inputs, k) else finish
    before = without_lag(inputs, k, need)
    if is_milestone:
        same = morning_of_milestone(inputs, i, need)
    elif holds_start(inputs, k):
        return Limit(before, before)
    else:
        calendars, calendar = inputs.calendars, inputs.activities.calendar[i]
        same = start_at(calendars, calendar, worked(calendars, calendar, need))
    behind = end_until(inputs, k, without_lag(inputs, k, same))
    if behind > before and leaves(inputs, k, with_lag(inputs, k, behind), need):
        return Limit(before, behind)
    behind = start_behind(inputs, k, before)
    if behind > before and leaves(inputs, k, with_lag(inputs, k, behind), need):
        return Limit(before, behind)
    return Limit(before, before)


def morning_of_milestone(inputs: KernelInput, i: int, need: int) -> int:
    """Give the working instant that a milestone "from midnight" shares with its morning."""
    if inputs.activities.kind[i] != START_MILESTONE or need % DAY != 0:
        return need
    return opening(inputs.calendars, inputs.activities.calendar[i], need)


def end_until(inputs: KernelInput, k: int, instant: int) -> int:
    """Give the last instant, not after another, at which the predecessor's end of a link can be."""
    predecessor = inputs.links.predecessor[k]
    if inputs.activities.kind[predecessor] != TASK or not from_finish(inputs, k):
        return last_start(inputs, predecessor, instant)
    if is_term(inputs, predecessor):
        return instant - instant % DAY
    calendars, calendar = inputs.calendars, inputs.activities.calendar[predecessor]
    work = worked(calendars, calendar, instant)
    # Work that is not in whole days can be stamped on the first instant behind a gap.
    if not in_whole_days(inputs, predecessor) and start_at(calendars, calendar, work) == instant:
        return instant
    return finish_at(calendars, calendar, work)


def start_behind(inputs: KernelInput, k: int, limit: int) -> int:
    """Give the first start of the predecessor behind a limit, where the link hangs on its start."""
    predecessor = inputs.links.predecessor[k]
    kind = inputs.activities.kind[predecessor]
    if kind == START_MILESTONE or (kind == TASK and not from_finish(inputs, k)):
        return start_image(inputs, predecessor, limit)
    return limit


def leaves(inputs: KernelInput, k: int, bound: int, need: int) -> bool:
    """Tell whether a bound behind a gap leaves the end of a successor where it is."""
    i, predecessor = inputs.links.successor[k], inputs.links.predecessor[k]
    if inputs.activities.kind[i] == TASK:
        return finish_image(inputs, i, bound) <= need
    # "From 12 June" is its midnight: to those who begin at 09:00 that morning is the same.
    if bound <= need:
        return True
    if inputs.activities.kind[predecessor] == FINISH_MILESTONE:
        return False
    calendars, calendar = inputs.calendars, inputs.activities.calendar[predecessor]
    is_idle = worked(calendars, calendar, need) == worked(calendars, calendar, bound)
    return is_idle and bound <= morning_of_milestone(inputs, i, need)
