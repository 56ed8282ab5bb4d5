"""Overzicht: whether the target holds, what drives it, and what changed."""

from __future__ import annotations

from datetime import date
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from planner.analysis.criticality.margins import driving_chain
from planner.analysis.criticality.margins import workstream_margins
from planner.analysis.reporting.attention import AttentionKind
from planner.analysis.reporting.attention import points_of_attention
from planner.analysis.reporting.reporters import data_age
from planner.analysis.variance.differences import ChangeKind
from planner.analysis.variance.target_trend import milestone_trend
from planner.chart.trend_figure import trend_figure
from planner.problems import Severity
from planner.report.summary import attention_text
from planner.report.summary import chain_text
from planner.report.summary import is_late
from planner.report.summary import movement_text
from planner.report.summary import verdict_text
from planner.report.wording import calendar_days_text
from planner.web.comparing import compared
from planner.web.detail import escape_markdown
from planner.web.figures import build_figure
from planner.web.figures import offer_file
from planner.web.figures import show_figure
from planner.web.hyperlinks import page_link
from planner.web.result_cache import cached
from planner.web.tables import Bar
from planner.web.tables import TableColumn
from planner.web.tables import show_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from fractions import Fraction

    import plotly.graph_objects as go

    from planner.analysis.criticality.margins import WorkstreamMargin
    from planner.chart.trend_figure import Point
    from planner.model import Target
    from planner.schedule.activity_dates import TargetForecast
    from planner.web.view import View
    from planner.workspace.earlier import Earlier


GOES_TO = {
    AttentionKind.NEGATIVE_FLOAT: ("planning", {"show": "critical"}),
    AttentionKind.OUT_OF_SEQUENCE: ("status", {}),
    AttentionKind.CONTRADICTED: ("status", {}),
    AttentionKind.EXPECTS_EARLIER: ("status", {}),
    AttentionKind.OVERDUE_REPORT: ("status", {}),
    AttentionKind.NEVER_REPORTED: ("status", {}),
}
"""The page, with its choices, on which a point of attention is seen in full."""

TOLD = (
    ChangeKind.DONE,
    ChangeKind.STARTED,
    ChangeKind.SLIPPED,
    ChangeKind.GAINED,
    ChangeKind.ADDED,
    ChangeKind.DROPPED,
)
"""The changes that are counted in one sentence; the page Vergelijking has them all."""


def show(view: View) -> None:
    """Draw the page: the answer first, then the figure, for which the browser takes longest."""
    forecast = view.schedule.forecast(view.target)
    if forecast is None or view.target is None:
        st.info(view.locale.say("overview.no-target"))
        _attention(view)
        return
    _verdict(view, forecast)
    _age(view)
    _figures(view, forecast)
    words, chart = st.columns([0.52, 0.48], gap="medium")
    with chart:
        points = _trend(view, view.target)
    with words:
        _changes(view, view.target, forecast)
        _drivers(view, view.target)
    _attention(view)
    _margins(view, view.target)
    _trend_below(view, points)


def _verdict(view: View, forecast: TargetForecast) -> None:
    words = escape_markdown(verdict_text(view.schedule, forecast, view.locale))
    show_words = st.error if is_late(forecast) else st.success
    show_words(f"**{words}**", icon=":material/flag:")


def _age(view: View) -> None:
    age = data_age(view.schedule.data_date, date.today())  # noqa: DTZ011 - the reader's own day
    details = {
        "data_date": view.locale.date(age.data_date),
        "age": calendar_days_text(age.days, view.locale),
    }
    if age.is_old:
        st.warning(view.locale.say("overview.old", **details), icon=":material/history:")
    else:
        st.caption(view.locale.say("overview.age", **details))


def _figures(view: View, forecast: TargetForecast) -> None:
    with st.container(key="figures"):
        due, expected, margin, calendar = st.columns(4)
    due.metric(
        view.locale.say("overview.due"), view.locale.date(forecast.due, short=True), border=True
    )
    key = "overview.reached" if forecast.is_reached else "overview.forecast"
    expected.metric(
        view.locale.say(key), view.locale.date(forecast.forecast, short=True), border=True
    )
    days = view.locale.figure(forecast.margin_days)
    margin.metric(view.locale.say("overview.margin"), days, border=True)
    calendar_days = view.locale.figure(forecast.margin_calendar_days)
    calendar.metric(view.locale.say("overview.margin-calendar"), calendar_days, border=True)


def _changes(view: View, target: Target, forecast: TargetForecast) -> None:
    """What is not as it was at the baseline: the forecast, and how many activities."""
    found = view.earlier
    if found is None:
        return
    since = view.locale.date(found.schedule.data_date)
    st.header(view.locale.say("overview.changes", since=since), anchor=False)
    before = view.forecast_before(target)
    if before is not None:
        st.markdown(escape_markdown(movement_text(before, forecast, since, view.locale)))
    counts = cached(view, lambda: _counted(view, found), "overview-changes")
    told = [view.locale.count(f"overview.changed.{kind.value}", n) for kind, n in counts if n]
    words = ", ".join(told) or view.locale.say("overview.changed-nothing")
    link = page_link(view, "comparison", view.locale.say("overview.all-changes"))
    st.html(f"<p>{escape(words)}. {link}</p>")


def _counted(view: View, found: Earlier) -> tuple[tuple[ChangeKind, int], ...]:
    comparison = compared(view, found)
    return tuple((kind, len(comparison.of_kind(kind))) for kind in TOLD)


def _drivers(view: View, target: Target) -> None:
    steps = driving_chain(view.schedule, target.milestone)
    reached = view.schedule.activities[target.milestone].is_finished
    st.header(view.locale.say("overview.as-built" if reached else "overview.drivers"), anchor=False)
    words = escape(chain_text(view.schedule, steps, view.locale))
    link = page_link(view, "critical-path", view.locale.say("overview.whole-chain"))
    st.html(f"<p>{words}. {link}</p>")


