"""The title of a page, with the terms that it uses one click away."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from planner.i18n import catalogue
from planner.web.guard import guarded
from planner.web.hyperlinks import page_link
from planner.web.pages.glossary import PAGE as GLOSSARY
from planner.web.popovers import ButtonLook
from planner.web.popovers import behind_button

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.i18n import Locale
    from planner.web.page import Page
    from planner.web.view import View


def page_title(view: View, page: Page) -> None:
    """Name the page, and offer what its words mean."""
    with st.container(
        horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        st.title(view.locale.say(page.title), anchor=False, width="content")
        if page.explained_terms:
            _offer_terms(view, page)


@st.fragment
def _offer_terms(view: View, page: Page) -> None:
    # A fragment is drawn outside the page when its button is clicked, so it has its own guard.
    with guarded("terms", view.locale):
        behind_button(
            view.locale.say("glossary.here"),
            partial(_terms, view, page),
            key="terms",
            icon=":material/menu_book:",
            look=ButtonLook.QUIET,
        )


def _terms(view: View, page: Page) -> None:
    link = page_link(view, GLOSSARY, view.locale.say("glossary.all"))
    st.html(f"{terms_html(page.explained_terms, view.locale)}<p>{link}</p>")


def terms_html(terms: Iterable[str], locale: Locale) -> str:
    """Write a list of terms with their meaning, by alphabet."""
    words = catalogue(locale.language)
    entries = sorted((words[f"term.{term}.name"], words[f"term.{term}.meaning"]) for term in terms)
    items = "".join(f"<dt>{escape(name)}</dt><dd>{escape(says)}</dd>" for name, says in entries)
    return f'<dl class="planner-terms">{items}</dl>'
