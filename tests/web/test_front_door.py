"""The page that a browser gets first: in the reader's language, with what our pages will need."""

from __future__ import annotations

import pytest

from planner.i18n import Locale
from planner.i18n import languages
from planner.web.entrance.front_door import first_page
from planner.web.entrance.front_door import front_doors
from planner.web.registry import PAGES
from planner.web.streamlit_internals import CHUNKS
from planner.web.streamlit_internals import chunk_files


@pytest.mark.parametrize("lang", languages())
def test_the_first_page_is_in_the_language_of_the_reader(lang: str) -> None:
    page = first_page(Locale(lang))
    assert f'<html lang="{lang}">' in page
    assert f"<title>{Locale(lang).say('app.title')}</title>" in page


@pytest.mark.parametrize("chunk", CHUNKS)
def test_the_parts_that_our_pages_need_come_with_it(chunk: str) -> None:
    files = chunk_files(chunk)
    assert len(files) == 1
    assert f'import("./static/js/{files[0].name}")' in first_page(Locale("nl"))


def test_every_page_has_a_door() -> None:
    addresses = {route.path for route in front_doors()}
    assert addresses == {"/", *(f"/{page.PAGE.address}" for page in PAGES)}
