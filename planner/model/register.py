"""The registers of a plan: sources, obligations, commitments and risks."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated
from typing import Any
from typing import Literal
from typing import Self

from pydantic import Field
from pydantic import model_validator

from planner.model.base import Certainty
from planner.model.base import Evidence
from planner.model.base import PlanModel
from planner.model.estimate import Estimate
from planner.model.values import ActivityRef
from planner.model.values import Coefficient
from planner.model.values import DocumentDate
from planner.model.values import Flag
from planner.model.values import Number
from planner.model.values import PlanDate
from planner.model.values import PlanDuration
from planner.model.values import Probability
from planner.model.values import Title
from planner.model.values import reject


class Source(PlanModel):
    """A document that facts come from."""

    title: Title
    number: str | None = None
    date: DocumentDate | None = None
    reference: str | None = None
    publisher: str | None = None
    opening_only: Flag = False
    """Only the opening of the document was available."""


class Fact(PlanModel):
    """A statement of a source, in one line of our own words."""

    source: str
    origin: Certainty = Certainty.SOURCED
    says: Title


class SourcesFile(PlanModel):
    """The sources and their facts: `sources.yaml`."""

    sources: dict[str, Source] = Field(default_factory=dict)
    facts: dict[str, Fact] = Field(default_factory=dict)


class Obligation(Evidence):
    """A legal obligation, and the activities that fulfil it."""

    title: Title
    act: str | None = None
    article: str | None = None
    due: PlanDate | None = None
    term_text: str | None = None
    """The term in words, where the act gives no calendar date."""
    fulfilled_by: tuple[ActivityRef, ...] = ()
    note: str | None = None

    @model_validator(mode="after")
    def _has_one_term(self) -> Self:
        if (self.due is None) == (self.term_text is None):
            reject("obligation-term", title=self.title)
        return self


class ObligationsFile(PlanModel):
    """The legal obligations: `obligations.yaml`."""

    obligations: dict[str, Obligation] = Field(default_factory=dict)


class CommitmentKind(StrEnum):
    """The origin of a commitment to parliament."""

    MOTION = "motion"
    COMMITMENT = "commitment"
    REQUEST = "request"


class CommitmentStatus(StrEnum):
    """The state of a commitment."""

    OPEN = "open"
    MET = "met"
    LAPSED = "lapsed"


class Commitment(Evidence):
    """A motion of, or a commitment or answer owed to, parliament."""

    title: Title
    kind: CommitmentKind
    number: str | None = None
    made_on: PlanDate | None = None
    due: PlanDate | None = None
    status: CommitmentStatus = CommitmentStatus.OPEN
    addressed_by: tuple[ActivityRef, ...] = ()
    note: str | None = None


class CommitmentsFile(PlanModel):
    """The commitments to parliament: `commitments.yaml`."""

    commitments: dict[str, Commitment] = Field(default_factory=dict)


class DaysImpact(PlanModel):
    """Time that a risk adds when it occurs."""

    type: Literal["days"]
    optimistic: PlanDuration
    likely: PlanDuration
    pessimistic: PlanDuration

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _in_order(self.optimistic.amount, self.likely.amount, self.pessimistic.amount)
        return self


class FactorImpact(PlanModel):
    """The factor on the remaining work when a risk occurs."""

    type: Literal["factor"]
    optimistic: Number
    likely: Number
    pessimistic: Number

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        _in_order(self.optimistic, self.likely, self.pessimistic)
        return self


def _in_order(*points: Any) -> None:  # noqa: ANN401
    if list(points) != sorted(points):
        reject("estimate-out-of-order", value=" / ".join(map(str, points)))


Impact = Annotated[DaysImpact | FactorImpact, Field(discriminator="type")]


class Mitigation(Evidence):
    """A measure against a risk, with the chance and the impact that it leaves."""

    title: Title
    probability: Probability | None = None
    impact: Impact | None = None
    cost: Number | None = None


class Risk(Evidence):
    """An event that may occur, and its impact on activities."""

    title: Title
    probability: Probability
    impact: Impact
    affects: tuple[ActivityRef, ...]
    owner: str | None = None
    mitigation: Mitigation | None = None
    note: str | None = None


class Correlation(Evidence):
    """Activities that run late together."""

    activities: tuple[ActivityRef, ...] = Field(min_length=2)
    coefficient: Coefficient


class RiskBranch(Evidence):
    """Work between two activities that is needed only by chance."""

    id: str
    title: Title
    after: ActivityRef
    before: ActivityRef
    probability: Probability
    duration: Estimate


class RisksFile(PlanModel):
    """The risk register: `risks.yaml`."""

    risks: dict[str, Risk] = Field(default_factory=dict)
    correlations: tuple[Correlation, ...] = ()
    branches: tuple[RiskBranch, ...] = ()
