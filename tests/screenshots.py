"""Photograph the app for README: `make screenshots`, in its light theme."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect
from playwright.sync_api import sync_playwright

from planner.web.registry import PAGES
from planner.web.streamlit_internals import ElementId
from tests.conftest import chromium
from tests.served import ROOT
from tests.served import served_app

if TYPE_CHECKING:
    from playwright.sync_api import Page

PATIENCE = 60_000
"""Milliseconds a page may take; the first one also loads and schedules the plan."""


SETTLING = 1_500
"""Milliseconds in which a figure takes its final size."""

FIRST = "overview"
README_PAGES = (FIRST, "planning", "critical-path")
QUERY = "date=2026-01-22"
"""The data date of a report before the target, so that the pictures show a plan under way."""


def open_page(page: Page, address: str) -> None:
    """Go to a page and wait until its script has run to the end."""
    page.goto(address)
    app = page.locator(ElementId.APP.selector)
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=PATIENCE)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE)
    expect(page.locator("[data-stale=true]")).to_have_count(0, timeout=PATIENCE)


def wait_for_figures(page: Page) -> None:
    """Wait until every figure has been drawn."""
    for figure in page.locator(ElementId.PLOTLY_CHART.selector).all():
        expect(figure.locator(".main-svg").first).to_be_attached(timeout=PATIENCE)
    page.wait_for_timeout(SETTLING)


def photograph(page: Page, address: str, query: str, names: list[str], folder: Path) -> None:
    """Save one picture for each page, named after its address."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        place = "" if name == FIRST else name
        open_page(page, f"{address}/{place}?{query}")
        wait_for_figures(page)
        picture = folder / f"{name}.png"
        page.screenshot(path=picture)
        print(picture)  # noqa: T201  # the result of the command


def main() -> None:
    """Serve the app, open the installed browser and photograph."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--locale", default="nl-NL", help="language of the browser")
    parser.add_argument("--query", default=QUERY, help="the choices, as in the address")
    parser.add_argument("--all", action="store_true", help="every page, not those of README")
    choice = parser.parse_args()
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with served_app() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=sandbox)
        page = browser.new_page(
            locale=choice.locale, viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
        )
        names = [page.PAGE.address for page in PAGES] if choice.all else list(README_PAGES)
        photograph(page, address, choice.query, names, choice.out)
        browser.close()


if __name__ == "__main__":
    main()
