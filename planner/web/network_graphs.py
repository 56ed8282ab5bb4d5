"""What the network page shows: boxes, lines and the rows of the table, for each of its views."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.analysis.criticality.dependencies import activities_of
from planner.analysis.criticality.dependencies import around
from planner.analysis.criticality.dependencies import bundles
from planner.analysis.criticality.dependencies import within
from planner.chart.network_figure import GraphLine
from planner.chart.network_figure import GraphNode
from planner.web.tables import TableColumn

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from planner.analysis.criticality.dependencies import Bundle
    from planner.analysis.criticality.dependencies import Tie
    from planner.web.view import View


@dataclass(frozen=True, slots=True)
class Graph:
    """One graph and the table that says the same.

    Attributes:
        name: What it is about, for headings; empty for the whole programme.
    """

    view: str
    name: str
    nodes: Sequence[GraphNode]
    lines: Sequence[GraphLine]
    columns: Sequence[TableColumn]
    rows: Sequence[Sequence[object]]


def between_workstreams(view: View, *, with_passed: bool) -> Graph:
    """The workstreams with the bundles of dependencies between them."""
    found = [b for b in bundles(view.schedule) if with_passed or b.open or b.on_critical_path]
    total = Counter(row.workstream for row in view.schedule.activities.values())
    done = Counter(r.workstream for r in view.schedule.activities.values() if r.is_finished)
    on_path = {end for b in found if b.on_critical_path for end in (b.predecessor, b.successor)}
    nodes = [
        GraphNode(
            id=workstream.id,
            title=workstream.title,
            note=view.locale.say(
                "network.open-of",
                open=total[workstream.id] - done[workstream.id],
                total=total[workstream.id],
            ),
            on_path=workstream.id in on_path,
            is_done=total[workstream.id] == done[workstream.id],
        )
        for workstream in view.schedule.plan.workstreams
    ]
    lines = [_bundle_line(view, bundle, with_passed=with_passed) for bundle in found]
    headings = ("predecessor", "successor", "tightest", "room", "count", "open", "state")
    columns = _columns(view, headings)
    return Graph("between", "", nodes, lines, columns, [_bundle_row(view, b) for b in found])


def inside_workstream(view: View, workstream: str) -> Graph:
    """The activities of one workstream."""
    found = view.schedule.plan.workstream(workstream)
    names = [row.id for row in view.schedule.activities.values() if row.workstream == workstream]
    linked = within(view.schedule, workstream)
    return _activities(view, "inside", found.title if found else workstream, names, linked)


def around_activity(view: View, activity: str, *, before: int, after: int) -> Graph:
    """What leads to an activity and what follows from it."""
    linked = around(view.schedule, activity, before=before, after=after)
    names = sorted({activity, *activities_of(linked)})
    title = view.schedule.activities[activity].title
    return _activities(view, "around", title, names, linked, chosen=activity)


def _activities(  # noqa: PLR0913 - the parts of a graph
    view: View,
    kind: str,
    name: str,
    names: Iterable[str],
    linked: Sequence[Tie],
    *,
    chosen: str | None = None,
) -> Graph:
    nodes = [_activity_node(view, found, is_chosen=found == chosen) for found in names]
    lines = [
        GraphLine(
            tie.predecessor,
            tie.successor,
            on_path=tie.on_critical_path,
            is_open=tie.room_days is not None,
        )
        for tie in linked
    ]
    columns = _columns(view, ("predecessor", "successor", "type", "room", "state"))
    return Graph(kind, name, nodes, lines, columns, [_tie_row(view, tie) for tie in linked])


def _columns(view: View, names: Iterable[str]) -> tuple[TableColumn, ...]:
    numbers = {"count", "open", "room"}
    least = {"predecessor": 16, "successor": 16, "tightest": 30, "state": 13, "type": 14}
    return tuple(
        TableColumn(
            view.locale.say(f"network.column.{name}"),
            is_number=name in numbers,
            least=least.get(name, 0),
        )
        for name in names
    )


def _activity_node(view: View, name: str, *, is_chosen: bool) -> GraphNode:
    row = view.schedule.activities[name]
    return GraphNode(
        id=name,
        title=row.title,
        note=view.locale.say("network.finish", date=view.locale.date(row.finish, short=True)),
        on_path=row.on_critical_path,
        is_done=row.is_finished,
        is_chosen=is_chosen,
    )


def _bundle_line(view: View, bundle: Bundle, *, with_passed: bool) -> GraphLine:
    count = len(bundle.ties if with_passed or not bundle.open else bundle.open)
    words = []
    if bundle.tightest is not None and bundle.tightest.room_days is not None:
        words = [
            view.locale.say("network.hover", **_titles(view, bundle.tightest)),
            view.locale.say("network.room", days=view.locale.workdays(bundle.tightest.room_days)),
        ]
    return GraphLine(
        bundle.predecessor,
        bundle.successor,
        label=str(count) if count > 1 else "",
        hover="<br>".join(words),
        on_path=bundle.on_critical_path,
        is_open=bool(bundle.open),
    )


def _bundle_row(view: View, bundle: Bundle) -> tuple[object, ...]:
    tie = bundle.tightest
    state = "path" if bundle.on_critical_path else "passed" if tie is None else "open"
    return (
        _workstream(view, bundle.predecessor),
        _workstream(view, bundle.successor),
        "{predecessor} → {successor}".format(**_titles(view, tie)) if tie else "",
        view.locale.figure(tie.room_days) if tie else "",
        len(bundle.ties),
        len(bundle.open),
        view.locale.say(f"network.state-name.{state}"),
    )


def _tie_row(view: View, tie: Tie) -> tuple[object, ...]:
    titles = _titles(view, tie)
    return (
        titles["predecessor"],
        titles["successor"],
        view.locale.say(f"network.type-name.{tie.type}"),
        view.locale.figure(tie.room_days),
        view.locale.say(f"network.state-name.{_state(tie)}"),
    )


def _state(tie: Tie) -> str:
    if tie.on_critical_path:
        return "path"
    if tie.room_days is None:
        return "passed"
    return "driving" if tie.is_driving else "open"


def _titles(view: View, tie: Tie) -> dict[str, str]:
    rows = view.schedule.activities
    return {
        "predecessor": rows[tie.predecessor].title,
        "successor": rows[tie.successor].title,
    }


def _workstream(view: View, name: str) -> str:
    found = view.schedule.plan.workstream(name)
    return found.title if found else name
