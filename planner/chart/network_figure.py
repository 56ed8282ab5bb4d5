"""The dependency graph as a figure: boxes in layers, lines from predecessor to successor."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from planner.chart import palette
from planner.chart.layers import layered
from planner.chart.plotly_text import escape_plotly
from planner.chart.trace_columns import GAP
from planner.chart.trace_columns import columns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.chart.layers import LayeredGraph
    from planner.chart.layers import Point

PAGE_WIDTH = 880
"""Pixels that a page gives the figure; it stretches to the room there is."""
LETTER = 5.7
"""Pixels of an average letter in a box."""
LAYER_HEIGHT = 118
# Less than a half: the rest is the space between two boxes.
HALF_WIDTH = 0.46
HALF_HEIGHT = 0.31
LONGEST_LINE = 24
LINES = 3
LEAST_WIDTH = 4.5
BOTTOM = 26
DISC = 19
ALONG = (0.45, 0.3, 0.6, 0.15, 0.75, 0.05)
"""The places for a label, as shares of the last piece of its line, the best one first."""


@dataclass(frozen=True, slots=True)
class GraphNode:
    """A box.

    Attributes:
        id: The value that a click gives.
        title: Its name; cut off in the box, complete in the hover text.
        note: One short line under the name.
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
        label: A short text in a disc on the line; an empty one draws no disc.
        hover: The text that appears when it is pointed at.
        on_path: Whether the critical path runs along it: thick.
        is_open: Whether something still waits for it; otherwise it is dotted.
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


ON_PATH = _Style(palette.PATH, 3.5, "solid")
OPEN = _Style(palette.DEPENDENCY, 1.3, "solid")
PASSED = _Style(palette.DONE, 1.2, "dot")


def network_figure(
    nodes: Sequence[GraphNode], lines: Sequence[GraphLine], *, most: int = 4
) -> go.Figure:
    """Draw a dependency graph from top to bottom.

    Args:
        nodes: The boxes.
        lines: The lines between them; a line to a box that is not there is left out.
        most: The number of boxes that may stand beside one another.
    """
    known = {node.id for node in nodes}
    drawn = [line for line in lines if known.issuperset((line.tail, line.head))]
    layout = layered(known, ((line.tail, line.head) for line in drawn), most=most)
    by_style = defaultdict[_Style, list[GraphLine]](list)
    for line in drawn:
        by_style[_style_of(line)].append(line)
    figure = go.Figure()
    # The path is drawn last, over the lines that it crosses.
    for style in (PASSED, OPEN, ON_PATH):
        figure.add_traces(_line_traces(by_style[style], layout, style))
    figure.add_traces(_label_traces(drawn, layout))
    figure.add_traces(_box_traces(nodes, layout))
    span = _span(layout)
    beside = (span - layout.width) / 2
    figure.update_layout(
        shapes=[_box(node, layout.places[node.id]) for node in nodes],
        height=layout.layers * LAYER_HEIGHT + BOTTOM,
        margin={"l": 4, "r": 4, "t": 4, "b": 4},
        xaxis={"range": [-beside, span - beside], "visible": False, "fixedrange": True},
        yaxis={"range": [layout.layers - 0.45, -0.55], "visible": False, "fixedrange": True},
        showlegend=False,
        dragmode=False,
        clickmode="event+select",
        **palette.SHEET,
        hoverlabel={"align": "left"},
    )
    return figure


def _span(layout: LayeredGraph) -> float:
    """The width of the figure, in widths of a box; a few boxes do not fill it."""
    return max(LEAST_WIDTH, layout.width)


def _letters(layout: LayeredGraph) -> int:
    """The number of letters that fit on a line in a box."""
    # Eight pixels keep the words off the border.
    inside = PAGE_WIDTH / _span(layout) * 2 * HALF_WIDTH - 8
    return min(LONGEST_LINE, int(inside / LETTER))


def _style_of(line: GraphLine) -> _Style:
    if line.on_path:
        return ON_PATH
    if line.is_open:
        return OPEN
    return PASSED


def _line_traces(
    lines: Sequence[GraphLine], layout: LayeredGraph, style: _Style
) -> list[go.Scatter]:
    """Draw all lines of one style as one trace, their heads as another."""
    if not lines:
        return []
    points: list[Point | tuple[None, None]] = []
    heads = []
    for line in lines:
        route = _between_boxes(layout.routes[line.tail, line.head])
        points += [*route, GAP]
        symbol = "triangle-down" if _is_down(route) else "triangle-up"
        heads.append((*route[-1], symbol))
    stroke = {"color": style.color, "width": style.width, "dash": style.dash}
    path = go.Scatter(**columns("x y", points), mode="lines", line=stroke, hoverinfo="skip")
    marks = go.Scatter(
        **columns("x y marker_symbol", heads),
        mode="markers",
        marker={"size": 9, "color": style.color},
        hoverinfo="skip",
    )
    return [path, marks]


