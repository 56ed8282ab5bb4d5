"""Which pages there are, in the order of the navigation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

import streamlit as st

from planner.i18n import text

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.navigation.page import StreamlitPage

    from planner.web.view import View

ROOM = "planner.web.pages"


@dataclass(frozen=True, slots=True)
class Entry:
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
    Entry("overview", ":material/flag:"),
    Entry("planning", ":material/view_timeline:"),
    Entry("critical_path", ":material/route:"),
    Entry("network", ":material/account_tree:"),
    Entry("status", ":material/fact_check:"),
    Entry("report_status", ":material/edit_note:"),
    Entry("comparison", ":material/compare_arrows:"),
    Entry("letter", ":material/mail:"),
    Entry("obligations", ":material/gavel:"),
    Entry("risk", ":material/casino:"),
    Entry("what_if", ":material/alt_route:"),
    Entry("recovery", ":material/build:"),
    Entry("quality", ":material/verified:"),
    Entry("glossary", ":material/menu_book:"),
)


def listed() -> tuple[Entry, ...]:
    """The pages whose module is installed."""
    return tuple(entry for entry in PAGES if find_spec(f"{ROOM}.{entry.module}"))


def navigation(show: Callable[[str], None], lang: str) -> StreamlitPage:
    """Offer the pages and give the one that was chosen; `show` draws a module by its name."""
    found = [
        st.Page(
            _named(partial(show, entry.module), entry.module),
            title=text(f"page.{entry.module}", lang),
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
