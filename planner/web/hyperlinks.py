"""Links from one page to another, with the choices that hold on every page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.web.view import View


def page_link(view: View, page: str, words: str, **choices: str) -> str:
    """A link to a page, as HTML, with some choices of its own."""
    return _link(view.link(page, **choices), escape(words))


def activity_link(view: View, activity: str) -> str:
    """A link from the title of an activity to its explanation in the Gantt chart, as HTML."""
    title = escape(view.schedule.activities[activity].title)
    return _link(view.link("planning", activity=activity), title)


def _link(address: str, words: str) -> str:
    return (
        f'<a class="planner-link" href="{escape(address, quote=True)}" target="_self">{words}</a>'
    )
