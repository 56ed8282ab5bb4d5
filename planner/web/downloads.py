"""Downloads of a page, in the formats of the programs that readers have."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from planner.chart.whole import whole_gantt
from planner.exchange.formats import MIME
from planner.exchange.formats import Order
from planner.exchange.formats import exported
from planner.web.guard import guarded
from planner.web.popovers import behind_button

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.web.view import View

OFFERED = {
    ".xlsx": "exchange.download.xlsx",
    ".csv": "exchange.download.csv",
    ".xml": "exchange.download.xml",
    ".ics": "exchange.download.ics",
    ".html": "exchange.download.html",
    ".mmd": "exchange.download.mmd",
}
"""The endings that are offered, in this order, with the words for them."""


@st.fragment
def download_buttons(view: View, page: str, activities: Iterable[str] | None = None) -> None:
    """Offer the content of a page as files; each is made when it is asked for.

    Args:
        view: The choices of the reader: data date, baseline, language.
        page: Name of the page; becomes the name of the files and the key of the buttons.
        activities: Ids of the activities that the page shows, in its order; all when left out.
            The tables have these only; a file for another planner always has the whole plan.
    """
    rows = None
    if activities is not None:
        scheduled = view.schedule.activities
        rows = [scheduled[name] for name in activities if name in scheduled]
    order = Order(
        view.schedule,
        view.locale,
        view.baseline,
        rows,
        partial(whole_gantt, view.schedule, view.locale, folded=False),
        # Excel splits a file at commas or at semicolons, by the language of the computer.
        for_excel=view.locale.has_decimal_comma,
    )
    with guarded("downloads", view.locale):
        behind_button(
            view.locale.say("exchange.download.label"),
            partial(_offer_formats, view, order, page),
            key=f"download-{page}",
            icon=":material/download:",
        )


def _offer_formats(view: View, order: Order, page: str) -> None:
    st.caption(view.locale.say("exchange.download.explain"))
    for ending, key in OFFERED.items():
        st.download_button(
            view.locale.say(key),
            partial(_content, order, ending),
            view.file_name(page, ending),
            MIME[ending],
            key=f"download-{page}{ending}",
            # Streamlit would otherwise draw the whole page anew after the click.
            on_click="ignore",
            width="stretch",
        )


def _content(order: Order, ending: str) -> bytes:
    return exported(order, ending)[0]


def offer_text(label: str, text: str, name: str, mime: str) -> None:
    """Offer a text as a file; the click does not draw the page anew."""
    st.download_button(label, text, name, mime, icon=":material/download:", on_click="ignore")
