"""Kritieke pad: the chain that drives a target, step by step, and the chains after it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from planner.analysis.criticality.margins import driving_chain
from planner.analysis.criticality.margins import float_days_toward
from planner.analysis.criticality.margins import near_critical_days
from planner.analysis.criticality.margins import near_critical_work
from planner.analysis.criticality.margins import path_to
from planner.chart.gantt import Layers
from planner.chart.gantt import gantt_figure
from planner.chart.gantt_rows import activity_rows
from planner.report.summary import verdict_text
from planner.report.wording import owner_text
from planner.report.wording import period_text
from planner.report.wording import step_reason
from planner.schedule.paths import float_paths
from planner.web.address import kept
from planner.web.detail import escape_markdown
from planner.web.downloads import download_buttons
from planner.web.figures import build_figure
from planner.web.figures import offer_file
from planner.web.figures import show_figure
from planner.web.hyperlinks import activity_link
from planner.web.page import Page
from planner.web.slipping import show_slip
from planner.web.tables import TableColumn
from planner.web.tables import number_columns
from planner.web.tables import show_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from planner.schedule.paths import PathStep
    from planner.web.view import View

PAGE = Page(
    __name__,
    title="page.critical_path",
    icon=":material/route:",
    terms="""activity critical driving float-path lag longest-path margin milestone
    near-critical readiness runner-up scenario total-float working-day""",
)

MOST_PATHS = 10
MOST_UNFOLDED = 12
"""Rows of a table that is shown without a click."""


def show(view: View) -> None:
    """Show the chain that fixes the date of a milestone, and what comes closest to it."""
    milestone = _choose_end(view)
    if milestone is None:
        st.info(view.locale.say("overview.no-target"))
        return
    _verdict(view, milestone)
    steps = driving_chain(view.schedule, milestone)
    _story(view, milestone, steps)
    _timeline(view, milestone)
    # A milestone that has been reached cannot slip any more, and no open work leads to it.
    if not view.schedule.activities[milestone].is_finished:
        show_slip(view, milestone, steps)
        _float_paths(view, milestone)
        _near_critical(view, milestone)
    _targets(view)
    download_buttons(view, PAGE.address, [step.activity for step in steps])


def _choose_end(view: View) -> str | None:
    """Ask for a milestone: the targets come first, then all others by title."""
    plan = view.schedule.plan
    targets = [t.milestone for t in plan.programme.all_targets if t.milestone in plan.activities]
    others = (a for a in plan.activities.values() if a.is_milestone and a.id not in targets)
    options = [*targets, *(a.id for a in sorted(others, key=lambda a: a.title))]
    if not options:
        return None
    milestone: str = st.selectbox(
        view.locale.say("path.to"),
        options,
        key=kept("to", view.milestone or options[0], options),
        format_func=lambda name: plan.activities[name].title,
        persist_state="session",
    )
    return milestone


def _verdict(view: View, milestone: str) -> None:
    for target in view.schedule.plan.programme.all_targets:
        forecast = view.schedule.forecast(target)
        if target.milestone == milestone and forecast is not None:
            verdict = verdict_text(view.schedule, forecast, view.locale)
            st.markdown(f"**{escape_markdown(verdict)}**")
            return
    # Any other milestone has no date to hold or miss: only its own dates can be said.
    period = period_text(view.schedule, milestone, view.locale)
    title = view.schedule.activities[milestone].title
    st.markdown(escape_markdown(view.locale.say("wording.subject", title=title, period=period)))


def _story(view: View, milestone: str, steps: Sequence[PathStep]) -> None:
    heading, help_text = "path.story", "path.story-help"
    if view.schedule.activities[milestone].is_finished:
        heading, help_text = "path.as-built", "path.as-built-help"
    st.header(view.locale.say(heading), anchor=False)
    st.caption(view.locale.say(help_text))
    items = "".join(f"<li>{_step(view, step)}</li>" for step in steps)
    st.html(f'<ol class="planner-story">{items}</ol>')


def _step(view: View, step: PathStep) -> str:
    owner = escape(owner_text(view.schedule, step.activity, view.locale))
    period = escape(period_text(view.schedule, step.activity, view.locale))
    reason = escape(step_reason(view.schedule, step, view.locale))
    link = activity_link(view, step.activity)
    return f"<strong>{link}</strong> ({owner}) {period}.<br>{reason}"


def _timeline(view: View, milestone: str) -> None:
    path = path_to(view.schedule, milestone)

    def make() -> go.Figure:
        rows = activity_rows(view.schedule, path, path)
        layers = Layers(view.baseline, view.due)
        return gantt_figure(view.schedule, rows, path, layers, view.locale)

    figure = build_figure(view, make, "path", milestone)
    title = view.schedule.activities[milestone].title
    alt = view.locale.say("path.alt", title=title, count=len(path))
    with st.container(key="gantt-path"):
        show_figure(figure, key="path", alt=alt)
    offer_file(figure, "path", view)


def _float_paths(view: View, milestone: str) -> None:
    st.header(view.locale.say("path.floats"), anchor=False)
    st.caption(view.locale.say("path.floats-help"))
    columns = (
        *number_columns(view.locale, "path.number", "path.float"),
        TableColumn(view.locale.say("path.chain"), is_wide=True),
        TableColumn(view.locale.say("path.joins")),
    )
    titles = {name: activity.title for name, activity in view.schedule.activities.items()}
    rows = []
    for path in float_paths(view.schedule.network_schedule, milestone, MOST_PATHS):
        # Float is kept in working minutes: the calendar of the last activity makes days of it.
        days = view.schedule.working_days(path.total_float, path.activities[-1])
        chain = " → ".join(titles[name] for name in path.activities)
        rows.append(
            (path.number, view.locale.figure(days), chain, titles.get(path.joins or "", ""))
        )
    show_table(view.locale.count("path.floats-caption", len(rows)), columns, rows)


def _near_critical(view: View, milestone: str) -> None:
    limit = view.locale.workdays(near_critical_days(view.schedule))
    st.header(view.locale.say("path.near"), anchor=False)
    st.caption(view.locale.say("path.near-help", limit=limit))
    names = near_critical_work(view.schedule, milestone)
    if not names:
        st.info(view.locale.say("path.near-none"))
        return
    toward = float_days_toward(view.schedule, milestone)
    columns = (
        TableColumn(view.locale.say("detail.activity"), is_wide=True),
        TableColumn(view.locale.say("path.who")),
        *number_columns(view.locale, "detail.finish", "path.float"),
    )
    rows = []
    for name in names:
        activity = view.schedule.activities[name]
        days = view.locale.figure(toward[name])
        rows.append((activity.title, activity.owner or "", view.short_date(activity.finish), days))
    with st.expander(
        view.locale.count("path.near-count", len(rows)), expanded=len(rows) <= MOST_UNFOLDED
    ):
        show_table(view.locale.count("path.near-count", len(rows)), columns, rows)


def _targets(view: View) -> None:
    st.header(view.locale.say("path.targets"), anchor=False)
    columns = (
        TableColumn(view.locale.say("choice.target"), is_wide=True),
        *number_columns(view.locale, "path.due", "overview.forecast", "overview.margin"),
    )
    rows = []
    for target in view.schedule.plan.programme.all_targets:
        forecast = view.schedule.forecast(target)
        if forecast is not None:
            rows.append(
                (
                    view.schedule.activities[target.milestone].title,
                    view.short_date(forecast.due),
                    view.short_date(forecast.forecast),
                    view.locale.figure(forecast.margin_days),
                )
            )
    show_table(view.locale.say("path.targets"), columns, rows)
