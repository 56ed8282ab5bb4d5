"""Legal obligations and commitments to parliament: what the schedule says of their dates."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.model import CommitmentStatus

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from fractions import Fraction

    from planner.model import Commitment
    from planner.model import CommitmentKind
    from planner.model import Obligation
    from planner.schedule.activity_dates import TargetForecast
    from planner.schedule.plan_schedule import Schedule


class DueState(StrEnum):
    """How something that is owed stands; the order is that of urgency."""

    OVERDUE = "overdue"
    """The due date has passed and no report says that it is done."""
    LATE = "late"
    """Not done, and the schedule passes a due date that is still to come."""
    MET_LATE = "met-late"
    ON_TIME = "on-time"
    OPEN = "open"
    """No activity of the plan sees to it."""
    NO_DATE = "no-date"
    """Activities see to it, but nothing says when it is due."""
    MET = "met"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """One activity that sees to an obligation or a commitment.

    Attributes:
        activity: Its id.
        forecast: The day on which it is done by logic; once done the actual day.
        margin_days: Working days of the default calendar to the due date; None without one.
        is_done: Whether it has happened.
    """

    activity: str
    forecast: date
    margin_days: Fraction | None
    margin_calendar_days: int | None
    is_done: bool


@dataclass(frozen=True, slots=True)
class DueStanding:
    """An obligation or a commitment, beside what the schedule says of it.

    Attributes:
        basis: The act with its article, or the number of the motion or letter.
        term: The term in words where no calendar date is given.
        fulfilments: What sees to it, the last to be done first.
        forecast: When all of them are done.
        margin_days: The smallest margin of what is not done yet, else of what was done last.
        kind: Motion, commitment or request; None for a legal obligation.
        says: What the register says of a commitment; the state is computed and may differ.
    """

    id: str
    title: str
    basis: str
    due: date | None
    term: str | None
    fulfilments: tuple[Fulfilment, ...]
    forecast: date | None
    margin_days: Fraction | None
    margin_calendar_days: int | None
    state: DueState
    kind: CommitmentKind | None = None
    says: CommitmentStatus | None = None
    note: str | None = None

    @property
    def contradicts_register(self) -> bool:
        """Whether the register calls it met while an activity for it is not done."""
        is_done = self.state in {DueState.MET, DueState.MET_LATE}
        return self.says is CommitmentStatus.MET and not is_done


@dataclass(frozen=True, slots=True)
class TwoDates:
    """One article for which the sources give more than one date; all stay in the plan.

    Attributes:
        basis: The act and the article.
        open_point: Id of the open point of the plan that is about it.
        says: What that open point says.
        standings: The obligations, the earliest due date first.
    """

    basis: str
    open_point: str
    says: str
    standings: tuple[DueStanding, ...]


def obligations(schedule: Schedule) -> tuple[DueStanding, ...]:
    """Every legal obligation, the most urgent first."""
    found = schedule.plan.obligations.items()
    return _by_urgency(_obligation(schedule, name, entry) for name, entry in found)


def commitments(schedule: Schedule) -> tuple[DueStanding, ...]:
    """Every commitment to parliament, the most urgent first."""
    found = schedule.plan.commitments.items()
    return _by_urgency(_commitment(schedule, name, entry) for name, entry in found)


def two_dates(schedule: Schedule, standings: Iterable[DueStanding]) -> tuple[TwoDates, ...]:
    """Find the articles for which sources give different due dates.

    That is so where obligations under one article differ in date and one of them names an open
    point of the plan; terms that come back each year differ too, but name none.
    """
    groups = defaultdict[str, list[DueStanding]](list)
    for standing in standings:
        if standing.due is not None and standing.basis:
            groups[standing.basis].append(standing)
    points = [point for workstream in schedule.plan.workstreams for point in workstream.open_points]
    found = []
    for basis, group in sorted(groups.items()):
        notes = " ".join(standing.note or "" for standing in group)
        point = next((point for point in points if point.id in notes), None)
        if point and len({standing.due for standing in group}) > 1:
            ordered = tuple(sorted(group, key=lambda s: (str(s.due), s.id)))
            found.append(TwoDates(basis, point.id, point.says, ordered))
    return tuple(found)


def _obligation(schedule: Schedule, name: str, entry: Obligation) -> DueStanding:
    basis = ", ".join(filter(None, (entry.act, entry.article and f"art. {entry.article}")))
    return _standing(
        schedule, name, entry, basis=basis, term=entry.term_text, activities=entry.fulfilled_by
    )


def _commitment(schedule: Schedule, name: str, entry: Commitment) -> DueStanding:
    return _standing(
        schedule,
        name,
        entry,
        basis=entry.number or "",
        term=None,
        activities=entry.addressed_by,
        kind=entry.kind,
        says=entry.status,
    )


def _standing(  # noqa: PLR0913 - what the two registers say in their own words
    schedule: Schedule,
    name: str,
    entry: Obligation | Commitment,
    *,
    basis: str,
    term: str | None,
    activities: tuple[str, ...],
    kind: CommitmentKind | None = None,
    says: CommitmentStatus | None = None,
) -> DueStanding:
    found = [_fulfilment(schedule, activity, entry.due) for activity in activities]
    found.sort(key=lambda f: (f.is_done, -f.forecast.toordinal(), f.activity))
    ahead = [f for f in found if not f.is_done] or found
    tightest = min(ahead, key=_margin, default=None)
    return DueStanding(
        id=name,
        title=entry.title,
        basis=basis,
        due=entry.due,
        term=term,
        fulfilments=tuple(found),
        forecast=max((f.forecast for f in found), default=None),
        margin_days=tightest.margin_days if tightest else None,
        margin_calendar_days=tightest.margin_calendar_days if tightest else None,
        state=_state(found, entry.due, schedule.data_date, says),
        kind=kind,
        says=says,
        note=entry.note,
    )


def _fulfilment(schedule: Schedule, activity: str, due: date | None) -> Fulfilment:
    end = _end_of(schedule, activity)
    found = schedule.forecast_of(end, due or schedule.data_date)
    day = _actual(schedule, end, found)
    if due is None:
        return Fulfilment(activity, day, None, None, found.is_reached)
    return Fulfilment(activity, day, found.margin_days, (due - day).days, found.is_reached)


def _actual(schedule: Schedule, activity: str, found: TargetForecast) -> date:
    """What happened shows the day that was reported."""
    return schedule.activities[activity].finish if found.is_reached else found.forecast


def _end_of(schedule: Schedule, activity: str) -> str:
    """The activity at the end of a hammock, else itself."""
    while (span := schedule.plan.activities[activity].spans) is not None:
        activity = span.to
    return activity


def _state(
    found: list[Fulfilment], due: date | None, data_date: date, says: CommitmentStatus | None
) -> DueState:
    if says is CommitmentStatus.LAPSED:
        return DueState.LAPSED
    if not found:
        return DueState.MET if says is CommitmentStatus.MET else DueState.OPEN
    is_late = any(f.margin_days is not None and f.margin_days < 0 for f in found)
    if all(f.is_done for f in found):
        is_late = any(due is not None and f.forecast > due for f in found)
        return DueState.MET_LATE if is_late else DueState.MET
    if due is None:
        return DueState.NO_DATE
    if due < data_date:
        return DueState.OVERDUE
    return DueState.LATE if is_late else DueState.ON_TIME


def _margin(fulfilment: Fulfilment) -> tuple[bool, Fraction | int]:
    margin = fulfilment.margin_days
    return (True, 0) if margin is None else (False, margin)


def _by_urgency(standings: Iterable[DueStanding]) -> tuple[DueStanding, ...]:
    order = list(DueState)
    return tuple(
        sorted(
            standings,
            key=lambda s: (
                order.index(s.state),
                s.margin_days is None,
                s.margin_days or 0,
                str(s.due),
                s.id,
            ),
        )
    )
