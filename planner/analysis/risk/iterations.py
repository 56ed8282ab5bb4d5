"""The simulation itself: the forward pass over and over, with other durations each time.

Written like the kernel of the schedule, of which it calls the forward pass: for integers, tuples
and indexing alone. What is counted is counted in integers, so that no order of adding matters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from planner.schedule.kernel import binds
from planner.schedule.kernel import early_dates
from planner.schedule.kernel import link_work
from planner.schedule.kernel import passed_on
from planner.schedule.kernel import work_at_finish
from planner.schedule.network import LinkType
from planner.schedule.network import NetworkKind
from planner.timeaxis import DAY
from planner.timeaxis import NEVER
from planner.timeaxis import worked

if TYPE_CHECKING:
    from planner.schedule.kernel import Dates
    from planner.schedule.kernel import KernelInput
    from planner.timeaxis import Column
    from planner.timeaxis import Writable


TASK = NetworkKind.TASK.value
FF = LinkType.FF.value
"""From this type on, FF and SF, a link holds the finish of its successor."""


class Chances(NamedTuple):
    """The uncertain inputs of a plan, in columns.

    Attributes:
        varied: Numbers of the activities whose remaining work varies.
        estimate: Per varied activity the variable of its own estimate, or -1.
        base: Per varied activity the minutes it has when nothing varies.
        day: Per varied activity the minutes of a day of a risk that hits it.
        first_hit: Per varied activity the first of its entries in `hit`; one entry more.
        hit: Numbers of the events that hit it.
        occurs: Per event the variable that decides whether it occurs.
        probability: Per event.
        impact: Per event the variable of its impact, or -1.
        is_factor: Per event 1 when the impact multiplies, 0 when it adds days.
        optional: Numbers of activities that exist only when an event occurs.
        event: Per optional activity that event.
        low, high: Per variable the limits below and from which a draw counts as low and high.
        order: Activities to compute, predecessors first.
        recorded: Activities of which the date is kept; the first one is traced.
        by_logic: Per recorded activity 1 when its readiness counts, its own dates left out.
        base_work: Per recorded activity the working minutes before its date when nothing varies.
    """

    varied: Column
    estimate: Column
    base: Any
    day: Any
    first_hit: Column
    hit: Column
    occurs: Column
    probability: Any
    impact: Column
    is_factor: Column
    optional: Column
    event: Column
    low: Any
    high: Any
    order: Column
    recorded: Column
    by_logic: Column
    base_work: Column


class Counts(NamedTuple):
    """What one worker adds up; `shift` is the shift of the traced date in working minutes.

    Attributes:
        critical: Per activity the iterations in which it was on a longest path.
        length: Per varied activity the sum of its change of length.
        length_squared: Likewise of its square.
        length_shift: Likewise of its product with the shift.
        low: Per variable the number of low draws, and of high draws in `high`.
        low_shift: Per variable the sum of shifts at low draws, and at high draws in `high_shift`.
        total: The sum of shifts, and of their squares.
        waiting: Scratch: activities still to trace back from.
        seen: Scratch: per activity the last iteration in which it was marked.
    """

    critical: Writable
    length: Writable
    length_squared: Writable
    length_shift: Writable
    low: Writable
    high: Writable
    low_shift: Writable
    high_shift: Writable
    total: Writable
    waiting: Writable
    seen: Writable


def run(  # noqa: PLR0913, PLR0917 - a kernel has no objects
    kernel_input: KernelInput,
    dates: Dates,
    chances: Chances,
    draws: Any,  # noqa: ANN401 - an array
    ready: Any,  # noqa: ANN401
    counts: Counts,
    first: int,
    last: int,
) -> None:
    """Compute the iterations from `first` up to `last` of a block.

    Args:
        kernel_input: Read by the forward pass; its durations and actual finishes are overwritten.
        dates: Written by the forward pass.
        chances: The uncertain inputs.
        draws: Per iteration and variable.
        ready: Written: per iteration and recorded activity its date.
        counts: Added to.
        first: The first iteration.
        last: The one after the last.
    """
    traced = chances.recorded[0]
    for iteration in range(first, last):
        vary(kernel_input, chances, draws, iteration)
        # Only the activities that can move and that lead to a recorded date.
        for i in chances.order:
            early_dates(kernel_input, dates, i)
        for t in range(len(chances.recorded)):
            i, by_logic = chances.recorded[t], chances.by_logic[t]
            ready[iteration, t] = instant_of_goal(kernel_input, dates, i, by_logic)
        trace(kernel_input, dates, traced, counts, iteration + 1)
        work = worked(kernel_input.calendars, 0, ready[iteration, 0])
        tally(kernel_input, chances, draws, iteration, work - chances.base_work[0], counts)


def instant_of_goal(kernel_input: KernelInput, dates: Dates, i: int, by_logic: int) -> int:
    """The date that counts: readiness of a target still ahead, else the finish."""
    if by_logic == 1 and kernel_input.activities.actual_finish[i] == NEVER:
        return dates.ready[i]
    return dates.finish[i]


def vary(kernel_input: KernelInput, chances: Chances, draws: Any, iteration: int) -> None:  # noqa: ANN401
    """Set the remaining work of one iteration, and which optional activities there are."""
    activities = kernel_input.activities
    for a in range(len(chances.varied)):
        minutes = chances.base[a]
        if chances.estimate[a] >= 0:
            minutes = draws[iteration, chances.estimate[a]]
        added = 0.0  # days come on top of what factors multiply, whatever the order of the risks
        for h in range(chances.first_hit[a], chances.first_hit[a + 1]):
            e = chances.hit[h]
            if draws[iteration, chances.occurs[e]] < chances.probability[e]:
                impact = draws[iteration, chances.impact[e]]
                if chances.is_factor[e] == 1:
                    minutes *= impact
                else:
                    added += impact * chances.day[a]
        # Adding a half and cutting off rounds alike in compiled and in plain code.
        activities.duration[chances.varied[a]] = int(minutes + added + 0.5)  # type: ignore[index]
    long_ago = kernel_input.calendars.first_day[0] * DAY
    for o in range(len(chances.optional)):
        i, e = chances.optional[o], chances.event[o]
        activities.actual_finish[i] = long_ago  # type: ignore[index]
        if draws[iteration, chances.occurs[e]] < chances.probability[e]:
            activities.actual_finish[i] = NEVER  # type: ignore[index]


def trace(kernel_input: KernelInput, dates: Dates, target: int, counts: Counts, mark: int) -> None:
    """Count every activity on a longest path to a target; its own dates do not hold it."""
    # Of one activity several predecessors may tie; all of them are on a longest path.
    activities, links = kernel_input.activities, kernel_input.links
    counts.waiting[0] = target
    counts.seen[target] = mark
    counts.critical[target] += 1
    top = 0 if activities.actual_finish[target] == NEVER else -1
    while top >= 0:
        i = counts.waiting[top]
        top -= 1
        # A mandatory date replaces the logic before it: the path begins here.
        if i != target and max(activities.must_start[i], activities.must_finish[i]) != NEVER:
            continue
        latest = held_by_dates(kernel_input, dates, i, target)
        for k in range(links.first_into[i], links.first_into[i + 1]):
            latest = max(latest, held_by_link(kernel_input, dates, k))
        for k in range(links.first_into[i], links.first_into[i + 1]):
            predecessor = links.predecessor[k]
            held = held_by_link(kernel_input, dates, k)
            if counts.seen[predecessor] == mark or held == NEVER or held != latest:
                continue
            counts.seen[predecessor] = mark
            counts.critical[predecessor] += 1
            # Behind finished work that passes nothing on lies history.
            is_open = activities.actual_finish[predecessor] == NEVER
            if is_open or dates.hold[predecessor] != NEVER:
                top += 1
                counts.waiting[top] = predecessor


def held_by_link(kernel_input: KernelInput, dates: Dates, k: int) -> int:
    """What a link holds, to compare with others into the same activity; NEVER for nothing."""
    if kernel_input.activities.actual_finish[kernel_input.links.successor[k]] != NEVER:
        return passed_on(kernel_input, dates, k)
    return link_work(kernel_input, dates, k) if binds(kernel_input, k) else NEVER


def held_by_dates(kernel_input: KernelInput, dates: Dates, i: int, target: int) -> int:
    """Working minutes before the start that dates allow; its own do not hold a target."""
    activities, calendars = kernel_input.activities, kernel_input.calendars
    calendar = activities.calendar[i]
    latest = 0
    if activities.actual_finish[i] != NEVER:
        return latest
    if kernel_input.rules.data_date != NEVER:
        latest = worked(calendars, calendar, kernel_input.rules.data_date)
    if activities.floor[i] != NEVER:
        latest = max(latest, worked(calendars, calendar, activities.floor[i]))
    if i == target:
        return latest
    if activities.start_min[i] != NEVER and activities.actual_start[i] == NEVER:
        latest = max(latest, worked(calendars, calendar, activities.start_min[i]))
    if activities.finish_min[i] != NEVER:
        work = worked(calendars, calendar, activities.finish_min[i])
        if activities.kind[i] == TASK:
            work = work_at_finish(kernel_input, i, activities.finish_min[i]) - dates.remaining[i]
        latest = max(latest, work)
    return latest


def tally(  # noqa: PLR0913, PLR0917
    kernel_input: KernelInput,
    chances: Chances,
    draws: Any,  # noqa: ANN401
    iteration: int,
    shift: int,
    counts: Counts,
) -> None:
    """Add an iteration to the sums from which sensitivities follow."""
    # Sums of integers are the same in any order, so also for any number of workers.
    counts.total[0] += shift
    counts.total[1] += shift * shift
    for a in range(len(chances.varied)):
        change = kernel_input.activities.duration[chances.varied[a]] - int(chances.base[a])
        counts.length[a] += change
        counts.length_squared[a] += change * change
        counts.length_shift[a] += change * shift
    for v in range(len(chances.low)):
        if draws[iteration, v] < chances.low[v]:
            counts.low[v] += 1
            counts.low_shift[v] += shift
        elif draws[iteration, v] >= chances.high[v]:
            counts.high[v] += 1
            counts.high_shift[v] += shift
