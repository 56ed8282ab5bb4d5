"""The panel of one activity: its dates, why they are so, and what it hangs on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from planner.analysis.criticality.margins import path_to
from planner.chart.gantt import Layers
from planner.chart.gantt import gantt_figure
from planner.chart.gantt_links import Arrows
from planner.chart.gantt_rows import activity_rows
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
from planner.web.tables import show_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from planner.report.sheet import Neighbour
    from planner.web.view import View


def show_activity(view: View, activity: str) -> None:
    """Show everything about an activity."""
    plan = view.schedule.plan
    row = view.schedule.activities[activity]
    workstream = plan.workstream(row.workstream)
    with st.container(border=True, key="detail"):
        head, close = st.columns([0.86, 0.14], vertical_alignment="center")
        head.header(row.title, anchor=False)
        close.button(
            view.locale.say("detail.close"),
            key="detail-close",
            on_click=choose,
            args=("activity", None),
            icon=":material/close:",
        )
        st.caption(
            view.locale.say(
                "detail.head",
                workstream=workstream.title if workstream else row.workstream,
                owner=owner_text(view.schedule, activity, view.locale),
                id=activity,
            )
        )
        _explain(view, activity)
        _dates(view, activity)
        _neighbourhood(view, activity)
        _evidence(view, activity)


def _explain(view: View, activity: str) -> None:
    if activity in view.schedule.network_schedule.network.number:
        found = explain(view.schedule.network_schedule, activity)
        words = explanation_text(view.schedule, found, view.locale)
        st.markdown(f"**{view.locale.say('detail.why')}** {escape_markdown(words)}")
    else:
        st.markdown(view.locale.say("detail.hammock"))


def _dates(view: View, activity: str) -> None:
    row = view.schedule.activities[activity]
    was = view.baseline.activities.get(activity) if view.baseline else None
    columns = [
        TableColumn(view.locale.say("detail.what")),
        TableColumn(view.locale.say("detail.start"), is_number=True),
        TableColumn(view.locale.say("detail.finish"), is_number=True),
    ]
    lines: list[tuple[object, ...]] = [
        (
            view.locale.say(f"detail.now-{row.state}"),
            view.locale.date(row.start, short=True),
            view.locale.date(row.finish, short=True),
        )
    ]
    if row.late_finish is not None:
        late = view.locale.date(row.late_start, short=True) if row.late_start else ""
        lines.append(
            (view.locale.say("detail.latest"), late, view.locale.date(row.late_finish, short=True))
        )
    if was is not None and view.baseline is not None:
        name = view.locale.say(
            "detail.baseline", date=view.locale.date(view.baseline.data_date, short=True)
        )
        lines.append(
            (
                name,
                view.locale.date(was.start, short=True),
                view.locale.date(was.finish, short=True),
            )
        )
    dates, amounts = st.columns(2)
    with dates:
        show_table(view.locale.say("detail.dates"), columns, lines)
    with amounts:
        _amounts(view, activity)


def _amounts(view: View, activity: str) -> None:
    row = view.schedule.activities[activity]
    entries = [
        ("duration", view.locale.workdays(row.duration_days)),
        ("remaining", view.locale.workdays(row.remaining_days)),
    ]
    if row.total_float is not None:
        entries.append(("total-float", view.locale.workdays(row.total_float)))
    if row.free_float is not None:
        entries.append(("free-float", view.locale.workdays(row.free_float)))
    columns = (
        TableColumn(view.locale.say("detail.what")),
        TableColumn(view.locale.say("detail.amount"), is_number=True),
    )
    show_table(
        view.locale.say("detail.amounts"),
        columns,
        [(view.locale.say(f"detail.{name}"), words) for name, words in entries],
    )


def _neighbourhood(view: View, activity: str) -> None:
    before, after = neighbours(view.schedule, activity, view.locale)
    if not before and not after:
        return
    names = [activity, *(n.activity for n in before), *(n.activity for n in after)]
    target = view.target.milestone if view.target else None

    def make() -> go.Figure:
        path = path_to(view.schedule, target)
        rows = activity_rows(view.schedule, names, path)
        layers = Layers(view.baseline, arrows=Arrows.CHOSEN, chosen=activity)
        return gantt_figure(view.schedule, rows, path, layers, view.locale)

    title = view.schedule.activities[activity].title
    figure = build_figure(view, make, "chain", activity)
    with st.container(key="gantt-chain"):
        show_figure(
            figure,
            key=f"chain-{activity}",
            alt=view.locale.say(
                "detail.chain-alt", title=title, before=len(before), after=len(after)
            ),
        )
        offer_file(figure, "chain", view)
    _links(view, "detail.predecessors", before)
    _links(view, "detail.successors", after)


def _links(view: View, key: str, found: Sequence[Neighbour]) -> None:
    if not found:
        return
    columns = (
        TableColumn(view.locale.say("detail.activity"), is_wide=True),
        TableColumn(view.locale.say("detail.rule")),
        TableColumn(view.locale.say("detail.start"), is_number=True),
        TableColumn(view.locale.say("detail.finish"), is_number=True),
        TableColumn(view.locale.say("detail.slack"), is_number=True),
        TableColumn(view.locale.say("detail.drives")),
    )
    rows = [
        (
            n.title,
            n.rule,
            view.locale.date(n.start, short=True),
            view.locale.date(n.finish, short=True),
            view.locale.figure(n.slack),
            view.locale.say("detail.yes") if n.drives else "",
        )
        for n in found
    ]
    show_table(view.locale.say(key), columns, rows)


def _evidence(view: View, activity: str) -> None:
    rests_on = foundations(view.schedule, activity, view.locale)
    with st.expander(view.locale.count("detail.foundations", len(rests_on))):
        columns = (
            TableColumn(view.locale.say("detail.subject")),
            TableColumn(view.locale.say("detail.source")),
            TableColumn(view.locale.say("detail.says"), is_wide=True),
        )
        show_table(
            view.locale.say("detail.evidence"),
            columns,
            [(f.subject, f.source, f.says) for f in rests_on],
        )
    said = history(view.schedule, activity, view.locale)
    with st.expander(view.locale.count("detail.history", len(said))):
        headings = (
            TableColumn(view.locale.say("detail.data-date"), is_number=True),
            TableColumn(view.locale.say("detail.reporter")),
            TableColumn(view.locale.say("detail.said"), is_wide=True),
            TableColumn(view.locale.say("detail.note"), is_wide=True),
        )
        rows = [
            (view.locale.date(s.data_date, short=True), s.reporter, s.words, s.note) for s in said
        ]
        show_table(view.locale.say("detail.reports"), headings, rows)


def escape_markdown(words: str) -> str:
    """Keep Markdown from reading signs into words of the plan."""
    for sign in "\\`*_[]<>#$~:":
        words = words.replace(sign, f"\\{sign}")
    return words
