"""The passes of the critical path method over columns of integers.

The functions use only integers, tuples and indexing: they run as they stand, on lists, and are
compiled for large networks and for simulation (`planner.schedule.compiled`), on arrays. There is
one text of every rule.

Work is counted in the activity's own calendar (`worked`), so two instants without working time
between them are the same point; instants are kept where other calendars must see them.
"""

from __future__ import annotations

from planner.schedule.kernel.backward_pass import backward
from planner.schedule.kernel.float_pass import as_late_as_possible
from planner.schedule.kernel.float_pass import floats
from planner.schedule.kernel.float_pass import link_work
from planner.schedule.kernel.forward_pass import early_dates
from planner.schedule.kernel.forward_pass import forward
from planner.schedule.kernel.inputs import LATEST
from planner.schedule.kernel.inputs import UNBOUND
from planner.schedule.kernel.inputs import Dates
from planner.schedule.kernel.inputs import KernelInput
from planner.schedule.kernel.inputs import Rules
from planner.schedule.kernel.instants import work_at_finish
from planner.schedule.kernel.links import binds
from planner.schedule.kernel.links import link_bound
from planner.schedule.kernel.links import moved
from planner.schedule.kernel.links import passed_on
from planner.schedule.kernel.order import topological_order

__all__ = [
    "LATEST",
    "UNBOUND",
    "Dates",
    "KernelInput",
    "Rules",
    "as_late_as_possible",
    "backward",
    "binds",
    "early_dates",
    "floats",
    "forward",
    "link_bound",
    "link_work",
    "moved",
    "passed_on",
    "topological_order",
    "work_at_finish",
]
