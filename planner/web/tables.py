"""Tables as real HTML: readable by every screen reader, numbers to the right."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from planner.chart import palette

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from planner.i18n import Locale


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a table.

    Attributes:
        is_number: Whether it holds numbers or dates, which stand to the right.
        is_wide: Whether it holds sentences.
        least: The least width in letters of a text column that must not become too narrow.
    """

    heading: str
    is_number: bool = False
    is_wide: bool = False
    least: int = 0


@dataclass(frozen=True, slots=True)
class Bar:
    """A number with a bar beside it, to the right when it is positive and to the left when not.

    Attributes:
        words: The number, which says the same as the bar.
        share: How far the bar reaches, from -1 to 1.
    """

    words: str
    share: float


def number_columns(locale: Locale, *headings: str) -> Iterator[TableColumn]:
    """Make columns of numbers or dates, with the texts of these message keys as headings."""
    return (TableColumn(locale.say(heading), is_number=True) for heading in headings)


def show_table(
    caption: str, columns: Sequence[TableColumn], rows: Iterable[Sequence[object]]
) -> None:
    """Show a table with its caption; a narrow screen scrolls it sideways."""
    st.html(table_html(caption, columns, rows))


def table_html(
    caption: str, columns: Sequence[TableColumn], rows: Iterable[Sequence[object]]
) -> str:
    """Write a table; every text in it is shown as it is."""
    head = "".join(
        f'<th scope="col" style="{_heading_style(column)}">{escape(column.heading)}</th>'
        for column in columns
    )
    body = "".join(_row(columns, row) for row in rows)
    # A region that scrolls must be reachable by keyboard, and then it needs a name.
    return (
        f'<div role="region" tabindex="0" aria-label="{escape(caption, quote=True)}"'
        ' style="overflow-x:auto;max-width:100%">'
        '<table class="planner-table" style="border-collapse:collapse;width:100%;font-size:0.9rem">'
        f'<caption style="text-align:left;padding:0 0 .4rem 0;color:#1a1a1a">{escape(caption)}'
        f"</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(columns: Sequence[TableColumn], row: Sequence[object]) -> str:
    cells = (
        f'<td style="{_cell_style(column)}">{_shown(cell)}</td>'
        for column, cell in zip(columns, row, strict=True)
    )
    return f"<tr>{''.join(cells)}</tr>"


def _shown(cell: object) -> str:
    if isinstance(cell, Bar):
        return _bar(cell)
    return "" if cell is None else escape(str(cell))


def _bar(bar: Bar) -> str:
    """Draw the bar from a line in the middle to its side, after its number."""
    # A gradient is a background, which a screen reader skips: it reads the number.
    first, last = sorted((50.0, 50.0 + 50.0 * max(-1.0, min(1.0, bar.share))))
    colour = palette.PATH if bar.share < 0 else palette.OPEN
    fill = (
        f"linear-gradient(to right,transparent {first:.1f}%,{colour} {first:.1f}%,"
        f"{colour} {last:.1f}%,transparent {last:.1f}%)"
    )
    line = f"linear-gradient({palette.INK},{palette.INK}) center/1px 100% no-repeat"
    return (
        f'{escape(bar.words)}<span aria-hidden="true" style="display:inline-block;width:6.5rem;'
        f'height:.75em;margin-left:.6rem;background:{line},{fill}"></span>'
    )


def _heading_style(column: TableColumn) -> str:
    return _style(column, border="2px solid #5c6b7a")


def _cell_style(column: TableColumn) -> str:
    style = _style(column, border="1px solid #d5dbe1")
    # A date that is broken over two lines cannot be compared with the one below it.
    if column.is_number:
        style += ";white-space:nowrap;font-variant-numeric:tabular-nums"
    return style


def _style(column: TableColumn, border: str) -> str:
    align = "right" if column.is_number else "left"
    style = f"text-align:{align};vertical-align:top;padding:.3rem .6rem;border-bottom:{border}"
    if column.least:
        style += f";min-width:{column.least}ch"
    elif column.is_wide:
        style += ";min-width:16rem"
    return style
