"""Overzicht: whether the target holds, what drives it, and what changed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from planner.analysis.attention import points_of_attention
from planner.analysis.margins import driving_chain
from planner.analysis.margins import workstream_margins
from planner.analysis.reporting import data_age
from planner.analysis.trend import milestone_trend
from planner.chart.float_words import float_words
from planner.chart.trend import trend_figure
from planner.report.summary import attention_text
from planner.report.summary import chain_text
from planner.report.summary import is_late
from planner.report.summary import movement_text
from planner.report.summary import verdict_text
from planner.report.wording import calendar_days_text
from planner.web.detail import plain
from planner.web.figures import drawn
from planner.web.figures import figure_key
from planner.web.figures import offer_file
from planner.web.figures import show_figure
from planner.web.tables import Column
from planner.web.tables import show_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from planner.analysis.margins import WorkstreamMargin
    from planner.chart.trend import Point
    from planner.model import Target
    from planner.schedule.rows import TargetForecast
    from planner.web.view import View


def show(view: View) -> None:
    """Draw the page."""
    st.title(view.say("page.overview"), anchor=False)
    forecast = view.schedule.forecast(view.target)
    if forecast is None or view.target is None:
        st.info(view.say("overview.no-target"))
        _attention(view)
        return
    _verdict(view, forecast)
    _age(view)
    _figures(view, forecast)
    _drivers(view, view.target)
    _attention(view)
    _margins(view, view.target)
    _trend(view, view.target)


def _verdict(view: View, forecast: TargetForecast) -> None:
    words = plain(verdict_text(view.schedule, forecast, view.language))
    show_words = st.error if is_late(forecast) else st.success
    show_words(f"**{words}**", icon=":material/flag:")


def _age(view: View) -> None:
    age = data_age(view.schedule.data_date, date.today())  # noqa: DTZ011 - the reader's own day
    details = {
        "data_date": view.date(age.data_date),
        "age": calendar_days_text(age.days, view.language),
    }
    if age.is_old:
        st.warning(view.say("overview.old", **details), icon=":material/history:")
    else:
        st.caption(view.say("overview.age", **details))


def _figures(view: View, forecast: TargetForecast) -> None:
    due, expected, margin, calendar = st.columns(4)
    due.metric(view.say("overview.due"), view.date(forecast.due, short=True), border=True)
    key = "overview.reached" if forecast.is_reached else "overview.forecast"
    expected.metric(view.say(key), view.date(forecast.forecast, short=True), border=True)
    days = float_words(forecast.margin_days, view.language)
    margin.metric(view.say("overview.margin"), days, border=True)
    calendar_days = float_words(forecast.margin_calendar_days, view.language)
    calendar.metric(view.say("overview.margin-calendar"), calendar_days, border=True)
    before = view.baseline.forecast(view.target) if view.baseline else None
    if before is not None and view.baseline is not None:
        since = view.date(view.baseline.data_date)
        st.markdown(plain(movement_text(before, forecast, since, view.language)))


def _drivers(view: View, target: Target) -> None:
    steps = driving_chain(view.schedule, target.milestone)
    reached = view.schedule.rows[target.milestone].state == "finished"
    st.header(view.say("overview.as-built" if reached else "overview.drivers"), anchor=False)
    st.markdown(plain(chain_text(view.schedule, steps, view.language)))


def _attention(view: View) -> None:
    st.header(view.say("overview.attention"), anchor=False)
    points = points_of_attention(view.schedule)
    if not points:
        st.success(view.say("overview.nothing"))
        return
    lines = (plain(attention_text(view.schedule, point, view.language)) for point in points)
    st.markdown("\n".join(f"- {line}" for line in lines))


def _margins(view: View, target: Target) -> None:
    found = workstream_margins(view.schedule, target.milestone)
    st.header(view.say("overview.margins"), anchor=False)
    if all(margin.margin is None for margin in found):
        st.caption(view.say("overview.margins-done"))
        columns, rows = _work_left(view, found)
    else:
        st.caption(view.say("overview.margins-help"))
        columns, rows = _margin_rows(view, target, found)
    show_table(view.say("overview.margins-caption"), columns, rows)


def _margin_rows(
    view: View, target: Target, found: Sequence[WorkstreamMargin]
) -> tuple[list[Column], list[list[str]]]:
    """The margin of each workstream, beside that of the baseline."""
    was = {}
    if view.baseline is not None:
        was = {m.workstream: m.margin for m in workstream_margins(view.baseline, target.milestone)}
    left, counts = _work_left(view, found)
    columns = [
        left[0],
        Column(view.say("overview.workstream-margin"), is_number=True),
        *([Column(view.say("overview.before"), is_number=True)] if view.baseline else []),
        Column(view.say("overview.tightest"), is_wide=True),
        *left[1:],
    ]
    rows = []
    for margin, count in zip(found, counts, strict=True):
        tightest = view.schedule.rows[margin.tightest].title if margin.tightest else ""
        before = [float_words(was.get(margin.workstream), view.language)] if view.baseline else []
        words = float_words(margin.margin, view.language) or view.say("overview.no-margin")
        rows.append([count[0], words, *before, tightest, *count[1:]])
    return columns, rows


def _work_left(
    view: View, found: Sequence[WorkstreamMargin]
) -> tuple[list[Column], list[list[str]]]:
    """What of each workstream is done, and until when it works."""
    columns = [
        Column(view.say("overview.workstream"), is_wide=True),
        Column(view.say("overview.done"), is_number=True),
        Column(view.say("overview.last"), is_number=True),
    ]
    rows = [
        [
            margin.title,
            view.say("overview.of", done=margin.done, all=margin.activities),
            view.date(margin.finish, short=True),
        ]
        for margin in found
    ]
    return columns, rows


def _trend(view: View, target: Target) -> None:
    st.header(view.say("overview.trend"), anchor=False)
    days = [day for day in view.workspace.data_dates if day <= view.schedule.data_date]
    trends = milestone_trend(view.workspace.at, days, (target.milestone,))
    points = tuple((p.data_date, p.forecast) for t in trends for p in t.points if p.forecast)
    if not points:
        st.info(view.say("overview.no-reports"))
        return

    def make() -> go.Figure:
        return trend_figure(points, target.date, view.schedule.data_date, view.language)

    figure = drawn(figure_key(view, "trend"), make)
    show_figure(figure, key="trend", alt=view.count("overview.trend-alt", len(points)))
    st.caption(view.say("overview.trend-help"))
    with st.expander(view.say("overview.trend-table")):
        _trend_table(view, points)
    offer_file(figure, "trend", view)


def _trend_table(view: View, points: Sequence[Point]) -> None:
    columns = (
        Column(view.say("choice.data-date"), is_number=True),
        Column(view.say("overview.forecast"), is_number=True),
        Column(view.say("overview.margin"), is_number=True),
    )
    rows = [
        (
            view.date(day, short=True),
            view.date(found.forecast, short=True),
            float_words(found.margin_days, view.language),
        )
        for day, found in reversed(points)
    ]
    show_table(view.say("overview.trend"), columns, rows)
