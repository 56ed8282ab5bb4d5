"""Links from one page to another, with the choices that hold on every page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from planner.web.pages.planning import PAGE as PLANNING

if TYPE_CHECKING:
    from planner.web.page import Page
    from planner.web.view import View


def page_link(view: View, page: Page, words: str, **choices: str) -> str:
    """Write a link to a page as HTML, with some choices of its own."""
    address = escape(view.link(page, **choices), quote=True)
    # Streamlit opens links in Markdown in a new tab; these stay in their own.
    return f'<a class="planner-link" href="{address}" target="_self">{escape(words)}</a>'


def activity_link(view: View, activity: str) -> str:
    """Write a link from the title of an activity to its explanation in the Gantt chart."""
    title = view.schedule.activities[activity].title
    return page_link(view, PLANNING, title, activity=activity)
