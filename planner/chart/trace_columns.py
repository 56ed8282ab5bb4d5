"""The points of a trace as Plotly takes them: one list per attribute."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

GAP = (None, None)
"""A point without a place: it breaks a line, so that many lines are one trace."""

ONLY_SEEN = {"hoverinfo": "skip", "showlegend": False}
"""The options of a trace that does not answer to the pointer."""


def columns(names: str, points: Iterable[Sequence[object]]) -> dict[str, list[Any]]:
    """Turn points into columns.

    Args:
        names: The names of the columns, with spaces between them. Plotly takes `marker_symbol`
            for the `symbol` of the `marker`.
        points: The values of each point, in the order of the names.
    """
    # Every column exists without points too: Plotly reads a missing `y` as 0, 1, 2, ...
    table: dict[str, list[Any]] = {name: [] for name in names.split()}
    for point in points:
        for column, value in zip(table.values(), point, strict=True):
            column.append(value)
    return table
