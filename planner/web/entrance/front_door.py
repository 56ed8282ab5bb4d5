"""The page that a browser gets first: Streamlit's own, in the language of the reader.

Two things in it save the reader time. The program that draws the figures is on its way before the
page asks for it. And the browser is told where the server is: at the address of one of our pages it
would otherwise first look for a server below that page, and wait a tenth of a second when there is
none. Where Streamlit's page is not what we expect, it is sent as it is.
"""

from __future__ import annotations

from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from starlette.responses import HTMLResponse
from starlette.routing import Route

from planner.i18n import locale_for
from planner.web.registry import listed

if TYPE_CHECKING:
    from starlette.requests import Request

    from planner.i18n import Locale

STATIC = Path(st.__file__).with_name("static")
PARTS = ("PlotlyChart", "Selectbox", "ButtonGroup", "Html", "Metric", "BidiComponent")
"""Parts of Streamlit that it loads when a page first asks for them; ours ask at once."""
AHEAD = """<link rel="modulepreload" crossorigin href="./{file}">
<script type="module">import("./{file}");</script>"""
"""Fetched with the page, and made ready while the browser waits for the server's first word."""
SERVER = (
    '<script>window.__streamlit = {BACKEND_BASE_URL: new URL(".", location.href).href}</script>'
)


def front_doors() -> list[Route]:
    """A route for the address of every page, below the path at which the app is served."""
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    at = f"/{base}/" if base else "/"
    return [Route(at + address, _answer) for address in ("", *(e.address for e in listed()))]


async def _answer(request: Request) -> HTMLResponse:
    locale = locale_for(request.query_params.get("lang"))
    return HTMLResponse(first_page(locale), headers={"Cache-Control": "no-cache"})


@cache
def first_page(locale: Locale) -> str:
    """Streamlit's page with the language, the title and what our pages will ask for."""
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    ahead = "".join(
        AHEAD.format(file=file.relative_to(STATIC).as_posix())
        for part in PARTS
        for file in sorted(STATIC.glob(f"static/js/{part}.*.js"))
    )
    title = escape(locale.say("app.title"))
    return (
        page.replace('<html lang="en">', f'<html lang="{locale.language}">', 1)
        .replace("<title>Streamlit</title>", f"<title>{title}</title>", 1)
        .replace("</head>", f"{SERVER}{ahead}</head>", 1)
    )
