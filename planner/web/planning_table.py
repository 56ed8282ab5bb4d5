"""The table under the chart: the same rows and the same choice, for people with a keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from planner.analysis.criticality.margins import Criticality
from planner.analysis.criticality.margins import criticality
from planner.i18n import EnumTexts
from planner.schedule.activity_fields import FieldKind
from planner.schedule.activity_fields import Output
from planner.schedule.activity_fields import fields_of
from planner.web.address import choose
from planner.web.address import chosen
from planner.web.tables import TableColumn
from planner.web.treegrid import GridRow
from planner.web.treegrid import show_treegrid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.chart.gantt_rows import Row
    from planner.i18n import Locale
    from planner.web.view import View

NARROW = {
    "title": "planning.col-activity",
    "owner": "planning.col-owner",
    "start": "planning.col-start",
    "finish": "planning.col-finish",
    "duration_days": "planning.col-days",
    "total_float": "planning.col-float",
    "free_float": "planning.col-free",
}
"""Shorter headings for a table beside a panel."""

OF_WORKSTREAM = ("title", "start", "finish", "total_float")
"""The fields that the row of a whole workstream has too."""

CRITICALITY_TEXT = EnumTexts("criticality", Criticality)


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
    show_treegrid(
        view.locale.count("planning.table-alt", len(rows)),
        grid_columns(view.locale),
        [_grid_row(view, row, path, activity) for row in rows],
        key="twin",
        on_choose=choose_row,
    )


def grid_columns(locale: Locale) -> list[TableColumn]:
    """Give the columns: the fields of an activity, then how critical it is."""
    columns = []
    for field in fields_of(Output.GRID):
        heading = locale.say(NARROW.get(field.name, field.heading))
        is_number = field.kind in {FieldKind.DATE, FieldKind.DAYS}
        columns.append(TableColumn(heading, is_number=is_number))
    columns.append(TableColumn(locale.say("planning.col-standing")))
    return columns


def choose_row(name: str) -> None:
    """Open the panel of an activity or close it when it is open; fold or unfold a workstream."""
    # The id of an activity has its workstream before the point.
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
    fields = fields_of(Output.GRID)
    if row.activity is None:
        known = {name: getattr(row, name) for name in OF_WORKSTREAM}
        cells = [field.text(known.get(field.name), view.locale) for field in fields]
        cells.append(view.locale.count("planning.activities", row.count))
        return GridRow(row.id, cells, is_unfolded=not row.hidden)
    cells = [field.text(field.value(view.schedule, row.activity), view.locale) for field in fields]
    cells.append(_standing(view, row, path))
    return GridRow(row.id, cells, is_chosen=row.id == activity)


def _standing(view: View, row: Row, path: frozenset[str]) -> str:
    words = view.locale.say(CRITICALITY_TEXT[criticality(view.schedule, row.id)])
    return view.locale.say("planning.on-path", words=words) if row.id in path else words
