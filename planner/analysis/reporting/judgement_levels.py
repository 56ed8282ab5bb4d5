"""How strongly a schedule may be worded: a ladder of judgements and the evidence each needs."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from dataclasses import fields
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from planner.analysis.criticality.margins import Criticality
from planner.analysis.criticality.margins import criticality
from planner.analysis.criticality.margins import float_days_toward
from planner.model import Health
from planner.model import Judgement
from planner.model import Tag

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from datetime import date
    from fractions import Fraction

    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.plan_schedule import Schedule

TROUBLED = frozenset({Health.AT_RISK, Health.OFF_TRACK})
"""What a reporter says of work that does not go as planned."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What the schedule and the reports say of a workstream, in numbers.

    Attributes:
        activities: How many activities it has.
        open: How many of them are not finished.
        least_float: The margin: the least float of what is open toward a target of the programme,
            in working days; None when nothing open leads to one.
        late_dates: How many open activities run past a deadline of their own, passed or to come.
        critical: How many open activities are critical.
        near_critical: How many more have no more float than the programme calls near-critical.
        decisions: How many decisions it waits for, its own or those on which its work rests.
        at_risk: How many open activities are reported to be at risk.
        off_track: How many are reported to be off track.
    """

    activities: int
    open: int
    least_float: Fraction | None = None
    late_dates: int = 0
    critical: int = 0
    near_critical: int = 0
    decisions: int = 0
    at_risk: int = 0
    off_track: int = 0


@dataclass(frozen=True, slots=True)
class JudgementLevel:
    """A judgement and the limits within which it may be used."""

    judgement: Judgement
    least: Mapping[str, int]
    most: Mapping[str, int]

    def exceeded(self, figures: Figures) -> tuple[str, ...]:
        """Name the figures that forbid it; none when the evidence reaches this rung."""
        low = (name for name, limit in self.least.items() if _below(figures, name, limit))
        high = (name for name, limit in self.most.items() if getattr(figures, name) > limit)
        return (*low, *high)


@dataclass(frozen=True, slots=True)
class WorkstreamJudgement:
    """The strongest wording that the evidence about a workstream allows, and that evidence.

    Attributes:
        rung: That wording; NONE for a workstream without activities.
        forecast: When the last of its open activities is done; None when nothing is open.
        tightest: The open activities with the least float toward a target.
        late: The open activities that run past a deadline of their own.
        decisions: What has yet to be decided, by activity id.
        troubled: The open activities that are reported to be at risk or off track.
        withheld: For each stronger wording the figures that forbid it.
    """

    workstream: str
    data_date: date
    rung: Judgement
    figures: Figures
    forecast: date | None
    tightest: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    critical: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    troubled: tuple[str, ...] = ()
    withheld: tuple[tuple[Judgement, tuple[str, ...]], ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether all its work is finished."""
        return self.figures.activities > 0 and self.figures.open == 0

    @property
    def activities(self) -> tuple[str, ...]:
        """Every activity on which the judgement rests, each once."""
        named = (*self.tightest, *self.late, *self.critical, *self.decisions, *self.troubled)
        return tuple(dict.fromkeys(named))

    def allows(self, wanted: Judgement) -> bool:
        """Whether the evidence reaches a wording: a weaker one than is possible always may."""
        if wanted is Judgement.NONE:
            return True
        if self.rung is Judgement.NONE:
            return False
        order = [rung.judgement for rung in judgement_levels()]
        return order.index(wanted) >= order.index(self.rung)


@cache
def judgement_levels() -> tuple[JudgementLevel, ...]:
    """The rungs, the strongest first.

    Raises:
        ValueError: The ladder names a figure that does not exist.
    """
    content = files("planner").joinpath("analysis", "ladder.toml").read_text(encoding="utf-8")
    rungs = tuple(
        JudgementLevel(Judgement(entry["judgement"]), entry.get("least", {}), entry.get("most", {}))
        for entry in tomllib.loads(content)["rung"]
    )
    known = {found.name for found in fields(Figures)}
    unknown = {name for rung in rungs for name in (*rung.least, *rung.most)} - known
    if unknown:
        message = f"the ladder names unknown figures: {', '.join(sorted(unknown))}"
        raise ValueError(message)
    return rungs


