"""The schedule as readers see it: an activity with its days, a target with its forecast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.model import ActivityKind
from planner.model import ActivityState

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityDates:
    """One activity of the plan as scheduled.

    Dates are inclusive days. Durations and floats are working days in the activity's own calendar,
    those of a milestone in the default calendar; None where they have no meaning.
    """

    id: str
    workstream: str
    title: str
    owner: str | None
    kind: ActivityKind
    state: ActivityState
    start: date
    finish: date
    late_start: date | None = None
    late_finish: date | None = None
    duration_days: Fraction
    remaining_days: Fraction
    total_float: Fraction | None = None
    free_float: Fraction | None = None
    critical: bool = False
    on_critical_path: bool = False
    driven_by: tuple[str, ...] = ()

    @property
    def is_milestone(self) -> bool:
        """Whether it is a moment: a start or a finish milestone."""
        return self.kind in {ActivityKind.START_MILESTONE, ActivityKind.FINISH_MILESTONE}

    @property
    def is_started(self) -> bool:
        """Whether work has begun, also when it is done."""
        return self.state is not ActivityState.PLANNED

    @property
    def is_in_progress(self) -> bool:
        """Whether work has begun and is not done."""
        return self.state is ActivityState.IN_PROGRESS

    @property
    def is_finished(self) -> bool:
        """Whether the work is done."""
        return self.state is ActivityState.FINISHED


@dataclass(frozen=True, slots=True)
class TargetForecast:
    """A milestone with a hard date and its forecast.

    Attributes:
        activity: The milestone's id.
        due: The day it must be reached; of a start milestone the day from which it applies.
        forecast: When it could be reached by logic, its own date constraint left out; once
            reached, its actual date.
        margin_days: Working days of the default calendar from there to the date; negative is late.
        margin_calendar_days: The same in calendar days.
        is_reached: Whether it has happened.
    """

    activity: str
    due: date
    forecast: date
    margin_days: Fraction
    margin_calendar_days: int
    is_reached: bool
