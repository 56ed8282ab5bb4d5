"""Figures on a page: built once for each content, with words for readers who cannot see them."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from planner.chart.revision import stamp_revision
from planner.chart.saving import PICTURES
from planner.chart.saving import can_draw_pictures
from planner.chart.saving import figure_page
from planner.chart.saving import figure_picture
from planner.chart.saving import has_browser
from planner.web.guard import guarded
from planner.web.popovers import behind_button
from planner.web.result_cache import cached
from planner.web.streamlit_internals import key_selector

if TYPE_CHECKING:
    from collections.abc import Callable

    import plotly.graph_objects as go

    from planner.web.view import View

CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": "reset"}
MIME = {"html": "text/html", "png": "image/png", "svg": "image/svg+xml"}
FORM_TEXT = {"html": "saving.html", "png": "saving.png", "svg": "saving.svg"}

MAKE_SCROLLABLE = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


def build_figure(
    view: View, make: Callable[[], go.Figure], subject: str, *details: object
) -> go.Figure:
    """Build the figure of a view, or give the cached one; `details` as for `cached`."""
    return cached(view, lambda: stamp_revision(make()), "figure", subject, *details)


def show_figure(figure: go.Figure, *, key: str, alt: str) -> None:
    """Show a figure that does nothing when it is clicked on."""
    # Without `theme=None` Streamlit puts its own colours over those of the figure.
    st.plotly_chart(figure, key=key, theme=None, config=CONFIG, alt=alt)


def show_clickable(figure: go.Figure, *, key: str, alt: str, on_click: Callable[[], None]) -> None:
    """Show a figure; `on_click` finds the clicked points in the session state under the key."""
    st.plotly_chart(
        figure,
        key=key,
        theme=None,
        config=CONFIG,
        on_select=on_click,
        selection_mode="points",
        alt=alt,
    )


def make_scrollable(key: str, name: str, *, show: int | None = None) -> None:
    """Let the keyboard reach a window with a figure; Streamlit leaves its scrolling to the mouse.

    Args:
        key: The key of the container that scrolls.
        name: What a screen reader calls it.
        show: Distance in pixels from its top to the row that must be in view.
    """
    arguments = ", ".join(json.dumps(each) for each in (key_selector(key), name, show))
    script = f"<script>{MAKE_SCROLLABLE}({arguments});</script>"
    st.html(script, unsafe_allow_javascript=True)


@st.fragment
def offer_file(figure: go.Figure, name: str, view: View) -> None:
    """Offer the figure as a file: always as a page, as a picture where one can be drawn."""
    with guarded("saving", view.locale):
        behind_button(
            view.locale.say("saving.save"),
            partial(_offer_forms, figure, name, view),
            key=f"save-{name}",
            icon=":material/image:",
        )


def _offer_forms(figure: go.Figure, name: str, view: View) -> None:
    forms: dict[str, Callable[[], bytes]] = {"html": partial(figure_page, figure)}
    # Plotly draws pictures with the Chrome or Chromium of this computer.
    if has_browser():
        forms |= {form: partial(figure_picture, figure, form) for form in PICTURES}
    for form, make in forms.items():
        st.download_button(
            view.locale.say(FORM_TEXT[form]),
            make,
            view.file_name(name, f".{form}"),
            MIME[form],
            key=f"save-{name}-{form}",
            on_click="ignore",
            width="stretch",
        )
    if len(forms) == 1:
        lacks = "saving.needs-browser" if can_draw_pictures() else "saving.no-pictures"
        st.caption(view.locale.say(lacks))
