"""The language of the page, and the little styling that Streamlit's theme does not offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.i18n import Locale

import streamlit as st

STYLE = """<style>
.stMainBlockContainer { padding: 1.1rem 2.5rem 3rem; }
[data-testid="stSidebarHeader"] { padding-bottom: 0; height: 2.5rem; }
[data-testid="stSidebarNavLink"] { padding: .05rem .5rem !important; line-height: 1.6;
  margin: 0 !important; }
[data-testid="stSidebarNavItems"] li { margin: 0; }
[data-testid="stSidebarUserContent"] [data-testid="stVerticalBlock"] { gap: .7rem; }
[data-testid="stSidebarUserContent"] { padding-top: .8rem; padding-bottom: 1rem; }
[data-testid="stSidebarNavItems"] { padding-bottom: .5rem; }
h1 { font-size: 1.9rem !important; padding: 0 0 .55rem !important; }
h2 { font-size: 1.3rem !important; padding: .6rem 0 .3rem !important; }
h3 { font-size: 1.2rem !important; }
[data-testid="stMetricValue"] { font-variant-numeric: tabular-nums; white-space: normal; }
[data-testid="stMetricValue"] > div { white-space: normal; font-size: 1.6rem; }
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
.st-key-gantt-window { max-height: max(26rem, calc(100vh - 17rem)); overflow: hidden auto; }
.stVerticalBlock:has(> * .st-key-detail) .st-key-gantt-window { max-height: max(20rem, 46vh); }
[data-testid="stDateInput"] [role="spinbutton"] { display: inline-block; min-width: 1.6rem;
  min-height: 1.6rem; line-height: 1.6rem; text-align: center; }
@media (max-width: 640px) {
  .stMainBlockContainer { padding: 3.2rem 1rem 3rem; }
  .planner-narrow { display: block; }
  .st-key-figures [data-testid="stColumn"] { min-width: calc(50% - 1rem); }
  .planner-legend, .st-key-gantt-window, .st-key-gantt-hint, .st-key-gantt-path,
  .st-key-gantt-chain { display: none; }
}
</style>"""

LANGUAGE = "<script>document.documentElement.lang = '{lang}';</script>"


def style_page(locale: Locale) -> None:
    """Tell browser and screen reader the language, and set the styles."""
    st.html(STYLE)
    st.html(LANGUAGE.format(lang=locale.language), unsafe_allow_javascript=True)
