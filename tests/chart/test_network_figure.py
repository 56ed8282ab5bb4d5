"""The layered layout, the figure of the network, and the dependencies that they show."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from planner.analysis.criticality.dependencies import around
from planner.analysis.criticality.dependencies import bundles
from planner.analysis.criticality.dependencies import within
from planner.chart import palette
from planner.chart.layers import layered
from planner.chart.network_figure import GraphLine
from planner.chart.network_figure import GraphNode
from planner.chart.network_figure import network_figure
from planner.schedule.plan_schedule import schedule_plan
from planner.workspace.plan_folder import open_workspace
from tests.plans_of import START
from tests.plans_of import plan_of

if TYPE_CHECKING:
    from planner.chart.layers import LayeredGraph
    from planner.schedule.plan_schedule import Schedule

REAL = Path(__file__).parents[2] / "workstreams"
NAMES = ("a", "b", "c", "d", "e", "f", "g")
EDGES = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=14)


def test_a_predecessor_stands_above_its_successor() -> None:
    layout = layered("abc", [("a", "b"), ("b", "c"), ("a", "c")], most=4)
    assert [layout.places[name][1] for name in "abc"] == [0, 1, 2]


def test_a_long_edge_passes_beside_the_boxes_between() -> None:
    layout = layered("abc", [("a", "b"), ("b", "c"), ("a", "c")], most=4)
    _, passing, _ = layout.routes["a", "c"]
    assert passing[1] == 1
    assert abs(passing[0] - layout.places["b"][0]) >= 0.5


def test_a_layer_holds_no_more_than_it_may() -> None:
    layout = layered(map(str, range(10)), [], most=4)
    rows = [y for _, y in layout.places.values()]
    assert max(map(rows.count, rows)) == 4
    assert layout.layers == 3


def test_a_cycle_is_drawn_with_one_edge_upwards() -> None:
    layout = layered("ab", [("a", "b"), ("b", "a")], most=4)
    down, up = layout.routes["a", "b"], layout.routes["b", "a"]
    assert (down[-1][1] - down[0][1]) * (up[-1][1] - up[0][1]) < 0


def test_an_order_that_crosses_is_undone() -> None:
    layout = layered("abcd", [("a", "d"), ("b", "c")], most=4)
    place = layout.places
    assert (place["a"][0] - place["b"][0]) * (place["d"][0] - place["c"][0]) > 0


@given(EDGES)
def test_boxes_never_overlap_and_edges_join_their_boxes(edges: list[tuple[str, str]]) -> None:
    layout = layered(NAMES, edges, most=3)
    for first, second in combinations(layout.places.values(), 2):
        assert first[1] != second[1] or abs(first[0] - second[0]) >= 1 - 1e-9
    for (tail, head), route in layout.routes.items():
        assert route[0] == layout.places[tail]
        assert route[-1] == layout.places[head]
    assert_inside(layout)


@given(EDGES, st.randoms())
def test_the_layout_does_not_depend_on_the_order_of_the_edges(
    edges: list[tuple[str, str]],
    random: Any,  # noqa: ANN401 - hypothesis' own random
) -> None:
    shuffled = list(edges)
    random.shuffle(shuffled)
    assert layered(NAMES, edges, most=3) == layered(NAMES, shuffled, most=3)


def assert_inside(layout: LayeredGraph) -> None:
    for x, _ in layout.places.values():
        assert 0.5 - 1e-9 <= x <= layout.width - 0.5 + 1e-9


def schedule_of(**settings: Any) -> Schedule:  # noqa: ANN401
    """Twenty working days to the target by way of long, five by way of short."""
    plan = plan_of(
        {
            "long": {"duration": "20d"},
            "short": {"duration": "5d"},
            "target": {"milestone": "start", "after": ["w.long", "w.short"]},
        },
        target={"milestone": "w.target", "date": "2026-02-02"},
        **settings,
    )
    return schedule_plan(plan, START)


def test_the_room_of_a_dependency_is_what_its_predecessor_can_slip() -> None:
    rooms = {tie.predecessor: tie.room_days for tie in within(schedule_of(), "w")}
    assert rooms == {"w.long": Fraction(0), "w.short": Fraction(15)}


def test_the_tightest_dependency_comes_first_and_lies_on_the_critical_path() -> None:
    first, second = within(schedule_of(), "w")
    assert (first.predecessor, first.on_critical_path, first.is_driving) == ("w.long", True, True)
    assert not second.on_critical_path


def test_a_dependency_of_finished_work_holds_nothing_up() -> None:
    schedule = schedule_of()
    done = {"started": START, "finished": START}
    reported = plan_of(
        {}, {START.isoformat(): {"long": done, "short": done, "target": {"started": START}}}
    )
    plan = replace(schedule.plan, reports=reported.reports)
    assert {tie.room_days for tie in within(schedule_plan(plan, START), "w")} == {None}


def test_around_an_activity_stops_after_so_many_steps() -> None:
    schedule = schedule_of()
    assert around(schedule, "w.target", before=0, after=3) == ()
    found = around(schedule, "w.target", before=1, after=0)
    assert {tie.predecessor for tie in found} == {"w.long", "w.short"}
    assert [tie.successor for tie in around(schedule, "w.short", before=1, after=1)] == ["w.target"]


def test_bundles_hold_every_dependency_between_workstreams_once() -> None:
    schedule = open_workspace(REAL).at(date(2026, 1, 22))
    links = schedule.network_schedule.network.links
    ids, rows = schedule.network_schedule.network.ids, schedule.activities
    between = sum(
        rows[ids[p]].workstream != rows[ids[s]].workstream
        for p, s in zip(links.predecessor, links.successor, strict=True)
    )
    found = bundles(schedule)
    assert sum(len(bundle.ties) for bundle in found) == between
    assert any(bundle.on_critical_path for bundle in found)
    for bundle in found:
        rooms = [tie.room_days for tie in bundle.open if tie.room_days is not None]
        assert rooms == sorted(rooms)


NODES = (GraphNode("a", "Wetgeving", "3 van 9", on_path=True), GraphNode("b", "Bouw", is_done=True))


def test_a_box_says_in_text_what_its_border_says() -> None:
    figure = network_figure(NODES, [])
    texts = [trace for trace in figure.data if trace.mode == "text"]
    assert sorted(texts[0].text) == [
        "◆\N{NO-BREAK SPACE}Wetgeving<br>3 van 9",
        "✓\N{NO-BREAK SPACE}Bouw",
    ]
    borders = {shape.line.color for shape in figure.layout.shapes}
    assert borders == {palette.PATH, palette.WORKSTREAM}


def test_every_box_can_be_clicked_and_gives_its_id() -> None:
    figure = network_figure(NODES, [])
    boxes = next(trace for trace in figure.data if trace.name == "boxes")
    assert sorted(row[0] for row in boxes.customdata) == ["a", "b"]


def test_lines_of_a_style_share_a_trace_and_the_path_is_thick() -> None:
    lines = [GraphLine("a", "b", on_path=True), GraphLine("b", "a", is_open=False)]
    drawn = [t for t in network_figure(NODES, lines).data if t.mode == "lines"]
    widths = {trace.line.color: (trace.line.width, trace.line.dash) for trace in drawn}
    assert widths[palette.PATH] == (3.5, "solid")
    assert widths[palette.DONE][1] == "dot"


def test_a_line_to_an_unknown_box_is_left_out() -> None:
    figure = network_figure(NODES, [GraphLine("a", "elsewhere")])
    assert not [trace for trace in figure.data if trace.mode == "lines"]


def test_names_with_markup_are_shown_as_written() -> None:
    figure = network_figure([GraphNode("a", "R&D <b>")], [])
    text = next(trace for trace in figure.data if trace.mode == "text").text[0]
    assert text == "R&amp;D &lt;b&gt;"


def test_a_long_name_is_cut_in_the_box_and_whole_where_it_is_pointed_at() -> None:
    name = "Ontwikkeling van een zeer uitgebreide voorziening voor registratie en identificatie"
    figure = network_figure([GraphNode("a", name)], [])
    inside = next(trace for trace in figure.data if trace.mode == "text").text[0]
    hover = next(trace for trace in figure.data if trace.name == "boxes").hovertext[0]
    assert inside.count("<br>") == 2
    assert inside.endswith("…")
    assert hover.replace("<br>", " ") == name
