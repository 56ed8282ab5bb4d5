"""Melden: download a form, hand in a filled one, see what it changes, file it."""

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
from planner.timeaxis import BeyondHorizonError
from planner.web.address import kept
from planner.web.detail import escape_markdown
from planner.web.editing import may_edit
from planner.web.problem_table import show_problems
from planner.workspace.submission import judge
from planner.workspace.submission import submit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.problems import Problem
    from planner.web.view import View
    from planner.workspace.submission import Judged
    from planner.workspace.submission import SubmissionOutcome

LARGEST = 1_000_000
"""Bytes of a form; one with a thousand activities takes a third of it."""


def show(view: View) -> None:
    """Draw the page."""
    st.write(view.locale.say("report-page.intro"))
    _form(view)
    _hand_in(view)


def today() -> date:
    """The day on the reader's wall."""
    return date.today()  # noqa: DTZ011 - a day, no moment


def _form(view: View) -> None:
    st.header(view.locale.say("report-page.form"), anchor=False)
    plan = view.schedule.plan
    names = list(plan.programme.organisations)
    if not names:
        st.info(view.locale.say("report-page.no-organisations"))
        return
    left, right = st.columns(2)
    organisation = left.selectbox(
        view.locale.say("report-page.organisation"),
        names,
        key=kept("organisation", names[0], names),
        format_func=lambda name: f"{plan.programme.organisations[name].name} ({name})",
    )
    day = right.date_input(
        view.locale.say("report-page.data-date"), today(), format="DD-MM-YYYY", key="report-date"
    )
    if not isinstance(day, date):
        return
    ahead = open_activities(plan, organisation, day)
    if not ahead:
        st.info(view.locale.say("status.form-empty", name=organisation, date=view.locale.date(day)))
        return
    try:
        rows = view.workspace.at(day).activities
    except BeyondHorizonError:
        st.error(view.locale.say("app.beyond-horizon"))
        return
    planned = {found.id: (rows[found.id].start, rows[found.id].finish) for found in ahead}
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
    with _kept_for_a_moment(uploaded.name, uploaded.getvalue()) as file:
        _judged(view, file)


class _kept_for_a_moment:  # noqa: N801 - reads as a phrase
    """A file with what was uploaded, under its own name, in a folder that goes away again."""

    def __init__(self, name: str, content: bytes) -> None:
        self._folder = TemporaryDirectory()
        self._file = Path(self._folder.name) / (re.sub(r"[^\w. -]+", "-", name)[-80:] or "form")
        self._file.write_bytes(content)

    def __enter__(self) -> Path:
        return self._file

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()


def _judged(view: View, file: Path) -> None:
    """Show what is wrong with a report and what it would change; file it when asked."""
    judged = judge(view.workspace.folder, file, today())
    _say(view, judged, file)
    if not judged.is_acceptable or not may_edit():
        return
    is_meant = judged.draft.is_empty and st.checkbox(
        view.locale.say("report-page.nothing-to-report")
    )
    blocked = judged.draft.is_empty and not is_meant
    if st.button(view.locale.say("report-page.submit"), type="primary", disabled=blocked):
        try:
            outcome = submit(view.workspace.folder, file, today(), nothing_to_report=bool(is_meant))
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
        lines = effect_lines(judged.effect, view.locale)
        st.write(view.locale.say("status.effect", date=day))
        st.markdown("\n".join(_items(lines)))


def _without_folders(problem: Problem, folders: tuple[Path, ...]) -> Problem:
    """Name files as their reader knows them, not by the folders of this server."""
    details = {
        name: _shortened(value, folders) if isinstance(value, Location) else value
        for name, value in problem.details.items()
    }
    place = problem.location
    return replace(problem, location=place and _shortened(place, folders), details=details)


def _shortened(place: Location, folders: tuple[Path, ...]) -> Location:
    folder = next((found for found in folders if place.file.is_relative_to(found)), None)
    return replace(place, file=place.file.relative_to(folder)) if folder else place


def _items(lines: tuple[str, ...]) -> Iterator[str]:
    return (f"- {escape_markdown(line)}" for line in lines)


def _filed(view: View, outcome: SubmissionOutcome, file: Path) -> None:
    if outcome.filed is None:
        _say(view, outcome.judged, file)
        st.error(view.locale.say("status.not-now"))
        return
    key = "status.already" if outcome.filed.was_there else "status.filed"
    st.success(view.locale.say(key, file=f"status/{outcome.filed.path.name}"))
