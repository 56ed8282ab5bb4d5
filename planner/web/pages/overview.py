"""Overzicht: whether the target is met, what drives its date, and what changed."""

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
from planner.chart.gantt_rows import Show
from planner.chart.trend_figure import trend_figure
from planner.problems import Severity
from planner.report.summary import attention_text
from planner.report.summary import chain_text
from planner.report.summary import is_late
from planner.report.summary import movement_text
from planner.report.summary import verdict_text
from planner.report.wording import calendar_days_text
from planner.web.comparing import comparison_with
from planner.web.detail import escape_markdown
from planner.web.figures import build_figure
from planner.web.figures import offer_file
from planner.web.figures import show_figure
from planner.web.hyperlinks import page_link
from planner.web.page import Page
from planner.web.pages import comparison
from planner.web.pages import critical_path
from planner.web.pages import planning
from planner.web.pages import status
from planner.web.result_cache import cached
from planner.web.tables import Bar
from planner.web.tables import TableColumn
from planner.web.tables import number_columns
from planner.web.tables import show_table

if TYPE_CHECKING:
    from collections.abc import Iterator
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


PAGE = Page(
    __name__,
    title="page.overview",
    icon=":material/flag:",
    terms="""activity longest-path margin out-of-sequence predecessor readiness status-report
    total-float working-day workstream""",
    has_whole_plan=True,
)

SEEN_ON = {
    AttentionKind.NEGATIVE_FLOAT: (planning.PAGE, {"show": Show.CRITICAL}),
    AttentionKind.OUT_OF_SEQUENCE: (status.PAGE, {}),
    AttentionKind.CONTRADICTED: (status.PAGE, {}),
    AttentionKind.EXPECTS_EARLIER: (status.PAGE, {}),
    AttentionKind.OVERDUE_REPORT: (status.PAGE, {}),
    AttentionKind.NEVER_REPORTED: (status.PAGE, {}),
}
"""The page, with its choices, that shows a point of attention in full."""

COUNT_TEXT = {
    ChangeKind.DONE: "overview.changed.done",
    ChangeKind.STARTED: "overview.changed.started",
    ChangeKind.SLIPPED: "overview.changed.slipped",
    ChangeKind.GAINED: "overview.changed.gained",
    ChangeKind.ADDED: "overview.changed.added",
    ChangeKind.DROPPED: "overview.changed.dropped",
}
"""The changes that are counted in one sentence; the page Vergelijking has them all."""


def show(view: View) -> None:
    """Show whether the target is met, what drives its date, what changed, what needs attention."""
    forecast = view.schedule.forecast(view.target)
    if forecast is None or view.target is None:
        st.info(view.locale.say("overview.no-target"))
        _attention(view)
        return
    _verdict(view, forecast)
    _age(view)
    _figures(view, forecast)
    words, chart = st.columns([0.52, 0.48], gap="medium")
    # The figure goes before the words beside it: the browser takes longest for it.
    with chart:
        points = _trend(view, view.target)
    with words:
        _changes(view, view.target, forecast)
        _drivers(view, view.target)
    _attention(view)
    _margins(view, view.target)
    _trend_table(view, points)


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
    figures = (
        ("overview.due", view.short_date(forecast.due)),
        (
            "overview.reached" if forecast.is_reached else "overview.forecast",
            view.short_date(forecast.forecast),
        ),
        ("overview.margin", view.locale.figure(forecast.margin_days)),
        ("overview.margin-calendar", view.locale.figure(forecast.margin_calendar_days)),
    )
    # The key of the container lets the styles put two beside each other on a narrow screen.
    with st.container(key="figures"):
        columns = st.columns(len(figures))
    for column, (key, words) in zip(columns, figures, strict=True):
        column.metric(view.locale.say(key), words, border=True)


def _changes(view: View, target: Target, forecast: TargetForecast) -> None:
    """Say how the forecast moved since the baseline, and count the activities that changed."""
    earlier = view.earlier
    if earlier is None:
        return
    since = view.locale.date(earlier.schedule.data_date)
    st.header(view.locale.say("overview.changes", since=since), anchor=False)
    before = view.forecast_before(target)
    if before is not None:
        st.markdown(escape_markdown(movement_text(before, forecast, since, view.locale)))
    words = cached(view, lambda: _counts_text(view, earlier), "overview-changes")
    link = page_link(view, comparison.PAGE, view.locale.say("overview.all-changes"))
    st.html(f"<p>{escape(words)}. {link}</p>")


def _counts_text(view: View, earlier: Earlier) -> str:
    changes = comparison_with(view, earlier)
    counts = []
    for kind, key in COUNT_TEXT.items():
        count = len(changes.of_kind(kind))
        if count:
            counts.append(view.locale.count(key, count))
    return ", ".join(counts) or view.locale.say("overview.changed-nothing")


