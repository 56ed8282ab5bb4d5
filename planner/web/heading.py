"""The title of a page, with the terms that it uses one click away."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from planner.i18n import catalogue
from planner.web.guard import guarded
from planner.web.hyperlinks import page_link
from planner.web.page_terms import terms_of
from planner.web.popovers import ButtonLook
from planner.web.popovers import behind_button

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.i18n import Locale
    from planner.web.view import View


def page_title(view: View, module: str) -> None:
    """Name the page, and offer what its words mean."""
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        st.title(view.locale.say(f"page.{module}"), anchor=False, width="content")
        if terms_of(module):
            _offer_terms(view, module)


@st.fragment
def _offer_terms(view: View, module: str) -> None:
    with guarded("terms", view.locale):
        behind_button(
            view.locale.say("glossary.here"),
            partial(_terms, view, module),
            key="terms",
            icon=":material/menu_book:",
            look=ButtonLook.QUIET,
        )


def _terms(view: View, module: str) -> None:
    link = page_link(view, "glossary", view.locale.say("glossary.all"))
    st.html(f"{terms_html(terms_of(module), view.locale)}<p>{link}</p>")


def terms_html(terms: Iterable[str], locale: Locale) -> str:
    """A list of terms with their meaning, by alphabet."""
    words = catalogue(locale.language)
    found = sorted((words[f"term.{term}.name"], words[f"term.{term}.meaning"]) for term in terms)
    items = "".join(f"<dt>{escape(name)}</dt><dd>{escape(says)}</dd>" for name, says in found)
    return f'<dl class="planner-terms">{items}</dl>'
