"""Parts of Streamlit that its documentation does not promise.

They were seen in Streamlit 1.67.0. `tests/web/test_streamlit_internals.py` looks for each of them
in the Streamlit that is installed, and fails when one of them is gone.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import streamlit as st

STATIC = Path(st.__file__).with_name("static")
"""The files that the browser gets: the first page, and the chunks of the program."""

FIRST_PAGE = STATIC / "index.html"
HTML_TAG = '<html lang="en">'
TITLE_TAG = "<title>Streamlit</title>"
HEAD_END = "</head>"

SERVER_VARIABLE = "__streamlit"
SERVER_ADDRESS = "BACKEND_BASE_URL"
"""The variable of the window, and the name in it, that tell the browser where the server is."""

CHUNKS = ("PlotlyChart", "Selectbox", "ButtonGroup", "Html", "Metric", "BidiComponent")
"""Parts of the program that are loaded when a page first asks for them; our pages ask at once."""

KEY_CLASS = "st-key-"
"""Beginning of the class of an element that was given a key."""


class ElementId(StrEnum):
    """The `data-testid` of an element."""

    APP = "stApp"
    MAIN = "stMain"
    ALERT = "stAlert"
    EXCEPTION = "stException"
    PLOTLY_CHART = "stPlotlyChart"
    DOWNLOAD_BUTTON = "stDownloadButton"
    FILE_DROPZONE = "stFileUploaderDropzone"

    @property
    def selector(self) -> str:
        """The selector for CSS and for the browser tests."""
        return f"[data-testid={self.value}]"


def key_selector(key: str) -> str:
    """Give the selector of the element with a key."""
    return f".{KEY_CLASS}{key}"


def chunk_files(chunk: str) -> list[Path]:
    """Find the files of a chunk; the names also carry a hash that differs per version."""
    return sorted(STATIC.glob(f"static/js/{chunk}.*.js"))


STYLE = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
"""Styles of Streamlit's own elements, which its theme does not offer."""
