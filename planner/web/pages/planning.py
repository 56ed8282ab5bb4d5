"""Planning: the Gantt chart, its table twin, and the panel of the chosen activity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any

import streamlit as st

from planner.analysis.criticality.margins import path_to
from planner.chart.gantt import Layers
from planner.chart.gantt import gantt_figure
from planner.chart.gantt import middle_of
from planner.chart.gantt_rows import gantt_rows
from planner.chart.gantt_rows import pages_of
from planner.chart.zoom import window_for
from planner.web.address import choose
from planner.web.address import chosen
from planner.web.address import kept
from planner.web.address import kept_number
from planner.web.address import write_address
from planner.web.detail import show_activity
from planner.web.downloads import download_buttons
from planner.web.figures import build_figure
from planner.web.figures import make_scrollable
from planner.web.figures import offer_file
from planner.web.figures import show_clickable
from planner.web.guard import guarded
from planner.web.legend import show_legend
from planner.web.page import Page
from planner.web.planning_filters import offer_everything
from planner.web.planning_filters import offer_rows
from planner.web.planning_filters import settle_rows
from planner.web.planning_table import choose_row
from planner.web.planning_table import show_twin
from planner.web.result_cache import cached

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from planner.chart.gantt_rows import Row
    from planner.web.planning_filters import Choice
    from planner.web.view import View

PAGE = Page(
    __name__,
    title="page.planning",
    icon=":material/view_timeline:",
    terms="""activity assumption critical deadline dependency driving duration
    finish-to-finish finish-to-start free-float hammock health lag late-start lead
    longest-path milestone near-critical predecessor remaining-duration runner-up
    start-to-finish start-to-start status-report total-float working-day workstream""",
)

WINDOW = "gantt-window"
"""The key of the part of the page in which the chart scrolls; its height is in the styles."""
TURNED = "gantt-page"
"""The key of the page numbers; the page itself is kept under `page`, which a link carries."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The content of the chart and of the table below it.

    Attributes:
        choice: The choices above the chart.
        path: The activities on the path.
        rows: The rows of the page of the chart that is shown.
        page: The number of that page, from one.
        pages: The number of pages.
        activity: The chosen activity, if any.
    """

    choice: Choice
    path: frozenset[str]
    rows: Sequence[Row]
    page: int
    pages: int
    activity: str | None


# A fragment: a click draws the chart, the panel and the table anew, and not the frame around them.
@st.fragment
def show(view: View) -> None:
    """Show when each activity is planned, and why an activity has its dates."""
    with guarded(PAGE.name, view.locale):
        _draw(view)
        # The frame writes the address of a whole page only, and a click draws this part alone.
        write_address()


def _draw(view: View) -> None:
    """Send the chart first: the browser draws it while the rest of the page is made."""
    kept("activity", None, {None, *view.schedule.activities})
    choice, offered = settle_rows(view)
    above = st.container()
    path = path_to(view.schedule, view.milestone)
    rows = cached(
        view, lambda: gantt_rows(view.schedule, path, choice.filter), "rows", choice.filter
    )
    sheet = None
    if rows:
        sheet = _sheet(choice, path, rows)
        _show_sheet(view, sheet)
    else:
        st.info(view.locale.say("planning.nothing"))
    with above:
        offer_rows(view, offered)
        shown = sum(row.count for row in rows)
        if shown < len(view.schedule.activities):
            offer_everything(view, shown)
        if sheet is not None and sheet.pages > 1:
            st.caption(view.locale.say("planning.paged", rows=len(rows), pages=sheet.pages))
            st.pagination(sheet.pages, default=sheet.page, key=TURNED, on_change=_turn)


def _show_sheet(view: View, sheet: Sheet) -> None:
    """Send the panel of a chosen activity first, and otherwise the chart."""
    # The places are set in the order of the page, and filled in the order of sending.
    legend, window, panel = st.container(), st.container(key=WINDOW), st.container()
    if sheet.activity is not None:
        with panel:
            show_activity(view, sheet.activity)
    figure = _figure(view, sheet)
    with window:
        _chart(view, sheet, figure)
    with legend:
        show_legend(view)
        st.html(f'<p class="planner-narrow">{view.locale.say("planning.narrow")}</p>')
    if sheet.activity is None:
        with panel.container(key="gantt-hint"):
            st.caption(view.locale.say("planning.hint"))
    show_twin(view, sheet.rows, sheet.path, sheet.activity)
    with st.container(horizontal=True):
        offer_file(figure, "planning", view)
        download_buttons(view, PAGE.address, [row.id for row in sheet.rows])


def _chart(view: View, sheet: Sheet, figure: go.Figure) -> None:
    on_path = sum(row.id in sheet.path for row in sheet.rows)
    day = view.locale.date(view.schedule.data_date)
    alt = view.locale.say("planning.alt", rows=len(sheet.rows), path=on_path, data_date=day)
    show_clickable(figure, key="gantt", alt=alt, on_click=_clicked)
    names = [row.id for row in sheet.rows]
    place = None
    # The chosen activity may be on another page, or in a workstream that is folded.
    if sheet.activity in names:
        place = middle_of(names.index(sheet.activity))
    make_scrollable(WINDOW, view.locale.say(PAGE.title), show=place)


def _turn() -> None:
    """Keep the page that was turned to, so that a link reproduces it."""
    choose("page", st.session_state[TURNED])


def _clicked() -> None:
    """Keep the activity that was clicked on; a click on a workstream folds or unfolds it."""
    state: Any = st.session_state["gantt"]
    points = state["selection"]["points"]
    # A second click on the same bar empties the selection, and lines have no activity.
    if points and points[0].get("customdata"):
        choose_row(points[0]["customdata"][0])


def _sheet(choice: Choice, path: frozenset[str], rows: Sequence[Row]) -> Sheet:
    pages = pages_of(rows)
    kept_number("page", 1, 1, len(pages))
    number = int(st.session_state["page"])
    return Sheet(choice, path, pages[number - 1], number, len(pages), chosen("activity"))


def _figure(view: View, sheet: Sheet) -> go.Figure:
    choice = sheet.choice

    def make() -> go.Figure:
        layers = Layers(
            baseline=view.baseline,
            deadline=view.due,
            arrows=choice.arrows,
            chosen=sheet.activity,
            window=window_for(choice.zoom, view.schedule, sheet.rows, view.target),
        )
        return gantt_figure(view.schedule, sheet.rows, sheet.path, layers, view.locale)

    return build_figure(view, make, "gantt", choice, sheet.page, sheet.activity)
