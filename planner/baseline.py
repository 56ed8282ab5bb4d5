"""A baseline: the plan, its progress and its schedule as they were at an earlier data date.

What was planned is frozen beside what was computed, so that the earlier schedule can be computed
again, explained and replayed, whatever has happened to the plan files since.
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
    """Write working days so that nothing is lost: a number, else a fraction."""
    if days.denominator == 1:
        return days.numerator
    return float(days) if EXACT % days.denominator == 0 else str(days)


Days = Annotated[
    Fraction, PlainValidator(read_days), WithJsonSchema({"type": ["number", "string"]})
]


class FrozenDates(PlanModel):
    """What the schedule said of one activity; days are inclusive, floats are working days."""

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
    """One activity: as it was planned, how far it was, and its dates."""

    plan: Activity
    progress: ActivityStatus | None = None
    schedule: FrozenDates


class FrozenTarget(PlanModel):
    """Where a milestone with a hard date stood."""

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
        """Give every planned activity the id under which it stands."""
        entries = value.get("activities") if isinstance(value, dict) else None
        if not isinstance(entries, dict):
            return value
        named = {key: _named(str(key), entry) for key, entry in entries.items()}
        return {**value, "activities": named}

    def as_plan(self) -> Plan:
        """The plan of that moment, its progress as one report of that day."""
        said = {key: found.progress for key, found in self.activities.items() if found.progress}
        report = StatusReport(
            name=f"baselines/{self.name}",
            data_date=self.data_date,
            reported_by="-",
            activities=said,
        )
        return Plan(
            programme=self.programme,
            activities={key: found.plan for key, found in sorted(self.activities.items())},
            reports=(report,),
            digest=self.digest,
        )


def _named(identifier: str, entry: object) -> object:
    plan = entry.get("plan") if isinstance(entry, dict) else None
    if not isinstance(entry, dict) or not isinstance(plan, dict):
        return entry
    workstream = identifier.partition(".")[0]
    return {**entry, "plan": {**plan, "id": identifier, "workstream": workstream}}
