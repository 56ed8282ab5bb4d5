"""The pages, in the order of the navigation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from typing import Protocol

import streamlit as st

from planner.web.pages import comparison
from planner.web.pages import critical_path
from planner.web.pages import glossary
from planner.web.pages import letter
from planner.web.pages import network
from planner.web.pages import obligations
from planner.web.pages import overview
from planner.web.pages import planning
from planner.web.pages import quality
from planner.web.pages import recovery
from planner.web.pages import report_status
from planner.web.pages import risk
from planner.web.pages import status
from planner.web.pages import what_if

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.i18n import Locale
    from planner.web.page import Page
    from planner.web.view import View


class PageModule(Protocol):
    """A module in `planner.web.pages`."""

    PAGE: Page

    def show(self, view: View) -> None:
        """Answer the question of the page."""


PAGES: tuple[PageModule, ...] = (
    overview,
    planning,
    critical_path,
    network,
    status,
    report_status,
    comparison,
    letter,
    obligations,
    risk,
    what_if,
    recovery,
    quality,
    glossary,
)


def run_chosen_page(draw: Callable[[PageModule], None], locale: Locale) -> None:
    """Offer the pages, and draw the one in the address."""
    pages = [
        st.Page(
            partial(draw, module),
            title=locale.say(module.PAGE.title),
            icon=module.PAGE.icon,
            url_path=module.PAGE.address,
            default=module is PAGES[0],
        )
        for module in PAGES
    ]
    st.navigation(pages, expanded=True).run()
