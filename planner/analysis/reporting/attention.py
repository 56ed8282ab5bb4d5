"""The points of attention at a data date, the most urgent first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter
from typing import TYPE_CHECKING

from planner.analysis.reporting.reporters import Conflict
from planner.analysis.reporting.reporters import ReporterState
from planner.analysis.reporting.reporters import claims
from planner.analysis.reporting.reporters import reporters
from planner.checks.sequence import out_of_sequence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from fractions import Fraction

    from planner.schedule.plan_schedule import Schedule


class AttentionKind(StrEnum):
    """Why something needs attention; the order is that of urgency."""

    NEGATIVE_FLOAT = "negative-float"
    CONTRADICTED = "contradicted"
    EXPECTS_EARLIER = "expects-earlier"
    OUT_OF_SEQUENCE = "out-of-sequence"
    OVERDUE_REPORT = "overdue-report"
    NEVER_REPORTED = "never-reported"


KIND_OF_CONFLICT = {
    Conflict.ON_TRACK_BUT_LATE: AttentionKind.CONTRADICTED,
    Conflict.EXPECTS_EARLIER: AttentionKind.EXPECTS_EARLIER,
}


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that needs attention.

    Attributes:
        names: The activities or the organisation that it is about, the worst first.
        days: Working days of float, or calendar days late.
    """

    subject: AttentionKind
    names: tuple[str, ...]
    days: Fraction | int | None = None


def points_of_attention(schedule: Schedule, day: date | None = None) -> tuple[Point, ...]:
    """Everything that needs attention, with the activities of one kind together.

    Args:
        schedule: The programme at a data date.
        day: The day on which reports may be overdue, by default the data date.
    """
    return (
        *_negative_float(schedule),
        *_contradicted(schedule),
        *_out_of_sequence(schedule),
        *_overdue(schedule, day),
    )


def _negative_float(schedule: Schedule) -> Iterator[Point]:
    # By float and then by id, so that equal floats keep one order.
    late = sorted(
        (row.total_float, row.id)
        for row in schedule.activities.values()
        if not row.is_finished and row.total_float is not None and row.total_float < 0
    )
    if late:
        floats, names = zip(*late, strict=True)
        yield Point(AttentionKind.NEGATIVE_FLOAT, names, floats[0])


def _contradicted(schedule: Schedule) -> Iterator[Point]:
    names = defaultdict[Conflict, list[str]](list)
    for claim in claims(schedule):
        if claim.conflict is not None:
            names[claim.conflict].append(claim.activity)
    for conflict, kind in KIND_OF_CONFLICT.items():
        if names[conflict]:
            yield Point(kind, tuple(names[conflict]))


def _out_of_sequence(schedule: Schedule) -> Iterator[Point]:
    # One activity may be out of sequence with several predecessors.
    pairs = out_of_sequence(schedule.plan, schedule.progress)
    names = dict.fromkeys(map(itemgetter(0), pairs))
    if names:
        yield Point(AttentionKind.OUT_OF_SEQUENCE, tuple(names))


def _overdue(schedule: Schedule, day: date | None) -> Iterator[Point]:
    silent = []
    for reporter in reporters(schedule, day):
        if not reporter.open_activities:  # a body without open work has nothing to report
            continue
        if reporter.state is ReporterState.NEVER:
            silent.append(reporter.organisation)
        elif reporter.state is ReporterState.OVERDUE:
            yield Point(AttentionKind.OVERDUE_REPORT, (reporter.organisation,), reporter.days_late)
    if silent:
        yield Point(AttentionKind.NEVER_REPORTED, tuple(silent))
