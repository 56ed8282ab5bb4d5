"""Tables for people in a terminal of a hundred columns."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

WIDTH = 100


@dataclass(frozen=True, slots=True)
class TextColumn:
    """A column of text.

    Attributes:
        heading: What stands above it.
        width: Its width in characters; 0 takes what its content needs.
        is_number: Whether it is aligned on the right.
    """

    heading: str
    width: int = 0
    is_number: bool = False


def table_lines(columns: Sequence[TextColumn], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Give the lines of a table; a text that is too long for its column ends in an ellipsis."""
    table = [[column.heading for column in columns], *rows]
    widths = []
    for column, cells in zip(columns, zip(*table, strict=True), strict=True):
        widths.append(column.width or max(map(len, cells)))
    for row in table:
        # No spaces at the end of a line, so that a copy of it shows no difference.
        yield "  ".join(map(_fitted, row, widths, columns)).rstrip()


def _fitted(text: str, width: int, column: TextColumn) -> str:
    if len(text) > width:
        text = text[: width - 1] + "…"
    if column.is_number:
        return text.rjust(width)
    return text.ljust(width)


def paragraph(text: str, indent: str = "", first: str | None = None) -> str:
    """Break a text over lines that fit; `first` is the indent of its first line."""
    if first is None:
        first = indent
    lines = wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=indent,
        break_on_hyphens=False,  # ids have hyphens, and half an id cannot be searched for
    )
    return "\n".join(lines)
