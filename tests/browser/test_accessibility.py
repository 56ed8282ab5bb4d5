"""Every page in every language against axe-core, with what axe cannot see checked beside it.

What is known and not ours to mend stands in `KNOWN`, with its reason and the day it was found; the
accessibility statement (docs/accessibility.md) names the same. An entry that no page shows any more
must go.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from planner.i18n import Locale
from planner.i18n import languages
from planner.web.registry import PAGES
from planner.web.streamlit_internals import ElementId
from tests.screenshots import PATIENCE
from tests.screenshots import open_page
from tests.served import ROOT
from tests.served import served_app

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
        element=rf'data-testid="{ElementId.FILE_DROPZONE}"',
        found=date(2026, 11, 22),
        reason="Streamlit gives the field to drop a file in the role presentation and a label as "
        "well; a good practice of axe-core, no criterion of WCAG, and the button in it is usable.",
    ),
)

OF_PAGES = {page.PAGE.address: page.PAGE for page in PAGES}
VIEWS = (
    *((address, {}) for address in OF_PAGES),
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
    if address in OF_PAGES
)


@pytest.fixture(scope="module")
def editing_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The app as it is for who may write, on a plan of its own."""
    folder = tmp_path_factory.mktemp("plan") / "workstreams"
    shutil.copytree(ROOT / "workstreams", folder)
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PLANNER_EDIT", "1")
        with served_app(plan=folder) as address:
            yield address


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("view", ADDRESSES, ids="?".join)
def test_a_page_has_no_violations(
    page: Page, app_address: str, view: tuple[str, str], lang: str
) -> None:
    open_view(page, app_address, view, lang)
    assert violations(page).unknown == []
    assert_structure(page, lang)


@pytest.mark.parametrize("address", OF_PAGES)
def test_a_page_on_a_narrow_screen_has_no_violations_and_no_sideways_scrolling(
    page: Page, app_address: str, address: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_view(page, app_address, (address, ""), "nl")
    assert violations(page).unknown == []
    widths = page.evaluate(
        f"(() => {{ const main = document.querySelector('{ElementId.MAIN.selector}');"
        " return [main.scrollWidth, main.clientWidth]; })()"
    )
    assert widths[0] <= widths[1]


@pytest.mark.parametrize("lang", languages())
def test_who_may_write_meets_the_known_violations_and_no_others(
    page: Page, editing_address: str, lang: str
) -> None:
    open_view(page, editing_address, ("report-status", ""), lang)
    expect(page.get_by_test_id(ElementId.FILE_DROPZONE)).to_be_visible(timeout=PATIENCE)
    found = violations(page)
    assert found.unknown == []
    assert found.known == set(KNOWN)
    assert_structure(page, lang)


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
    place = "" if address == PAGES[0].PAGE.address else address
    parts = "&".join(filter(None, (query, f"lang={lang}")))
    open_page(page, f"{app_address}/{place}?{parts}")
    title = Locale(lang).say(OF_PAGES[address].title)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(re.escape(title)))
    for figure in page.locator(f"{ElementId.PLOTLY_CHART.selector}:visible").all():
        expect(figure.locator(".main-svg").first).to_be_visible(timeout=PATIENCE)


@dataclass(frozen=True, slots=True)
class Violations:
    """What axe-core finds on a page: what is new, and what is known."""

    unknown: list[str]
    known: set[Known]


def violations(page: Page) -> Violations:
    """Ask axe-core."""
    found = Violations([], set())
    for violation in Axe().run(page, options=OPTIONS).response["violations"]:
        for node in violation["nodes"]:
            known = _known(violation["id"], node["html"])
            if known:
                found.known.add(known)
            else:
                found.unknown.append(f"{violation['id']}: {' '.join(map(str, node['target']))}")
    return found


def _known(rule: str, element: str) -> Known | None:
    return next((k for k in KNOWN if k.rule == rule and re.search(k.element, element)), None)


def assert_structure(page: Page, lang: str) -> None:
    """What axe-core does not ask: language, headings, and words for every figure."""
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    for figure in page.locator(ElementId.PLOTLY_CHART.selector).all():
        named = figure.locator("xpath=descendant-or-self::*[@role='figure' and @aria-label]")
        assert named.count() >= 1
        assert len(named.first.get_attribute("aria-label") or "") > len("Figuur")
