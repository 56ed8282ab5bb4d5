"""Calendars and sources that a plan defines and does not use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.problems import remark
from planner.source.evidence_index import activity_evidence
from planner.source.evidence_index import register_evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.model import Plan
    from planner.problems import Problem
    from planner.source.places import Places


def unused_calendars(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find calendars in which nothing is planned."""
    used = {plan.programme.default_calendar}
    used |= {a.calendar for a in plan.activities.values() if a.calendar}
    used |= {c.based_on for c in plan.calendars.values() if c.based_on}
    for name in plan.calendars:
        if name not in used:
            place = places.file("programme.yaml", "calendars", name, key=True)
            yield remark("unused-calendar", place, name=name)


def unused_sources(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find sources that nothing rests on."""
    cited = set(_cited(plan, places))
    used = {name for name in cited if name in plan.sources}
    # Whoever cites a fact rests on its source, also without naming the source.
    used |= {fact.source for name, fact in plan.facts.items() if name in cited}
    used |= {report.source for report in plan.reports if report.source}
    for name in plan.sources:
        if name not in used:
            place = places.file("sources.yaml", "sources", name, key=True)
            yield remark("unused-source", place, name=name)


def _cited(plan: Plan, places: Places) -> Iterator[str]:
    """Name every source and fact that something rests on."""
    for activity in plan.activities.values():
        for evidence, _ in activity_evidence(activity):
            yield from (*evidence.fact, evidence.source or "")
    for evidence, _ in register_evidence(plan, places):
        yield from (*evidence.fact, evidence.source or "")


CHECKS = (unused_calendars, unused_sources)
