"""Activities, links and day tables by column, as the kernel reads them.

The codes in the columns are plain integers: compiled code takes them for constants, and an
`IntEnum` would slow the uncompiled passes down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import NamedTuple

if TYPE_CHECKING:
    from planner.timeaxis import Column

TASK, START_MILESTONE, FINISH_MILESTONE = range(3)
"""Kinds of activities."""

FS, SS, FF, SF = range(4)
"""Types of links: which end of the predecessor holds which end of the successor."""

FROM_FINISH = (FS, FF)
HOLDING_START = (FS, SS)

MONTHS, TERM = range(2)
"""Kinds of day tables; see `Shifts`."""


class Activities(NamedTuple):
    """Activities by column; the meaning is that of NetworkActivity."""

    kind: Column
    calendar: Column
    float_calendar: Column
    duration: Column
    day: Column
    shift: Column
    floor: Column
    bound: Column
    start_min: Column
    finish_min: Column
    start_max: Column
    finish_max: Column
    must_start: Column
    must_finish: Column
    actual_start: Column
    actual_finish: Column
    expected_finish: Column
    late: Column


class Links(NamedTuple):
    """Links by column, in the order of their successors and, in `leaving`, of their predecessors.

    Attributes:
        first_into: Per activity the first of its incoming links; one entry more than activities.
        leaving: Link numbers in the order of predecessors.
        first_out: Per activity its first entry in `leaving`; one entry more than activities.
    """

    predecessor: Column
    successor: Column
    type: Column
    lag: Column
    calendar: Column
    shift: Column
    first_into: Column
    leaving: Column
    first_out: Column


class Shifts(NamedTuple):
    """Day tables, one after the other: the day on which elapsed time from each day ends.

    Attributes:
        day: Per table and day of the horizon the resulting day, as a number.
        kind: Per table: MONTHS keeps the time of day; a statutory TERM counts from the day of its
            event and ends with the resulting day.
    """

    day: Column
    kind: Column
