"""The levels of judgement about a schedule, and the evidence that each level needs."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from dataclasses import fields
from functools import cache
from functools import partial
from importlib.resources import files
from operator import attrgetter
from typing import TYPE_CHECKING

from planner.analysis.criticality.margins import Criticality
from planner.analysis.criticality.margins import criticality
from planner.analysis.criticality.margins import float_days_toward
from planner.model import Health
from planner.model import Judgement
from planner.model import Tag
from planner.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Mapping
    from datetime import date
    from fractions import Fraction

    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.plan_schedule import Schedule

TROUBLED = frozenset({Health.AT_RISK, Health.OFF_TRACK})
"""The health that a report gives to work that does not go as planned."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a workstream, from the schedule and the reports.

    Attributes:
        activities: All its activities.
        open: Those that are not finished.
        least_float: The margin: the least float of the open activities toward a target of the
            programme, in working days; None when no open activity leads to one.
        late_dates: Open activities that finish after a deadline of their own.
        critical: Open activities that are critical.
        near_critical: Open activities that are near-critical, by the limit of the programme.
        decisions: Decisions that it waits for, its own or those on which its work rests.
        at_risk: Open activities that are reported to be at risk.
        off_track: Open activities that are reported to be off track.
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
        """Name the figures that forbid it; none when the evidence reaches this level."""
        forbidding = []
        for name, limit in self.least.items():
            value = getattr(figures, name)  # None where no target bounds the work
            if value is not None and value < limit:
                forbidding.append(name)
        high = (name for name, limit in self.most.items() if getattr(figures, name) > limit)
        return (*forbidding, *high)


Withheld = tuple[tuple[Judgement, tuple[str, ...]], ...]
"""Judgements that the evidence does not reach, each with the figures that forbid it."""


@dataclass(frozen=True, slots=True)
class WorkstreamJudgement:
    """The strongest judgement that the evidence about a workstream allows, and that evidence.

    Attributes:
        level: That judgement; NONE for a workstream without activities.
        forecast: The finish of its last open activity; None when nothing is open.
        tightest: The open activities with the least float toward a target.
        late: The open activities that finish after a deadline of their own.
        decisions: The decisions that are not taken, by activity id.
        troubled: The open activities that are reported to be at risk or off track.
        withheld: For each stronger judgement the figures that forbid it.
    """

    workstream: str
    data_date: date
    level: Judgement
    figures: Figures
    forecast: date | None
    tightest: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    critical: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    troubled: tuple[str, ...] = ()
    withheld: Withheld = ()

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
        """Whether the evidence allows a judgement; a weaker one is always allowed."""
        if wanted is Judgement.NONE:
            return True
        if self.level is Judgement.NONE:
            return False
        # The levels go from strong to weak, so a later place is a weaker judgement.
        order = [level.judgement for level in judgement_levels()]
        return order.index(wanted) >= order.index(self.level)


@cache
def judgement_levels() -> tuple[JudgementLevel, ...]:
    """Read the levels, the strongest first.

    Raises:
        ValueError: A level names a figure that does not exist.
    """
    content = files("planner").joinpath("analysis", "judgement_levels.toml").read_text("utf-8")
    known = set(map(attrgetter("name"), fields(Figures)))
    levels = []
    for entry in tomllib.loads(content)["level"]:
        judgement = Judgement(entry["judgement"])
        level = JudgementLevel(judgement, entry.get("least", {}), entry.get("most", {}))
        unknown = sorted({*level.least, *level.most} - known)
        if unknown:
            message = f"{judgement} names unknown figures: {', '.join(unknown)}"
            raise ValueError(message)
        levels.append(level)
    return tuple(levels)


def judgement(schedule: Schedule, workstream: str) -> WorkstreamJudgement:
    """Judge a workstream by its schedule, the decisions it waits for and what is reported."""
    return _judged(schedule, workstream, margins(schedule))


def judgements(schedule: Schedule) -> Mapping[str, WorkstreamJudgement]:
    """Judge every workstream that has activities, in the order of the plan."""
    used = set(map(attrgetter("workstream"), schedule.activities.values()))
    named = [workstream.id for workstream in schedule.plan.workstreams if workstream.id in used]
    floats = margins(schedule)
    order = (*named, *sorted(used.difference(named)))
    return {name: _judged(schedule, name, floats) for name in order}


def margins(schedule: Schedule) -> Mapping[str, Fraction]:
    """The working days of float of each open activity, toward the target where it is least."""
    least: dict[str, Fraction] = {}
    for target in schedule.plan.programme.all_targets:
        forecast = schedule.forecast(target)
        if forecast is None or forecast.is_reached:  # what was reached holds nothing up
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

    def health(row: ActivityDates) -> Health | None:
        return schedule.progress.get(row.id, Progress(row.id)).health

    def is_near_critical(row: ActivityDates) -> bool:
        return criticality(schedule, row.id) is Criticality.NEAR_CRITICAL

    reported = Counter(map(health, ahead))
    late = _ids(ahead, partial(_is_late, schedule))
    critical = _ids(ahead, attrgetter("critical"))
    decisions = _open_decisions(schedule, ahead)
    figures = Figures(
        activities=len(rows),
        open=len(ahead),
        least_float=least,
        late_dates=len(late),
        critical=len(critical),
        near_critical=len(_ids(ahead, is_near_critical)),
        decisions=len(decisions),
        at_risk=reported[Health.AT_RISK],
        off_track=reported[Health.OFF_TRACK],
    )
    strongest, withheld = _strongest(figures)
    return WorkstreamJudgement(
        workstream=workstream,
        data_date=schedule.data_date,
        level=strongest,
        figures=figures,
        forecast=max(map(attrgetter("finish"), ahead), default=None),
        tightest=_ids(ahead, lambda row: margin.get(row.id) == least is not None),
        late=late,
        critical=critical,
        decisions=decisions,
        troubled=_ids(ahead, lambda row: health(row) in TROUBLED),
        withheld=withheld,
    )


def _ids(
    rows: Iterable[ActivityDates], is_meant: Callable[[ActivityDates], bool]
) -> tuple[str, ...]:
    """The ids of the activities that meet a condition."""
    return tuple(row.id for row in rows if is_meant(row))


def _is_late(schedule: Schedule, row: ActivityDates) -> bool:
    deadline = schedule.plan.activities[row.id].deadline
    return deadline is not None and row.finish > deadline.date


def _strongest(figures: Figures) -> tuple[Judgement, Withheld]:
    """The strongest judgement that the evidence reaches, and why not the stronger ones."""
    withheld: Withheld = ()
    if figures.activities == 0:
        return Judgement.NONE, ()
    for level in judgement_levels():
        exceeded = level.exceeded(figures)
        if not exceeded:
            return level.judgement, withheld
        withheld = (*withheld, (level.judgement, exceeded))
    return Judgement.NONE, withheld


def _open_decisions(schedule: Schedule, ahead: Iterable[ActivityDates]) -> tuple[str, ...]:
    """Decisions that are not taken: its own, and those on the provisions that its work rests on."""
    plan = schedule.plan
    decisions: set[str] = set()
    for row in ahead:
        activity = plan.activities[row.id]
        if Tag.DECISION in activity.tags:
            decisions.add(row.id)
        # Reading the plan reports a provision that it does not have; here it decides nothing.
        for provision in filter(None, map(plan.programme.provisions.get, activity.provisions)):
            decided_by = provision.decided_by
            if decided_by and not schedule.activities[decided_by].is_finished:
                decisions.add(decided_by)
    return tuple(sorted(decisions))
