"""The page that a browser gets first: Streamlit's own, in the language of the reader.

Two things in it save the reader time. The program that draws the figures is fetched before the page
asks for it. And the browser is told where the server is: at the address of one of our pages it
would otherwise first look for a server below that page, and wait a tenth of a second when there is
none. Where Streamlit's page is not what we expect, it is sent as it is.
"""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING

import streamlit as st
from starlette.responses import HTMLResponse
from starlette.routing import Route

from planner.i18n import locale_for
from planner.web.registry import PAGES
from planner.web.streamlit_internals import CHUNKS
from planner.web.streamlit_internals import FIRST_PAGE
from planner.web.streamlit_internals import HEAD_END
from planner.web.streamlit_internals import HTML_TAG
from planner.web.streamlit_internals import SERVER_ADDRESS
from planner.web.streamlit_internals import SERVER_VARIABLE
from planner.web.streamlit_internals import STATIC
from planner.web.streamlit_internals import TITLE_TAG
from planner.web.streamlit_internals import chunk_files

if TYPE_CHECKING:
    from starlette.requests import Request

    from planner.i18n import Locale

PRELOAD = """<link rel="modulepreload" crossorigin href="./{file}">
<script type="module">import("./{file}");</script>"""
"""Fetches a chunk with the page, and runs it while the browser waits for the server."""
SERVER = (
    f"<script>window.{SERVER_VARIABLE} = "
    f'{{{SERVER_ADDRESS}: new URL(".", location.href).href}}</script>'
)


def front_doors() -> list[Route]:
    """Make a route for the address of every page, below the path at which the app is served."""
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    root = f"/{base}/" if base else "/"
    # The first page also answers at its own name, which links to it carry.
    return [Route(root, _answer), *(Route(root + page.PAGE.address, _answer) for page in PAGES)]


async def _answer(request: Request) -> HTMLResponse:
    locale = locale_for(request.query_params.get("lang"))
    # A new version of Streamlit has chunks with other names: an old first page would miss them.
    return HTMLResponse(first_page(locale), headers={"Cache-Control": "no-cache"})


@cache
def first_page(locale: Locale) -> str:
    """Streamlit's page with the language, the title and what our pages will ask for."""
    files = (file.relative_to(STATIC).as_posix() for part in CHUNKS for file in chunk_files(part))
    preloads = "".join(PRELOAD.format(file=file) for file in files)
    title = escape(locale.say("app.title"))
    return (
        FIRST_PAGE.read_text(encoding="utf-8")
        .replace(HTML_TAG, f'<html lang="{locale.language}">', 1)
        .replace(TITLE_TAG, f"<title>{title}</title>", 1)
        .replace(HEAD_END, f"{SERVER}{preloads}{HEAD_END}", 1)
    )
