"""A table with rows in two levels, of which one is chosen by keyboard or mouse.

Streamlit's own table is drawn on a canvas: a screen reader gets only the rows in view, Enter
chooses nothing, and its buttons speak English. This one is a real HTML table.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from planner.web.tables import TableColumn

HTML = '<div class="planner-grid"><table role="treegrid"></table></div>'


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of the table.

    Attributes:
        id: The id that is given back when the row is chosen.
        cells: The words in each column, in the order of the columns.
        is_chosen: Whether the page shows its details.
        is_unfolded: Whether the rows of this heading are shown; None for a row without any.
    """

    id: str
    cells: Sequence[str]
    is_chosen: bool = False
    is_unfolded: bool | None = None


def show_treegrid(
    label: str,
    columns: Sequence[TableColumn],
    rows: Sequence[GridRow],
    *,
    key: str,
    on_choose: Callable[[str], None],
) -> None:
    """Show rows under headings; `on_choose` is called with the id of the chosen row."""

    def changed() -> None:
        chosen = st.session_state[key]["chosen"]
        # Empty when Streamlit resets the value after a choice.
        if chosen is not None:
            on_choose(str(chosen))

    _component()(
        key=key,
        data={
            "label": label,
            "columns": [{"heading": c.heading, "number": c.is_number} for c in columns],
            "rows": [_row_data(row) for row in rows],
        },
        on_chosen_change=changed,
    )


def _row_data(row: GridRow) -> dict[str, object]:
    return {
        "id": row.id,
        "level": 2 if row.is_unfolded is None else 1,
        "cells": list(row.cells),
        "chosen": row.is_chosen,
        "unfolded": row.is_unfolded,
    }


@cache
def _component() -> Callable[..., object]:
    """Register the component once for the whole program."""
    here = Path(__file__)
    return st.components.v2.component(
        "planner_treegrid",
        html=HTML,
        css=here.with_suffix(".css").read_text(encoding="utf-8"),
        js=here.with_suffix(".js").read_text(encoding="utf-8"),
        # In the page itself, where it has the fonts and colours of everything else.
        isolate_styles=False,
    )
