"""The language of the page, and the little styling that Streamlit's theme does not offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from planner.web import streamlit_internals

if TYPE_CHECKING:
    from planner.i18n import Locale

# `!important` stands where Streamlit's own rule for the element is more specific than ours.
STYLE = """
h1 { font-size: 1.9rem !important; padding: 0 0 .55rem !important; }
h2 { font-size: 1.3rem !important; padding: .6rem 0 .3rem !important; }
h3 { font-size: 1.2rem !important; }
.planner-story { padding-left: 1.4rem !important; }
.planner-link { color: #154273; text-decoration: underline; }
.planner-story li { margin-bottom: .7rem; }
.planner-legend { list-style: none !important; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem;
  padding: 0 !important; margin: 0 !important; font-size: .85rem; }
.planner-legend li { display: flex; align-items: center; gap: .4rem; margin: 0; padding: 0;
  font-size: .85rem; }
.planner-narrow { display: none; }
.planner-terms dt, .planner-choices dt { font-weight: 600; }
.planner-choices { font-size: .875rem; margin: 0; padding-left: 0 !important; }
.planner-choices dd { margin: 0 0 .5rem !important; }
.planner-terms dd { margin: 0 0 .5rem; }
@media (max-width: 640px) {
  .planner-narrow { display: block; }
  .planner-legend { display: none; }
}
"""
"""Styles of our own classes and of the headings."""

LANGUAGE = "<script>document.documentElement.lang = '{lang}';</script>"


def style_page(locale: Locale) -> None:
    """Tell browser and screen reader the language, and set the styles."""
    st.html(f"<style>{streamlit_internals.STYLE}{STYLE}</style>")
    # The first page has the language of the link; a reader can switch without a new first page.
    st.html(LANGUAGE.format(lang=locale.language), unsafe_allow_javascript=True)
