"""The evidence in a plan, and where it stands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from planner.model import Activity
    from planner.model import DatedRule
    from planner.model import Evidence
    from planner.model import Plan
    from planner.model import Programme
    from planner.model import Target
    from planner.problems import Location
    from planner.source.places import Places

    Where = Callable[..., Location | None]

Path = tuple[str | int, ...]


def dated_rules(activity: Activity) -> dict[str, DatedRule]:
    """Give the date constraints and the deadline of an activity, by field."""
    rules = activity.constraints
    if activity.deadline is not None:
        rules["deadline"] = activity.deadline
    return rules


def activity_evidence(activity: Activity) -> Iterator[tuple[Evidence, Path]]:
    """Give each evidence of an activity, with the path to it within the activity."""
    evidence: Evidence | None
    for name in ("basis", "duration_basis", "estimate"):
        evidence = getattr(activity, name)
        if evidence is not None:
            yield evidence, (name,)
    for index, dependency in enumerate(activity.after):
        yield dependency, ("after", index)
    for name, rule in dated_rules(activity).items():
        yield rule, (name,)
    for index, measure in enumerate(activity.measures):
        yield measure, ("measures", index)


def target_paths(programme: Programme) -> Iterator[tuple[Target, Path]]:
    """Give each target with the path to it in `programme.yaml`."""
    if programme.target:
        yield programme.target, ("target",)
    for index, target in enumerate(programme.targets):
        yield target, ("targets", index)


def register_evidence(plan: Plan, places: Places) -> Iterator[tuple[Evidence, Where]]:
    """Give each evidence outside the activities, with a function that finds its place."""
    # Functions and not places: most evidence is fine, and looking up a place takes a walk.
    yield from _programme_evidence(plan, partial(places.file, "programme.yaml"))
    for workstream in plan.workstreams:
        for index, point in enumerate(workstream.open_points):
            yield point, partial(places.workstream, workstream.id, "open_points", index)
    for register in ("obligations", "commitments", "risks"):
        for name, entry in getattr(plan, register).items():
            yield entry, partial(places.file, f"{register}.yaml", register, name)
    yield from _risk_evidence(plan, partial(places.file, "risks.yaml"))
    for report in plan.reports:
        for name, status in report.activities.items():
            yield status, partial(places.file, f"status/{report.name}.yaml", "activities", name)
    for letter in plan.letters:
        file = f"letters/{letter.name}.yaml"
        for index, statement in enumerate(letter.statements):
            yield statement, partial(places.file, file, "statements", index)


def _programme_evidence(plan: Plan, place: Where) -> Iterator[tuple[Evidence, Where]]:
    programme = plan.programme
    for target, path in target_paths(programme):
        yield target, partial(place, *path)
    for name, calendar in programme.calendars.items():
        for index, closure in enumerate(calendar.closures):
            yield closure, partial(place, "calendars", name, "closures", index)
        for index, day in enumerate(calendar.worked):
            yield day, partial(place, "calendars", name, "worked", index)
    for name, provision in programme.provisions.items():
        yield provision, partial(place, "provisions", name)


def _risk_evidence(plan: Plan, place: Where) -> Iterator[tuple[Evidence, Where]]:
    for name, risk in plan.risks.items():
        if risk.mitigation is not None:
            yield risk.mitigation, partial(place, "risks", name, "mitigation")
    for index, correlation in enumerate(plan.correlations):
        yield correlation, partial(place, "correlations", index)
    for index, branch in enumerate(plan.branches):
        yield branch, partial(place, "branches", index)
        yield branch.duration, partial(place, "branches", index, "duration")
