"""Who has reported, what they reported, and how it compares with the schedule."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
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
"""Calendar days after which a report counts as old."""


@dataclass(frozen=True, slots=True)
class DataAge:
    """The age of the data, in calendar days."""

    data_date: date
    days: int

    @property
    def is_old(self) -> bool:
        """Whether the data is so old that the reader must be told."""
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
        reports: The number of its reports, without those of the planner in its place.
        assumed: The number of reports in which the planner made assumptions in its place.
        last: The data date of its last report.
        due: The day by which the next report is asked for; None for a body that is not asked or
            never reported.
        days_late: Calendar days since then; zero when it is not late.
        open_activities: The activities that it owns and that are not done.
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
    """How a report and the schedule contradict each other."""

    ON_TRACK_BUT_LATE = "on-track-but-late"
    """Reported to be on track, while its float is negative."""
    EXPECTS_EARLIER = "expects-earlier"
    """Expected before the day on which its predecessors allow it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The last report about an activity, beside the schedule.

    Attributes:
        report: The name of the last report about it.
        finish: The finish by the schedule.
        total_float: Working days by the schedule; None where it has no meaning.
        conflict: How the two contradict each other; None when they agree.
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
    return DataAge(data_date, max((today - data_date).days, 0))  # a data date may lie ahead


def reporters(schedule: Schedule, day: date | None = None) -> tuple[Reporter, ...]:
    """Every body that is asked to report or did, the most urgent first.

    Args:
        schedule: The programme at a data date; later reports do not count.
        day: The day on which reports may be late, by default the data date.
    """
    day = day or schedule.data_date
    asked = [n for n, body in schedule.plan.programme.organisations.items() if body.reports]
    others = set(map(attrgetter("reported_by"), reports_until(schedule))).difference(asked)
    bodies = (_reporter(schedule, name, day) for name in (*asked, *sorted(others)))
    order = list(ReporterState)
    return tuple(sorted(bodies, key=lambda r: (order.index(r.state), -r.days_late, r.name)))


def reports_until(schedule: Schedule) -> tuple[StatusReport, ...]:
    """The reports up to and including the data date, the latest first."""
    known = (r for r in schedule.plan.reports if r.data_date <= schedule.data_date)
    return tuple(sorted(known, key=lambda r: (-r.data_date.toordinal(), r.name)))


def is_assumed(report: StatusReport) -> bool:
    """Tell whether a report holds assumptions of the planner only."""
    # A report from a source is a report; one without entries assumes nothing.
    entries = report.activities.values()
    return report.source is None and bool(entries) and all(e.is_assumption for e in entries)


def claims(schedule: Schedule) -> tuple[Claim, ...]:
    """The last report about every activity that is not done, conflicts and tight work first."""
    reports = {report.name: report for report in schedule.plan.reports}

    def urgency(claim: Claim) -> tuple[object, ...]:
        margin = claim.total_float
        return claim.conflict is None, margin is None, margin or 0, claim.finish, claim.activity

    return tuple(sorted(_claims(schedule, reports), key=urgency))


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
    body = schedule.plan.programme.organisations.get(name)
    is_asked = body is not None and body.reports
    own = [report for report in reports_until(schedule) if report.reported_by == name]
    made = [report.data_date for report in own if not is_assumed(report)]
    last, due, late = next(iter(made), None), None, 0
    if is_asked and last is not None:
        due = _next_due(schedule, last)
        late = max((day - due).days, 0)
    return Reporter(
        organisation=name,
        name=body.name if body else name,
        state=_state(last, late, is_asked=is_asked),
        reports=len(made),
        assumed=len(own) - len(made),
        last=last,
        due=due,
        days_late=late,
        open_activities=_open_activities(schedule, name),
    )


def _open_activities(schedule: Schedule, owner: str) -> tuple[str, ...]:
    owned = (row for row in schedule.activities.values() if row.owner == owner)
    return tuple(row.id for row in owned if not row.is_finished)


def _state(last: date | None, late: int, *, is_asked: bool) -> ReporterState:
    if not is_asked:
        return ReporterState.NOT_ASKED
    if last is None:
        return ReporterState.NEVER
    return ReporterState.OVERDUE if late else ReporterState.ON_TIME


def _next_due(schedule: Schedule, last: date) -> date:
    """The day on which the reporting period of the programme ends after a report."""
    every = schedule.plan.programme.settings.report_every
    calendar = schedule.default_calendar
    minutes = minutes_of(every, calendar)
    if every.unit.is_elapsed:
        return day_ending_at(evening_of(last) + minutes)
    return day_ending_at(calendar.moved(evening_of(last), minutes))
