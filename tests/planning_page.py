"""The page Planning as the browser tests open it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.screenshots import open_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

DAY = date(2026, 1, 22)
ACTIVITY = "iv-systems.acceptance"
PATIENCE = 20_000
"""Milliseconds that a figure or an answer may take."""

PLACE = """id => {
    const layer = document.querySelector('.st-key-gantt .js-plotly-plot .barlayer');
    for (const trace of layer.querySelectorAll('.trace')) {
        const data = trace.__data__[0].trace.customdata || [];
        for (const point of trace.querySelectorAll('.point')) {
            if ((data[point.__data__.i] || [])[0] !== id) continue;
            point.scrollIntoView({block: 'center'});
            const box = point.getBoundingClientRect();
            return [box.x + box.width / 2, box.y + box.height / 2];
        }
    }
}"""
"""JavaScript: bring the bar of an activity into view and give the middle of it."""

HOVER_PAUSE = 100
"""Milliseconds; Plotly looks at the pointer at most twenty times a second."""


def open_planning(page: Page, address: str, query: str = "") -> None:
    """Open the page at the data date of the tests, and wait for its bars."""
    open_page(page, f"{address}/planning?date={DAY}{query}")
    expect(page.locator(".st-key-gantt .barlayer .point").first).to_be_attached(timeout=PATIENCE)


def click_figure(page: Page, place: Callable[[], tuple[float, float]]) -> None:
    """Click in a figure as a person does: when Plotly shows what is under the pointer.

    Plotly answers a click with what it last saw under the pointer, so a click that follows the
    movement at once may do nothing on a busy machine.
    """
    label = page.locator(".hoverlayer .hovertext").first
    for _ in range(PATIENCE // HOVER_PAUSE):
        x, y = place()
        page.mouse.move(x + 1, y)
        page.mouse.move(x, y)
        page.wait_for_timeout(HOVER_PAUSE)
        if label.is_visible() and place() == (x, y):
            break
    page.mouse.click(x, y)


def click_bar(page: Page, identifier: str) -> None:
    """Click on the bar of an activity."""

    def place() -> tuple[float, float]:
        x, y = page.evaluate(PLACE, identifier)
        return x, y

    click_figure(page, place)
