"""Scenarios: changes written beside the plan and never into it."""

from __future__ import annotations

from typing import Any
from typing import ClassVar

from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from planner.duration import Duration
from planner.model.activity import Activity
from planner.model.base import Evidence
from planner.model.base import PlanModel
from planner.model.base import ShortForm
from planner.model.dependency import DependencyType
from planner.model.values import ActivityRef
from planner.model.values import Lag
from planner.model.values import PlanDate
from planner.model.values import PlanDuration
from planner.model.values import Title


class Delay(Evidence):
    """An activity that ends later than scheduled."""

    activity: ActivityRef
    by: PlanDuration
    reason: str | None = None


class LawDate(Evidence):
    """A target that the law would put on another day."""

    milestone: ActivityRef
    date: PlanDate
    reason: str | None = None


class Drop(Evidence, ShortForm):
    """An activity that would not be done; its successors then wait for its predecessors."""

    short_form: ClassVar[str] = "activity"

    activity: ActivityRef
    reason: str | None = None


class NewLink(Evidence):
    """A dependency that the plan does not have."""

    from_: ActivityRef = Field(alias="from")
    to: ActivityRef
    type: DependencyType = DependencyType.FS
    lag: Lag = Duration.zero()
    reason: str | None = None


class CutLink(Evidence):
    """A dependency of the plan that would not hold."""

    from_: ActivityRef = Field(alias="from")
    to: ActivityRef
    reason: str | None = None


class ScenarioFile(Evidence):
    """A scenario as it is written: `scenarios/<name>.yaml`."""

    name: SkipJsonSchema[str] = ""
    scenario: Title
    description: str | None = None
    law_dates: tuple[LawDate, ...] = ()
    delays: tuple[Delay, ...] = ()
    change: dict[str, dict[str, Any]] = Field(default_factory=dict)
    """By activity the fields that would change."""
    add: dict[str, dict[str, Any]] = Field(default_factory=dict)
    """New activities, written as in a workstream file, by full id."""
    drop: tuple[Drop, ...] = ()
    links: tuple[NewLink, ...] = ()
    cut: tuple[CutLink, ...] = ()


class Scenario(PlanModel):
    """A scenario with complete activities, ready to be laid over a plan.

    Attributes:
        name: The name of its file, or one that the planner gave it.
        changed: Activities of the plan, with the changed fields.
        added: Activities that the plan does not have.
    """

    name: str
    title: str
    description: str | None = None
    law_dates: tuple[LawDate, ...] = ()
    delays: tuple[Delay, ...] = ()
    changed: dict[str, Activity] = Field(default_factory=dict)
    added: dict[str, Activity] = Field(default_factory=dict)
    drop: tuple[Drop, ...] = ()
    links: tuple[NewLink, ...] = ()
    cut: tuple[CutLink, ...] = ()
