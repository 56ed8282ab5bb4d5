"""Which pages there are, in the order of the navigation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.navigation.page import StreamlitPage

    from planner.i18n import Locale
    from planner.web.view import View

ROOM = "planner.web.pages"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the application.

    Attributes:
        module: Name of its module, which has `show(view)`; its title is `page.<module>`.
        icon: A Material symbol.
    """

    module: str
    icon: str

    @property
    def address(self) -> str:
        """Its place in the address bar, the same in every language."""
        return self.module.replace("_", "-")


PAGES = (
    Page("overview", ":material/flag:"),
    Page("planning", ":material/view_timeline:"),
    Page("critical_path", ":material/route:"),
    Page("network", ":material/account_tree:"),
    Page("status", ":material/fact_check:"),
    Page("report_status", ":material/edit_note:"),
    Page("comparison", ":material/compare_arrows:"),
    Page("letter", ":material/mail:"),
    Page("obligations", ":material/gavel:"),
    Page("risk", ":material/casino:"),
    Page("what_if", ":material/alt_route:"),
    Page("recovery", ":material/build:"),
    Page("quality", ":material/verified:"),
    Page("glossary", ":material/menu_book:"),
)


def listed() -> tuple[Page, ...]:
    """The pages whose module is installed."""
    return tuple(entry for entry in PAGES if find_spec(f"{ROOM}.{entry.module}"))


def navigation(show: Callable[[str], None], locale: Locale) -> StreamlitPage:
    """Offer the pages and give the one that was chosen; `show` draws a module by its name."""
    found = [
        st.Page(
            _named(partial(show, entry.module), entry.module),
            title=locale.say(f"page.{entry.module}"),
            icon=entry.icon,
            url_path=entry.address,
            default=number == 0,
        )
        for number, entry in enumerate(listed())
    ]
    return st.navigation(found, expanded=True)


def load_pages() -> None:
    """Import every page, so that no visitor waits for it."""
    for entry in listed():
        import_module(f"{ROOM}.{entry.module}")


def show_page(module: str, view: View) -> None:
    """Draw a page; its module is imported when it is first asked for."""
    import_module(f"{ROOM}.{module}").show(view)


def _named(function: partial[None], name: str) -> Callable[[], None]:
    """Streamlit tells pages apart by the name of their function."""
    function.__name__ = name  # type: ignore[attr-defined]
    return function