def _drivers(view: View, target: Target) -> None:
    steps = driving_chain(view.schedule, target.milestone)
    is_reached = view.schedule.activities[target.milestone].is_finished
    heading = "overview.as-built" if is_reached else "overview.drivers"
    st.header(view.locale.say(heading), anchor=False)
    words = escape(chain_text(view.schedule, steps, view.locale))
    link = page_link(view, critical_path.PAGE, view.locale.say("overview.whole-chain"))
    st.html(f"<p>{words}. {link}</p>")


def _attention(view: View) -> None:
    st.header(view.locale.say("overview.attention"), anchor=False)
    points = cached(view, lambda: points_of_attention(view.schedule), "attention")
    lines = []
    for point in points:
        page, choices = SEEN_ON[point.subject]
        words = escape(attention_text(view.schedule, point, view.locale))
        lines.append(f"{words} {page_link(view, page, view.locale.say(page.title), **choices)}")
    mistakes = sum(problem.severity is not Severity.INFO for problem in view.workspace.problems)
    if mistakes:
        words = escape(view.locale.count("overview.mistakes", mistakes))
        link = page_link(view, status.PAGE, view.locale.say(status.PAGE.title))
        lines.append(f"{words} {link}")
    if lines:
        st.html(f"<ul><li>{'</li><li>'.join(lines)}</li></ul>")
    else:
        st.success(view.locale.say("overview.nothing"))


def _margins(view: View, target: Target) -> None:
    margins = cached(
        view, lambda: workstream_margins(view.schedule, target.milestone), "workstream-margins"
    )
    say = view.locale.say
    st.header(say("overview.margins"), anchor=False)
    # A target that has been reached leaves no margins, only work that is still to be finished.
    has_margins = any(margin.margin is not None for margin in margins)
    st.caption(say("overview.margins-help" if has_margins else "overview.margins-done"))
    columns = [TableColumn(say("overview.workstream"), is_wide=True)]
    if has_margins:
        columns += _margin_columns(view)
    columns += number_columns(view.locale, "overview.done", "overview.last")
    # The longest bar fills the room on its side; where all margins are zero, no bar has a length.
    longest = max((abs(m.margin) for m in margins if m.margin is not None), default=0) or 1
    before = _margins_before(view, target)
    rows = []
    for margin in margins:
        row: list[object] = [margin.title]
        if has_margins:
            row += _margin_cells(view, margin, longest, before)
        row.append(say("overview.of", done=margin.done, all=margin.activities))
        row.append(view.short_date(margin.finish))
        rows.append(row)
    show_table(say("overview.margins-caption"), columns, rows)


def _margin_columns(view: View) -> Iterator[TableColumn]:
    yield TableColumn(view.locale.say("overview.workstream-margin"), is_number=True)
    if view.baseline:
        yield TableColumn(view.locale.say("overview.before"), is_number=True)
    yield TableColumn(view.locale.say("overview.tightest"), is_wide=True)


def _margin_cells(
    view: View,
    margin: WorkstreamMargin,
    longest: Fraction | int,
    before: Mapping[str, Fraction | None],
) -> Iterator[object]:
    """Write a margin as number and bar, beside the one at the baseline."""
    if margin.margin is None:
        yield view.locale.say("overview.no-margin")
    else:
        yield Bar(view.locale.figure(margin.margin), float(margin.margin / longest))
    if view.baseline:
        yield view.locale.figure(before.get(margin.workstream))
    yield view.schedule.activities[margin.tightest].title if margin.tightest else ""


def _margins_before(view: View, target: Target) -> Mapping[str, Fraction | None]:
    baseline = view.baseline
    if baseline is None or target.milestone not in baseline.activities:
        return {}
    margins = cached(
        view, lambda: workstream_margins(baseline, target.milestone), "workstream-margins-before"
    )
    return {margin.workstream: margin.margin for margin in margins}


def _trend(view: View, target: Target) -> Sequence[Point]:
    """Show how the forecast moved over the data dates, and give its points."""
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
    trends = milestone_trend(view.workspace.at, view.data_dates, (target.milestone,))
    return tuple((p.data_date, p.forecast) for t in trends for p in t.points if p.forecast)


def _trend_table(view: View, points: Sequence[Point]) -> None:
    if not points:
        return
    say = view.locale.say
    columns = (
        *number_columns(view.locale, "choice.data-date", "overview.forecast", "overview.margin"),
    )
    rows = []
    for day, forecast in reversed(points):
        margin = view.locale.figure(forecast.margin_days)
        rows.append((view.short_date(day), view.short_date(forecast.forecast), margin))
    with st.expander(say("overview.trend-table")):
        show_table(say("overview.trend"), columns, rows)
