"""Status: who reported what, and what the schedule says about the same work."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from planner.analysis.reporting.reporters import Conflict
from planner.analysis.reporting.reporters import ReporterState
from planner.analysis.reporting.reporters import claims
from planner.analysis.reporting.reporters import data_age
from planner.analysis.reporting.reporters import is_assumed
from planner.analysis.reporting.reporters import reporters
from planner.analysis.reporting.reporters import reports_until
from planner.i18n import EnumTexts
from planner.model import Health
from planner.problems import Severity
from planner.report.wording import calendar_days_text
from planner.report.wording import duration_text
from planner.web.address import kept_flag
from planner.web.page import Page
from planner.web.problem_table import show_problems
from planner.web.select_widgets import select_title
from planner.web.tables import TableColumn
from planner.web.tables import number_columns
from planner.web.tables import show_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from planner.analysis.reporting.reporters import Claim
    from planner.analysis.reporting.reporters import Reporter
    from planner.model import ActivityStatus
    from planner.model import StatusReport
    from planner.progress import Progress
    from planner.web.view import View


PAGE = Page(
    __name__,
    title="page.status",
    icon=":material/fact_check:",
    terms="""activity assumption duration health out-of-sequence remaining-duration
    status-report total-float working-day""",
    has_whole_plan=True,
)

HEALTH_TEXT = EnumTexts("status-page.health", Health)
REPORTER_TEXT = EnumTexts("status-page.reporter-state", ReporterState)
CONFLICT_TEXT = EnumTexts("status-page.conflict-name", Conflict)


def show(view: View) -> None:
    """Show who reported what, where it contradicts the schedule, and what is wrong in the files."""
    st.write(view.locale.say("status-page.intro"))
    today = date.today()  # noqa: DTZ011 - the day on the reader's wall
    is_latest = view.schedule.data_date == max(view.workspace.data_dates, default=today)
    _age(view, today, is_latest=is_latest)
    # Of an earlier data date nobody asks who is late today.
    _reporters(view, today if is_latest else view.schedule.data_date)
    _claims(view)
    _reports(view)
    _problems(view)


def _age(view: View, today: date, *, is_latest: bool) -> None:
    day = view.locale.date(view.schedule.data_date)
    if not is_latest:
        st.info(view.locale.say("status-page.age-earlier", date=day))
        return
    age = data_age(view.schedule.data_date, today)
    days = calendar_days_text(age.days, view.locale)
    if age.is_old:
        st.warning(view.locale.say("status-page.age-old", date=day, days=days))
    else:
        st.info(view.locale.say("status-page.age", date=day, days=days))


def _reporters(view: View, day: date) -> None:
    say = view.locale.say
    st.header(say("status-page.reporters"), anchor=False)
    every = duration_text(view.schedule.plan.programme.settings.report_every, view.locale)
    st.write(say("status-page.reporters-intro", every=every))
    columns = (
        TableColumn(say("status-page.organisation"), is_wide=True),
        TableColumn(say("status-page.state"), least=18),
        *number_columns(
            view.locale,
            "status-page.last",
            "status-page.due",
            "status-page.reports",
            "status-page.assumed",
            "status-page.open",
        ),
    )
    rows = [_reporter(view, reporter) for reporter in reporters(view.schedule, day)]
    show_table(say("status-page.table-reporters"), columns, rows)


def _reporter(view: View, reporter: Reporter) -> tuple[str, ...]:
    days = calendar_days_text(reporter.days_late, view.locale)
    return (
        reporter.name,
        view.locale.say(REPORTER_TEXT[reporter.state], days=days),
        view.short_date(reporter.last),
        view.short_date(reporter.due),
        str(reporter.reports),
        str(reporter.assumed),
        str(len(reporter.open_activities)),
    )


def _claims(view: View) -> None:
    say = view.locale.say
    st.header(say("status-page.claims"), anchor=False)
    st.write(say("status-page.claims-intro"))
    latest = claims(view.schedule)
    if not latest:
        st.info(say("status-page.no-claims"))
        return
    columns = (
        TableColumn(say("status-page.activity"), least=24),
        TableColumn(say("status-page.said"), least=20),
        TableColumn(say("status-page.said-by"), least=16),
        *number_columns(view.locale, "status-page.finish", "status-page.float"),
        TableColumn(say("status-page.conflict"), least=16),
    )
    rows = [_claim(view, claim) for claim in latest]
    show_table(say("status-page.table-claims"), columns, rows)


def _claim(view: View, claim: Claim) -> tuple[str, ...]:
    say = view.locale.say
    reporter = claim.reported_by
    if claim.is_assumed:
        reporter = say("status-page.assumed-mark", name=reporter)
    conflict = "status-page.conflict-name.none"
    if claim.conflict is not None:
        conflict = CONFLICT_TEXT[claim.conflict]
    # All that is known by now: its parts may come from several reports.
    progress = view.schedule.progress[claim.activity]
    return (
        claim.title,
        "; ".join(_said(view, progress)),
        say("status-page.by-on", name=reporter, date=view.short_date(claim.data_date)),
        view.short_date(claim.finish),
        view.locale.figure(claim.total_float),
        say(conflict),
    )


def _reports(view: View) -> None:
    st.header(view.locale.say("status-page.reports-over-time"), anchor=False)
    reports = {report.name: report for report in reports_until(view.schedule)}
    if not reports:
        st.info(view.locale.say("status-page.no-reports"))
        return
    _report_list(view, reports.values())
    titles = {name: _option(view, report) for name, report in reports.items()}
    chosen = select_title(view.locale.say("status-page.choose-report"), "report", titles)
    _report(view, reports[chosen])


def _report_list(view: View, reports: Iterable[StatusReport]) -> None:
    say = view.locale.say
    columns = (
        TableColumn(say("status-page.report-date"), is_number=True),
        TableColumn(say("status-page.organisation"), is_wide=True),
        TableColumn(say("status-page.report-entries"), is_number=True),
        TableColumn(say("status-page.report-basis"), is_wide=True),
    )
    rows = [
        (
            view.short_date(report.data_date),
            _organisation(view, report.reported_by),
            len(report.activities),
            _basis(view, report),
        )
        for report in reports
    ]
    show_table(say("status-page.table-reports"), columns, rows)


def _basis(view: View, report: StatusReport) -> str:
    source = view.schedule.plan.sources.get(report.source or "")
    if source is not None:
        return source.title
    return view.locale.say("status-page.all-assumed") if is_assumed(report) else ""


def _option(view: View, report: StatusReport) -> str:
    key = "status-page.report-option"
    if is_assumed(report):
        key = "status-page.report-option-assumed"
    name = _organisation(view, report.reported_by)
    return view.locale.say(key, date=view.locale.date(report.data_date), name=name)


def _report(view: View, report: StatusReport) -> None:
    say = view.locale.say
    source = view.schedule.plan.sources.get(report.source or "")
    if source is not None:
        st.write(say("status-page.report-source", source=source.title))
    if report.note:
        st.write(say("status-page.report-note", note=report.note))
    columns = (
        TableColumn(say("status-page.activity"), is_wide=True),
        TableColumn(say("status-page.said"), is_wide=True),
        *number_columns(view.locale, "status-page.finish", "status-page.float"),
    )
    rows = []
    for name, entry in report.activities.items():
        activity = view.schedule.activities[name]
        said = [*_said(view, entry)]
        if entry.note:
            said.append(say("status-page.note", note=entry.note))
        total_float = view.locale.figure(activity.total_float)
        rows.append(
            (activity.title, "; ".join(said), view.short_date(activity.finish), total_float)
        )
    name = _organisation(view, report.reported_by)
    day = view.locale.date(report.data_date)
    show_table(say("status-page.table-report", name=name, date=day), columns, rows)


def _said(view: View, said: ActivityStatus | Progress) -> Iterator[str]:
    """Write the statements about an activity, of one report or of all reports together."""
    say = view.locale.say
    if said.started:
        yield say("status-page.started", date=view.short_date(said.started))
    if said.finished:
        yield say("status-page.finished", date=view.short_date(said.finished))
    # Zero days left and zero percent done are statements too: only silence is left out.
    if said.remaining is not None:
        yield say("status-page.remaining", duration=duration_text(said.remaining, view.locale))
    if said.percent_complete is not None:
        yield say("status-page.percent", percent=view.locale.number(said.percent_complete))
    if said.expected_finish:
        yield say("status-page.expected", date=view.short_date(said.expected_finish))
    if said.health:
        yield say(HEALTH_TEXT[said.health])


def _organisation(view: View, name: str) -> str:
    known = view.schedule.plan.programme.organisations.get(name)
    return known.name if known else name


def _problems(view: View) -> None:
    st.header(view.locale.say("status-page.problems"), anchor=False)
    with_remarks = st.toggle(view.locale.say("status-page.remarks"), key=kept_flag("remarks"))
    shown = list(view.workspace.problems)
    if not with_remarks:
        shown = [problem for problem in shown if problem.severity is not Severity.INFO]
    if shown:
        show_problems(shown, view.workspace.folder, view.locale)
    else:
        st.success(view.locale.say("status-page.no-problems"))
