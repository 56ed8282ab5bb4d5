"""Begrippen: every term of the screens, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from planner.i18n import LANGUAGES
from planner.i18n import catalogue
from planner.web.address import kept
from planner.web.tables import TableColumn
from planner.web.tables import show_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.web.view import View

PREFIX, NAME, MEANING = "term.", ".name", ".meaning"


def show(view: View) -> None:
    """Draw the page."""
    st.caption(view.say("glossary.help"))
    words = st.text_input(
        view.say("glossary.search"), key=kept("term", ""), persist_state="session"
    )
    other = next(lang for lang in LANGUAGES if lang != view.language)
    columns = (
        TableColumn(view.say("glossary.term")),
        TableColumn(view.say("glossary.meaning"), is_wide=True),
        TableColumn(view.say("glossary.other")),
    )
    rows = [row for row in terms(view.language, other) if _matches(row, words or "")]
    if rows:
        show_table(view.count("glossary.caption", len(rows)), columns, rows)
    else:
        st.info(view.say("glossary.none"))


def terms(lang: str, other: str) -> list[tuple[str, str, str]]:
    """Each term with its meaning and its name in the other language, by alphabet."""
    there = catalogue(other)
    return sorted((name, meaning, there[key]) for key, name, meaning in _entries(lang))


def _entries(lang: str) -> Iterator[tuple[str, str, str]]:
    here = catalogue(lang)
    for key, name in here.items():
        if key.startswith(PREFIX) and key.endswith(NAME):
            yield key, name, here[key.removesuffix(NAME) + MEANING]


def _matches(row: tuple[str, str, str], words: str) -> bool:
    text = " ".join(row).casefold()
    return all(word in text for word in words.casefold().split())
