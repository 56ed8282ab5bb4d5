"""The evidence of a plan: a source with a fact, or an assumption, for everything that it states."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from planner.model import CONSTRAINTS
from planner.model import ActivityStatus
from planner.model import Certainty
from planner.model import Closure
from planner.model import Mitigation
from planner.model import OpenPoint
from planner.model import Target
from planner.problems import warning
from planner.source.evidence_index import activity_evidence
from planner.source.evidence_index import register_evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.model import Evidence
    from planner.model import Plan
    from planner.model import StatusReport
    from planner.problems import Problem
    from planner.source.evidence_index import Where
    from planner.source.places import Places

_NEED_NONE = (OpenPoint, Target, Mitigation)
"""An open point claims nothing; a target and a mitigation rest on their activity and risk."""


def sources_without_register(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find a plan that names sources or facts without keeping a register of them."""
    cited = [e for a in plan.activities.values() for e, _ in activity_evidence(a)]
    place = places.file("programme.yaml")
    if not plan.sources and any(evidence.source for evidence in cited):
        yield warning("no-register", place, register="sources")
    if not plan.facts and any(evidence.fact for evidence in cited):
        yield warning("no-register", place, register="facts")


def unsupported_activities(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find activities without evidence."""
    for name, activity in plan.activities.items():
        if activity.basis is None or not activity.basis.is_evidenced:
            yield warning("activity-without-evidence", places.activity(name), activity=name)


def unsupported_dependencies(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find dependencies without evidence."""
    for name, activity in plan.activities.items():
        for dependency in activity.after:
            if not dependency.is_evidenced:
                place = places.dependency(name, dependency.activity, dependency.type)
                details = {"activity": name, "predecessor": dependency.activity}
                yield warning("dependency-without-evidence", place, **details)


def unsupported_values(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find dates, estimates, measures and register entries without evidence."""
    for name, activity in plan.activities.items():
        for key in (*CONSTRAINTS, "deadline", "estimate"):
            value = getattr(activity, key)
            if value is not None and not value.is_evidenced:
                place = places.activity(name, key)
                yield warning("value-without-evidence", place, what=f"{name}: {key}")
        for index, measure in enumerate(activity.measures):
            if not measure.is_evidenced:
                place = places.activity(name, "measures", index)
                yield warning("value-without-evidence", place, what=f"{name}: {measure.id}")
    # By identity: two reports may say the same, and only one of them is its own evidence.
    reported = set(map(id, _evidenced_by_report(plan)))
    for evidence, where in register_evidence(plan, places):
        if id(evidence) not in reported and not _is_supported(evidence):
            yield warning("value-without-evidence", where(), what=_named(evidence))


def _evidenced_by_report(plan: Plan) -> Iterator[ActivityStatus]:
    """List the statuses that need no source of their own, because their report is one."""
    for report in plan.reports:
        for name, status in report.activities.items():
            if report.source or _reports_own_work(plan, report, name):
                yield status


def _reports_own_work(plan: Plan, report: StatusReport, activity: str) -> bool:
    """Tell whether the reporter does the work, so that the report itself is the evidence."""
    reported = plan.activities.get(activity)
    return reported is not None and reported.owner == report.reported_by


def _is_supported(evidence: Evidence) -> bool:
    if isinstance(evidence, _NEED_NONE) or evidence.is_evidenced:
        return True
    if isinstance(evidence, Closure):
        return evidence.assumption
    # Only an actual date is a fact; what remains or is expected is the reporter's judgement.
    return isinstance(evidence, ActivityStatus) and not _says_a_fact(evidence)


def _says_a_fact(status: ActivityStatus) -> bool:
    return status.started is not None or status.finished is not None


def _named(evidence: Evidence) -> str:
    for key in ("title", "name", "says", "reason", "id"):
        name = getattr(evidence, key, None)
        if name:
            return f'"{name}"'
    return type(evidence).__name__


def sources_without_facts(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find sources that are named without the fact that is taken from them."""
    for evidence, where in _all_evidence(plan, places):
        if evidence.source is not None and not evidence.fact and not evidence.is_assumption:
            yield warning("source-without-fact", where("source"), source=evidence.source)


def uncertain_facts(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find facts that are uncertain themselves and are used without that mark."""
    for evidence, where in _all_evidence(plan, places):
        if evidence.certainty or evidence.is_assumption or isinstance(evidence, OpenPoint):
            continue
        for index, name in enumerate(evidence.fact):
            fact = plan.facts.get(name)
            if fact is not None and fact.origin is not Certainty.SOURCED:
                place = where("fact", index)
                yield warning("certainty-missing", place, fact=name, origin=fact.origin.value)


def _all_evidence(plan: Plan, places: Places) -> Iterator[tuple[Evidence, Where]]:
    for name, activity in plan.activities.items():
        for evidence, path in activity_evidence(activity):
            yield evidence, partial(places.activity, name, *path)
    yield from register_evidence(plan, places)


CHECKS = (
    sources_without_register,
    unsupported_activities,
    unsupported_dependencies,
    unsupported_values,
    sources_without_facts,
    uncertain_facts,
)
