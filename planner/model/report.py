"""Status reports about progress, and letters that went to parliament."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar
from typing import Self

from pydantic import Field
from pydantic import model_validator
from pydantic.json_schema import SkipJsonSchema

from planner.model.base import Evidence
from planner.model.base import PlanModel
from planner.model.base import ShortForm
from planner.model.values import ActivityRef
from planner.model.values import Percentage
from planner.model.values import PlanDate
from planner.model.values import PlanDuration
from planner.model.values import Title
from planner.model.values import reject


class ActivityState(StrEnum):
    """How far an activity is at the data date."""

    PLANNED = "planned"
    IN_PROGRESS = "in-progress"
    FINISHED = "finished"


class Health(StrEnum):
    """The reporter's own judgement of an activity; the schedule computes another one."""

    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    OFF_TRACK = "off-track"


class ActivityStatus(Evidence):
    """The status of one activity in one report."""

    started: PlanDate | None = None
    finished: PlanDate | None = None
    remaining: PlanDuration | None = None
    percent_complete: Percentage | None = None
    expected_finish: PlanDate | None = None
    health: Health | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _says_one_thing_of_what_is_left(self) -> Self:
        # Both set the remaining duration, and only one can count.
        if self.remaining is not None and self.percent_complete is not None:
            reject("remaining-and-percentage")
        return self


class StatusReport(PlanModel):
    """A status report of one body at one data date."""

    name: SkipJsonSchema[str]
    """The name of the file without its ending, such as `2026-01-22-aenm`."""
    data_date: PlanDate
    reported_by: str
    source: str | None = None
    note: str | None = None
    activities: dict[str, ActivityStatus] = Field(default_factory=dict)


class Judgement(StrEnum):
    """The judgement of a letter to parliament on a workstream."""

    ON_SCHEDULE = "on-schedule"
    PROVISIONALLY_ON_SCHEDULE = "provisionally-on-schedule"
    UNDER_PRESSURE = "under-pressure"
    NOT_ACHIEVABLE = "not-achievable"
    NONE = "none"


class Signatory(PlanModel):
    """A person or office that signed a letter."""

    office: Title
    name: str | None = None


class SentStatement(Evidence):
    """A statement of a letter about a workstream."""

    workstream: str
    says: Title
    judgement: Judgement = Judgement.NONE
    activities: tuple[ActivityRef, ...] = ()


class Annex(ShortForm):
    """A document that went with a letter."""

    short_form: ClassVar[str] = "title"

    title: Title
    number: str | None = None
    document: str | None = None


class SentLetter(PlanModel):
    """A progress letter that went to parliament."""

    name: SkipJsonSchema[str]
    """The name of the file without its ending, such as `2025-06-25`."""
    date: PlanDate
    data_date: PlanDate | None = None
    since: PlanDate | None = None
    number: str | None = None
    document: str | None = None
    title: str | None = None
    signatories: tuple[Signatory, ...] = ()
    statements: tuple[SentStatement, ...] = ()
    annexes: tuple[Annex, ...] = ()
