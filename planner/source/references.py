"""References that lead nowhere: to activities, calendars, organisations, sources, facts."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from planner.problems import error
from planner.problems import warning
from planner.source.calendar_problems import calendar_problems
from planner.source.evidence_index import activity_evidence
from planner.source.evidence_index import register_evidence

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from planner.model import Activity
    from planner.model import Evidence
    from planner.model import Plan
    from planner.problems import Location
    from planner.problems import Problem
    from planner.source.known import Known
    from planner.source.places import Places


def reference_problems(plan: Plan, places: Places, known: Known) -> Iterator[Problem]:
    """Find every reference in a plan that leads nowhere."""
    for activity in plan.activities.values():
        yield from _activity_problems(activity, places, known)
    yield from calendar_problems(plan, places, known)
    yield from _programme_problems(plan, places, known)
    yield from _register_problems(plan, places, known)
    yield from _report_problems(plan, places, known)
    yield from _letter_problems(plan, places, known)
    for evidence, where in register_evidence(plan, places):
        yield from _evidence_problems(evidence, where, known)
    for name, fact in plan.facts.items():
        where = partial(places.file, "sources.yaml", "facts", name, "source")
        yield from known.missing("unknown-source", fact.source, known.sources, where)


def _activity_problems(activity: Activity, places: Places, known: Known) -> Iterator[Problem]:
    me = activity.id
    place = partial(places.activity, me)
    for index, dependency in enumerate(activity.after):
        where = partial(place, "after", index)
        if dependency.activity == me:
            yield error("self-reference", where(), activity=me)
        else:
            yield from known.activity(
                "unknown-predecessor", dependency.activity, where, activity=me
            )
    if activity.spans:
        for side, end in (("from", activity.spans.from_), ("to", activity.spans.to)):
            where = partial(place, "spans", side)
            if end == me:
                yield error("self-reference", where(), activity=me)
            else:
                yield from known.activity("unknown-activity", end, where, user=me)
    yield from _named_things(activity, place, known)
    for evidence, path in activity_evidence(activity):
        yield from _evidence_problems(evidence, partial(place, *path), known)


def _named_things(
    activity: Activity, place: Callable[..., Location | None], known: Known
) -> Iterator[Problem]:
    """Check the bodies, the calendar and the provisions that an activity names."""
    bodies = known.organisations
    yield from known.missing(
        "unknown-calendar", activity.calendar, known.calendars, partial(place, "calendar")
    )
    yield from known.missing(
        "unknown-organisation", activity.owner, bodies, partial(place, "owner")
    )
    for index, name in enumerate(activity.involves):
        where = partial(place, "involves", index)
        yield from known.missing("unknown-organisation", name, bodies, where)
    for index, name in enumerate(activity.provisions):
        where = partial(place, "provisions", index)
        yield from known.missing("unknown-provision", name, known.provisions, where)
    for index, measure in enumerate(activity.measures):
        where = partial(place, "measures", index, "decides")
        yield from known.missing("unknown-organisation", measure.decides, bodies, where)


def _evidence_problems(
    evidence: Evidence, where: Callable[..., Location | None], known: Known
) -> Iterator[Problem]:
    source = evidence.source
    if source is not None:
        yield from known.missing("unknown-source", source, known.sources, partial(where, "source"))
    for index, fact in enumerate(evidence.fact):
        at = partial(where, "fact", index)
        yield from known.missing("unknown-fact", fact, known.facts, at)
        stated = known.fact_sources.get(fact)
        if source is not None and stated is not None and stated != source:
            yield warning("fact-of-other-source", at(), fact=fact, source=source, stated=stated)


def _programme_problems(plan: Plan, places: Places, known: Known) -> Iterator[Problem]:
    place = partial(places.file, "programme.yaml")
    programme = plan.programme
    paths: list[tuple[str | int, ...]] = [("target",)] if programme.target else []
    paths += [("targets", index) for index in range(len(programme.targets))]
    for target, path in zip(programme.all_targets, paths, strict=True):
        where = partial(place, *path, "milestone")
        yield from known.activity("unknown-activity", target.milestone, where, user=path[0])
        activity = plan.activities.get(target.milestone)
        if activity is not None and not activity.is_milestone:
            yield error("target-not-milestone", where(), activity=activity.id)
    for name, provision in programme.provisions.items():
        if provision.decided_by is not None:
            where = partial(place, "provisions", name, "decided_by")
            yield from known.activity("unknown-activity", provision.decided_by, where, user=name)
    for index, name in enumerate(programme.section_order):
        where = partial(place, "section_order", index)
        yield from known.missing("unknown-workstream", name, known.workstreams, where)
    for workstream in plan.workstreams:
        where = partial(places.workstream, workstream.id, "lead")
        yield from known.missing(
            "unknown-organisation", workstream.lead, known.organisations, where
        )


def _register_problems(plan: Plan, places: Places, known: Known) -> Iterator[Problem]:
    groups = chain(
        (("obligations", n, "fulfilled_by", o.fulfilled_by) for n, o in plan.obligations.items()),
        (("commitments", n, "addressed_by", c.addressed_by) for n, c in plan.commitments.items()),
        (("risks", n, "affects", r.affects) for n, r in plan.risks.items()),
    )
    for register, name, key, activities in groups:
        for index, activity in enumerate(activities):
            where = partial(places.file, f"{register}.yaml", register, name, key, index)
            yield from known.activity("unknown-activity", activity, where, user=name)
    place = partial(places.file, "risks.yaml")
    for name, risk in plan.risks.items():
        where = partial(place, "risks", name, "owner")
        yield from known.missing("unknown-organisation", risk.owner, known.organisations, where)
    for index, correlation in enumerate(plan.correlations):
        for number, activity in enumerate(correlation.activities):
            where = partial(place, "correlations", index, "activities", number)
            yield from known.activity("unknown-activity", activity, where, user="correlations")
    for index, branch in enumerate(plan.branches):
        for side in ("after", "before"):
            where = partial(place, "branches", index, side)
            yield from known.activity(
                "unknown-activity", getattr(branch, side), where, user=branch.id
            )


def _report_problems(plan: Plan, places: Places, known: Known) -> Iterator[Problem]:
    for report in plan.reports:
        file = f"status/{report.name}.yaml"
        where = partial(places.file, file, "reported_by")
        yield from known.missing(
            "unknown-organisation", report.reported_by, known.organisations, where
        )
        yield from known.missing(
            "unknown-source", report.source, known.sources, partial(places.file, file, "source")
        )
        for activity in report.activities:
            at = partial(places.file, file, "activities", activity, key=True)
            yield from known.activity("unknown-activity", activity, at, user=report.name)


def _letter_problems(plan: Plan, places: Places, known: Known) -> Iterator[Problem]:
    for letter in plan.letters:
        file = f"letters/{letter.name}.yaml"
        for index, statement in enumerate(letter.statements):
            place = partial(places.file, file, "statements", index)
            where = partial(place, "workstream")
            yield from known.missing(
                "unknown-workstream", statement.workstream, known.workstreams, where
            )
            for number, activity in enumerate(statement.activities):
                at = partial(place, "activities", number)
                yield from known.activity("unknown-activity", activity, at, user=letter.name)