def _is_down(points: Sequence[Point]) -> bool:
    return points[-1][1] > points[0][1]


def _between_boxes(points: Sequence[Point]) -> list[Point]:
    """Cut a route off at the edges of its boxes: straight past a layer, slanted between layers."""
    down = 1 if _is_down(points) else -1
    reach = down * HALF_HEIGHT
    (x, y), (last_x, last_y) = points[0], points[-1]
    route = [(x, y + reach)]
    for passing_x, passing_y in points[1:-1]:
        route += [(passing_x, passing_y - reach), (passing_x, passing_y + reach)]
    # A little before the box, where the arrow head has room.
    return [*route, (last_x, last_y - reach - down * 0.05)]


def _label_traces(lines: Sequence[GraphLine], layout: LayeredGraph) -> list[go.Scatter]:
    """Draw the labels in discs just before the heads, where lines run apart."""
    places: list[Point] = []
    texts = []
    for line in lines:
        if line.label:
            route = _between_boxes(layout.routes[line.tail, line.head])
            places.append(_free_place(route, places, PAGE_WIDTH / _span(layout)))
            texts.append((line.label, line.hover, _style_of(line).color))
    if not places:
        return []
    return [
        go.Scatter(
            **columns("x y", places),
            **columns("text hovertext marker_line_color", texts),
            mode="markers+text",
            textfont={"size": 11, "color": palette.INK},
            marker={"size": DISC, "color": palette.PAPER, "line": {"width": 1.2}},
            hoverinfo="text",
            unselected={"marker": {"opacity": 1}},
        )
    ]


def _free_place(points: Sequence[Point], taken: Sequence[Point], unit: float) -> Point:
    """Find a place on the last piece of a line that no other label takes."""
    (x, y), (head_x, head_y) = points[-2:]
    places = [(x + (head_x - x) * part, y + (head_y - y) * part) for part in ALONG]
    return next((place for place in places if not _is_taken(place, taken, unit)), places[0])


def _is_taken(place: Point, taken: Sequence[Point], unit: float) -> bool:
    x, y = place
    return any(
        abs(x - other_x) * unit < DISC and abs(y - other_y) * LAYER_HEIGHT < DISC
        for other_x, other_y in taken
    )


def _box_traces(nodes: Sequence[GraphNode], layout: LayeredGraph) -> list[go.Scatter]:
    letters = _letters(layout)
    boxes, texts = [], []
    for node in nodes:
        boxes.append((*layout.places[node.id], [node.id], _whole(node)))
        texts.append((*layout.places[node.id], _inside(node, letters)))
    targets = go.Scatter(
        **columns("x y customdata hovertext", boxes),
        mode="markers",
        # Nearly invisible: it catches the pointer over the middle of the box.
        marker={"symbol": "square", "size": 52, "color": palette.PAPER, "opacity": 0.01},
        hoverinfo="text",
        name="boxes",
        unselected={"marker": {"opacity": 0.01}},
    )
    names = go.Scatter(
        **columns("x y text", texts),
        mode="text",
        textfont={"size": 11, "color": palette.INK},
        hoverinfo="skip",
    )
    return [targets, names]


def _box(node: GraphNode, place: Point) -> dict[str, object]:
    x, y = place
    border, thickness = palette.WORKSTREAM, 1
    if node.on_path:
        border, thickness = palette.PATH, 3
    if node.is_chosen:
        border, thickness = palette.DEADLINE, 3
    fill, dash = (palette.BAND, "dot") if node.is_done else (palette.PAPER, "solid")
    return {
        "type": "rect",
        "x0": x - HALF_WIDTH,
        "x1": x + HALF_WIDTH,
        "y0": y - HALF_HEIGHT,
        "y1": y + HALF_HEIGHT,
        "fillcolor": fill,
        "line": {"color": border, "width": thickness, "dash": dash},
        "layer": "below",
    }


def _inside(node: GraphNode, letters: int) -> str:
    """The name over a few lines, with a mark for what the border says too."""
    title = node.title
    # A space that does not break keeps the mark beside the first word.
    if node.on_path:
        title = f"◆\N{NO-BREAK SPACE}{title}"
    elif node.is_done:
        title = f"✓\N{NO-BREAK SPACE}{title}"
    # A long word is cut off with an ellipsis: broken in two it would read as two words.
    lines = [_cut(line, letters) for line in wrap(title, letters, break_long_words=False)]
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], _cut(f"{lines[LINES - 1]} {lines[LINES]}", letters)]
    if node.note:
        lines.append(node.note)
    return "<br>".join(map(escape_plotly, lines))


def _cut(line: str, letters: int) -> str:
    if len(line) <= letters:
        return line
    return line[: letters - 1].rstrip() + "…"


def _whole(node: GraphNode) -> str:
    lines = [*wrap(node.title, 44), *wrap(node.note, 44)]
    return "<br>".join(map(escape_plotly, lines))
