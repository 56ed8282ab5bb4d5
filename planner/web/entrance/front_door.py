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
from planner.web import streamlit_internals as internals
from planner.web.registry import PAGES

if TYPE_CHECKING:
    from starlette.requests import Request

    from planner.i18n import Locale

PRELOAD = """<link rel="modulepreload" crossorigin href="./{file}">
<script type="module">import("./{file}");</script>"""
"""Fetches a chunk with the page, and runs it while the browser waits for the server."""
SERVER = (
    f"<script>window.{internals.SERVER_VARIABLE} = "
    f'{{{internals.SERVER_ADDRESS}: new URL(".", location.href).href}}</script>'
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
    """Give Streamlit's page with our language and title, and the chunks that our pages need."""
    files = (
        file.relative_to(internals.STATIC).as_posix()
        for part in internals.CHUNKS
        for file in internals.chunk_files(part)
    )
    preloads = "".join(PRELOAD.format(file=file) for file in files)
    title = escape(locale.say("app.title"))
    return (
        internals.FIRST_PAGE.read_text(encoding="utf-8")
        .replace(internals.HTML_TAG, f'<html lang="{locale.language}">', 1)
        .replace(internals.TITLE_TAG, f"<title>{title}</title>", 1)
        .replace(internals.HEAD_END, f"{SERVER}{preloads}{internals.HEAD_END}", 1)
    )
