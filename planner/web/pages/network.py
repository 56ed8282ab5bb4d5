"""Netwerk: who waits for whom, between workstreams, within one, and around an activity."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from typing import Any

import streamlit as st

from planner.chart import palette
from planner.chart.network_figure import network_figure
from planner.web.address import choose
from planner.web.address import kept
from planner.web.address import kept_flag
from planner.web.figures import build_figure
from planner.web.figures import offer_file
from planner.web.figures import show_clickable
from planner.web.network_graphs import around_activity
from planner.web.network_graphs import between_workstreams
from planner.web.network_graphs import inside_workstream
from planner.web.tables import show_table

if TYPE_CHECKING:
    from planner.web.network_graphs import Graph
    from planner.web.view import View

VIEWS = ("between", "inside", "around")
STEPS = ("0", "1", "2", "3")
MOST_BOXES = 50

NARROW = """<style>
@media (max-width: 640px) { .st-key-network-window { display: none; } }
</style>"""


def show(view: View) -> None:
    """Draw the page."""
    st.write(view.locale.say("network.intro"))
    chosen = st.segmented_control(
        view.locale.say("network.mode"),
        VIEWS,
        key=kept("graph", VIEWS[0], VIEWS),
        format_func=lambda code: view.locale.say(f"network.{code}"),
        required=True,
    )
    graph, details = _chosen_graph(view, chosen or VIEWS[0])
    if not graph.lines:
        st.info(view.locale.say("network.nothing"))
        return
    _figure(view, graph, details)
    key = f"network.table.{graph.view}"
    show_table(view.locale.say(key, name=graph.name), graph.columns, graph.rows)
    st.caption(view.locale.say("network.method"))


def _chosen_graph(view: View, chosen: str) -> tuple[Graph, tuple[object, ...]]:
    """The graph, and the choices on which it depends."""
    if chosen == "inside":
        workstream = _choose_workstream(view)
        return inside_workstream(view, workstream), (workstream,)
    if chosen == "around":
        activity = _choose_activity(view)
        before, after = _choose_steps(view)
        return around_activity(view, activity, before=before, after=after), (
            activity,
            before,
            after,
        )
    with_passed = st.toggle(view.locale.say("network.passed"), key=kept_flag("passed"))
    return between_workstreams(view, with_passed=with_passed), (with_passed,)


def _choose_workstream(view: View) -> str:
    titles = {found.id: found.title for found in view.schedule.plan.workstreams}
    found: str = st.selectbox(
        view.locale.say("network.workstream"),
        list(titles),
        key=kept("workstream", next(iter(titles)), titles),
        format_func=titles.__getitem__,
    )
    return found


def _choose_activity(view: View) -> str:
    titles = {name: row.title for name, row in view.schedule.activities.items()}
    target = view.target.milestone if view.target else next(iter(titles))
    kept("activity", None, {None, *titles})
    # The choice of activity is shared with other pages, where there may be none yet.
    if st.session_state["activity"] is None:
        choose("activity", target)
    found: str = st.selectbox(
        view.locale.say("network.activity"),
        sorted(titles, key=lambda name: (titles[name].casefold(), name)),
        key="activity",
        format_func=titles.__getitem__,
    )
    return found


def _choose_steps(view: View) -> tuple[int, int]:
    columns = st.columns(2)
    chosen = []
    for column, name in zip(columns, ("before", "after"), strict=True):
        found = column.segmented_control(
            view.locale.say(f"network.{name}"), STEPS, key=kept(name, "1", STEPS), required=True
        )
        chosen.append(int(found or "1"))
    return chosen[0], chosen[1]


def _figure(view: View, graph: Graph, details: tuple[object, ...]) -> None:
    if len(graph.nodes) > MOST_BOXES:
        st.info(view.locale.say("network.too-many", count=len(graph.nodes)))
        return
    figure = build_figure(
        view, lambda: network_figure(graph.nodes, graph.lines), "network", graph.view, *details
    )
    st.html(NARROW)
    st.html(f'<p class="planner-narrow">{escape(view.locale.say("network.narrow"))}</p>')
    with st.container(key="network-window"):
        _legend(view, has_counts=graph.view == "between")
        alt = _words(view, graph)
        show_clickable(figure, key="network-figure", alt=alt, on_click=_clicked)
        st.caption(view.locale.say("network.hint"))
        offer_file(figure, view.locale.say("network.saved-as"), view)


def _clicked() -> None:
    """Look into the workstream or the activity that was clicked on."""
    state: Any = st.session_state["network-figure"]
    points = [point for point in state["selection"]["points"] if point.get("customdata")]
    if not points:
        return
    name = points[0]["customdata"][0]
    is_activity = "." in name
    choose("activity" if is_activity else "workstream", name)
    choose("graph", "around" if is_activity else "inside")


def _words(view: View, graph: Graph) -> str:
    return view.locale.say(
        f"network.alt.{graph.view}",
        nodes=len(graph.nodes),
        lines=len(graph.lines),
        path=sum(line.on_path for line in graph.lines),
        name=graph.name,
    )


def _legend(view: View, *, has_counts: bool) -> None:
    box = f"background:{palette.BAND};border:1px dotted {palette.WORKSTREAM}"
    entries = [
        (f"width:24px;border-top:4px solid {palette.PATH}", "path"),
        (f"width:24px;border-top:2px solid {palette.DEPENDENCY}", "open"),
        (f"width:24px;border-top:2px dotted {palette.DONE}", "passed"),
        (f"width:16px;height:10px;{box}", "done"),
    ]
    if has_counts:
        disc = f"width:12px;height:12px;border:1px solid {palette.DEPENDENCY};border-radius:50%"
        entries.append((disc, "count"))
    items = "".join(
        f'<li><span aria-hidden="true" style="display:inline-block;{style}"></span>'
        f"{escape(view.locale.say(f'network.legend.{name}'))}</li>"
        for style, name in entries
    )
    label = escape(view.locale.say("network.legend.name"), quote=True)
    st.html(f'<ul class="planner-legend" aria-label="{label}">{items}</ul>')
