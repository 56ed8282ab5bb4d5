"""Status: who reported what, and what the schedule says beside it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from planner.analysis.reporting.reporters import claims
from planner.analysis.reporting.reporters import data_age
from planner.analysis.reporting.reporters import is_assumed
from planner.analysis.reporting.reporters import reporters
from planner.analysis.reporting.reporters import reports_until
from planner.problems import Severity
from planner.report.wording import calendar_days_text
from planner.report.wording import duration_text
from planner.web.address import kept
from planner.web.address import kept_flag
from planner.web.problem_table import show_problems
from planner.web.tables import TableColumn
from planner.web.tables import show_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from planner.analysis.reporting.reporters import Claim
    from planner.analysis.reporting.reporters import Reporter
    from planner.model import ActivityStatus
    from planner.model import StatusReport
    from planner.web.view import View


def show(view: View) -> None:
    """Draw the page."""
    st.write(view.locale.say("status-page.intro"))
    today = date.today()  # noqa: DTZ011 - the day on the reader's wall
    is_latest = view.schedule.data_date == max(view.workspace.data_dates, default=today)
    _age(view, today, is_latest=is_latest)
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
    st.header(view.locale.say("status-page.reporters"), anchor=False)
    every = duration_text(view.schedule.plan.programme.settings.report_every, view.locale)
    st.write(view.locale.say("status-page.reporters-intro", every=every))
    columns = (
        TableColumn(view.locale.say("status-page.organisation"), is_wide=True),
        TableColumn(view.locale.say("status-page.state"), least=18),
        TableColumn(view.locale.say("status-page.last"), is_number=True),
        TableColumn(view.locale.say("status-page.due"), is_number=True),
        TableColumn(view.locale.say("status-page.reports"), is_number=True),
        TableColumn(view.locale.say("status-page.assumed"), is_number=True),
        TableColumn(view.locale.say("status-page.open"), is_number=True),
    )
    rows = [_reporter(view, found) for found in reporters(view.schedule, day)]
    show_table(view.locale.say("status-page.table-reporters"), columns, rows)


def _reporter(view: View, found: Reporter) -> tuple[str, ...]:
    days = calendar_days_text(found.days_late, view.locale)
    return (
        found.name,
        view.locale.say(f"status-page.reporter-state.{found.state.value}", days=days),
        view.locale.date(found.last, short=True) if found.last else "",
        view.locale.date(found.due, short=True) if found.due else "",
        str(found.reports),
        str(found.assumed),
        str(len(found.open_activities)),
    )


def _claims(view: View) -> None:
    st.header(view.locale.say("status-page.claims"), anchor=False)
    st.write(view.locale.say("status-page.claims-intro"))
    found = claims(view.schedule)
    if not found:
        st.info(view.locale.say("status-page.no-claims"))
        return
    columns = (
        TableColumn(view.locale.say("status-page.activity"), least=24),
        TableColumn(view.locale.say("status-page.said"), least=20),
        TableColumn(view.locale.say("status-page.said-by"), least=16),
        TableColumn(view.locale.say("status-page.finish"), is_number=True),
        TableColumn(view.locale.say("status-page.float"), is_number=True),
        TableColumn(view.locale.say("status-page.conflict"), least=16),
    )
    rows = [_claim(view, claim) for claim in found]
    show_table(view.locale.say("status-page.table-claims"), columns, rows)


def _claim(view: View, claim: Claim) -> tuple[str, ...]:
    reporter = claim.reported_by
    if claim.is_assumed:
        reporter = view.locale.say("status-page.assumed-mark", name=reporter)
    conflict = claim.conflict.value if claim.conflict else "none"
    return (
        claim.title,
        "; ".join(_said_of(view, claim)),
        view.locale.say(
            "status-page.by-on", name=reporter, date=view.locale.date(claim.data_date, short=True)
        ),
        view.locale.date(claim.finish, short=True),
        view.locale.figure(claim.total_float),
        view.locale.say(f"status-page.conflict-name.{conflict}"),
    )


def _said_of(view: View, claim: Claim) -> Iterator[str]:
    """What the latest state of an activity says, however old each part is."""
    progress = view.schedule.progress[claim.activity]
    if progress.started:
        yield view.locale.say(
            "status-page.started", date=view.locale.date(progress.started, short=True)
        )
    if progress.remaining is not None:
        yield view.locale.say(
            "status-page.remaining", duration=duration_text(progress.remaining, view.locale)
        )
    if progress.percent_complete is not None:
        yield _percent(view, progress.percent_complete)
    if claim.expected_finish:
        yield view.locale.say(
            "status-page.expected", date=view.locale.date(claim.expected_finish, short=True)
        )
    if claim.health:
        yield view.locale.say(f"status-page.health.{claim.health.value}")


def _reports(view: View) -> None:
    st.header(view.locale.say("status-page.reports-over-time"), anchor=False)
    found = {report.name: report for report in reports_until(view.schedule)}
    if not found:
        st.info(view.locale.say("status-page.no-reports"))
        return
    _report_list(view, found.values())
    chosen = st.selectbox(
        view.locale.say("status-page.choose-report"),
        list(found),
        key=kept("report", next(iter(found)), found),
        format_func=lambda name: _option(view, found[name]),
    )
    _report(view, found[chosen])


def _report_list(view: View, reports: Iterable[StatusReport]) -> None:
    columns = (
        TableColumn(view.locale.say("status-page.report-date"), is_number=True),
        TableColumn(view.locale.say("status-page.organisation"), is_wide=True),
        TableColumn(view.locale.say("status-page.report-entries"), is_number=True),
        TableColumn(view.locale.say("status-page.report-basis"), is_wide=True),
    )
    rows = []
    for report in reports:
        source = view.schedule.plan.sources.get(report.source or "")
        assumed = view.locale.say("status-page.all-assumed") if is_assumed(report) else ""
        rows.append(
            (
                view.locale.date(report.data_date, short=True),
                _organisation(view, report.reported_by),
                len(report.activities),
                source.title if source else assumed,
            )
        )
    show_table(view.locale.say("status-page.table-reports"), columns, rows)


def _option(view: View, report: StatusReport) -> str:
    key = "report-option-assumed" if is_assumed(report) else "report-option"
    name = _organisation(view, report.reported_by)
    return view.locale.say(f"status-page.{key}", date=view.locale.date(report.data_date), name=name)


def _report(view: View, report: StatusReport) -> None:
    source = view.schedule.plan.sources.get(report.source or "")
    if source is not None:
        st.write(view.locale.say("status-page.report-source", source=source.title))
    if report.note:
        st.write(view.locale.say("status-page.report-note", note=report.note))
    columns = (
        TableColumn(view.locale.say("status-page.activity"), is_wide=True),
        TableColumn(view.locale.say("status-page.said"), is_wide=True),
        TableColumn(view.locale.say("status-page.finish"), is_number=True),
        TableColumn(view.locale.say("status-page.float"), is_number=True),
    )
    rows = []
    for name, entry in report.activities.items():
        row = view.schedule.activities[name]
        rows.append(
            (
                row.title,
                "; ".join(_said(view, entry)),
                view.locale.date(row.finish, short=True),
                view.locale.figure(row.total_float),
            )
        )
    details = {
        "name": _organisation(view, report.reported_by),
        "date": view.locale.date(report.data_date),
    }
    show_table(view.locale.say("status-page.table-report", **details), columns, rows)


def _said(view: View, entry: ActivityStatus) -> Iterator[str]:
    """What one report says of an activity."""
    for name, day in (("started", entry.started), ("finished", entry.finished)):
        if day:
            yield view.locale.say(f"status-page.{name}", date=view.locale.date(day, short=True))
    if entry.remaining is not None:
        remaining = duration_text(entry.remaining, view.locale)
        yield view.locale.say("status-page.remaining", duration=remaining)
    if entry.percent_complete is not None:
        yield _percent(view, entry.percent_complete)
    if entry.expected_finish:
        yield view.locale.say(
            "status-page.expected", date=view.locale.date(entry.expected_finish, short=True)
        )
    if entry.health:
        yield view.locale.say(f"status-page.health.{entry.health.value}")
    if entry.note:
        yield view.locale.say("status-page.note", note=entry.note)


def _percent(view: View, percent: float) -> str:
    return view.locale.say("status-page.percent", percent=view.locale.number(percent))


def _organisation(view: View, name: str) -> str:
    found = view.schedule.plan.programme.organisations.get(name)
    return found.name if found else name


def _problems(view: View) -> None:
    st.header(view.locale.say("status-page.problems"), anchor=False)
    found = view.workspace.problems
    with_remarks = st.toggle(view.locale.say("status-page.remarks"), key=kept_flag("remarks"))
    shown = [p for p in found if with_remarks or p.severity is not Severity.INFO]
    if shown:
        show_problems(shown, view.workspace.folder, view.locale)
    else:
        st.success(view.locale.say("status-page.no-problems"))
