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
    """Lines of a table; a text that is too long for its column ends in an ellipsis."""
    widths = [
        column.width or max([len(column.heading), *(len(row[i]) for row in rows)])
        for i, column in enumerate(columns)
    ]
    for cells in ([column.heading for column in columns], *rows):
        parts = [
            _fitted(cell, width, is_number=column.is_number)
            for cell, width, column in zip(cells, widths, columns, strict=True)
        ]
        yield "  ".join(parts).rstrip()


def _fitted(text: str, width: int, *, is_number: bool) -> str:
    if len(text) > width:
        text = text[: width - 1] + "…"
    return text.rjust(width) if is_number else text.ljust(width)


def paragraph(text: str, indent: str = "", first: str | None = None) -> str:
    """A text broken over lines that fit."""
    lines = wrap(
        text,
        WIDTH,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_on_hyphens=False,
    )
    return "\n".join(lines)
