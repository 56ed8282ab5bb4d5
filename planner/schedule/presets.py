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
        whole_days_stay_whole: Whether work in whole days keeps to the ends of working days: a
            finish bound in a gap is met at the end of the first working day behind it, late dates
            fall on ends of days, and a late start in a gap falls before it. Otherwise such a finish
            is stamped on the first instant behind the gap, and a late start as well (P6).
        knows_days_alone: Whether an instant within a day counts as that whole day: a finish bound
            on its morning is met on its evening, and after a day on which work was finished others
            go on the day after (programs that know days alone).
        logic_through_finished: Whether unfinished work before a finished activity still holds
            what follows it, and work not begun what remains of its SS successor (P6).
    """

    lag_calendar: LagCalendar = LagCalendar.PREDECESSOR
    progress: ProgressMode = ProgressMode.RETAINED_LOGIC
    ends: Ends = Ends.DATED
    data_date_floors_mandatory: bool = True
    lone_constraint_before_start: bool = False
    milestone_keeps_instant: bool = False
    start_float_counts: bool = False
    as_late_as_possible_by_total_float: bool = False
    whole_days_stay_whole: bool = True
    knows_days_alone: bool = False
    logic_through_finished: bool = True


PLANNER = Options()
"""Our own plans: the rules of P6, bounded by targets and deadlines."""

P6 = Options(ends=Ends.NETWORK, whole_days_stay_whole=False)
"""Primavera P6 with its default schedule options."""

MS_PROJECT = Options(
    lag_calendar=LagCalendar.SUCCESSOR,
    ends=Ends.NETWORK,
    data_date_floors_mandatory=False,
    lone_constraint_before_start=True,
    milestone_keeps_instant=True,
    start_float_counts=True,
    as_late_as_possible_by_total_float=True,
    whole_days_stay_whole=False,
    logic_through_finished=False,
)
"""Microsoft Project, dates of constraints honoured."""
