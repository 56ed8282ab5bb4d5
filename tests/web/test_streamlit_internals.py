"""The Streamlit that is installed still has the parts that its documentation does not promise."""

from __future__ import annotations

import re
import tomllib

import pytest
from streamlit import config

from planner.web import streamlit_internals
from planner.web.streamlit_internals import ElementId
from tests.served import ROOT

SCRIPTS = sorted(streamlit_internals.STATIC.glob("static/js/*.js"))
NAMED_IN_STYLE = re.compile(r'(?:data-testid="|\.)(st[A-Z]\w+)')


@pytest.fixture(scope="module")
def program() -> str:
    """The program that the browser gets."""
    return "\n".join(file.read_text(encoding="utf-8") for file in SCRIPTS)


@pytest.fixture(scope="module")
def first_page() -> str:
    return streamlit_internals.FIRST_PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "part",
    [
        streamlit_internals.HTML_TAG,
        streamlit_internals.TITLE_TAG,
        streamlit_internals.HEAD_END,
    ],
)
def test_the_first_page_has_the_places_that_are_replaced(first_page: str, part: str) -> None:
    assert first_page.count(part) == 1


@pytest.mark.parametrize("chunk", streamlit_internals.CHUNKS)
def test_a_chunk_is_one_file(chunk: str) -> None:
    assert len(streamlit_internals.chunk_files(chunk)) == 1


@pytest.mark.parametrize("name", list(ElementId))
def test_the_program_gives_an_element_its_name(program: str, name: str) -> None:
    assert is_quoted(name, program)


@pytest.mark.parametrize("name", sorted(set(NAMED_IN_STYLE.findall(streamlit_internals.STYLE))))
def test_the_program_has_every_name_in_the_styles(program: str, name: str) -> None:
    assert is_quoted(name, program)


def test_the_program_has_the_class_of_keys_and_the_address_of_the_server(program: str) -> None:
    assert streamlit_internals.KEY_CLASS in program
    assert f"window.{streamlit_internals.SERVER_VARIABLE}" in program
    assert streamlit_internals.SERVER_ADDRESS in program


def test_the_program_forgets_messages_as_late_as_the_configuration_says() -> None:
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    age = settings["global"]["maxCachedMessageAge"]
    assert config.get_option("global.maxCachedMessageAge") == age


def is_quoted(name: str, program: str) -> bool:
    """Tell whether the program has a name as a text of its own, or as one of several classes."""
    return re.search(rf"""["'` ]{name}["'` ]""", program) is not None
