"""The models of plan files, with references completed."""

from __future__ import annotations

from planner.model.activity import CONSTRAINTS
from planner.model.activity import Activity
from planner.model.activity import ActivityKind
from planner.model.activity import DatedRule
from planner.model.activity import MilestoneKind
from planner.model.activity import Span
from planner.model.activity import Tag
from planner.model.base import Certainty
from planner.model.base import Evidence
from planner.model.base import PlanModel
from planner.model.dependency import Dependency
from planner.model.dependency import DependencyType
from planner.model.estimate import Distribution
from planner.model.estimate import Estimate
from planner.model.estimate import Measure
from planner.model.plan import OpenPoint
from planner.model.plan import Plan
from planner.model.plan import Workstream
from planner.model.programme import Calendar
from planner.model.programme import Closure
from planner.model.programme import HolidayRule
from planner.model.programme import Programme
from planner.model.programme import ProgressMode
from planner.model.programme import Provision
from planner.model.programme import Target
from planner.model.programme import Weekday
from planner.model.register import Commitment
from planner.model.register import CommitmentKind
from planner.model.register import CommitmentStatus
from planner.model.register import DaysImpact
from planner.model.register import FactorImpact
from planner.model.register import Mitigation
from planner.model.register import Obligation
from planner.model.register import Risk
from planner.model.register import RiskBranch
from planner.model.report import ActivityState
from planner.model.report import ActivityStatus
from planner.model.report import Health
from planner.model.report import Judgement
from planner.model.report import SentLetter
from planner.model.report import SentStatement
from planner.model.report import Signatory
from planner.model.report import StatusReport
from planner.statutory_terms import TermRule

__all__ = [
    "CONSTRAINTS",
    "Activity",
    "ActivityKind",
    "ActivityState",
    "ActivityStatus",
    "Calendar",
    "Certainty",
    "Closure",
    "Commitment",
    "CommitmentKind",
    "CommitmentStatus",
    "DatedRule",
    "DaysImpact",
    "Dependency",
    "DependencyType",
    "Distribution",
    "Estimate",
    "Evidence",
    "FactorImpact",
    "Health",
    "HolidayRule",
    "Judgement",
    "Measure",
    "MilestoneKind",
    "Mitigation",
    "Obligation",
    "OpenPoint",
    "Plan",
    "PlanModel",
    "Programme",
    "ProgressMode",
    "Provision",
    "Risk",
    "RiskBranch",
    "SentLetter",
    "SentStatement",
    "Signatory",
    "Span",
    "StatusReport",
    "Tag",
    "Target",
    "TermRule",
    "Weekday",
    "Workstream",
]
