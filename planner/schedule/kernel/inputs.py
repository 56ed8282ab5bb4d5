"""The columns that the passes read and write, and the rules of a run as integers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from planner.schedule.columns import Activities
    from planner.schedule.columns import Links
    from planner.schedule.columns import Shifts
    from planner.timeaxis import Calendars
    from planner.timeaxis import Writable

# Far enough from the ends of 64 bits that a pass can add to them without an overflow.
LATEST = 2**62
"""Stands for the absence of an upper bound."""

UNBOUND = -(2**61)
"""Relationship float of a link that does not bind its successor; float of what has none."""

LAG_OF_PREDECESSOR, LAG_OF_SUCCESSOR, LAG_OF_DEFAULT, LAG_OF_ELAPSED = range(4)
"""The calendar on which a working lag runs; see `presets.LagCalendar`."""

ENDS_OF_NETWORK, ENDS_OF_OWN, ENDS_OF_DATED, ENDS_OF_TARGET = range(4)
"""The bound of an activity without successors; see `presets.Ends`.

ENDS_OF_TARGET is for float toward one target: only a date bounds an end.
"""


LATE, EARLY = range(2)
"""The dates of what waits for an activity that must stay where they are."""

AT_START, AT_FINISH = range(2)
"""The ends of an activity."""


class Rules(NamedTuple):
    """The options of a run as integers; the meaning is that of `Options`.

    Attributes:
        data_date: Instant before which nothing that remains is scheduled, or NEVER.
        finish: Instant that replaces the network's finish in the backward pass, or NEVER.
        elapsed: Index of the calendar in which every minute counts.
        lag_calendar: One of the LAG_OF_ codes.
        ends: One of the ENDS_OF_ codes.
    """

    data_date: int
    finish: int
    elapsed: int
    lag_calendar: int
    ends: int
    override: bool
    floors_mandatory: bool
    lone_before_start: bool
    keeps_instant: bool
    start_float: bool
    whole_days: bool
    days_alone: bool
    through_finished: bool


class KernelInput(NamedTuple):
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
        late_end: The finish that belongs to the late start, which links on the finish see.
        dated: The latest target date or deadline downstream, or NEVER.
        total_float: Working minutes in the activity's float calendar; UNBOUND when finished.
        free_float: Likewise.
        hold: Of finished work the instant until which unfinished work before it still holds what
            follows it, or NEVER.
        late_hold: The latest such instant that moves no bound downstream, or LATEST; the same
            behind a gap in `late_hold_behind` (`limits.Limit`).
        free_hold: The latest such instant that moves no early date of a successor, or LATEST; the
            same behind a gap in `free_hold_behind`.
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
    late_end: Writable
    dated: Writable
    total_float: Writable
    free_float: Writable
    hold: Writable
    late_hold: Writable
    late_hold_behind: Writable
    free_hold: Writable
    free_hold_behind: Writable
    slack: Writable
