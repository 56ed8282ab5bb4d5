"""Overzicht: whether the target holds, what drives it, and what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from planner.web.view import View


def show(view: View) -> None:
    """Draw the page."""
    st.title(view.say("page.overview"), anchor=False)
