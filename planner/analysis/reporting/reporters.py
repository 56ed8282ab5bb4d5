"""Who has reported, what they said, and what the schedule says beside it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.progress import Health
from planner.schedule.lengths import minutes_of
from planner.timeaxis import day_ending_at
from planner.timeaxis import evening_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date
    from fractions import Fraction

    from planner.model import ActivityState
    from planner.model import StatusReport
    from planner.progress import Progress
    from planner.schedule.plan_schedule import Schedule

OLD_AFTER = 30
"""Calendar days after which what was reported counts as old."""


@dataclass(frozen=True, slots=True)
class DataAge:
    """How long ago the data date was."""

    data_date: date
    days: int

    @property
    def is_old(self) -> bool:
        """Whether it lies so far back that the reader must be told."""
        return self.days > OLD_AFTER


class ReporterState(StrEnum):
    """Whether a body has reported as often as the programme asks; the order is that of urgency."""

    NEVER = "never"
    OVERDUE = "overdue"
    ON_TIME = "on-time"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True, slots=True)
class Reporter:
    """A body that is asked to report, or that did.

    Attributes:
        organisation: Its id.
        reports: How many reports it made; what the planner assumed in its place does not count.
        assumed: How many reports hold assumptions in its place.
        last: The data date of the last report it made.
        due: The day by which the next one is asked for; None for who is not asked or never did.
        days_late: Calendar days since then; zero when it is not late.
        open_activities: What it owns and is not done.
    """

    organisation: str
    name: str
    state: ReporterState
    reports: int
    assumed: int
    last: date | None
    due: date | None
    days_late: int
    open_activities: tuple[str, ...]


class Conflict(StrEnum):
    """What is at odds between a report and the schedule."""

    ON_TRACK_BUT_LATE = "on-track-but-late"
    """Said to be on track, while it runs past what it must make possible."""
    EXPECTS_EARLIER = "expects-earlier"
    """Expected before the day on which its predecessors allow it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What was last said of an activity, and what the schedule says.

    Attributes:
        report: The report that said something last, by name.
        finish: The finish by the schedule.
        total_float: Working days by the schedule; None where it has no meaning.
        conflict: Where the two are at odds.
    """

    activity: str
    title: str
    report: str
    reported_by: str
    is_assumed: bool
    data_date: date
    state: ActivityState
    health: Health | None
    expected_finish: date | None
    note: str | None
    finish: date
    total_float: Fraction | None
    conflict: Conflict | None


def data_age(data_date: date, today: date) -> DataAge:
    """Tell how old the data is on a day."""
    return DataAge(data_date, max((today - data_date).days, 0))


def reporters(schedule: Schedule, day: date | None = None) -> tuple[Reporter, ...]:
    """Every body that is asked to report or did, the most urgent first.

    Args:
        schedule: The programme at a data date; later reports do not count.
        day: The day on which one asks who is late, by default the data date.
    """
    day = day or schedule.data_date
    organisations = schedule.plan.programme.organisations
    asked = [name for name, found in organisations.items() if found.reports]
    others = {report.reported_by for report in reports_until(schedule)}.difference(asked)
    found = (_reporter(schedule, name, day) for name in (*asked, *sorted(others)))
    order = list(ReporterState)
    return tuple(sorted(found, key=lambda r: (order.index(r.state), -r.days_late, r.name)))


def reports_until(schedule: Schedule) -> tuple[StatusReport, ...]:
    """The reports up to and including the data date, the latest first."""
    known = (r for r in schedule.plan.reports if r.data_date <= schedule.data_date)
    return tuple(sorted(known, key=lambda r: (-r.data_date.toordinal(), r.name)))


def is_assumed(report: StatusReport) -> bool:
    """Tell whether all that a report says is assumed and none of it was said by anyone."""
    entries = report.activities.values()
    return report.source is None and bool(entries) and all(e.is_assumption for e in entries)


def claims(schedule: Schedule) -> tuple[Claim, ...]:
    """What was last said of every activity that is not done, conflicts and tight work first."""
    reports = {report.name: report for report in schedule.plan.reports}
    found = list(_claims(schedule, reports))
    return tuple(
        sorted(
            found,
            key=lambda c: (
                c.conflict is None,
                c.total_float is None,
                c.total_float or 0,
                c.finish,
                c.activity,
            ),
        )
    )


def _claims(schedule: Schedule, reports: Mapping[str, StatusReport]) -> Iterator[Claim]:
    for name, said in schedule.progress.items():
        row = schedule.activities[name]
        if row.is_finished or said.data_date is None:
            continue
        yield Claim(
            activity=name,
            title=row.title,
            report=said.report,
            reported_by=reports[said.report].reported_by,
            is_assumed=reports[said.report].activities[name].is_assumption,
            data_date=said.data_date,
            state=row.state,
            health=said.health,
            expected_finish=said.expected_finish,
            note=said.note,
            finish=row.finish,
            total_float=row.total_float,
            conflict=_conflict(said, row.finish, row.total_float),
        )


def _conflict(said: Progress, finish: date, total_float: Fraction | None) -> Conflict | None:
    if said.expected_finish is not None and said.expected_finish < finish:
        return Conflict.EXPECTS_EARLIER
    if said.health is Health.ON_TRACK and total_float is not None and total_float < 0:
        return Conflict.ON_TRACK_BUT_LATE
    return None


def _reporter(schedule: Schedule, name: str, day: date) -> Reporter:
    programme = schedule.plan.programme
    known = programme.organisations.get(name)
    own = [report for report in reports_until(schedule) if report.reported_by == name]
    made = [report for report in own if not is_assumed(report)]
    last = made[0].data_date if made else None
    is_asked = known is not None and known.reports
    due = _next_due(schedule, last) if is_asked and last else None
    late = max((day - due).days, 0) if due else 0
    return Reporter(
        organisation=name,
        name=known.name if known else name,
        state=_state(last, late, is_asked=is_asked),
        reports=len(made),
        assumed=len(own) - len(made),
        last=last,
        due=due,
        days_late=late,
        open_activities=tuple(
            row.id
            for row in schedule.activities.values()
            if row.owner == name and not row.is_finished
        ),
    )


def _state(last: date | None, late: int, *, is_asked: bool) -> ReporterState:
    if not is_asked:
        return ReporterState.NOT_ASKED
    if last is None:
        return ReporterState.NEVER
    return ReporterState.OVERDUE if late else ReporterState.ON_TIME


def _next_due(schedule: Schedule, last: date) -> date:
    """The day that ends the period of the programme after a report."""
    every = schedule.plan.programme.settings.report_every
    calendar = schedule.default_calendar
    if every.unit.is_elapsed:
        return day_ending_at(evening_of(last) + minutes_of(every, calendar))
    return day_ending_at(calendar.moved(evening_of(last), minutes_of(every, calendar)))
