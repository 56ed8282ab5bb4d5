"""Legal obligations and commitments to parliament, compared with the schedule."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from enum import StrEnum
from functools import partial
from itertools import starmap
from operator import attrgetter
from typing import TYPE_CHECKING

from planner.analysis.criticality.reachability import last_activity
from planner.model import CommitmentStatus

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from fractions import Fraction

    from planner.model import Commitment
    from planner.model import CommitmentKind
    from planner.model import Obligation
    from planner.model import OpenPoint
    from planner.schedule.plan_schedule import Schedule


class DueState(StrEnum):
    """The state of an obligation or a commitment; the order is that of urgency."""

    OVERDUE = "overdue"
    """The due date has passed and no report says that it is done."""
    LATE = "late"
    """Not done, and the schedule passes a due date that is still to come."""
    MET_LATE = "met-late"
    ON_TIME = "on-time"
    OPEN = "open"
    """No activity of the plan fulfils it."""
    NO_DATE = "no-date"
    """Activities fulfil it, but it has no due date."""
    MET = "met"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """One activity that fulfils an obligation or a commitment.

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
    """An obligation or a commitment, with its dates by the schedule.

    Attributes:
        basis: The act with its article, or the number of the motion or letter.
        term: The term in words where no calendar date is given.
        fulfilments: The activities that fulfil it, the last to be done first.
        forecast: The day on which all of them are done.
        margin_days: The smallest margin of the activities that are not done, else of all.
        kind: Motion, commitment or request; None for a legal obligation.
        says: The status of a commitment in the register; the computed state may differ.
    """

    id: str
    title: str
    due: date | None
    fulfilments: tuple[Fulfilment, ...]
    forecast: date | None
    margin_days: Fraction | None
    margin_calendar_days: int | None
    state: DueState
    basis: str = ""
    term: str | None = None
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
        says: The text of that open point.
        standings: The obligations, the earliest due date first.
    """

    basis: str
    open_point: str
    says: str
    standings: tuple[DueStanding, ...]


def obligations(schedule: Schedule) -> tuple[DueStanding, ...]:
    """Every legal obligation, the most urgent first."""
    return _by_urgency(starmap(partial(_obligation, schedule), schedule.plan.obligations.items()))


def commitments(schedule: Schedule) -> tuple[DueStanding, ...]:
    """Every commitment to parliament, the most urgent first."""
    return _by_urgency(starmap(partial(_commitment, schedule), schedule.plan.commitments.items()))


def two_dates(schedule: Schedule, standings: Iterable[DueStanding]) -> tuple[TwoDates, ...]:
    """Find the articles for which sources give different due dates.

    Their obligations differ in date, and one of them names an open point of the plan. Terms that
    come back each year differ in date too, but name none.
    """
    groups = defaultdict[str, list[DueStanding]](list)
    for standing in standings:
        if standing.due is not None and standing.basis:
            groups[standing.basis].append(standing)
    articles = []
    for basis, group in sorted(groups.items()):
        point = _open_point(schedule, group)
        if point is not None and len({standing.due for standing in group}) > 1:
            ordered = tuple(sorted(group, key=lambda s: (str(s.due), s.id)))
            articles.append(TwoDates(basis, point.id, point.says, ordered))
    return tuple(articles)


def _open_point(schedule: Schedule, standings: Iterable[DueStanding]) -> OpenPoint | None:
    """The first open point of the plan that a note of some obligations names."""
    # The register has no field for it: its notes refer to an open point by id.
    notes = " ".join(standing.note or "" for standing in standings)
    for workstream in schedule.plan.workstreams:
        for point in workstream.open_points:
            if point.id in notes:
                return point
    return None


def _obligation(schedule: Schedule, name: str, entry: Obligation) -> DueStanding:
    basis = ", ".join(filter(None, (entry.act, entry.article and f"art. {entry.article}")))
    standing = _standing(schedule, name, entry, entry.fulfilled_by)
    return replace(standing, basis=basis, term=entry.term_text)


def _commitment(schedule: Schedule, name: str, entry: Commitment) -> DueStanding:
    standing = _standing(schedule, name, entry, entry.addressed_by, entry.status)
    return replace(standing, basis=entry.number or "", kind=entry.kind)


def _standing(
    schedule: Schedule,
    name: str,
    entry: Obligation | Commitment,
    activities: Iterable[str],
    says: CommitmentStatus | None = None,
) -> DueStanding:
    """The fields that obligations and commitments share."""
    fulfilments = [_fulfilment(schedule, activity, entry.due) for activity in activities]
    # What is still to be done comes first, the latest date at the top.
    fulfilments.sort(key=lambda f: (f.is_done, -f.forecast.toordinal(), f.activity))
    margin_days = margin_calendar_days = None
    if fulfilments and entry.due is not None:
        ahead = [f for f in fulfilments if not f.is_done] or fulfilments
        tightest = min(ahead, key=attrgetter("margin_days"))
        margin_days = tightest.margin_days
        margin_calendar_days = tightest.margin_calendar_days
    return DueStanding(
        id=name,
        title=entry.title,
        due=entry.due,
        fulfilments=tuple(fulfilments),
        forecast=max(map(attrgetter("forecast"), fulfilments), default=None),
        margin_days=margin_days,
        margin_calendar_days=margin_calendar_days,
        state=_state(fulfilments, entry.due, schedule.data_date, says),
        says=says,
        note=entry.note,
    )


def _fulfilment(schedule: Schedule, activity: str, due: date | None) -> Fulfilment:
    end = last_activity(schedule.plan, activity)
    # Without a due date only the forecast is used, which is the same for any day.
    standing = schedule.forecast_of(end, due or schedule.data_date)
    # A report gives the day on which it happened, which may be a day off.
    day = schedule.activities[end].finish if standing.is_reached else standing.forecast
    if due is None:
        return Fulfilment(activity, day, None, None, standing.is_reached)
    return Fulfilment(activity, day, standing.margin_days, (due - day).days, standing.is_reached)


def _state(
    fulfilments: list[Fulfilment], due: date | None, data_date: date, says: CommitmentStatus | None
) -> DueState:
    if says is CommitmentStatus.LAPSED:
        return DueState.LAPSED
    if not fulfilments:  # then only the register can tell
        return DueState.MET if says is CommitmentStatus.MET else DueState.OPEN
    if not all(f.is_done for f in fulfilments):
        return _state_ahead(fulfilments, due, data_date)
    last = max(map(attrgetter("forecast"), fulfilments))
    return DueState.MET_LATE if due is not None and last > due else DueState.MET


def _state_ahead(fulfilments: list[Fulfilment], due: date | None, data_date: date) -> DueState:
    """The state when not all is done."""
    if due is None:
        return DueState.NO_DATE
    if due < data_date:
        return DueState.OVERDUE
    is_late = any(f.margin_days is not None and f.margin_days < 0 for f in fulfilments)
    return DueState.LATE if is_late else DueState.ON_TIME


def _by_urgency(standings: Iterable[DueStanding]) -> tuple[DueStanding, ...]:
    order = list(DueState)

    def urgency(standing: DueStanding) -> tuple[object, ...]:
        margin, due = standing.margin_days, str(standing.due)  # None does not compare with dates
        return order.index(standing.state), margin is None, margin or 0, due, standing.id

    return tuple(sorted(standings, key=urgency))
