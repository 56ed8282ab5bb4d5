"""Photograph every page of the app: `make screenshots`."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import expect
from playwright.sync_api import sync_playwright

from tests.conftest import chromium
from tests.served import ROOT
from tests.served import served_app

if TYPE_CHECKING:
    from playwright.sync_api import Page

PATIENCE = 60_000
"""Milliseconds a page may take; the first one also loads and schedules the plan."""


def open_page(page: Page, address: str) -> None:
    """Go to a page and wait until its script has run to the end."""
    page.goto(address)
    app = page.locator("[data-testid=stApp]")
    expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=PATIENCE)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE)
    expect(page.locator("[data-stale=true]")).to_have_count(0, timeout=PATIENCE)


def addresses_of_pages(page: Page, address: str) -> list[str]:
    """Read the navigation; an app of one page has none."""
    open_page(page, address)
    links = page.locator("[data-testid=stSidebarNavLink], [data-testid=stTopNavLink]").all()
    found = [link.get_attribute("href") or "/" for link in links]
    return list(dict.fromkeys(f"{address}/{href.split('/')[-1]}" for href in found)) or [
        f"{address}/"
    ]


def photograph(page: Page, address: str, folder: Path) -> None:
    """Save one picture for each page, named after its address."""
    folder.mkdir(parents=True, exist_ok=True)
    for found in addresses_of_pages(page, address):
        open_page(page, found)
        picture = folder / f"{found.rsplit('/', 1)[-1].split('?')[0] or 'start'}.png"
        page.screenshot(path=picture)
        print(picture)  # noqa: T201  # the result of the command


def main() -> None:
    """Serve the app, open the installed browser and photograph."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("--locale", default="nl-NL", help="language of the browser")
    choice = parser.parse_args()
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with served_app() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=sandbox)
        page = browser.new_page(
            locale=choice.locale, viewport={"width": 1280, "height": 800}, reduced_motion="reduce"
        )
        photograph(page, address, choice.out)
        browser.close()


if __name__ == "__main__":
    main()
