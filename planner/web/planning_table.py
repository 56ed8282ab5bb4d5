"""The table under the chart: the same rows, the same choice, all by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from planner.analysis.criticality.margins import criticality
from planner.web.address import choose
from planner.web.address import chosen
from planner.web.tables import TableColumn
from planner.web.treegrid import GridRow
from planner.web.treegrid import show_treegrid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.chart.gantt_rows import Row
    from planner.web.view import View

TEXTS = ("activity", "owner")
NUMBERS = ("start", "finish", "days", "float", "free")


def show_twin(
    view: View, rows: Sequence[Row], path: frozenset[str], activity: str | None = None
) -> None:
    """Show the rows of the chart as a table in which a row is chosen by keyboard or mouse.

    Args:
        view: The choices of the reader.
        rows: The rows of the chart.
        path: The activities on the path.
        activity: The chosen one; its row is marked, wherever it was chosen.
    """
    st.header(view.locale.say("planning.table"), anchor=False)
    st.caption(view.locale.say("planning.table-help"))
    columns = (
        *(TableColumn(view.locale.say(f"planning.col-{name}")) for name in TEXTS),
        *(TableColumn(view.locale.say(f"planning.col-{name}"), is_number=True) for name in NUMBERS),
        TableColumn(view.locale.say("planning.col-standing")),
    )
    show_treegrid(
        view.locale.count("planning.table-alt", len(rows)),
        columns,
        [_grid_row(view, row, path, activity) for row in rows],
        key="twin",
        on_choose=choose_row,
    )


def choose_row(name: str) -> None:
    """Open the panel of an activity or close it when it is open; fold or unfold a workstream."""
    if "." not in name:
        _toggle(name)
    else:
        choose("activity", None if chosen("activity") == name else name)


def _toggle(workstream: str) -> None:
    unfolded = list(st.session_state.get("open", []))
    if workstream in unfolded:
        unfolded.remove(workstream)
    else:
        unfolded.append(workstream)
    choose("open", unfolded)


def _grid_row(view: View, row: Row, path: frozenset[str], activity: str | None) -> GridRow:
    dates = (view.locale.date(row.start, short=True), view.locale.date(row.finish, short=True))
    tight = view.locale.figure(row.total_float)
    if row.activity is None:
        standing = view.locale.count("planning.activities", row.count)
        cells = (row.title, "", *dates, "", tight, "", standing)
        return GridRow(row.id, cells, is_unfolded=not row.hidden)
    cells = (
        row.title,
        row.owner,
        *dates,
        view.locale.figure(row.activity.duration_days),
        tight,
        view.locale.figure(row.activity.free_float),
        _standing(view, row, path),
    )
    return GridRow(row.id, cells, is_chosen=row.id == activity)


def _standing(view: View, row: Row, path: frozenset[str]) -> str:
    words = view.locale.say(f"criticality.{criticality(view.schedule, row.id)}")
    return view.locale.say("planning.on-path", words=words) if row.id in path else words
