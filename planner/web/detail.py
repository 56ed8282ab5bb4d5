"""The panel of one activity: its dates, why they are so, its neighbours and its evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from planner.analysis.criticality.margins import path_to
from planner.chart.gantt import Layers
from planner.chart.gantt import gantt_figure
from planner.chart.gantt_links import Arrows
from planner.chart.gantt_rows import activity_rows
from planner.i18n import EnumTexts
from planner.model import ActivityState
from planner.report.sheet import foundations
from planner.report.sheet import history
from planner.report.sheet import neighbours
from planner.report.wording import explanation_text
from planner.report.wording import owner_text
from planner.schedule.explanation import explain
from planner.web.address import choose
from planner.web.figures import build_figure
from planner.web.figures import offer_file
from planner.web.figures import show_figure
from planner.web.tables import TableColumn
from planner.web.tables import number_columns
from planner.web.tables import show_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from planner.report.sheet import Neighbour
    from planner.schedule.activity_dates import ActivityDates
    from planner.web.view import View


STATE_TEXT = EnumTexts("detail.state-name", ActivityState)


def show_activity(view: View, activity: str) -> None:
    """Show the panel of an activity."""
    say = view.locale.say
    scheduled = view.schedule.activities[activity]
    with st.container(border=True, key="detail"):
        head, close = st.columns([0.86, 0.14], vertical_alignment="center")
        head.header(scheduled.title, anchor=False)
        close.button(
            say("detail.close"),
            key="detail-close",
            on_click=choose,
            args=("activity", None),
            icon=":material/close:",
        )
        workstream = view.workstream_title(scheduled.workstream)
        owner = owner_text(view.schedule, activity, view.locale)
        st.caption(say("detail.head", workstream=workstream, owner=owner, id=activity))
        _explain(view, activity)
        dates, amounts = st.columns(2)
        with dates:
            _dates(view, scheduled)
        with amounts:
            _amounts(view, scheduled)
        _neighbourhood(view, activity)
        _evidence(view, activity)


def _explain(view: View, activity: str) -> None:
    # A hammock has no dates of its own to explain: it spans those of other activities.
    if activity not in view.schedule.network_schedule.network.number:
        st.markdown(view.locale.say("detail.hammock"))
        return
    explanation = explain(view.schedule.network_schedule, activity)
    words = explanation_text(view.schedule, explanation, view.locale)
    st.markdown(f"**{view.locale.say('detail.why')}** {escape_markdown(words)}")


def _dates(view: View, activity: ActivityDates) -> None:
    say, day = view.locale.say, view.short_date
    columns = (
        TableColumn(say("detail.what")),
        *number_columns(view.locale, "detail.start", "detail.finish"),
    )
    rows = [(say(STATE_TEXT[activity.state]), day(activity.start), day(activity.finish))]
    # Late dates are empty where they have no meaning, as for finished work.
    if activity.late_finish is not None:
        rows.append((say("detail.latest"), day(activity.late_start), day(activity.late_finish)))
    if view.baseline is not None and activity.id in view.baseline.activities:
        was = view.baseline.activities[activity.id]
        name = say("detail.baseline", date=day(view.baseline_date))
        rows.append((name, day(was.start), day(was.finish)))
    show_table(say("detail.dates"), columns, rows)


def _amounts(view: View, activity: ActivityDates) -> None:
    say, days = view.locale.say, view.locale.workdays
    columns = (TableColumn(say("detail.what")), TableColumn(say("detail.amount"), is_number=True))
    rows = [
        (say("detail.duration"), days(activity.duration_days)),
        (say("detail.remaining"), days(activity.remaining_days)),
    ]
    if activity.total_float is not None:
        rows.append((say("detail.total-float"), days(activity.total_float)))
    if activity.free_float is not None:
        rows.append((say("detail.free-float"), days(activity.free_float)))
    show_table(say("detail.amounts"), columns, rows)


def _neighbourhood(view: View, activity: str) -> None:
    before, after = neighbours(view.schedule, activity, view.locale)
    if not before and not after:
        return
    names = [activity, *(neighbour.activity for neighbour in (*before, *after))]

    def make() -> go.Figure:
        path = path_to(view.schedule, view.milestone)
        rows = activity_rows(view.schedule, names, path)
        layers = Layers(view.baseline, arrows=Arrows.CHOSEN, chosen=activity)
        return gantt_figure(view.schedule, rows, path, layers, view.locale)

    title = view.schedule.activities[activity].title
    counts = {"before": len(before), "after": len(after)}
    figure = build_figure(view, make, "chain", activity)
    with st.container(key="gantt-chain"):
        alt = view.locale.say("detail.chain-alt", title=title, **counts)
        show_figure(figure, key=f"chain-{activity}", alt=alt)
        offer_file(figure, "chain", view)
    _neighbours(view, view.locale.say("detail.predecessors"), before)
    _neighbours(view, view.locale.say("detail.successors"), after)


def _neighbours(view: View, caption: str, listed: Sequence[Neighbour]) -> None:
    if not listed:
        return
    say = view.locale.say
    columns = (
        TableColumn(say("detail.activity"), is_wide=True),
        TableColumn(say("detail.rule")),
        *number_columns(view.locale, "detail.start", "detail.finish", "detail.slack"),
        TableColumn(say("detail.drives")),
    )
    rows = [
        (
            neighbour.title,
            neighbour.rule,
            view.short_date(neighbour.start),
            view.short_date(neighbour.finish),
            view.locale.figure(neighbour.slack),
            say("detail.yes") if neighbour.drives else "",
        )
        for neighbour in listed
    ]
    show_table(caption, columns, rows)


def _evidence(view: View, activity: str) -> None:
    say = view.locale.say
    rests_on = foundations(view.schedule, activity, view.locale)
    with st.expander(view.locale.count("detail.foundations", len(rests_on))):
        columns = [
            TableColumn(say("detail.subject")),
            TableColumn(say("detail.source")),
            TableColumn(say("detail.says"), is_wide=True),
        ]
        rows = [(each.subject, each.source, each.says) for each in rests_on]
        show_table(say("detail.evidence"), columns, rows)
    said = history(view.schedule, activity, view.locale)
    with st.expander(view.locale.count("detail.history", len(said))):
        columns = [
            TableColumn(say("detail.data-date"), is_number=True),
            TableColumn(say("detail.reporter")),
            TableColumn(say("detail.said"), is_wide=True),
            TableColumn(say("detail.note"), is_wide=True),
        ]
        reports = [(view.short_date(s.data_date), s.reporter, s.words, s.note) for s in said]
        show_table(say("detail.reports"), columns, reports)


def escape_markdown(words: str) -> str:
    """Keep Markdown from reading signs into words of the plan."""
    # Streamlit adds signs of its own: `$` for a formula, `:` for a colour or an icon.
    for sign in "\\`*_[]<>#$~:":
        words = words.replace(sign, f"\\{sign}")
    return words
