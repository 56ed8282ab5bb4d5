"""Planning: the Gantt chart, its table twin, and the panel of the chosen activity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

import streamlit as st

from planner.analysis.margins import path_to
from planner.chart.gantt import Layers
from planner.chart.gantt import gantt_figure
from planner.chart.gantt_links import Arrows
from planner.chart.rows import gantt_rows
from planner.chart.rows import pages_of
from planner.chart.zoom import window_for
from planner.web.address import choose
from planner.web.address import chosen
from planner.web.address import kept
from planner.web.address import write_address
from planner.web.detail import show_activity
from planner.web.downloads import download_buttons
from planner.web.figures import CONFIG
from planner.web.figures import drawn
from planner.web.figures import figure_key
from planner.web.figures import let_keys_scroll
from planner.web.figures import offer_file
from planner.web.guard import guarded
from planner.web.legend import show_legend
from planner.web.planning_filters import choose_rows
from planner.web.planning_table import show_twin
from planner.web.planning_table import toggle

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from planner.chart.rows import Row
    from planner.web.planning_filters import Choice
    from planner.web.view import View

TALL, LOW = 620, 400
"""Pixels of the chart's window without and with the panel of an activity below it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the chart and the table show alike."""

    choice: Choice
    path: frozenset[str]
    rows: Sequence[Row]


def show(view: View) -> None:
    """Draw the page."""
    st.title(view.say("page.planning"), anchor=False)
    _timeline(view)


@st.fragment
def _timeline(view: View) -> None:
    """Chart, panel and table together: a click draws no more than these."""
    with guarded("planning", view.language):
        _draw(view)


def _draw(view: View) -> None:
    kept("activity", None, {None, *view.schedule.rows})
    path = path_to(view.schedule, view.target.milestone if view.target else None)
    choice = choose_rows(view)
    rows = gantt_rows(view.schedule, path, choice.filter)
    if not rows:
        st.info(view.say("planning.nothing"))
        write_address()
        return
    sheet = Sheet(choice, path, _page(view, rows))
    figure = _figure(view, sheet)
    show_legend(view)
    activity = chosen("activity")
    with st.container(height=_height(figure, activity), border=False, key="gantt-window"):
        st.plotly_chart(
            figure,
            key="gantt",
            theme=None,
            config=CONFIG,
            on_select=_clicked,
            selection_mode="points",
            alt=_words(view, sheet),
        )
    let_keys_scroll("gantt-window", view.say("page.planning"))
    st.html(f'<p class="planner-narrow">{view.say("planning.narrow")}</p>')
    if activity is not None:
        show_activity(view, activity)
    else:
        st.caption(view.say("planning.hint"))
    show_twin(view, sheet.rows, path)
    offer_file(figure, "planning", view)
    download_buttons(view, "planning", [row.id for row in sheet.rows])
    write_address()


def _clicked() -> None:
    """Keep the activity that was clicked on; a click on a workstream folds or unfolds it."""
    state: Any = st.session_state["gantt"]
    points = state["selection"]["points"]
    if points and points[0].get("customdata"):
        _choose(points[0]["customdata"][0])


def _choose(name: str) -> None:
    if "." in name:
        choose("activity", name)
    else:
        toggle(name)


def _page(view: View, rows: Sequence[Row]) -> Sequence[Row]:
    pages = pages_of(rows)
    if len(pages) == 1:
        return pages[0]
    st.caption(view.say("planning.paged", rows=len(rows), pages=len(pages)))
    number = st.pagination(len(pages), key="gantt-page")
    return pages[min(number, len(pages)) - 1]


def _figure(view: View, sheet: Sheet) -> go.Figure:
    choice = sheet.choice
    touched = chosen("activity") if choice.arrows is Arrows.CHOSEN else None

    def make() -> go.Figure:
        layers = Layers(
            baseline=view.baseline,
            deadline=view.target.date if view.target else None,
            arrows=choice.arrows,
            chosen=touched,
            window=window_for(choice.zoom, view.schedule, sheet.rows, view.target),
        )
        return gantt_figure(view.schedule, sheet.rows, sheet.path, layers, view.language)

    shown = tuple((row.id, row.hidden) for row in sheet.rows)
    return drawn(figure_key(view, "gantt", choice.arrows, touched, choice.zoom, shown), make)


def _height(figure: go.Figure, activity: str | None) -> int:
    return min(int(figure.layout.height) + 20, TALL if activity is None else LOW)


def _words(view: View, sheet: Sheet) -> str:
    on_path = sum(row.id in sheet.path for row in sheet.rows)
    return view.say(
        "planning.alt",
        rows=len(sheet.rows),
        path=on_path,
        data_date=view.date(view.schedule.data_date),
    )
