"""The whole plan as people wrote it, with its references completed."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from pydantic import Field

from planner.model.activity import Activity
from planner.model.base import Evidence
from planner.model.base import PlanModel
from planner.model.values import Title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.model.activity import Tag
    from planner.model.programme import Calendar
    from planner.model.programme import Programme
    from planner.model.register import Commitment
    from planner.model.register import Correlation
    from planner.model.register import Fact
    from planner.model.register import Obligation
    from planner.model.register import Risk
    from planner.model.register import RiskBranch
    from planner.model.register import Source
    from planner.model.report import SentLetter
    from planner.model.report import StatusReport


class OpenPoint(Evidence):
    """A question that a workstream cannot answer yet."""

    id: str
    says: Title


class Workstream(PlanModel):
    """A workstream, without its activities."""

    id: str = Field(alias="workstream")
    title: Title
    lead: str | None = None
    description: str | None = None
    open_points: tuple[OpenPoint, ...] = ()


class WorkstreamFile(Workstream):
    """A workstream file: the workstream and its activities."""

    activities: dict[str, Activity] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """The content of the plan files; nothing in it is computed."""

    programme: Programme
    workstreams: tuple[Workstream, ...] = ()
    """In the order of reports: `section_order` first, the rest by id."""
    activities: Mapping[str, Activity] = field(default_factory=dict)
    """By full id, sorted."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    obligations: Mapping[str, Obligation] = field(default_factory=dict)
    commitments: Mapping[str, Commitment] = field(default_factory=dict)
    risks: Mapping[str, Risk] = field(default_factory=dict)
    correlations: tuple[Correlation, ...] = ()
    branches: tuple[RiskBranch, ...] = ()
    reports: tuple[StatusReport, ...] = ()
    """By data date, then by name."""
    letters: tuple[SentLetter, ...] = ()
    """By date."""
    digest: str = ""
    """Hash of the content of all files: plans with the same digest are the same."""

    @property
    def calendars(self) -> Mapping[str, Calendar]:
        """The calendars by name."""
        return self.programme.calendars

    def calendar_of(self, activity: Activity) -> str:
        """Name the calendar in which an activity is worked on."""
        return activity.calendar or self.programme.default_calendar

    def workstream(self, identifier: str) -> Workstream | None:
        """Find a workstream by its id."""
        return next((w for w in self.workstreams if w.id == identifier), None)

    def tags(self, activity: str) -> frozenset[Tag]:
        """Give the tags of an activity."""
        return frozenset(self.activities[activity].tags)

    def has_reports_from(self, organisation: str | None) -> bool:
        """Tell whether an organisation reports to the programme."""
        known = self.programme.organisations.get(organisation or "")
        return known is not None and known.reports
