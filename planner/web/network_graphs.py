"""The three graphs of the network page: boxes, lines, and the rows of the table beside them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.analysis.criticality.dependencies import activities_of
from planner.analysis.criticality.dependencies import around
from planner.analysis.criticality.dependencies import bundles
from planner.analysis.criticality.dependencies import within
from planner.chart.network_figure import GraphLine
from planner.chart.network_figure import GraphNode
from planner.i18n import EnumTexts
from planner.model import DependencyType
from planner.web.tables import TableColumn
from planner.web.tables import number_columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.analysis.criticality.dependencies import Bundle
    from planner.analysis.criticality.dependencies import Tie
    from planner.web.view import View


class GraphKind(StrEnum):
    """Whether the boxes are workstreams, the work of one, or the work around an activity."""

    BETWEEN = "between"
    INSIDE = "inside"
    AROUND = "around"


class LinkState(StrEnum):
    """The effect that a dependency still has."""

    PATH = "path"
    DRIVING = "driving"
    OPEN = "open"
    PASSED = "passed"


STATE_TEXT = EnumTexts("network.state-name", LinkState)
TYPE_TEXT = EnumTexts("network.type-name", DependencyType)


@dataclass(frozen=True, slots=True)
class Graph:
    """One graph and the table that says the same.

    Attributes:
        name: Title of the workstream or the activity, for headings; empty for the programme.
    """

    kind: GraphKind
    name: str
    nodes: Sequence[GraphNode]
    lines: Sequence[GraphLine]
    columns: Sequence[TableColumn]
    rows: Sequence[Sequence[object]]


def between_workstreams(view: View, *, with_passed: bool) -> Graph:
    """Draw the workstreams with the bundles of dependencies between them."""
    shown = [b for b in bundles(view.schedule) if with_passed or b.open or b.on_critical_path]
    say = view.locale.say
    columns = (
        TableColumn(say("network.column.predecessor"), least=16),
        TableColumn(say("network.column.successor"), least=16),
        TableColumn(say("network.column.tightest"), least=30),
        *number_columns(
            view.locale, "network.column.room", "network.column.count", "network.column.open"
        ),
        TableColumn(say("network.column.state"), least=13),
    )
    lines = [_bundle_line(view, bundle, with_passed=with_passed) for bundle in shown]
    rows = [_bundle_row(view, bundle) for bundle in shown]
    return Graph(GraphKind.BETWEEN, "", _workstream_nodes(view, shown), lines, columns, rows)


def _workstream_nodes(view: View, shown: Sequence[Bundle]) -> list[GraphNode]:
    on_path = set()
    for bundle in shown:
        if bundle.on_critical_path:
            on_path |= {bundle.predecessor, bundle.successor}
    activities = view.schedule.activities.values()
    total = Counter(activity.workstream for activity in activities)
    unfinished = Counter(a.workstream for a in activities if not a.is_finished)
    nodes = []
    for workstream in view.schedule.plan.workstreams:
        name = workstream.id
        note = view.locale.say("network.open-of", open=unfinished[name], total=total[name])
        is_done = not unfinished[name]
        node = GraphNode(
            name, workstream.title, note=note, on_path=name in on_path, is_done=is_done
        )
        nodes.append(node)
    return nodes


def inside_workstream(view: View, workstream: str) -> Graph:
    """Draw the activities of one workstream."""
    names = [a.id for a in view.schedule.activities.values() if a.workstream == workstream]
    ties = within(view.schedule, workstream)
    nodes = [_activity_node(view, name) for name in names]
    return _tie_graph(view, GraphKind.INSIDE, view.workstream_title(workstream), nodes, ties)


def around_activity(view: View, activity: str, *, before: int, after: int) -> Graph:
    """Draw the activities that lead to an activity and those that follow from it."""
    ties = around(view.schedule, activity, before=before, after=after)
    names = sorted({activity, *activities_of(ties)})
    title = view.schedule.activities[activity].title
    nodes = [_activity_node(view, name, is_chosen=name == activity) for name in names]
    return _tie_graph(view, GraphKind.AROUND, title, nodes, ties)


def _tie_graph(
    view: View, kind: GraphKind, name: str, nodes: Sequence[GraphNode], ties: Sequence[Tie]
) -> Graph:
    lines = [_tie_line(tie) for tie in ties]
    say = view.locale.say
    columns = (
        TableColumn(say("network.column.predecessor"), least=16),
        TableColumn(say("network.column.successor"), least=16),
        TableColumn(say("network.column.type"), least=14),
        TableColumn(say("network.column.room"), is_number=True),
        TableColumn(say("network.column.state"), least=13),
    )
    return Graph(kind, name, nodes, lines, columns, [_tie_row(view, tie) for tie in ties])


def _activity_node(view: View, name: str, *, is_chosen: bool = False) -> GraphNode:
    activity = view.schedule.activities[name]
    return GraphNode(
        id=name,
        title=activity.title,
        note=view.locale.say("network.finish", date=view.short_date(activity.finish)),
        on_path=activity.on_critical_path,
        is_done=activity.is_finished,
        is_chosen=is_chosen,
    )


def _tie_line(tie: Tie) -> GraphLine:
    is_open = tie.room_days is not None
    return GraphLine(tie.predecessor, tie.successor, on_path=tie.on_critical_path, is_open=is_open)


def _bundle_line(view: View, bundle: Bundle, *, with_passed: bool) -> GraphLine:
    count = len(bundle.ties if with_passed or not bundle.open else bundle.open)
    hover = ""
    if bundle.tightest is not None and bundle.tightest.room_days is not None:
        room = view.locale.workdays(bundle.tightest.room_days)
        tightest = view.locale.say("network.hover", **_titles(view, bundle.tightest))
        hover = f"{tightest}<br>{view.locale.say('network.room', days=room)}"
    return GraphLine(
        bundle.predecessor,
        bundle.successor,
        # Most bundles are of one dependency: a number on each would hide the others.
        label=str(count) if count > 1 else "",
        hover=hover,
        on_path=bundle.on_critical_path,
        is_open=bool(bundle.open),
    )


def _bundle_row(view: View, bundle: Bundle) -> tuple[object, ...]:
    tightest, room, state = "", "", LinkState.PASSED
    if bundle.tightest is not None:
        tightest = "{predecessor} → {successor}".format(**_titles(view, bundle.tightest))
        room = view.locale.figure(bundle.tightest.room_days)
        state = LinkState.OPEN
    if bundle.on_critical_path:
        state = LinkState.PATH
    return (
        view.workstream_title(bundle.predecessor),
        view.workstream_title(bundle.successor),
        tightest,
        room,
        len(bundle.ties),
        len(bundle.open),
        view.locale.say(STATE_TEXT[state]),
    )


def _tie_row(view: View, tie: Tie) -> tuple[object, ...]:
    return (
        *_titles(view, tie).values(),
        view.locale.say(TYPE_TEXT[DependencyType(tie.type)]),
        view.locale.figure(tie.room_days),
        view.locale.say(STATE_TEXT[_state(tie)]),
    )


def _state(tie: Tie) -> LinkState:
    # The path goes first: a dependency on it drives as well.
    if tie.on_critical_path:
        return LinkState.PATH
    if tie.room_days is None:
        return LinkState.PASSED
    return LinkState.DRIVING if tie.is_driving else LinkState.OPEN


def _titles(view: View, tie: Tie) -> dict[str, str]:
    activities = view.schedule.activities
    return {
        "predecessor": activities[tie.predecessor].title,
        "successor": activities[tie.successor].title,
    }
