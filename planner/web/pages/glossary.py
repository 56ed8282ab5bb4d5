"""Begrippen: every term on the screens, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from planner.i18n import catalogue
from planner.i18n import languages
from planner.web.address import kept
from planner.web.page import Page
from planner.web.tables import TableColumn
from planner.web.tables import show_table

if TYPE_CHECKING:
    from planner.i18n import Locale
    from planner.web.view import View

# Without a button for its terms: the page itself explains them all.
PAGE = Page(__name__, title="page.glossary", icon=":material/menu_book:", has_glossary=False)

PREFIX, NAME, MEANING = "term.", ".name", ".meaning"


def show(view: View) -> None:
    """Explain every term, and give its name in another language."""
    st.caption(view.locale.say("glossary.help"))
    words = st.text_input(
        view.locale.say("glossary.search"), key=kept("term", ""), persist_state="session"
    )
    other = next(code for code in languages() if code != view.locale.language)
    columns = (
        TableColumn(view.locale.say("glossary.term")),
        TableColumn(view.locale.say("glossary.meaning"), is_wide=True),
        TableColumn(view.locale.say("glossary.other")),
    )
    rows = [row for row in terms(view.locale, other) if _matches(row, words or "")]
    if rows:
        show_table(view.locale.count("glossary.caption", len(rows)), columns, rows)
    else:
        st.info(view.locale.say("glossary.none"))


def terms(locale: Locale, other: str) -> list[tuple[str, str, str]]:
    """List each term with its meaning and its name in the other language, by alphabet."""
    here, there = catalogue(locale.language), catalogue(other)
    entries = []
    for key, name in here.items():
        if key.startswith(PREFIX) and key.endswith(NAME):
            entries.append((name, here[key.removesuffix(NAME) + MEANING], there[key]))
    return sorted(entries)


def _matches(row: tuple[str, str, str], words: str) -> bool:
    text = " ".join(row).casefold()
    return all(word in text for word in words.casefold().split())
