"""The dependency graph as a figure: boxes in layers, lines from predecessor to successor."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from textwrap import wrap
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from planner.chart.layers import layered
from planner.chart.palette import BAND
from planner.chart.palette import DEADLINE
from planner.chart.palette import DEPENDENCY
from planner.chart.palette import DONE
from planner.chart.palette import INK
from planner.chart.palette import PAPER
from planner.chart.palette import PATH
from planner.chart.palette import SHEET
from planner.chart.palette import WORKSTREAM
from planner.chart.plotly_text import escape_plotly

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.chart.layers import LayeredGraph
    from planner.chart.layers import Point

PAGE_WIDTH = 880
"""Pixels that a page gives the figure; it stretches to what there is."""
LETTER = 5.7
"""Pixels of an average letter in a box."""
LAYER_HEIGHT = 118
HALF_WIDTH = 0.46
HALF_HEIGHT = 0.31
LONGEST_LINE = 24
LINES = 3
LEAST_WIDTH = 4.5
BOTTOM = 26
DISC = 19
ALONG = (0.45, 0.3, 0.6, 0.15, 0.75, 0.05)
"""Where on the last piece of a line its label may stand, the best place first."""


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A box.

    Attributes:
        id: What a click gives back.
        title: Its name; cut off in the box, whole in the hover text.
        note: One short line under it.
        on_path: Whether it lies on the critical path: a thick border and a mark.
        is_done: Whether it is finished: a grey box with a tick.
        is_chosen: Whether the figure is about it.
    """

    id: str
    title: str
    note: str = ""
    on_path: bool = False
    is_done: bool = False
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class GraphLine:
    """A line from predecessor to successor.

    Attributes:
        label: What stands in the middle of it; nothing where it is empty.
        hover: What is said of it when it is pointed at.
        on_path: Whether the critical path runs along it: thick.
        is_open: Whether it still holds something up; otherwise it is dotted.
    """

    tail: str
    head: str
    label: str = ""
    hover: str = ""
    on_path: bool = False
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class _Style:
    color: str
    width: float
    dash: str


ON_PATH = _Style(PATH, 3.5, "solid")
OPEN = _Style(DEPENDENCY, 1.3, "solid")
PASSED = _Style(DONE, 1.2, "dot")


def network_figure(
    nodes: Sequence[GraphNode], lines: Sequence[GraphLine], *, most: int = 4
) -> go.Figure:
    """Draw a dependency graph from top to bottom.

    Args:
        nodes: The boxes.
        lines: The lines between them; a line to a box that is not there is left out.
        most: How many boxes may stand beside one another.
    """
    known = {node.id for node in nodes}
    drawn = [line for line in lines if line.tail in known and line.head in known]
    layout = _centred(layered(known, ((line.tail, line.head) for line in drawn), most=most))
    figure = go.Figure()
    for style in (PASSED, OPEN, ON_PATH):
        found = [line for line in drawn if _style_of(line) is style]
        figure.add_traces(_line_traces(found, layout, style))
    if any(line.label for line in drawn):
        figure.add_trace(_labels(drawn, layout))
    figure.add_traces(_box_traces(nodes, layout, letters=_letters(layout)))
    figure.update_layout(
        shapes=[_box(node, layout.places[node.id]) for node in nodes],
        height=layout.layers * LAYER_HEIGHT + BOTTOM,
        margin={"l": 4, "r": 4, "t": 4, "b": 4},
        xaxis={"range": [0, _span(layout)], "visible": False, "fixedrange": True},
        yaxis={"range": [layout.layers - 0.45, -0.55], "visible": False, "fixedrange": True},
        showlegend=False,
        dragmode=False,
        clickmode="event+select",
        **SHEET,
        hoverlabel={"align": "left"},
    )
    return figure


def _span(layout: LayeredGraph) -> float:
    """The widths of a box that the figure is wide; a few boxes do not grow out of proportion."""
    return max(LEAST_WIDTH, layout.width)


def _centred(layout: LayeredGraph) -> LayeredGraph:
    """A graph of few boxes in the middle of the least width."""
    shift = (_span(layout) - layout.width) / 2
    return replace(
        layout,
        places={name: (x + shift, y) for name, (x, y) in layout.places.items()},
        routes={
            edge: tuple((x + shift, y) for x, y in route) for edge, route in layout.routes.items()
        },
    )


def _letters(layout: LayeredGraph) -> int:
    """How many letters fit on a line in a box."""
    inside = PAGE_WIDTH / _span(layout) * 2 * HALF_WIDTH - 8
    return min(LONGEST_LINE, int(inside / LETTER))


def _style_of(line: GraphLine) -> _Style:
    if line.on_path:
        return ON_PATH
    return OPEN if line.is_open else PASSED


