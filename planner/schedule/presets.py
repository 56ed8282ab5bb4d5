"""Rules on which planning programs differ: named options, and a preset for each program."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from planner.model import ProgressMode


class LagCalendar(StrEnum):
    """The calendar on which a working lag runs."""

    PREDECESSOR = "predecessor"
    SUCCESSOR = "successor"
    DEFAULT = "default"
    ELAPSED = "elapsed"


class Ends(StrEnum):
    """The bound on the late dates of an activity without successors."""

    NETWORK = "network"
    """The finish of the whole network, also where a date of its own is later (P6, MS Project)."""
    OWN = "own"
    """Its own finish: every open end has its own critical path (MS Project's option)."""
    DATED = "dated"
    """Its own target or deadline, earlier or later; without one the finish of the network."""


@dataclass(frozen=True, slots=True)
class Options:
    """Rules on which planning programs differ.

    Attributes:
        lag_calendar: Calendar of a working lag.
        progress: Retained logic or progress override.
        ends: Bound of open ends.
        data_date_floors_mandatory: Whether a mandatory date before the data date yields to it.
        lone_constraint_before_start: Whether a start or finish "no earlier than" puts an activity
            without predecessors before the start of the project.
        milestone_keeps_instant: Whether a start milestone stays at the instant at which its
            predecessors end; otherwise it moves on to the next working minute.
        start_float_counts: Whether total float is the least of start float and finish float.
        as_late_as_possible_by_total_float: Whether such an activity goes to its late dates
            instead of using its free float.
        finish_in_whole_days: Whether an instant outside working time that an FF or SF link asks
            for counts as the end of the next working day (programs that know days alone);
            otherwise as the end of the last one, as no working time lies in between.
    """

    lag_calendar: LagCalendar = LagCalendar.PREDECESSOR
    progress: ProgressMode = ProgressMode.RETAINED_LOGIC
    ends: Ends = Ends.DATED
    data_date_floors_mandatory: bool = True
    lone_constraint_before_start: bool = False
    milestone_keeps_instant: bool = False
    start_float_counts: bool = False
    as_late_as_possible_by_total_float: bool = False
    finish_in_whole_days: bool = False


PLANNER = Options()
"""Our own plans: the rules of P6, bounded by targets and deadlines."""

P6 = Options(ends=Ends.NETWORK)
"""Primavera P6 with its default schedule options."""

MS_PROJECT = Options(
    lag_calendar=LagCalendar.SUCCESSOR,
    ends=Ends.NETWORK,
    data_date_floors_mandatory=False,
    lone_constraint_before_start=True,
    milestone_keeps_instant=True,
    start_float_counts=True,
    as_late_as_possible_by_total_float=True,
)
"""Microsoft Project, dates of constraints honoured."""
