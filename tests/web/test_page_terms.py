"""No word of the field without its explanation one click away, on any page in any language."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from planner.i18n import DEFAULT_LOCALE
from planner.i18n import Locale
from planner.i18n import catalogue
from planner.i18n import languages
from planner.web import registry
from planner.web.entrance import SCRIPT
from planner.web.pages import overview
from tests.served import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator


NAME = re.compile(r"term\.(.+)\.name")
ENDING = r"(?:s|e|en|n|de)?"
"""How a word may end in a sentence: plural, or inflected."""
TEXTS = ("markdown", "caption", "header", "title", "info", "success", "warning", "error")
LABELLED = ("selectbox", "multiselect", "text_input", "toggle", "button", "metric", "expander")
HIDDEN = re.compile(r"<style.*?</style>|<script.*?</script>|<[^>]+>", re.DOTALL)
SHOWN = [page for page in registry.PAGES if page.PAGE.has_glossary]
NAMES = [page.PAGE.name for page in SHOWN]


def names(lang: str) -> Iterator[tuple[str, str]]:
    """Each term with each of the words for it."""
    for key, words in catalogue(lang).items():
        if found := NAME.fullmatch(key):
            for word in words.split(", "):
                yield found[1], re.sub(r" \(.*\)", "", word)


def words_of(app: AppTest) -> str:
    """Everything that a page says outside its figures and closed windows."""
    said = [element.value for kind in TEXTS for element in getattr(app, kind)]
    said += [element.label for kind in LABELLED for element in getattr(app, kind)]
    said += [HIDDEN.sub(" ", element.proto.body) for element in app.get("html")]
    return unescape(" ".join(said))


def used_terms(app: AppTest, lang: str) -> set[str]:
    said = words_of(app)
    return {term for term, word in names(lang) if pattern(word).search(said)}


def pattern(word: str) -> re.Pattern[str]:
    """A word however it begins and ends; an abbreviation is written one way."""
    if word.isupper():
        return re.compile(rf"\b{re.escape(word)}\b")
    return re.compile(rf"\b{re.escape(word)}{ENDING}\b", re.IGNORECASE)


@pytest.fixture(autouse=True)
def real_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_PLAN", str(ROOT / "workstreams"))
    monkeypatch.setattr("sys.argv", ["app.py"])


def opened(lang: str) -> AppTest:
    """The first page of the app."""
    app = AppTest.from_file(str(SCRIPT), default_timeout=60)
    app.query_params["date"], app.query_params["lang"] = "2026-01-22", lang
    return app.run()


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("page", SHOWN, ids=NAMES)
def test_every_term_on_a_page_is_explained_on_it(
    page: registry.PageModule, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "PAGES", (page,))
    app = opened(lang)
    assert app.title[0].value == Locale(lang).say(page.PAGE.title)
    assert used_terms(app, lang) - set(page.PAGE.explained_terms) == set()


@pytest.mark.parametrize("page", SHOWN, ids=NAMES)
def test_a_page_explains_known_terms_each_once(page: registry.PageModule) -> None:
    terms = page.PAGE.explained_terms
    assert len(set(terms)) == len(terms)
    assert set(terms) <= {term for term, _ in names("nl")}


def test_the_terms_of_a_page_are_shown_with_their_meaning() -> None:
    app = opened("nl")
    app.session_state["terms"] = True
    app.run()
    shown = words_of(app)
    for term in overview.PAGE.explained_terms:
        assert DEFAULT_LOCALE.say(f"term.{term}.meaning") in shown
