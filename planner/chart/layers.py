"""The layout of a graph in layers from top to bottom; the same graph gives the same layout.

After Sugiyama, Tagawa and Toda (1981): turn edges that close a cycle, give every node a layer
below its predecessors, let long edges pass through empty places, order each layer for fewer
crossings, and move nodes towards their neighbours.
"""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import pairwise
from operator import itemgetter
from statistics import fmean
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

    Neighbours = Mapping["Key", list["Key"]]
    """The places to which edges lead from each place, upwards or downwards."""

Edge = tuple[str, str]
Point = tuple[float, float]

Key = tuple[str, str, int]
"""A node as `(name, "", 0)`, or the place where an edge passes a layer as `(tail, head, layer)`."""

SWEEPS = 12
PASSING = 0.14
"""Room that an edge takes where it passes a layer, in widths of a node."""


@dataclass(frozen=True, slots=True)
class LayeredGraph:
    """The places of all nodes and edges; `x` is in widths of a node, `y` in layers downwards.

    Attributes:
        places: The centre of each node.
        routes: The points along each edge, from its tail to its head.
        width: The width of the widest layer.
        layers: The number of layers.
    """

    places: Mapping[str, Point]
    routes: Mapping[Edge, tuple[Point, ...]]
    width: float
    layers: int


def layered(nodes: Iterable[str], edges: Iterable[Edge], *, most: int) -> LayeredGraph:
    """Lay out a graph.

    Args:
        nodes: The names.
        edges: From predecessor to successor; an edge of a node on itself is left out.
        most: The number of nodes that a layer may hold.
    """
    # Sorted, so that the layout does not depend on the order of the plan files.
    names = sorted(set(nodes))
    drawn = sorted({edge for edge in edges if edge[0] != edge[1]})
    downward = _without_cycles(names, drawn)
    layer = _layers(names, downward, most)
    chains = {edge: _chain(edge, layer) for edge in downward}
    beside = _neighbours(chains.values())
    rows = _ordered(_rows(names, layer, chains.values()), beside)
    x = _across(rows, beside)
    width = max((x[row[-1]] + _size(row[-1]) / 2 for row in rows), default=1.0)
    points = {key: (across, float(_layer_of(key, layer))) for key, across in x.items()}
    places = {name: points[name, "", 0] for name in names}
    return LayeredGraph(places, _routes(drawn, chains, points), width, len(rows))


def _routes(
    edges: Iterable[Edge], chains: Mapping[Edge, tuple[Key, ...]], points: Mapping[Key, Point]
) -> dict[Edge, tuple[Point, ...]]:
    routes = {}
    for tail, head in edges:
        # An edge that was turned to break a cycle has its chain the other way round.
        chain = chains.get((tail, head)) or chains[head, tail][::-1]
        routes[tail, head] = tuple(points[key] for key in chain)
    return routes


def _without_cycles(names: Sequence[str], edges: Sequence[Edge]) -> list[Edge]:
    """Put the nodes in an order that few edges run against, and turn those edges.

    After Eades, Lin and Smyth (1993): sources first, sinks last, and in between the node with the
    largest surplus of successors.
    """
    left, first, last = set(names), list[str](), list[str]()
    while left:
        inside = [edge for edge in edges if left.issuperset(edge)]
        leaving = Counter(map(itemgetter(0), inside))
        arriving = Counter(map(itemgetter(1), inside))
        sinks = sorted(left.difference(leaving))
        sources = sorted(left.difference(arriving, sinks))
        if not sinks and not sources:
            # Only a cycle has neither.
            sources = [min(left, key=lambda n: (arriving[n] - leaving[n], n))]
        first += sources
        last = sinks + last
        left.difference_update(sinks, sources)
    rank = (first + last).index
    return sorted({(min(edge, key=rank), max(edge, key=rank)) for edge in edges})


def _layers(names: Sequence[str], edges: Collection[Edge], most: int) -> dict[str, int]:
    """Give every node the first layer below all its predecessors that still has room."""
    before: dict[str, set[str]] = {name: set() for name in names}
    for tail, head in edges:
        before[head].add(tail)
    layer: dict[str, int] = {}
    taken = defaultdict[int, int](int)
    sorter = TopologicalSorter(before)
    sorter.prepare()
    while sorter.is_active():
        # By name: the order of a set differs from one run to the next.
        ready = sorted(sorter.get_ready())
        for name in ready:
            place = max((layer[other] + 1 for other in before[name]), default=0)
            # A full layer sends a node down: too many boxes in a row become too small to read.
            while taken[place] >= most:
                place += 1
            layer[name] = place
            taken[place] += 1
        sorter.done(*ready)
    return layer