def _line_traces(
    lines: Sequence[GraphLine], layout: LayeredGraph, style: _Style
) -> list[go.Scatter]:
    """All lines of one style as one trace, their heads as another."""
    if not lines:
        return []
    x: list[float | None] = []
    y: list[float | None] = []
    heads: list[tuple[Point, str]] = []
    for line in lines:
        points = _between_boxes(layout.routes[line.tail, line.head])
        x += [*(point[0] for point in points), None]
        y += [*(point[1] for point in points), None]
        heads.append(
            (points[-1], "triangle-down" if points[-1][1] > points[0][1] else "triangle-up")
        )
    stroke = {"color": style.color, "width": style.width, "dash": style.dash}
    path = go.Scatter(x=x, y=y, mode="lines", line=stroke, hoverinfo="skip")
    marks = go.Scatter(
        x=[point[0] for point, _ in heads],
        y=[point[1] for point, _ in heads],
        mode="markers",
        marker={"symbol": [symbol for _, symbol in heads], "size": 9, "color": style.color},
        hoverinfo="skip",
    )
    return [path, marks]


def _between_boxes(points: Sequence[Point]) -> list[Point]:
    """A route from edge to edge of its boxes: straight past each layer, slanted between layers."""
    is_down = points[-1][1] > points[0][1]
    reach = HALF_HEIGHT if is_down else -HALF_HEIGHT
    (x, y), (last_x, last_y) = points[0], points[-1]
    found = [(x, y + reach)]
    for passing_x, passing_y in points[1:-1]:
        found += [(passing_x, passing_y - reach), (passing_x, passing_y + reach)]
    return [*found, (last_x, last_y - reach - (0.05 if is_down else -0.05))]


def _labels(lines: Sequence[GraphLine], layout: LayeredGraph) -> go.Scatter:
    """What stands on the lines, in a disc just before the head, where lines run apart."""
    labelled = [line for line in lines if line.label]
    places: list[Point] = []
    for line in labelled:
        route = _between_boxes(layout.routes[line.tail, line.head])
        places.append(_free_place(route, places, PAGE_WIDTH / _span(layout)))
    return go.Scatter(
        x=[place[0] for place in places],
        y=[place[1] for place in places],
        mode="markers+text",
        text=[line.label for line in labelled],
        textfont={"size": 11, "color": INK},
        marker={
            "size": DISC,
            "color": PAPER,
            "line": {"width": 1.2, "color": [_style_of(line).color for line in labelled]},
        },
        hovertext=[line.hover for line in labelled],
        hoverinfo="text",
        unselected={"marker": {"opacity": 1}},
    )


def _free_place(points: Sequence[Point], taken: Sequence[Point], unit: float) -> Point:
    """A place on the last piece of a line, clear of the labels that are there already."""
    (x, y), (head_x, head_y) = points[-2:]
    found = [(x + (head_x - x) * part, y + (head_y - y) * part) for part in ALONG]
    return next((place for place in found if not _is_taken(place, taken, unit)), found[0])


def _is_taken(place: Point, taken: Sequence[Point], unit: float) -> bool:
    x, y = place
    return any(
        abs(x - other_x) * unit < DISC and abs(y - other_y) * LAYER_HEIGHT < DISC
        for other_x, other_y in taken
    )


def _box_traces(
    nodes: Sequence[GraphNode], layout: LayeredGraph, *, letters: int
) -> list[go.Scatter]:
    places = [layout.places[node.id] for node in nodes]
    columns = {"x": [place[0] for place in places], "y": [place[1] for place in places]}
    targets = go.Scatter(
        **columns,
        mode="markers",
        # Nearly invisible: it catches the pointer over the middle of the box.
        marker={"symbol": "square", "size": 52, "color": PAPER, "opacity": 0.01},
        hovertext=[_whole(node) for node in nodes],
        hoverinfo="text",
        customdata=[[node.id] for node in nodes],
        name="boxes",
        unselected={"marker": {"opacity": 0.01}},
    )
    names = go.Scatter(
        **columns,
        mode="text",
        text=[_inside(node, letters) for node in nodes],
        textfont={"size": 11, "color": INK},
        hoverinfo="skip",
    )
    return [targets, names]


def _box(node: GraphNode, place: Point) -> dict[str, object]:
    x, y = place
    border = DEADLINE if node.is_chosen else PATH if node.on_path else WORKSTREAM
    return {
        "type": "rect",
        "x0": x - HALF_WIDTH,
        "x1": x + HALF_WIDTH,
        "y0": y - HALF_HEIGHT,
        "y1": y + HALF_HEIGHT,
        "fillcolor": BAND if node.is_done else PAPER,
        "line": {
            "color": border,
            "width": 3 if node.on_path or node.is_chosen else 1,
            "dash": "dot" if node.is_done else "solid",
        },
        "layer": "below",
    }


def _inside(node: GraphNode, letters: int) -> str:
    """The name over a few lines, with a mark for what the border says too."""
    # A space that does not break keeps the mark beside the first word.
    mark = "◆\N{NO-BREAK SPACE}" if node.on_path else "✓\N{NO-BREAK SPACE}" if node.is_done else ""
    lines = [
        _cut(line, letters) for line in wrap(mark + node.title, letters, break_long_words=False)
    ]
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], _cut(f"{lines[LINES - 1]} {lines[LINES]}", letters)]
    return "<br>".join(map(escape_plotly, filter(None, [*lines, node.note])))


def _cut(line: str, letters: int) -> str:
    return line if len(line) <= letters else line[: letters - 1].rstrip() + "…"


def _whole(node: GraphNode) -> str:
    parts = (part for part in (node.title, node.note) if part)
    return "<br>".join(escape_plotly(line) for part in parts for line in wrap(part, 44))
