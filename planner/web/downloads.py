"""What a page shows as a file, in the format that the reader's own program opens."""

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

OFFERED = (".xlsx", ".csv", ".xml", ".ics", ".html", ".mmd")
"""The formats of a page, in the order in which they are offered."""


@st.fragment
def download_buttons(
    view: View,
    what: str,
    activities: Iterable[str] | None = None,
    formats: tuple[str, ...] = OFFERED,
) -> None:
    """Offer what a page shows as files; each is made when it is asked for.

    Args:
        view: The choices of the reader: data date, baseline, language.
        what: Name of the page; becomes the name of the files and the key of the buttons.
        activities: Ids of the activities that the page shows, in its order; all when left out.
            The tables have these only; a file for another planner always has the whole plan.
        formats: The endings to offer.
    """
    rows = None
    if activities is not None:
        found = view.schedule.activities
        rows = [found[name] for name in activities if name in found]
    draw = partial(whole_gantt, view.schedule, view.locale, folded=False)
    order = Order(
        view.schedule,
        view.locale,
        view.baseline,
        rows,
        draw,
        for_excel=view.locale.has_decimal_comma,
    )
    with guarded("downloads", view.locale):
        behind_button(
            view.locale.say("exchange.download.label"),
            partial(_offer_formats, view, order, what, formats),
            key=f"download-{what}",
            icon=":material/download:",
        )


def _offer_formats(view: View, order: Order, what: str, formats: tuple[str, ...]) -> None:
    st.caption(view.locale.say("exchange.download.explain"))
    for ending in formats:
        st.download_button(
            view.locale.say(f"exchange.download.{ending.removeprefix('.')}"),
            partial(_content, order, ending),
            view.file_name(what, ending),
            MIME[ending],
            key=f"download-{what}{ending}",
            on_click="ignore",
            width="stretch",
        )


def _content(order: Order, ending: str) -> bytes:
    return exported(order, ending)[0]
