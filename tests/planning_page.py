"""The page Planning as the browser tests open it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.screenshots import open_page

if TYPE_CHECKING:
    from playwright.sync_api import Page

DAY = date(2026, 1, 22)
ACTIVITY = "iv-systems.acceptance"
PATIENCE = 20_000
"""Milliseconds that a figure or an answer may take."""


def open_planning(page: Page, address: str, query: str = "") -> None:
    """Open the page at the data date of the tests, and wait for its bars."""
    open_page(page, f"{address}/planning?date={DAY}{query}")
    expect(page.locator(".st-key-gantt .barlayer .point").first).to_be_attached(timeout=PATIENCE)
