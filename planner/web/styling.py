"""The language of the page, and the little styling that Streamlit's theme does not offer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from planner.web import streamlit_internals

if TYPE_CHECKING:
    from planner.i18n import Locale

STYLE = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
"""Styles of our own classes and of the headings."""

LANGUAGE = "<script>document.documentElement.lang = '{lang}';</script>"


def style_page(locale: Locale) -> None:
    """Tell browser and screen reader the language, and set the styles."""
    st.html(f"<style>{streamlit_internals.STYLE}{STYLE}</style>")
    # The first page has the language of the link; a reader can switch without a new first page.
    st.html(LANGUAGE.format(lang=locale.language), unsafe_allow_javascript=True)
