"""References to activities, organisations, sources or other names that do not exist."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from planner.problems import error
from planner.problems import warning
from planner.source.calendar_problems import calendar_problems
from planner.source.evidence_index import activity_evidence
from planner.source.evidence_index import register_evidence
from planner.source.evidence_index import target_paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.model import Activity
    from planner.model import Evidence
    from planner.model import Plan
    from planner.problems import Problem
    from planner.source.known import Known
    from planner.source.known import Place
    from planner.source.places import Places

ACTIVITY_LISTS = {
    "obligations": "fulfilled_by",
    "commitments": "addressed_by",
    "risks": "affects",
}
"""The field of each register that lists activities."""


def reference_problems(plan: Plan, places: Places, known: Known) -> Iterator[Problem]:
    """Find the references in a plan to names that do not exist."""
    for activity in plan.activities.values():
        yield from _activity_problems(activity, places, known)
    yield from calendar_problems(plan, places, known)
    yield from _programme_problems(plan, places, known)
    yield from _register_problems(plan, places, known)
    yield from _report_problems(plan, places, known)
    yield from _letter_problems(plan, places, known)
    for evidence, place in register_evidence(plan, places):
        yield from _evidence_problems(evidence, place, known)
    for name, fact in plan.facts.items():
        place = partial(places.file, "sources.yaml", "facts", name)
        yield from known.missing("unknown-source", fact.source, place, "source")


def _activity_problems(activity: Activity, places: Places, known: Known) -> Iterator[Problem]:
    name = activity.id
    place = partial(places.activity, name)
    for index, dependency in enumerate(activity.after):
        end = dependency.activity
        if end == name:
            yield error("self-reference", place("after", index), activity=name)
        else:
            yield from known.activity(
                end, place, "after", index, code="unknown-predecessor", activity=name
            )
    if activity.spans:
        for side, end in (("from", activity.spans.from_), ("to", activity.spans.to)):
            if end == name:
                yield error("self-reference", place("spans", side), activity=name)
            else:
                yield from known.activity(end, place, "spans", side, user=name)
    yield from _named_things(activity, place, known)
    for evidence, path in activity_evidence(activity):
        yield from _evidence_problems(evidence, partial(place, *path), known)


def _named_things(activity: Activity, place: Place, known: Known) -> Iterator[Problem]:
    """Check the organisations, the calendar and the provisions that an activity names."""
    yield from known.missing("unknown-calendar", activity.calendar, place, "calendar")
    yield from known.missing("unknown-organisation", activity.owner, place, "owner")
    for index, name in enumerate(activity.involves):
        yield from known.missing("unknown-organisation", name, place, "involves", index)
    for index, name in enumerate(activity.provisions):
        yield from known.missing("unknown-provision", name, place, "provisions", index)
    for index, measure in enumerate(activity.measures):
        decides = measure.decides
        yield from known.missing(
            "unknown-organisation", decides, place, "measures", index, "decides"
        )


def _evidence_problems(evidence: Evidence, place: Place, known: Known) -> Iterator[Problem]:
    source = evidence.source
    yield from known.missing("unknown-source", source, place, "source")
    for index, fact in enumerate(evidence.fact):
        yield from known.missing("unknown-fact", fact, place, "fact", index)
        stated = known.fact_sources.get(fact)
        if source is not None and stated is not None and stated != source:
            at = place("fact", index)
            yield warning("fact-of-other-source", at, fact=fact, source=source, stated=stated)


def _programme_problems(plan: Plan, places: Places, known: Known) -> Iterator[Problem]:
    place = partial(places.file, "programme.yaml")
    programme = plan.programme
    for target, path in target_paths(programme):
        name, where = target.milestone, partial(place, *path, "milestone")
        yield from known.activity(name, where, user=path[0])
        activity = plan.activities.get(name)
        if activity is not None and not activity.is_milestone:
            yield error("target-not-milestone", where(), activity=name)
    for name, provision in programme.provisions.items():
        if provision.decided_by is not None:
            where = partial(place, "provisions", name, "decided_by")
            yield from known.activity(provision.decided_by, where, user=name)
    for index, name in enumerate(programme.section_order):
        yield from known.missing("unknown-workstream", name, place, "section_order", index)
    for workstream in plan.workstreams:
        lead, where = workstream.lead, partial(places.workstream, workstream.id)
        yield from known.missing("unknown-organisation", lead, where, "lead")


def _register_problems(plan: Plan, places: Places, known: Known) -> Iterator[Problem]:
    for register, key in ACTIVITY_LISTS.items():
        place = partial(places.file, f"{register}.yaml", register)
        for name, entry in getattr(plan, register).items():
            for index, activity in enumerate(getattr(entry, key)):
                yield from known.activity(activity, place, name, key, index, user=name)
    yield from _risk_problems(plan, partial(places.file, "risks.yaml"), known)


def _risk_problems(plan: Plan, place: Place, known: Known) -> Iterator[Problem]:
    for name, risk in plan.risks.items():
        yield from known.missing("unknown-organisation", risk.owner, place, "risks", name, "owner")
    for index, correlation in enumerate(plan.correlations):
        where = partial(place, "correlations", index, "activities")
        for number, activity in enumerate(correlation.activities):
            yield from known.activity(activity, where, number, user="correlations")
    for index, branch in enumerate(plan.branches):
        where = partial(place, "branches", index)
        for side, activity in (("after", branch.after), ("before", branch.before)):
            yield from known.activity(activity, where, side, user=branch.id)


def _report_problems(plan: Plan, places: Places, known: Known) -> Iterator[Problem]:
    for report in plan.reports:
        place = partial(places.file, f"status/{report.name}.yaml")
        yield from known.missing("unknown-organisation", report.reported_by, place, "reported_by")
        yield from known.missing("unknown-source", report.source, place, "source")
        for activity in report.activities:
            at_key = partial(place, "activities", activity, key=True)
            yield from known.activity(activity, at_key, user=report.name)


def _letter_problems(plan: Plan, places: Places, known: Known) -> Iterator[Problem]:
    for letter in plan.letters:
        for index, statement in enumerate(letter.statements):
            place = partial(places.file, f"letters/{letter.name}.yaml", "statements", index)
            workstream = statement.workstream
            yield from known.missing("unknown-workstream", workstream, place, "workstream")
            for number, activity in enumerate(statement.activities):
                yield from known.activity(activity, place, "activities", number, user=letter.name)
