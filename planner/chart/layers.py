"""Lays a graph out in layers from top to bottom, the same for the same graph.

After Sugiyama, Tagawa and Toda (1981): turn edges that close a cycle, give every node a layer
below its predecessors, let long edges pass through empty places, order each layer to lessen
crossings, and move nodes towards their neighbours.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

Edge = tuple[str, str]
Point = tuple[float, float]

Key = tuple[str, str, int]
"""A node as `(name, "", 0)`, or the place where an edge passes a layer as `(tail, head, layer)`."""

SWEEPS = 12
PASSING = 0.14
"""Room that an edge takes where it passes a layer, in widths of a node."""


@dataclass(frozen=True, slots=True)
class LayeredGraph:
    """Where everything is; `x` counts widths of a node, `y` counts layers downwards.

    Attributes:
        places: The centre of each node.
        routes: The points along each edge, from its tail to its head.
        width: How wide the widest layer is.
        layers: How many layers there are.
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
        most: How many nodes may stand in a layer.
    """
    names = sorted(set(nodes))
    drawn = sorted({edge for edge in edges if edge[0] != edge[1]})
    downward = _without_cycles(names, drawn)
    layer = _layers(names, downward, most)
    chains = {edge: _chain(edge, layer) for edge in downward}
    rows = _rows(names, layer, chains.values())
    beside = _neighbours(chains.values())
    rows = _ordered(rows, beside)
    x = _across(rows, beside)
    width = max((x[key] + _size(key) / 2 for row in rows for key in row), default=1.0)
    routes = {}
    for tail, head in drawn:
        is_turned = (tail, head) not in chains
        chain = chains[(head, tail) if is_turned else (tail, head)]
        points = [(x[key], float(_layer_of(key, layer))) for key in chain]
        routes[tail, head] = tuple(reversed(points)) if is_turned else tuple(points)
    places = {name: (x[name, "", 0], float(layer[name])) for name in names}
    return LayeredGraph(places, routes, width, len(rows))


def _without_cycles(names: Sequence[str], edges: Sequence[Edge]) -> list[Edge]:
    """The edges with those turned that run against an order of nodes with few such edges.

    After Eades, Lin and Smyth (1993): sources first, sinks last, in between the node with the
    most surplus of successors.
    """
    left, first, last = set(names), list[str](), list[str]()
    while left:
        leaving, arriving = defaultdict[str, int](int), defaultdict[str, int](int)
        for tail, head in edges:
            if tail in left and head in left:
                leaving[tail] += 1
                arriving[head] += 1
        sinks = sorted(name for name in left if not leaving[name])
        sources = sorted(name for name in left if not arriving[name] and leaving[name])
        if sinks:
            last = sinks + last
        first += sources
        if not sinks and not sources:
            sources = [min(left, key=lambda n: (arriving[n] - leaving[n], n))]
            first += sources
        left.difference_update(sinks, sources)
    rank = {name: number for number, name in enumerate(first + last)}
    return sorted({(a, b) if rank[a] < rank[b] else (b, a) for a, b in edges})


def _layers(names: Sequence[str], edges: Collection[Edge], most: int) -> dict[str, int]:
    """The first layer below all predecessors that still has room."""
    before: dict[str, set[str]] = {name: set() for name in names}
    for tail, head in edges:
        before[head].add(tail)
    layer: dict[str, int] = {}
    taken = defaultdict[int, int](int)
    sorter = TopologicalSorter(before)
    sorter.prepare()
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        for name in ready:
            place = max((layer[other] + 1 for other in before[name]), default=0)
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
    return key[2] if key[1] else layer[key[0]]


def _rows(
    names: Sequence[str], layer: Mapping[str, int], chains: Iterable[tuple[Key, ...]]
) -> list[list[Key]]:
    found = {(name, "", 0) for name in names} | {key for chain in chains for key in chain}
    rows: list[list[Key]] = [[] for _ in range(max(layer.values(), default=-1) + 1)]
    for key in sorted(found):
        rows[_layer_of(key, layer)].append(key)
    return rows


def _neighbours(
    chains: Iterable[tuple[Key, ...]],
) -> tuple[dict[Key, list[Key]], dict[Key, list[Key]]]:
    """What stands above each place and what below it."""
    above, below = defaultdict[Key, list[Key]](list), defaultdict[Key, list[Key]](list)
    for chain in chains:
        for upper, lower in pairwise(chain):
            above[lower].append(upper)
            below[upper].append(lower)
    return above, below


def _ordered(
    rows: list[list[Key]], beside: tuple[Mapping[Key, list[Key]], Mapping[Key, list[Key]]]
) -> list[list[Key]]:
    """The order of each layer with the fewest crossings that the sweeps come across."""
    above, below = beside
    best, fewest = rows, _crossings(rows, below)
    current = [list(row) for row in rows]
    for sweep in range(SWEEPS):
        is_down = sweep % 2 == 0
        numbers = range(1, len(rows)) if is_down else range(len(rows) - 2, -1, -1)
        for number in numbers:
            fixed = current[number - 1 if is_down else number + 1]
            current[number] = _by_middle(current[number], fixed, above if is_down else below)
        crossings = _crossings(current, below)
        if crossings < fewest:
            best, fewest = [list(row) for row in current], crossings
    return best


def _by_middle(
    row: Sequence[Key], fixed: Sequence[Key], beside: Mapping[Key, list[Key]]
) -> list[Key]:
    """A layer in the order of the means of its neighbours in a layer that stays."""
    place = {key: number for number, key in enumerate(fixed)}
    own = {key: number for number, key in enumerate(row)}

    def middle(key: Key) -> tuple[float, int]:
        found = [place[other] for other in beside.get(key, ())]
        scale = len(fixed) / max(len(row), 1)
        return (sum(found) / len(found) if found else own[key] * scale, own[key])

    return sorted(row, key=middle)


def _crossings(rows: Sequence[Sequence[Key]], below: Mapping[Key, list[Key]]) -> int:
    total = 0
    for upper, lower in pairwise(rows):
        place = {key: number for number, key in enumerate(lower)}
        heads: list[int] = []
        for key in upper:
            mine = sorted(place[other] for other in below.get(key, ()))
            total += sum(1 for head in mine for other in heads if other > head)
            heads += mine
    return total


def _across(
    rows: Sequence[Sequence[Key]],
    beside: tuple[Mapping[Key, list[Key]], Mapping[Key, list[Key]]],
) -> dict[Key, float]:
    """How far to the right everything stands: near its neighbours, in order, without overlap."""
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
        for row in rows if sweep % 2 == 0 else list(reversed(rows)):
            _pull(row, beside[sweep % 2], x, widest)
    return x


def _pull(
    row: Sequence[Key], beside: Mapping[Key, list[Key]], x: dict[Key, float], widest: float
) -> None:
    """Move a layer towards its neighbours and push apart what would overlap."""
    for key in row:
        others = beside.get(key, ())
        if others:
            x[key] = sum(x[other] for other in others) / len(others)
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
