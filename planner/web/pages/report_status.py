"""Melden: download a form, hand in a filled one, see what it changes, and file it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import streamlit as st

from planner.problems import Location
from planner.problems import PlannerError
from planner.report.report_effect import effect_lines
from planner.source.forms import form_text
from planner.source.forms import open_activities
from planner.web.detail import escape_markdown
from planner.web.editing import may_edit
from planner.web.guard import within_horizon
from planner.web.page import Page
from planner.web.problem_table import show_problems
from planner.web.select_widgets import select_title
from planner.workspace.submission import judge
from planner.workspace.submission import submit

if TYPE_CHECKING:
    from planner.problems import Problem
    from planner.web.view import View
    from planner.workspace.submission import Judged
    from planner.workspace.submission import SubmissionOutcome

PAGE = Page(
    __name__,
    title="page.report_status",
    icon=":material/edit_note:",
    terms="actual-start health remaining-duration status-report",
)

LARGEST = 1_000_000
"""Bytes of a form; one with a thousand activities takes a third of it."""


def show(view: View) -> None:
    """Show what an organisation must report, and what its report would change."""
    st.write(view.locale.say("report-page.intro"))
    with within_horizon(view.locale):
        _form(view)
    _hand_in(view)


def today() -> date:
    """Give the day on the reader's wall."""
    return date.today()  # noqa: DTZ011 - a day, no moment


def _form(view: View) -> None:
    st.header(view.locale.say("report-page.form"), anchor=False)
    organisations = view.schedule.plan.programme.organisations
    titles = {name: f"{known.name} ({name})" for name, known in organisations.items()}
    if not titles:
        st.info(view.locale.say("report-page.no-organisations"))
        return
    left, right = st.columns(2)
    with left:
        label = view.locale.say("report-page.organisation")
        organisation = select_title(label, "organisation", titles)
    day = right.date_input(
        view.locale.say("report-page.data-date"), today(), format="DD-MM-YYYY", key="report-date"
    )
    if isinstance(day, date):  # nothing while the reader is still typing a date
        _offer_form(view, organisation, day)


def _offer_form(view: View, organisation: str, day: date) -> None:
    plan = view.schedule.plan
    ahead = open_activities(plan, organisation, day)
    if not ahead:
        st.info(view.locale.say("status.form-empty", name=organisation, date=view.locale.date(day)))
        return
    # The form shows the planned dates as they are on the day of the report.
    scheduled = view.workspace.at(day).activities
    planned = {a.id: (scheduled[a.id].start, scheduled[a.id].finish) for a in ahead}
    st.download_button(
        view.locale.count("report-page.download", len(ahead)),
        form_text(plan, organisation, day, planned, view.locale),
        f"{day.isoformat()}-{re.sub(r'[^A-Za-z0-9_-]+', '-', organisation)}.yaml",
        "application/yaml",
        icon=":material/download:",
        on_click="ignore",
    )


def _hand_in(view: View) -> None:
    st.header(view.locale.say("report-page.hand-in"), anchor=False)
    if not may_edit():
        st.info(view.locale.say("report-page.read-only"))
    uploaded = st.file_uploader(
        view.locale.say("report-page.upload"), type=["yaml", "yml", "txt"], key="report-file"
    )
    if uploaded is None:
        return
    if uploaded.size > LARGEST:
        st.error(view.locale.say("report-page.too-large"))
        return
    # The name is the reader's own text: without slashes it cannot leave the folder.
    name = re.sub(r"[^\w. -]+", "-", uploaded.name)[-80:] or "form"
    with TemporaryDirectory() as folder:
        file = Path(folder, name)
        file.write_bytes(uploaded.getvalue())
        _judge_and_file(view, file)


def _judge_and_file(view: View, file: Path) -> None:
    """Show what is wrong with a report and what it would change; file it when asked."""
    judged = judge(view.workspace.folder, file, today())
    _say(view, judged, file)
    if not judged.is_acceptable or not may_edit():
        return
    # An empty form may be a mistake, and filed it would say that nothing has changed.
    is_empty = judged.draft.is_empty
    is_meant = is_empty and bool(st.checkbox(view.locale.say("report-page.nothing-to-report")))
    is_blocked = is_empty and not is_meant
    if st.button(view.locale.say("report-page.submit"), type="primary", disabled=is_blocked):
        try:
            # Judged again: the plan may have changed since the page was drawn.
            outcome = submit(view.workspace.folder, file, today(), nothing_to_report=is_meant)
        except PlannerError as fault:
            st.error(escape_markdown(str(fault)))
            return
        _filed(view, outcome, file)


def _say(view: View, judged: Judged, file: Path) -> None:
    if judged.problems:
        folders = (file.parent, view.workspace.folder)
        problems = [_without_folders(problem, folders) for problem in judged.problems]
        show_problems(problems, file.parent, view.locale)
    report = judged.draft.report
    if report is None or not judged.is_acceptable:
        st.error(view.locale.say("status.refused"))
        return
    if judged.plan_is_broken:
        st.warning(view.locale.say("status.plan-broken"))
    if judged.draft.is_empty:
        st.warning(view.locale.say("status.empty"))
        return
    day = view.locale.date(report.data_date)
    count = view.locale.count("count.activity", len(report.activities))
    name = escape_markdown(report.reported_by)
    st.success(view.locale.say("status.good", name=name, date=day, activities=count))
    if judged.effect is not None:
        st.write(view.locale.say("status.effect", date=day))
        lines = effect_lines(judged.effect, view.locale)
        st.markdown("\n".join(f"- {escape_markdown(line)}" for line in lines))


def _without_folders(problem: Problem, folders: tuple[Path, ...]) -> Problem:
    """Name files as their reader knows them, not by the folders of this server."""
    details = dict(problem.details)
    for name, value in details.items():
        if isinstance(value, Location):
            details[name] = _shortened(value, folders)
    place = problem.location
    return replace(problem, location=place and _shortened(place, folders), details=details)


def _shortened(place: Location, folders: tuple[Path, ...]) -> Location:
    for folder in folders:
        if place.file.is_relative_to(folder):
            return replace(place, file=place.file.relative_to(folder))
    return place


def _filed(view: View, outcome: SubmissionOutcome, file: Path) -> None:
    if outcome.filed is None:
        _say(view, outcome.judged, file)
        st.error(view.locale.say("status.not-now"))
        return
    key = "status.already" if outcome.filed.was_there else "status.filed"
    st.success(view.locale.say(key, file=f"status/{outcome.filed.path.name}"))
