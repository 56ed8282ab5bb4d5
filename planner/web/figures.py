"""Figures on a page: drawn once for each content, with words for who cannot see them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import streamlit as st

from planner.chart.saving import PICTURES
from planner.chart.saving import can_draw_pictures
from planner.chart.saving import figure_page
from planner.chart.saving import figure_picture
from planner.chart.saving import has_browser

if TYPE_CHECKING:
    from collections.abc import Callable

    import plotly.graph_objects as go

    from planner.web.view import View

CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": "reset"}
MIME = {"png": "image/png", "svg": "image/svg+xml"}

REACHABLE = """<script>(() => {{
  const found = document.querySelector({window});
  if (!found) return;
  found.setAttribute("tabindex", "0");
  found.setAttribute("role", "region");
  found.setAttribute("aria-label", {name});
}})();</script>"""


def drawn(key: tuple[object, ...], make: Callable[[], go.Figure]) -> go.Figure:
    """Give the figure of a key, made only when it is new; the key begins with the plan's digest."""
    return _drawn(key, make)


def figure_key(view: View, *details: object) -> tuple[object, ...]:
    """What a figure of this view depends on, with the page's own choices after it."""
    return (
        view.workspace.plan.digest if view.workspace.plan else "",
        view.schedule.data_date,
        view.baseline.data_date if view.baseline else None,
        view.target.milestone if view.target else None,
        view.language,
        *details,
    )


def show_figure(figure: go.Figure, *, key: str, alt: str) -> None:
    """Show a figure that is not clicked on."""
    st.plotly_chart(figure, key=key, theme=None, config=CONFIG, alt=alt)


def let_keys_scroll(key: str, name: str) -> None:
    """Let the keyboard reach a window with a figure in it, which Streamlit leaves to the mouse.

    Args:
        key: The key of the container that scrolls.
        name: What a screen reader calls it.
    """
    script = REACHABLE.format(window=json.dumps(f".st-key-{key}"), name=json.dumps(name))
    st.html(script, unsafe_allow_javascript=True)


def offer_file(figure: go.Figure, name: str, view: View) -> None:
    """Offer the figure as a file: a page always, a picture where it can be drawn."""
    stem = re.sub(r"[^\w-]+", "-", f"{name}-{view.schedule.data_date.isoformat()}").lower()
    with st.popover(view.say("saving.save"), icon=":material/download:"):
        st.download_button(
            view.say("saving.page"),
            lambda: figure_page(figure),
            f"{stem}.html",
            "text/html",
            key=f"save-{name}-html",
            on_click="ignore",
        )
        if not can_draw_pictures():
            st.caption(view.say("saving.no-pictures"))
            return
        if not has_browser():
            st.caption(view.say("saving.needs-browser"))
            return
        for form in PICTURES:
            st.download_button(
                view.say(f"saving.{form}"),
                _picture(figure, form),
                f"{stem}.{form}",
                MIME[form],
                key=f"save-{name}-{form}",
                on_click="ignore",
            )


def _picture(figure: go.Figure, form: str) -> Callable[[], bytes]:
    return lambda: figure_picture(figure, form)


@st.cache_resource(max_entries=128, show_spinner=False)
def _drawn(key: tuple[object, ...], _make: Callable[[], go.Figure]) -> go.Figure:  # noqa: ARG001
    return _make()