def _attention(view: View) -> None:
    st.header(view.locale.say("overview.attention"), anchor=False)
    points = cached(view, lambda: points_of_attention(view.schedule), "attention")
    lines = []
    for point in points:
        page, choices = GOES_TO[point.subject]
        words = escape(attention_text(view.schedule, point, view.locale))
        lines.append(f"{words} {_seen_on(view, page, **choices)}")
    mistakes = [found for found in view.workspace.problems if found.severity is not Severity.INFO]
    if mistakes:
        words = escape(view.locale.count("overview.mistakes", len(mistakes)))
        lines.append(f"{words} {_seen_on(view, 'status')}")
    if lines:
        st.html(f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>")
    else:
        st.success(view.locale.say("overview.nothing"))


def _seen_on(view: View, page: str, **choices: str) -> str:
    return page_link(view, page, view.locale.say(f"page.{page}"), **choices)


def _margins(view: View, target: Target) -> None:
    found = cached(
        view, lambda: workstream_margins(view.schedule, target.milestone), "workstream-margins"
    )
    st.header(view.locale.say("overview.margins"), anchor=False)
    rows: Sequence[Sequence[object]]
    if all(margin.margin is None for margin in found):
        st.caption(view.locale.say("overview.margins-done"))
        columns, rows = _work_left(view, found)
    else:
        st.caption(view.locale.say("overview.margins-help"))
        columns, rows = _margin_rows(view, target, found)
    show_table(view.locale.say("overview.margins-caption"), columns, rows)


def _margins_before(view: View, target: Target) -> Mapping[str, Fraction | None]:
    baseline = view.baseline
    if baseline is None or target.milestone not in baseline.activities:
        return {}
    found = cached(
        view, lambda: workstream_margins(baseline, target.milestone), "workstream-margins-before"
    )
    return {margin.workstream: margin.margin for margin in found}


def _margin_rows(
    view: View, target: Target, found: Sequence[WorkstreamMargin]
) -> tuple[list[TableColumn], list[list[object]]]:
    """The margin of each workstream as number and bar, beside that of the baseline."""
    was = _margins_before(view, target)
    left, counts = _work_left(view, found)
    columns = [
        left[0],
        TableColumn(view.locale.say("overview.workstream-margin"), is_number=True),
        *(
            [TableColumn(view.locale.say("overview.before"), is_number=True)]
            if view.baseline
            else []
        ),
        TableColumn(view.locale.say("overview.tightest"), is_wide=True),
        *left[1:],
    ]
    reach = max((abs(m.margin) for m in found if m.margin is not None), default=0) or 1
    rows: list[list[object]] = []
    for margin, count in zip(found, counts, strict=True):
        tightest = view.schedule.activities[margin.tightest].title if margin.tightest else ""
        before = [view.locale.figure(was.get(margin.workstream))] if view.baseline else []
        rows.append([count[0], _bar(view, margin.margin, reach), *before, tightest, *count[1:]])
    return columns, rows


def _bar(view: View, margin: Fraction | None, reach: Fraction | int) -> Bar | str:
    if margin is None:
        return view.locale.say("overview.no-margin")
    return Bar(view.locale.figure(margin), float(margin / reach))


def _work_left(
    view: View, found: Sequence[WorkstreamMargin]
) -> tuple[list[TableColumn], list[list[str]]]:
    """What of each workstream is done, and until when it works."""
    columns = [
        TableColumn(view.locale.say("overview.workstream"), is_wide=True),
        TableColumn(view.locale.say("overview.done"), is_number=True),
        TableColumn(view.locale.say("overview.last"), is_number=True),
    ]
    rows = [
        [
            margin.title,
            view.locale.say("overview.of", done=margin.done, all=margin.activities),
            view.locale.date(margin.finish, short=True),
        ]
        for margin in found
    ]
    return columns, rows


def _trend(view: View, target: Target) -> Sequence[Point]:
    """The movement of the forecast over all reporting dates."""
    st.header(view.locale.say("overview.trend"), anchor=False)
    points = cached(view, lambda: _points(view, target), "trend-points")
    if not points:
        st.info(view.locale.say("overview.no-reports"))
        return points

    def make() -> go.Figure:
        return trend_figure(points, target.date, view.schedule.data_date, view.locale)

    figure = build_figure(view, make, "trend")
    show_figure(figure, key="trend", alt=view.locale.count("overview.trend-alt", len(points)))
    st.caption(view.locale.say("overview.trend-help"))
    offer_file(figure, "trend", view)
    return points


def _points(view: View, target: Target) -> tuple[Point, ...]:
    days = [day for day in view.workspace.data_dates if day <= view.schedule.data_date]
    trends = milestone_trend(view.workspace.at, days, (target.milestone,))
    return tuple((p.data_date, p.forecast) for t in trends for p in t.points if p.forecast)


def _trend_below(view: View, points: Sequence[Point]) -> None:
    if points:
        with st.expander(view.locale.say("overview.trend-table")):
            _trend_table(view, points)


def _trend_table(view: View, points: Sequence[Point]) -> None:
    columns = (
        TableColumn(view.locale.say("choice.data-date"), is_number=True),
        TableColumn(view.locale.say("overview.forecast"), is_number=True),
        TableColumn(view.locale.say("overview.margin"), is_number=True),
    )
    rows = [
        (
            view.locale.date(day, short=True),
            view.locale.date(found.forecast, short=True),
            view.locale.figure(found.margin_days),
        )
        for day, found in reversed(points)
    ]
    show_table(view.locale.say("overview.trend"), columns, rows)
