"""The table beside the chart: the same rows, the same choice, all by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import streamlit as st

from planner.analysis.margins import criticality
from planner.web.address import choose

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.chart.rows import Row
    from planner.web.view import View

ROWS_IN_VIEW = 12
ROW_HEIGHT = 35
DATE_FORMATS = {"nl": "DD-MM-YYYY", "en": "D MMM YYYY"}


def show_twin(view: View, rows: Sequence[Row], path: frozenset[str]) -> None:
    """Show the rows of the chart as a table in which a row is chosen by keyboard or mouse."""
    st.header(view.say("planning.table"), anchor=False)
    st.caption(view.say("planning.table-help"))
    names = [row.id for row in rows]
    dates = st.column_config.DateColumn(format=DATE_FORMATS[view.language])
    amounts = st.column_config.NumberColumn(format="%.1f" if _has_parts(rows) else "%d")
    say = view.say
    st.dataframe(
        {
            say("planning.col-activity"): [_name(row) for row in rows],
            say("planning.col-owner"): [row.owner for row in rows],
            say("planning.col-start"): [row.start for row in rows],
            say("planning.col-finish"): [row.finish for row in rows],
            say("planning.col-days"): [_days(row) for row in rows],
            say("planning.col-float"): [_number(row.total_float) for row in rows],
            say("planning.col-free"): [_free(row) for row in rows],
            say("planning.col-standing"): [_standing(view, row, path) for row in rows],
        },
        column_config={
            say("planning.col-start"): dates,
            say("planning.col-finish"): dates,
            say("planning.col-days"): amounts,
            say("planning.col-float"): amounts,
            say("planning.col-free"): amounts,
        },
        hide_index=True,
        placeholder="",
        height=ROW_HEIGHT * (min(len(rows), ROWS_IN_VIEW) + 1) + 3,
        key="twin",
        on_select=_selected,
        selection_mode="single-row",
        alt=view.count("planning.table-alt", len(rows)),
    )
    st.session_state["twin-rows"] = names


def toggle(workstream: str) -> None:
    """Fold or unfold a workstream."""
    unfolded = list(st.session_state.get("open", []))
    if workstream in unfolded:
        unfolded.remove(workstream)
    else:
        unfolded.append(workstream)
    st.session_state["open"] = unfolded


def _selected() -> None:
    """Keep the activity of the chosen row; a workstream folds or unfolds."""
    state: Any = st.session_state["twin"]
    numbers = state["selection"]["rows"]
    names = st.session_state["twin-rows"]
    if not numbers or numbers[0] >= len(names):
        return
    name = names[numbers[0]]
    if "." in name:
        choose("activity", name)
    else:
        toggle(name)


def _name(row: Row) -> str:
    if not row.is_workstream:
        return row.title
    return f"{'▸' if row.hidden else '▾'} {row.title}"


def _days(row: Row) -> float | None:
    return None if row.activity is None else _number(row.activity.duration_days)


def _free(row: Row) -> float | None:
    return None if row.activity is None else _number(row.activity.free_float)


def _number(days: Any) -> float | None:  # noqa: ANN401 - a fraction or nothing
    return None if days is None else round(float(days), 1)


def _has_parts(rows: Sequence[Row]) -> bool:
    floats = [_number(row.total_float) for row in rows] + [_days(row) for row in rows]
    return any(amount is not None and amount != int(amount) for amount in floats)


def _standing(view: View, row: Row, path: frozenset[str]) -> str:
    if row.activity is None:
        return view.count("planning.activities", row.count)
    words = view.say(f"criticality.{criticality(view.schedule, row.id)}")
    return view.say("planning.on-path", words=words) if row.id in path else words
