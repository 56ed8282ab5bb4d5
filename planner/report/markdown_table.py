"""Tables in Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

LEFT, RIGHT = "---", "---:"
"""How the cells of a column are aligned, as the line below the headings writes it."""

# A bar ends a cell, unless a text of the plan was escaped before.
_BAR = re.compile(r"(?<!\\)\|")


def markdown_table(
    headings: Iterable[str], rows: Iterable[Iterable[object]], alignments: Iterable[str] = ()
) -> Iterator[str]:
    """Give the lines of a table, with the empty line that must stand before it."""
    headings = tuple(headings)
    yield ""
    yield _line(headings)
    yield _line(alignments or [LEFT] * len(headings))
    yield from map(_line, rows)


def _line(cells: Iterable[object]) -> str:
    written = " | ".join(_BAR.sub(r"\|", str(cell)) for cell in cells)
    return f"| {written} |"
