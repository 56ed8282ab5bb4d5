"""Netwerk: who waits for whom, between workstreams, within one, or around an activity."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from typing import Any

import streamlit as st

from planner.chart import palette
from planner.chart.network_figure import network_figure
from planner.i18n import EnumTexts
from planner.web.address import choose
from planner.web.address import kept
from planner.web.address import kept_flag
from planner.web.figures import build_figure
from planner.web.figures import offer_file
from planner.web.figures import show_clickable
from planner.web.legend import list_legend
from planner.web.network_graphs import GraphKind
from planner.web.network_graphs import around_activity
from planner.web.network_graphs import between_workstreams
from planner.web.network_graphs import inside_workstream
from planner.web.page import Page
from planner.web.select_widgets import select_member
from planner.web.select_widgets import select_title
from planner.web.tables import show_table

if TYPE_CHECKING:
    from planner.web.network_graphs import Graph
    from planner.web.view import View

PAGE = Page(
    __name__,
    title="page.network",
    icon=":material/account_tree:",
    terms="""critical deadline dependency driving longest-path predecessor readiness
    total-float working-day workstream""",
    has_whole_plan=True,
)

STEPS = ("0", "1", "2", "3")
MOST_BOXES = 50
"""A figure with more boxes cannot be read on a screen; the table still has them all."""

KIND_TEXT = EnumTexts("network", GraphKind)
CAPTION = EnumTexts("network.table", GraphKind)
ALT_TEXT = EnumTexts("network.alt", GraphKind)


def show(view: View) -> None:
    """Show who waits for whom, as a figure and as a table."""
    st.write(view.locale.say("network.intro"))
    kind = select_member(view.locale, "network.mode", "graph", GraphKind.BETWEEN, KIND_TEXT)
    graph, details = _chosen_graph(view, kind)
    if not graph.lines:
        st.info(view.locale.say("network.nothing"))
        return
    _figure(view, graph, details)
    caption = view.locale.say(CAPTION[graph.kind], name=graph.name)
    show_table(caption, graph.columns, graph.rows)
    st.caption(view.locale.say("network.method"))


def _chosen_graph(view: View, kind: GraphKind) -> tuple[Graph, tuple[object, ...]]:
    """Ask for the details of a kind of graph; give the graph and those details."""
    if kind is GraphKind.INSIDE:
        titles = {stream.id: stream.title for stream in view.schedule.plan.workstreams}
        workstream = select_title(view.locale.say("network.workstream"), "workstream", titles)
        return inside_workstream(view, workstream), (workstream,)
    if kind is GraphKind.AROUND:
        activity = _choose_activity(view)
        before, after = _choose_steps(view)
        graph = around_activity(view, activity, before=before, after=after)
        return graph, (activity, before, after)
    with_passed = st.toggle(view.locale.say("network.passed"), key=kept_flag("passed"))
    return between_workstreams(view, with_passed=with_passed), (with_passed,)


def _choose_activity(view: View) -> str:
    titles = {name: row.title for name, row in view.schedule.activities.items()}
    kept("activity", None, {None, *titles})
    # The choice of activity is shared with other pages, where there may be none yet.
    if st.session_state["activity"] is None:
        choose("activity", view.milestone or next(iter(titles)))
    activity: str = st.selectbox(
        view.locale.say("network.activity"),
        sorted(titles, key=lambda name: (titles[name].casefold(), name)),
        key="activity",
        format_func=titles.__getitem__,
    )
    return activity


def _choose_steps(view: View) -> tuple[int, int]:
    left, right = st.columns(2)
    with left:
        before = _choose_number(view.locale.say("network.before"), kept("before", "1", STEPS))
    with right:
        after = _choose_number(view.locale.say("network.after"), kept("after", "1", STEPS))
    return before, after


def _choose_number(label: str, key: str) -> int:
    return int(st.segmented_control(label, STEPS, key=key, required=True) or "1")


def _figure(view: View, graph: Graph, details: tuple[object, ...]) -> None:
    if len(graph.nodes) > MOST_BOXES:
        st.info(view.locale.say("network.too-many", count=len(graph.nodes)))
        return
    figure = build_figure(
        view, lambda: network_figure(graph.nodes, graph.lines), "network", graph.kind, *details
    )
    st.html(f'<p class="planner-narrow">{escape(view.locale.say("network.narrow"))}</p>')
    with st.container(key="network-window"):
        _legend(view, has_counts=graph.kind is GraphKind.BETWEEN)
        alt = _alternative(view, graph)
        show_clickable(figure, key="network-figure", alt=alt, on_click=_clicked)
        st.caption(view.locale.say("network.hint"))
        offer_file(figure, view.locale.say("network.saved-as"), view)


def _clicked() -> None:
    """Show the work of the workstream, or around the activity, that was clicked on."""
    state: Any = st.session_state["network-figure"]
    # A click may hit a line as well, and lines stand for no box.
    boxes = [
        point["customdata"] for point in state["selection"]["points"] if point.get("customdata")
    ]
    if not boxes:
        return
    name = boxes[0][0]
    # Only the id of an activity has a dot, between its workstream and its own name.
    if "." in name:
        choose("activity", name)
        choose("graph", GraphKind.AROUND)
    else:
        choose("workstream", name)
        choose("graph", GraphKind.INSIDE)


def _alternative(view: View, graph: Graph) -> str:
    return view.locale.say(
        ALT_TEXT[graph.kind],
        nodes=len(graph.nodes),
        lines=len(graph.lines),
        path=sum(line.on_path for line in graph.lines),
        name=graph.name,
    )


def _legend(view: View, *, has_counts: bool) -> None:
    box = f"background:{palette.BAND};border:1px dotted {palette.WORKSTREAM}"
    entries = [
        (f"width:24px;border-top:4px solid {palette.PATH}", "network.legend.path"),
        (f"width:24px;border-top:2px solid {palette.DEPENDENCY}", "network.legend.open"),
        (f"width:24px;border-top:2px dotted {palette.DONE}", "network.legend.passed"),
        (f"width:16px;height:10px;{box}", "network.legend.done"),
    ]
    if has_counts:
        disc = f"width:12px;height:12px;border:1px solid {palette.DEPENDENCY};border-radius:50%"
        entries.append((disc, "network.legend.count"))
    list_legend(view.locale, "network.legend.name", entries)
