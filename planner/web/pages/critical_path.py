"""Kritieke pad: what drives a target, step by step, and what comes next."""

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
from planner.web.slipping import show_slip
from planner.web.tables import TableColumn
from planner.web.tables import show_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from planner.schedule.paths import PathStep
    from planner.web.view import View

MOST_PATHS = 10
FEW = 12
"""Rows that are shown without asking."""


def show(view: View) -> None:
    """Draw the page."""
    milestone = _choose_end(view)
    if milestone is None:
        st.info(view.locale.say("overview.no-target"))
        return
    _verdict(view, milestone)
    steps = driving_chain(view.schedule, milestone)
    _story(view, milestone, steps)
    _timeline(view, milestone)
    reached = view.schedule.activities[milestone].is_finished
    if not reached:
        show_slip(view, milestone, steps)
        _float_paths(view, milestone)
        _near_critical(view, milestone)
    _targets(view)
    download_buttons(view, "critical-path", [step.activity for step in steps])


def _choose_end(view: View) -> str | None:
    """Any milestone may be asked about; the chosen target comes first."""
    plan = view.schedule.plan
    targets = [t.milestone for t in plan.programme.all_targets if t.milestone in plan.activities]
    milestones = sorted(
        (a.id for a in plan.activities.values() if a.is_milestone and a.id not in targets),
        key=lambda name: plan.activities[name].title,
    )
    options = [*targets, *milestones]
    if not options:
        return None
    default = view.target.milestone if view.target else options[0]
    found: str = st.selectbox(
        view.locale.say("path.to"),
        options,
        key=kept("to", default, options),
        format_func=lambda name: plan.activities[name].title,
        persist_state="session",
    )
    return found


def _verdict(view: View, milestone: str) -> None:
    targets = {t.milestone: t for t in view.schedule.plan.programme.all_targets}
    if milestone in targets:
        forecast = view.schedule.forecast(targets[milestone])
        if forecast is not None:
            st.markdown(
                f"**{escape_markdown(verdict_text(view.schedule, forecast, view.locale))}**"
            )
        return
    words = period_text(view.schedule, milestone, view.locale)
    title = view.schedule.activities[milestone].title
    st.markdown(escape_markdown(view.locale.say("wording.subject", title=title, period=words)))


def _story(view: View, milestone: str, steps: Sequence[PathStep]) -> None:
    reached = view.schedule.activities[milestone].is_finished
    st.header(view.locale.say("path.as-built" if reached else "path.story"), anchor=False)
    st.caption(view.locale.say("path.as-built-help" if reached else "path.story-help"))
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
        deadline = view.target.date if view.target else None
        layers = Layers(view.baseline, deadline)
        return gantt_figure(view.schedule, rows, path, layers, view.locale)

    figure = build_figure(view, make, "path", milestone)
    with st.container(key="gantt-path"):
        title = view.schedule.activities[milestone].title
        show_figure(
            figure, key="path", alt=view.locale.say("path.alt", title=title, count=len(path))
        )
    offer_file(figure, "path", view)


def _float_paths(view: View, milestone: str) -> None:
    st.header(view.locale.say("path.floats"), anchor=False)
    st.caption(view.locale.say("path.floats-help"))
    columns = (
        TableColumn(view.locale.say("path.number"), is_number=True),
        TableColumn(view.locale.say("path.float"), is_number=True),
        TableColumn(view.locale.say("path.chain"), is_wide=True),
        TableColumn(view.locale.say("path.joins")),
    )
    title = {name: row.title for name, row in view.schedule.activities.items()}
    rows = [
        (
            path.number,
            view.locale.figure(view.schedule.working_days(path.total_float, path.activities[-1])),
            " → ".join(title[name] for name in path.activities),
            title[path.joins] if path.joins else "",
        )
        for path in float_paths(view.schedule.network_schedule, milestone, MOST_PATHS)
    ]
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
        TableColumn(view.locale.say("detail.finish"), is_number=True),
        TableColumn(view.locale.say("path.float"), is_number=True),
    )
    rows = [
        (
            view.schedule.activities[name].title,
            view.schedule.activities[name].owner or "",
            view.locale.date(view.schedule.activities[name].finish, short=True),
            view.locale.figure(toward[name]),
        )
        for name in names
    ]
    with st.expander(view.locale.count("path.near-count", len(rows)), expanded=len(rows) <= FEW):
        show_table(view.locale.count("path.near-count", len(rows)), columns, rows)


def _targets(view: View) -> None:
    st.header(view.locale.say("path.targets"), anchor=False)
    columns = (
        TableColumn(view.locale.say("choice.target"), is_wide=True),
        TableColumn(view.locale.say("path.due"), is_number=True),
        TableColumn(view.locale.say("overview.forecast"), is_number=True),
        TableColumn(view.locale.say("overview.margin"), is_number=True),
    )
    rows = []
    for target in view.schedule.plan.programme.all_targets:
        forecast = view.schedule.forecast(target)
        if forecast is not None:
            rows.append(
                (
                    view.schedule.activities[target.milestone].title,
                    view.locale.date(forecast.due, short=True),
                    view.locale.date(forecast.forecast, short=True),
                    view.locale.figure(forecast.margin_days),
                )
            )
    show_table(view.locale.say("path.targets"), columns, rows)
