"""Vergelijking: the changes since an earlier data date, and the causes of moved targets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from planner.analysis.variance.differences import ChangeKind
from planner.analysis.variance.target_trend import milestone_trend
from planner.i18n import EnumTexts
from planner.report.movement import cause_text
from planner.report.movement import links_text
from planner.report.movement import movement_text
from planner.report.movement import part_names
from planner.report.movement import target_text
from planner.report.movement import title_of
from planner.web.address import kept
from planner.web.comparing import comparison_with
from planner.web.detail import escape_markdown
from planner.web.page import Page
from planner.web.problem_table import show_problems
from planner.web.tables import TableColumn
from planner.web.tables import number_columns
from planner.web.tables import show_table
from planner.workspace.earlier import Origin

if TYPE_CHECKING:
    from planner.analysis.variance.attribution import Movement
    from planner.analysis.variance.differences import Comparison
    from planner.analysis.variance.differences import Variance
    from planner.schedule.activity_dates import TargetForecast
    from planner.web.view import View
    from planner.workspace.earlier import Earlier

PAGE = Page(
    __name__,
    title="page.comparison",
    icon=":material/compare_arrows:",
    terms="""activity attribution critical driving duration margin total-float variance
    working-day workstream""",
)

ORIGIN_TEXT = {
    Origin.BASELINE: "compare.origin-baseline",
    Origin.FILES: "compare.origin-files",
    Origin.FOLDER: "compare.origin-folder",
}
KIND_TEXT = EnumTexts("compare.kind", ChangeKind)

MOST_NAMES = 10


def show(view: View) -> None:
    """Show what changed since the chosen baseline, and why the targets moved."""
    if view.earlier is None:
        st.info(view.locale.say("comparison.choose"))
        return
    comparison = comparison_with(view, view.earlier)
    _origin(view, view.earlier)
    _targets(view, comparison)
    _kinds(view, comparison)
    _margins(view, comparison)
    _trend(view)


def _origin(view: View, earlier: Earlier) -> None:
    locale = view.locale
    was = locale.date(earlier.schedule.data_date)
    heading = locale.say("compare.heading", now=locale.date(view.schedule.data_date), was=was)
    st.write(f"{heading} {locale.say(ORIGIN_TEXT[earlier.origin], was=was)}")
    if earlier.problems:
        show_problems(earlier.problems, view.workspace.folder, locale)
    # The engine of now may give other dates than that of the day on which the plan was frozen.
    if earlier.drift:
        count = locale.count("count.activity", len(earlier.drift))
        names = ", ".join(earlier.drift[:MOST_NAMES])
        drift = locale.say("baseline.drift", date=was, activities=count, names=names)
        st.warning(escape_markdown(drift))


def _targets(view: View, comparison: Comparison) -> None:
    for target in comparison.targets:
        title = view.schedule.plan.activities[target.activity].title
        st.header(escape_markdown(title), anchor=False)
        st.write(escape_markdown(target_text(target, comparison.after, view.locale)))
        # A target that the baseline did not have has not moved.
        if target.movement is not None:
            _movement(view, comparison, target.movement, title)


def _movement(view: View, comparison: Comparison, movement: Movement, title: str) -> None:
    st.write(movement_text(movement, view.locale))
    if not movement.parts:
        return
    schedules = (comparison.before, comparison.after)
    locale = view.locale
    columns = (
        TableColumn(locale.say("comparison.cause"), is_wide=True),
        TableColumn(locale.say("comparison.days"), is_number=True),
        TableColumn(locale.say("comparison.activities"), is_wide=True),
    )
    rows = []
    for part in movement.parts:
        names = part_names(part, schedules, locale)
        rows.append((cause_text(part, locale), locale.signed(part.days), names))
    rows.append((locale.say("compare.sum"), locale.signed(movement.days), ""))
    show_table(locale.say("comparison.table-causes", title=title), columns, rows)
    # Each cause is measured with the ones above it already applied, so the order matters.
    st.caption(locale.say("comparison.order"))


def _kinds(view: View, comparison: Comparison) -> None:
    say = view.locale.say
    st.header(say("comparison.changes"), anchor=False)
    labels = {}
    for kind in ChangeKind:
        count = len(comparison.of_kind(kind))
        if count:
            labels[kind.value] = f"{say(KIND_TEXT[kind])} ({count})"
    if not labels:
        st.info(say("comparison.no-changes"))
        return
    first = next(iter(labels))
    chosen = st.segmented_control(
        say("comparison.kind"),
        list(labels),
        key=kept("kind", first, labels),
        format_func=labels.__getitem__,
        required=True,
        wrap=True,
    )
    kind = ChangeKind(chosen or first)
    _variances(view, comparison, labels[kind], kind)


def _variances(view: View, comparison: Comparison, caption: str, kind: ChangeKind) -> None:
    say = view.locale.say
    columns = (
        TableColumn(say("comparison.activity"), is_wide=True),
        TableColumn(say("comparison.owner")),
        *number_columns(
            view.locale, "comparison.was", "comparison.now", "comparison.moved", "comparison.float"
        ),
    )
    variances = comparison.of_kind(kind)
    show_table(caption, columns, (_row(view, comparison, variance) for variance in variances))
    # Other predecessors do not show in dates: they are named below the table.
    if kind is ChangeKind.RELINKED:
        for variance in variances:
            title = title_of(variance.activity, (comparison.before, comparison.after))
            st.write(escape_markdown(f"{title}: {links_text(variance, view.locale)}"))


def _row(view: View, comparison: Comparison, variance: Variance) -> tuple[str, ...]:
    owner, finishes = "", []
    for schedule in (comparison.before, comparison.after):
        activity = schedule.activities.get(variance.activity)
        finishes.append(view.short_date(activity.finish) if activity else "")
        # The owner of now goes over that of then.
        if activity is not None:
            owner = activity.owner or ""
    return (
        title_of(variance.activity, (comparison.before, comparison.after)),
        owner,
        *finishes,
        view.signed(variance.finish_days),
        view.signed(variance.float_days),
    )


def _margins(view: View, comparison: Comparison) -> None:
    if not comparison.margins:
        return
    say = view.locale.say
    st.header(say("compare.margins"), anchor=False)
    columns = (
        TableColumn(say("compare.workstream"), is_wide=True),
        *number_columns(view.locale, "compare.then", "compare.now"),
        TableColumn(say("comparison.tightest"), is_wide=True),
    )
    activities = comparison.after.plan.activities
    rows = []
    for margin in comparison.margins:
        tightest = activities[margin.tightest].title if margin.tightest else ""
        rows.append((margin.title, view.signed(margin.was), view.signed(margin.now), tightest))
    show_table(say("compare.margins"), columns, rows)


def _trend(view: View) -> None:
    say = view.locale.say
    st.header(say("comparison.trend"), anchor=False)
    days = view.data_dates
    trends = milestone_trend(view.workspace.at, days)
    if not trends:
        st.info(say("overview.no-reports"))
        return
    st.write(say("comparison.trend-intro"))
    columns = [TableColumn(say("choice.data-date"), is_number=True)]
    rows = {day: [view.short_date(day)] for day in reversed(days)}
    for trend in trends:
        due = view.short_date(trend.due)
        finish = say("comparison.trend-ready", title=trend.title, due=due)
        columns.append(TableColumn(finish, is_number=True))
        columns.append(TableColumn(say("overview.margin"), is_number=True))
        for point in trend.points:
            rows[point.data_date] += _point_cells(view, point.forecast)
    show_table(say("comparison.trend"), columns, rows.values())


def _point_cells(view: View, forecast: TargetForecast | None) -> tuple[str, str]:
    # The milestone of a target may be younger than the data date.
    if forecast is None:
        return "", ""
    return view.short_date(forecast.forecast), view.locale.signed(forecast.margin_days)
