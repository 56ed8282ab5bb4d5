"""Vergelijking: what changed since an earlier data date, and why the targets moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from planner.analysis.variance.differences import ChangeKind
from planner.analysis.variance.target_trend import milestone_trend
from planner.report.movement import cause_text
from planner.report.movement import links_text
from planner.report.movement import movement_text
from planner.report.movement import part_names
from planner.report.movement import target_text
from planner.report.movement import title_of
from planner.web.address import kept
from planner.web.comparing import compared
from planner.web.detail import escape_markdown
from planner.web.problem_table import show_problems
from planner.web.tables import TableColumn
from planner.web.tables import show_table

if TYPE_CHECKING:
    from planner.analysis.variance.attribution import Movement
    from planner.analysis.variance.differences import Comparison
    from planner.analysis.variance.differences import Variance
    from planner.web.view import View
    from planner.workspace.earlier import Earlier


def show(view: View) -> None:
    """Draw the page."""
    found = view.earlier
    if found is None:
        st.info(view.locale.say("comparison.choose"))
        return
    comparison = compared(view, found)
    _origin(view, found)
    _targets(view, comparison)
    _kinds(view, comparison)
    _margins(view, comparison)
    _trend(view)


def _origin(view: View, found: Earlier) -> None:
    was, now = view.locale.date(found.schedule.data_date), view.locale.date(view.schedule.data_date)
    origin = view.locale.say(f"compare.origin-{found.origin.value}", was=was)
    st.write(f"{view.locale.say('compare.heading', now=now, was=was)} {origin}")
    if found.problems:
        show_problems(found.problems, view.workspace.folder, view.locale)
    if found.drift:
        count = view.locale.count("count.activity", len(found.drift))
        names = ", ".join(found.drift[:10])
        st.warning(
            escape_markdown(
                view.locale.say("baseline.drift", date=was, activities=count, names=names)
            )
        )


def _targets(view: View, comparison: Comparison) -> None:
    for found in comparison.targets:
        title = view.schedule.plan.activities[found.activity].title
        st.header(escape_markdown(title), anchor=False)
        st.write(escape_markdown(target_text(found, comparison.after, view.locale)))
        if found.movement is not None:
            _movement(view, comparison, found.movement, title)


def _movement(view: View, comparison: Comparison, movement: Movement, title: str) -> None:
    st.write(movement_text(movement, view.locale))
    if not movement.parts:
        return
    schedules = (comparison.before, comparison.after)
    columns = (
        TableColumn(view.locale.say("comparison.cause"), is_wide=True),
        TableColumn(view.locale.say("comparison.days"), is_number=True),
        TableColumn(view.locale.say("comparison.activities"), is_wide=True),
    )
    rows = [
        (
            cause_text(part, view.locale),
            view.locale.signed(part.days),
            part_names(part, schedules, view.locale),
        )
        for part in movement.parts
    ]
    rows.append((view.locale.say("compare.sum"), view.locale.signed(movement.days), ""))
    show_table(view.locale.say("comparison.table-causes", title=title), columns, rows)
    st.caption(view.locale.say("comparison.order"))


def _kinds(view: View, comparison: Comparison) -> None:
    st.header(view.locale.say("comparison.changes"), anchor=False)
    found = {kind: comparison.of_kind(kind) for kind in ChangeKind}
    names = [kind.value for kind in ChangeKind if found[kind]]
    if not names:
        st.info(view.locale.say("comparison.no-changes"))
        return
    chosen = st.segmented_control(
        view.locale.say("comparison.kind"),
        names,
        key=kept("kind", names[0], names),
        format_func=lambda name: _counted(view, ChangeKind(name), len(found[ChangeKind(name)])),
        required=True,
        wrap=True,
    )
    kind = ChangeKind(chosen or names[0])
    columns = (
        TableColumn(view.locale.say("comparison.activity"), is_wide=True),
        TableColumn(view.locale.say("comparison.owner")),
        TableColumn(view.locale.say("comparison.was"), is_number=True),
        TableColumn(view.locale.say("comparison.now"), is_number=True),
        TableColumn(view.locale.say("comparison.moved"), is_number=True),
        TableColumn(view.locale.say("comparison.float"), is_number=True),
    )
    rows = [_row(view, comparison, variance) for variance in found[kind]]
    show_table(_counted(view, kind, len(rows)), columns, rows)
    if kind is ChangeKind.RELINKED:
        for variance in found[kind]:
            title = title_of(variance.activity, (comparison.before, comparison.after))
            st.write(escape_markdown(f"{title}: {links_text(variance, view.locale)}"))


def _counted(view: View, kind: ChangeKind, count: int) -> str:
    return f"{view.locale.say(f'compare.kind.{kind.value}')} ({count})"


def _row(view: View, comparison: Comparison, variance: Variance) -> tuple[str, ...]:
    was = comparison.before.activities.get(variance.activity)
    now = comparison.after.activities.get(variance.activity)
    shown = now or was
    return (
        title_of(variance.activity, (comparison.before, comparison.after)),
        (shown.owner if shown else None) or "",
        view.locale.date(was.finish, short=True) if was else "",
        view.locale.date(now.finish, short=True) if now else "",
        "" if variance.finish_days is None else view.locale.signed(variance.finish_days),
        "" if variance.float_days is None else view.locale.signed(variance.float_days),
    )


def _margins(view: View, comparison: Comparison) -> None:
    if not comparison.margins:
        return
    st.header(view.locale.say("compare.margins"), anchor=False)
    columns = (
        TableColumn(view.locale.say("compare.workstream"), is_wide=True),
        TableColumn(view.locale.say("compare.then"), is_number=True),
        TableColumn(view.locale.say("compare.now"), is_number=True),
        TableColumn(view.locale.say("comparison.tightest"), is_wide=True),
    )
    activities = comparison.after.plan.activities
    rows = [
        (
            margin.title,
            "" if margin.was is None else view.locale.signed(margin.was),
            "" if margin.now is None else view.locale.signed(margin.now),
            activities[margin.tightest].title if margin.tightest else "",
        )
        for margin in comparison.margins
    ]
    show_table(view.locale.say("compare.margins"), columns, rows)


def _trend(view: View) -> None:
    st.header(view.locale.say("comparison.trend"), anchor=False)
    days = [day for day in view.workspace.data_dates if day <= view.schedule.data_date]
    trends = milestone_trend(view.workspace.at, days)
    if not trends:
        st.info(view.locale.say("overview.no-reports"))
        return
    st.write(view.locale.say("comparison.trend-intro"))
    columns = [TableColumn(view.locale.say("choice.data-date"), is_number=True)]
    for trend in trends:
        due = view.locale.date(trend.due, short=True)
        columns += [
            TableColumn(
                view.locale.say("comparison.trend-ready", title=trend.title, due=due),
                is_number=True,
            ),
            TableColumn(view.locale.say("overview.margin"), is_number=True),
        ]
    rows = []
    for number, day in enumerate(days):
        row = [view.locale.date(day, short=True)]
        for trend in trends:
            point = trend.points[number].forecast
            row += [
                view.locale.date(point.forecast, short=True) if point else "",
                view.locale.signed(point.margin_days) if point else "",
            ]
        rows.append(row)
    show_table(view.locale.say("comparison.trend"), columns, list(reversed(rows)))