def judgement(schedule: Schedule, workstream: str) -> WorkstreamJudgement:
    """Judge a workstream by its schedule, the decisions it waits for and what is reported."""
    return _judged(schedule, workstream, margins(schedule))


def judgements(schedule: Schedule) -> Mapping[str, WorkstreamJudgement]:
    """Judge every workstream that has activities, in the order of the plan."""
    named = [found.id for found in schedule.plan.workstreams]
    used = {row.workstream for row in schedule.activities.values()}
    order = [*named, *sorted(used.difference(named))]
    floats = margins(schedule)
    return {name: _judged(schedule, name, floats) for name in order if name in used}


def margins(schedule: Schedule) -> Mapping[str, Fraction]:
    """The float of each open activity toward the target that it holds up most, in working days."""
    least: dict[str, Fraction] = {}
    for target in schedule.plan.programme.all_targets:
        forecast = schedule.forecast(target)
        if forecast is None or forecast.is_reached:
            continue
        for name, days in float_days_toward(schedule, target.milestone).items():
            least[name] = min(days, least.get(name, days))
    return least


def _judged(
    schedule: Schedule, workstream: str, margin: Mapping[str, Fraction]
) -> WorkstreamJudgement:
    rows = [row for row in schedule.activities.values() if row.workstream == workstream]
    ahead = [row for row in rows if not row.is_finished]
    least = min((margin[row.id] for row in ahead if row.id in margin), default=None)
    health = {row.id: _health(schedule, row.id) for row in ahead}
    found = WorkstreamJudgement(
        workstream=workstream,
        data_date=schedule.data_date,
        rung=Judgement.NONE,
        figures=Figures(activities=len(rows), open=len(ahead), least_float=least),
        forecast=max((row.finish for row in ahead), default=None),
        tightest=tuple(row.id for row in ahead if margin.get(row.id) == least is not None),
        late=tuple(row.id for row in ahead if _is_late(schedule, row)),
        critical=tuple(row.id for row in ahead if row.critical),
        decisions=_open_decisions(schedule, ahead),
        troubled=tuple(name for name, said in health.items() if said in TROUBLED),
    )
    figures = replace(
        found.figures,
        late_dates=len(found.late),
        critical=len(found.critical),
        near_critical=sum(
            criticality(schedule, row.id) is Criticality.NEAR_CRITICAL for row in ahead
        ),
        decisions=len(found.decisions),
        at_risk=sum(said is Health.AT_RISK for said in health.values()),
        off_track=sum(said is Health.OFF_TRACK for said in health.values()),
    )
    rung, withheld = _climb(figures)
    return replace(found, figures=figures, rung=rung, withheld=withheld)


def _health(schedule: Schedule, activity: str) -> Health | None:
    said = schedule.progress.get(activity)
    return said.health if said else None


def _is_late(schedule: Schedule, row: ActivityDates) -> bool:
    deadline = schedule.plan.activities[row.id].deadline
    return deadline is not None and row.finish > deadline.date


def _climb(
    figures: Figures,
) -> tuple[Judgement, tuple[tuple[Judgement, tuple[str, ...]], ...]]:
    """The first rung that the evidence reaches, and why not the ones above it."""
    withheld: list[tuple[Judgement, tuple[str, ...]]] = []
    if figures.activities == 0:
        return Judgement.NONE, ()
    for rung in judgement_levels():
        exceeded = rung.exceeded(figures)
        if not exceeded:
            return rung.judgement, tuple(withheld)
        withheld.append((rung.judgement, exceeded))
    return Judgement.NONE, tuple(withheld)


def _below(figures: Figures, name: str, limit: int) -> bool:
    value = getattr(figures, name)
    return value is not None and value < limit


def _open_decisions(schedule: Schedule, ahead: Iterable[ActivityDates]) -> tuple[str, ...]:
    """Decisions that are not taken: its own, and those on the provisions that its work rests on."""
    plan = schedule.plan
    found: dict[str, None] = {}
    for row in ahead:
        activity = plan.activities[row.id]
        if Tag.DECISION in activity.tags:
            found[row.id] = None
        for name in activity.provisions:
            provision = plan.programme.provisions.get(name)
            decided_by = provision.decided_by if provision else None
            if decided_by and not schedule.activities[decided_by].is_finished:
                found[decided_by] = None
    return tuple(sorted(found))
