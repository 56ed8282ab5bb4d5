"""References that lead nowhere: to activities, calendars, organisations, sources, facts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from planner.problems import Location
from planner.problems import error
from planner.problems import nearest
from planner.problems import warning
from planner.source.evidence import activity_evidence
from planner.source.evidence import register_evidence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from planner.model import Activity
    from planner.model import Evidence
    from planner.model import Plan
    from planner.problems import Problem
    from planner.source.places import Places

_MOST_SUGGESTIONS = 100
"""Looking for the nearest name takes long in a large plan; after this many it stops."""

Where = Callable[[], Location | None]


@dataclass(slots=True)
class Known:
    """The names that exist; `None` where they could not be read, so that any may exist."""

    activities: AbstractSet[str]
    open_workstreams: AbstractSet[str]
    """Workstreams that could not be read in full."""
    workstreams: AbstractSet[str]
    calendars: AbstractSet[str] | None
    organisations: AbstractSet[str] | None
    provisions: AbstractSet[str] | None
    sources: AbstractSet[str] | None
    facts: AbstractSet[str] | None
    fact_sources: Mapping[str, str]
    suggested: int = field(default=0)

    def missing(
        self,
        code: str,
        name: str | None,
        names: AbstractSet[str] | None,
        where: Where,
        **details: object,
    ) -> Iterator[Problem]:
        """Report a name that is not among those known."""
        if name is not None and names is not None and name not in names:
            suggestion = self.suggestion(name, names)
            yield error(code, where(), name=name, suggestion=suggestion, **details)

    def activity(self, code: str, name: str, where: Where, **details: object) -> Iterator[Problem]:
        """Report an activity that does not exist."""
        if name not in self.activities and name.partition(".")[0] not in self.open_workstreams:
            suggestion = self.suggested_activity(name)
            yield error(code, where(), name=name, suggestion=suggestion, **details)

    def suggestion(self, name: str, names: AbstractSet[str]) -> str | None:
        """Find what was probably meant."""
        self.suggested += 1
        return nearest(name, names) if self.suggested <= _MOST_SUGGESTIONS else None

    def suggested_activity(self, name: str) -> str | None:
        """Find what was probably meant: first within the workstream, then the same id elsewhere."""
        self.suggested += 1
        if self.suggested > _MOST_SUGGESTIONS:
            return None
        workstream, _, short = name.rpartition(".")
        if workstream in self.workstreams:
            mine = {
                known.partition(".")[2]
                for known in self.activities
                if known.startswith(f"{workstream}.")
            }
            found = nearest(short, mine)
            if found:
                return f"{workstream}.{found}"
        same = [known for known in self.activities if known.rpartition(".")[2] == short]
        if len(same) == 1:
            return same[0]
        return nearest(name, self.activities) if workstream not in self.workstreams else None


def reference_problems(plan: Plan, places: Places, known: Known) -> Iterator[Problem]:
    """Find every reference in a plan that leads nowhere."""
    for activity in plan.activities.values():
        yield from _activity_problems(activity, places, known)
    yield from _calendar_problems(plan, places, known)
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


def _calendar_problems(plan: Plan, places: Places, known: Known) -> Iterator[Problem]:
    place = partial(places.file, "programme.yaml")
    names = known.calendars
    yield from known.missing(
        "unknown-calendar",
        plan.programme.default_calendar,
        names,
        partial(place, "default_calendar"),
    )
    for name, calendar in plan.calendars.items():
        where = partial(place, "calendars", name, "based_on")
        yield from known.missing("unknown-calendar", calendar.based_on, names, where)
        for index, closure in enumerate(calendar.closures):
            if closure.to < closure.from_:
                at = place("calendars", name, "closures", index, "to")
                yield error("period-reversed", at, start=closure.from_, finish=closure.to)
    for circle in calendar_circles(plan):
        at = place("calendars", circle[0], "based_on")
        yield error("calendar-cycle", at, path=" → ".join((*circle, circle[0])))


def calendar_circles(plan: Plan) -> Iterator[tuple[str, ...]]:
    """Find calendars that are based on themselves by way of others; each circle once."""
    seen: set[str] = set()
    for start in plan.calendars:
        path: list[str] = []
        name: str | None = start
        while name is not None and name in plan.calendars and name not in seen:
            seen.add(name)
            path.append(name)
            name = plan.calendars[name].based_on
        if name is not None and name in path:
            yield tuple(path[path.index(name) :])


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