def _chain(edge: Edge, layer: Mapping[str, int]) -> tuple[Key, ...]:
    tail, head = edge
    passing = ((tail, head, number) for number in range(layer[tail] + 1, layer[head]))
    return ((tail, "", 0), *passing, (head, "", 0))


def _layer_of(key: Key, layer: Mapping[str, int]) -> int:
    # Zero stands for a node: no edge passes the first layer.
    return key[2] or layer[key[0]]


def _rows(
    names: Sequence[str], layer: Mapping[str, int], chains: Iterable[tuple[Key, ...]]
) -> list[list[Key]]:
    keys = {(name, "", 0) for name in names}.union(*chains)
    rows = defaultdict[int, list[Key]](list)
    for key in sorted(keys):
        rows[_layer_of(key, layer)].append(key)
    return [rows[number] for number in sorted(rows)]


def _neighbours(chains: Iterable[tuple[Key, ...]]) -> tuple[Neighbours, Neighbours]:
    """Give the places above each place and those below it."""
    above, below = defaultdict[Key, list[Key]](list), defaultdict[Key, list[Key]](list)
    for chain in chains:
        for upper, lower in pairwise(chain):
            above[lower].append(upper)
            below[upper].append(lower)
    return above, below


def _ordered(rows: list[list[Key]], beside: tuple[Neighbours, Neighbours]) -> list[list[Key]]:
    """Order each layer: of all sweeps, keep the order with the fewest crossings."""
    above, below = beside
    best, fewest = rows, _crossings(rows, below)
    current = list(rows)
    for sweep in range(SWEEPS):
        if sweep % 2 == 0:
            for number in range(1, len(rows)):
                current[number] = _by_middle(current[number], current[number - 1], above)
        else:
            for number in range(len(rows) - 2, -1, -1):
                current[number] = _by_middle(current[number], current[number + 1], below)
        crossings = _crossings(current, below)
        if crossings < fewest:
            best, fewest = list(current), crossings
    return best


def _by_middle(row: Sequence[Key], fixed: Sequence[Key], beside: Neighbours) -> list[Key]:
    """Sort a layer by the mean place of the neighbours in a layer that stays."""
    place = {key: number for number, key in enumerate(fixed)}
    scale = len(fixed) / max(len(row), 1)
    middles: dict[Key, float] = {}
    for number, key in enumerate(row):
        others = beside.get(key)
        if others:
            middles[key] = fmean(map(place.__getitem__, others))
        else:
            middles[key] = number * scale
    # The sort is stable: places with the same mean keep their order.
    return sorted(row, key=middles.__getitem__)


def _crossings(rows: Sequence[Sequence[Key]], below: Neighbours) -> int:
    total = 0
    for upper, lower in pairwise(rows):
        place = {key: number for number, key in enumerate(lower)}
        heads: list[int] = []
        for key in upper:
            mine = sorted(map(place.__getitem__, below.get(key, ())))
            # Two edges cross when their heads lie in the other order than their tails.
            total += sum(other > head for head in mine for other in heads)
            heads += mine
    return total


def _across(
    rows: Sequence[Sequence[Key]], beside: tuple[Neighbours, Neighbours]
) -> dict[Key, float]:
    """Give every place its `x`: near its neighbours, in order, without overlap."""
    x: dict[Key, float] = {}
    for row in rows:
        at = 0.0
        for key in row:
            x[key] = at + _size(key) / 2
            at += _size(key)
    widest = max((sum(map(_size, row)) for row in rows), default=1.0)
    for row in rows:
        shift = (widest - sum(map(_size, row))) / 2
        for key in row:
            x[key] += shift
    for sweep in range(SWEEPS):
        # Downwards towards the neighbours above, then upwards towards those below.
        for row in (rows, rows[::-1])[sweep % 2]:
            _pull(row, beside[sweep % 2], x, widest)
    return x


def _pull(row: Sequence[Key], beside: Neighbours, x: dict[Key, float], widest: float) -> None:
    """Move a layer towards its neighbours and push apart what would overlap."""
    for key in row:
        others = beside.get(key, ())
        if others:
            x[key] = fmean(map(x.__getitem__, others))
    # Overlap is pushed to the right first; at the right edge it is pushed back.
    least = 0.0
    for key in row:
        x[key] = max(x[key], least + _size(key) / 2)
        least = x[key] + _size(key) / 2
    most = widest
    for key in reversed(row):
        x[key] = min(x[key], most - _size(key) / 2)
        most = x[key] - _size(key) / 2


def _size(key: Key) -> float:
    return PASSING if key[1] else 1.0
