"""The language of the page, and the little styling that Streamlit's theme does not offer."""

from __future__ import annotations

import streamlit as st

STYLE = """<style>
.stMainBlockContainer { padding-top: 3.2rem; padding-bottom: 3rem; }
[data-testid="stMetricValue"] { font-variant-numeric: tabular-nums; white-space: normal; }
.planner-story li { margin-bottom: .7rem; }
.planner-legend { list-style: none; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem;
  padding: 0; margin: 0; font-size: .85rem; }
.planner-legend li { display: flex; align-items: center; gap: .4rem; margin: 0; }
@media (max-width: 640px) {
  .stMainBlockContainer { padding-left: 1rem; padding-right: 1rem; }
  h1 { font-size: 1.8rem !important; }
}
</style>"""

LANGUAGE = "<script>document.documentElement.lang = '{lang}';</script>"


def style_page(lang: str) -> None:
    """Tell browser and screen reader the language, and set the styles."""
    st.html(STYLE)
    st.html(LANGUAGE.format(lang=lang), unsafe_allow_javascript=True)
