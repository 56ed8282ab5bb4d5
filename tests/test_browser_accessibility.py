"""Every page in every language against axe-core, with what axe cannot see checked beside it.

What is known and not ours to mend stands in `KNOWN`, with its reason and the day it was found; the
accessibility statement (docs/accessibility.md) names the same. An entry that no page shows any more
must go.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from planner.i18n import LANGUAGES
from planner.i18n import text
from planner.web.registry import listed
from tests.screenshots import PATIENCE
from tests.screenshots import open_page
from tests.served import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

STANDARDS = (
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "EN-301-549",
    "best-practice",
)
OPTIONS = {"runOnly": list(STANDARDS), "resultTypes": ["violations"]}


@dataclass(frozen=True, slots=True)
class Known:
    """A violation in Streamlit's own parts.

    Attributes:
        rule: The rule of axe-core.
        element: Pattern of the element as it is written.
        found: The day on which it was found.
        reason: Why it stays for now.
    """

    rule: str
    element: str
    found: date
    reason: str


KNOWN = (
    Known(
        rule="presentation-role-conflict",
        element=r'data-testid="stFileUploaderDropzone"',
        found=date(2026, 11, 22),
        reason="Streamlit gives the field to drop a file in the role presentation and a label as "
        "well; a good practice of axe-core, no criterion of WCAG, and the button in it is usable.",
    ),
)

VIEWS = (
    *((entry.address, {}) for entry in listed()),
    ("planning", {"activity": "go-live.application"}),
    ("network", {"graph": "inside", "workstream": "legislation"}),
    ("network", {"graph": "around", "activity": "go-live.application"}),
    ("obligations", {"obligations": "all"}),
    ("status", {"remarks": "1"}),
    ("overview", {"date": "2026-01-22", "baseline": "2025-06-25"}),
)
ADDRESSES = tuple(
    (address, "&".join(f"{name}={value}" for name, value in query.items()))
    for address, query in VIEWS
    if address in {entry.address for entry in listed()}
)


@pytest.fixture(scope="module")
def met() -> Iterator[set[Known]]:
    """Collect which of the known violations occur; at the end each must have."""
    found: set[Known] = set()
    yield found
    stale = [known for known in KNOWN if known not in found]
    assert not stale, f"no page shows these any more: {stale}"


@pytest.fixture
def page(page: Page) -> Page:
    """A window of the size that most people have."""
    page.set_viewport_size({"width": 1280, "height": 800})
    return page


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("view", ADDRESSES, ids="?".join)
def test_a_page_has_no_violations(
    page: Page, app_address: str, met: set[Known], view: tuple[str, str], lang: str
) -> None:
    open_view(page, app_address, view, lang)
    assert violations(page, met) == []
    assert_structure(page, lang)


@pytest.mark.parametrize("address", [entry.address for entry in listed()])
def test_a_page_on_a_narrow_screen_has_no_violations_and_no_sideways_scrolling(
    page: Page, app_address: str, met: set[Known], address: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_view(page, app_address, (address, ""), "nl")
    assert violations(page, met) == []
    widths = page.evaluate(
        "(() => { const main = document.querySelector('[data-testid=stMain]');"
        " return [main.scrollWidth, main.clientWidth]; })()"
    )
    assert widths[0] <= widths[1]


def test_the_statement_names_every_known_violation() -> None:
    statement = (ROOT / "docs" / "accessibility.md").read_text(encoding="utf-8")
    for known in KNOWN:
        assert known.rule in statement
        assert known.found.isoformat() in statement


def test_the_known_violations_are_dated_and_explained() -> None:
    for known in KNOWN:
        assert known.found <= date.today()  # noqa: DTZ011 - a day on the calendar
        assert len(known.reason) > len(known.rule)


def open_view(page: Page, app_address: str, view: tuple[str, str], lang: str) -> None:
    """Open a page as a link does."""
    address, query = view
    first = listed()[0].address
    place = "" if address == first else address
    parts = "&".join(filter(None, (query, f"lang={lang}")))
    open_page(page, f"{app_address}/{place}?{parts}")
    module = next(entry.module for entry in listed() if entry.address == address)
    title = text(f"page.{module}", lang)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(re.escape(title)))
    for figure in page.locator("[data-testid=stPlotlyChart]:visible").all():
        expect(figure.locator(".main-svg").first).to_be_visible(timeout=PATIENCE)


def violations(page: Page, met: set[Known]) -> list[str]:
    """What axe-core finds and is not known."""
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return sorted(
        f"{violation['id']}: {' '.join(map(str, node['target']))}"
        for violation in found
        for node in violation["nodes"]
        if not _is_known(violation, node, met)
    )


def _is_known(violation: dict[str, Any], node: dict[str, Any], met: set[Known]) -> bool:
    for known in KNOWN:
        if known.rule == violation["id"] and re.search(known.element, node["html"]):
            met.add(known)
            return True
    return False


def assert_structure(page: Page, lang: str) -> None:
    """What axe-core does not ask: language, headings, and words for every figure."""
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    for figure in page.locator("[data-testid=stPlotlyChart]").all():
        named = figure.locator("xpath=descendant-or-self::*[@role='figure' and @aria-label]")
        assert named.count() >= 1
        assert len(named.first.get_attribute("aria-label") or "") > len("Figuur")
