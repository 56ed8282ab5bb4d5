"""A baseline: the plan, its progress and its schedule at an earlier data date.

The plan is frozen beside its dates, so that the earlier schedule can be computed again, explained
and replayed when the plan files have changed.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated
from typing import Any

from pydantic import Field
from pydantic import PlainValidator
from pydantic import WithJsonSchema
from pydantic import model_validator
from pydantic.json_schema import SkipJsonSchema

from planner.model import Activity
from planner.model import ActivityState
from planner.model import ActivityStatus
from planner.model import Plan
from planner.model import Programme
from planner.model import StatusReport
from planner.model.base import PlanModel
from planner.model.values import PlanDate
from planner.model.values import reject

EXACT = 10_000
"""Working days with a denominator that divides this are written as a decimal number."""


def read_days(value: object) -> Fraction:
    """Read working days: `12`, `-3`, `2.5` or `25/3`."""
    if isinstance(value, int | Fraction):
        return Fraction(value)
    try:
        return Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        reject("not-a-number", value=str(value))


def written_days(days: Fraction) -> int | float | str:
    """Write working days exactly: as a number, else as a fraction."""
    if days.denominator == 1:
        return days.numerator
    # A third of a day has no exact decimal form; rounded, it would show as a variance later.
    return float(days) if EXACT % days.denominator == 0 else str(days)


Days = Annotated[
    Fraction, PlainValidator(read_days), WithJsonSchema({"type": ["number", "string"]})
]


class FrozenDates(PlanModel):
    """The scheduled dates of one activity; days are inclusive, floats are working days."""

    state: ActivityState
    start: PlanDate
    finish: PlanDate
    late_start: PlanDate | None = None
    late_finish: PlanDate | None = None
    duration_days: Days
    remaining_days: Days
    total_float: Days | None = None
    free_float: Days | None = None
    critical: bool = False
    on_critical_path: bool = False


class FrozenActivity(PlanModel):
    """One activity with its plan, its progress and its dates at that moment."""

    plan: Activity
    progress: ActivityStatus | None = None
    schedule: FrozenDates


class FrozenTarget(PlanModel):
    """The forecast of a milestone with a hard date at that moment."""

    activity: str
    date: PlanDate
    forecast: PlanDate
    margin_days: Days
    is_reached: bool = False


class Baseline(PlanModel):
    """The frozen schedule of an earlier data date."""

    name: SkipJsonSchema[str]
    """The name of the file without its ending: the data date."""
    data_date: PlanDate
    digest: str = ""
    """Hash of the plan files from which it was made."""
    programme: Programme
    """Target, calendars and settings of that moment."""
    targets: tuple[FrozenTarget, ...] = ()
    activities: dict[str, FrozenActivity] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _name_the_activities(cls, value: Any) -> Any:  # noqa: ANN401
        """Give every planned activity its key as its id."""
        entries = value.get("activities") if isinstance(value, dict) else None
        if not isinstance(entries, dict):
            return value
        named = {key: _named(str(key), entry) for key, entry in entries.items()}
        return {**value, "activities": named}

    def as_plan(self) -> Plan:
        """Make the plan of that moment, with its progress as one report of that day."""
        said = {key: frozen.progress for key, frozen in self.activities.items() if frozen.progress}
        report = StatusReport(
            name=f"baselines/{self.name}",
            data_date=self.data_date,
            reported_by="-",
            activities=said,
        )
        return Plan(
            programme=self.programme,
            activities={key: frozen.plan for key, frozen in sorted(self.activities.items())},
            reports=(report,),
            digest=self.digest,
        )


def _named(identifier: str, entry: object) -> object:
    plan = entry.get("plan") if isinstance(entry, dict) else None
    if not isinstance(entry, dict) or not isinstance(plan, dict):
        return entry
    workstream = identifier.partition(".")[0]
    return {**entry, "plan": {**plan, "id": identifier, "workstream": workstream}}
