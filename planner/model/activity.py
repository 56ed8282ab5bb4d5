"""Activities and milestones, as people write them in a workstream file."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING
from typing import ClassVar
from typing import Self

from pydantic import Field
from pydantic import model_validator
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from planner.duration import Duration
from planner.model.base import ActivityBasis
from planner.model.base import Evidence
from planner.model.base import PlanModel
from planner.model.base import ShortForm
from planner.model.dependency import Dependency
from planner.model.estimate import DurationBasis
from planner.model.estimate import Estimate
from planner.model.estimate import Measure
from planner.model.values import ActivityRef
from planner.model.values import Flag
from planner.model.values import PlanDate
from planner.model.values import PlanDuration
from planner.model.values import Title
from planner.statutory_terms import TermRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic.json_schema import JsonSchemaValue

SHAPE = "shape"
"""The type of the error that holds several problems of one activity."""


class MilestoneKind(StrEnum):
    """A start milestone is the morning from which something applies."""

    START = "start"
    FINISH = "finish"


class ActivityKind(StrEnum):
    """The kind of an activity, as the schedule needs it."""

    TASK = "task"
    START_MILESTONE = "start-milestone"
    FINISH_MILESTONE = "finish-milestone"
    HAMMOCK = "hammock"


class Tag(StrEnum):
    """The kind of work of an activity, for filters and for the letter."""

    WORK_PROCESS = "work-process"
    ICT_SYSTEM = "ict-system"
    TRAINING = "training"
    LOWER_REGULATION = "lower-regulation"
    FACILITY = "facility"
    STAFF = "staff"
    DECISION = "decision"
    LEGISLATION = "legislation"
    EU = "eu"
    PARLIAMENT = "parliament"


class DatedRule(Evidence, ShortForm):
    """A date that bounds an activity, with the reason why."""

    short_form: ClassVar[str] = "date"

    date: PlanDate
    reason: str | None = None

    @classmethod
    def short_schema(cls) -> JsonSchemaValue:
        """A bare date."""
        return {"type": "string", "format": "date"}


class Span(PlanModel):
    """The two activities between which a hammock hangs; it has no duration of its own."""

    from_: ActivityRef = Field(alias="from")
    to: ActivityRef


CONSTRAINTS = (
    "start_no_earlier_than",
    "start_no_later_than",
    "finish_no_earlier_than",
    "finish_no_later_than",
    "must_start_on",
    "must_finish_on",
)
"""The date constraints, in the order in which they are shown."""

# As P6 has it: a primary and a secondary constraint.
_MOST_CONSTRAINTS = 2
_CONTRADICTIONS = (
    ("start_no_earlier_than", "start_no_later_than"),
    ("finish_no_earlier_than", "finish_no_later_than"),
)


class Activity(PlanModel):
    """A piece of work, a milestone, or a hammock between two of them."""

    id: SkipJsonSchema[str]
    """`workstream.short`, as the rest of the programme names it."""
    workstream: SkipJsonSchema[str]
    title: Title
    owner: str | None = None
    involves: tuple[str, ...] = ()
    duration: PlanDuration | None = None
    estimate: Estimate | None = None
    calendar: str | None = None
    after: tuple[Dependency, ...] = ()
    milestone: MilestoneKind | None = None
    spans: Span | None = None
    deadline: DatedRule | None = None
    start_no_earlier_than: DatedRule | None = None
    start_no_later_than: DatedRule | None = None
    finish_no_earlier_than: DatedRule | None = None
    finish_no_later_than: DatedRule | None = None
    must_start_on: DatedRule | None = None
    must_finish_on: DatedRule | None = None
    as_late_as_possible: Flag = False
    term: TermRule | None = None
    basis: ActivityBasis | None = None
    rationale: str | None = None
    duration_basis: DurationBasis | None = None
    tags: tuple[Tag, ...] = ()
    provisions: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    open_start: str | None = None
    open_end: str | None = None
    note: str | None = None

    @property
    def short_id(self) -> str:
        """The id within its own workstream."""
        return self.id.partition(".")[2] or self.id

    @property
    def kind(self) -> ActivityKind:
        """Task, one of two milestones, or hammock."""
        if self.spans is not None:
            return ActivityKind.HAMMOCK
        if self.milestone is MilestoneKind.START:
            return ActivityKind.START_MILESTONE
        if self.milestone is MilestoneKind.FINISH:
            return ActivityKind.FINISH_MILESTONE
        return ActivityKind.TASK

    @property
    def is_milestone(self) -> bool:
        """Whether it takes no time."""
        return self.milestone is not None

    @property
    def planned_duration(self) -> Duration:
        """The duration to schedule with: its own, else the likely one, else none."""
        if self.duration is not None:
            return self.duration
        return self.estimate.likely if self.estimate else Duration.zero()

    @property
    def constraints(self) -> dict[str, DatedRule]:
        """Its date constraints, by name; the deadline is none of them."""
        rules = ((name, getattr(self, name)) for name in CONSTRAINTS)
        return {name: rule for name, rule in rules if rule is not None}

    @model_validator(mode="after")
    def _has_a_possible_shape(self) -> Self:
        problems = tuple(
            (code, field, {"activity": self.id, **details})
            for code, field, details in _shape_problems(self)
        )
        # One error with all of them: pydantic would stop at the first that a validator raises.
        if problems:
            raise PydanticCustomError(SHAPE, SHAPE, {"problems": problems})
        return self


ShapeProblem = tuple[str, str, dict[str, object]]
"""Code, field and details of fields that do not go together."""


def _shape_problems(activity: Activity) -> Iterator[ShapeProblem]:
    yield from _length_problems(activity)
    if activity.kind is ActivityKind.HAMMOCK:
        yield from _hammock_problems(activity)
    # A statutory term counts every day, so its length must be an elapsed one.
    if activity.term and not (activity.duration and activity.duration.unit.is_elapsed):
        yield "term-not-elapsed", "term", {}
    if activity.constraints:
        yield from _constraint_problems(activity)


def _length_problems(activity: Activity) -> Iterator[ShapeProblem]:
    timed = next((name for name in ("duration", "estimate") if getattr(activity, name)), None)
    if activity.milestone and activity.spans:
        yield "milestone-and-hammock", "spans", {}
    elif activity.is_milestone and timed:
        yield "milestone-with-duration", timed, {}
    elif activity.spans and timed:
        yield "hammock-with-duration", timed, {}
    elif activity.kind is ActivityKind.TASK and not timed and activity.duration is None:
        yield "task-without-duration", "title", {}


def _hammock_problems(activity: Activity) -> Iterator[ShapeProblem]:
    """Find logic on a hammock, which has its dates from the two activities that it spans."""
    if activity.after:
        yield "hammock-with-dependencies", "after", {}
    if activity.constraints or activity.deadline:
        name = next(iter(activity.constraints), "deadline")
        yield "hammock-with-constraint", name, {"field": name}


def _constraint_problems(activity: Activity) -> Iterator[ShapeProblem]:
    names = list(activity.constraints)
    if activity.as_late_as_possible:
        names.append("as_late_as_possible")
    if len(names) > _MOST_CONSTRAINTS:
        details = {"names": tuple(names), "most": _MOST_CONSTRAINTS}
        yield "too-many-constraints", names[-1], details
    for earliest, latest in _CONTRADICTIONS:
        low, high = activity.constraints.get(earliest), activity.constraints.get(latest)
        if low and high and low.date > high.date:
            yield "constraints-contradict", latest, {"earliest": low.date, "latest": high.date}
