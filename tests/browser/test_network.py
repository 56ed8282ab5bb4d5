"""The network in the browser: a click looks into a box, and the address brings the view back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from planner.i18n import Locale
from planner.web.streamlit_internals import ElementId
from tests.planning_page import click_figure
from tests.screenshots import PATIENCE
from tests.screenshots import open_page

if TYPE_CHECKING:
    from playwright.sync_api import Locator
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

DAY = "date=2026-01-22"


@pytest.fixture
def network(page: Page, app_address: str) -> str:
    page.set_viewport_size({"width": 1280, "height": 1400})
    return f"{app_address}/network?{DAY}"


def box(page: Page, name: str) -> Locator:
    """The name in a box; the pointer is caught by what lies over it."""
    return page.locator(".textpoint text").filter(has_text=name).first


def click(page: Page, target: Locator) -> None:
    expect(target).to_be_visible(timeout=PATIENCE)

    def middle() -> tuple[float, float]:
        place = target.bounding_box()
        assert place is not None
        return place["x"] + place["width"] / 2, place["y"] + place["height"] / 2

    click_figure(page, middle)


def test_a_click_on_a_workstream_shows_its_activities(page: Page, network: str) -> None:
    open_page(page, network)
    click(page, box(page, "Terugkeer"))
    caption = Locale("nl").say("network.table.inside", name="Terugkeer")
    expect(page.get_by_role("region", name=caption)).to_be_visible()


def test_the_address_brings_the_clicked_view_back(page: Page, network: str) -> None:
    open_page(page, network)
    click(page, box(page, "Terugkeer"))
    caption = Locale("nl").say("network.table.inside", name="Terugkeer")
    expect(page.get_by_role("region", name=caption)).to_be_visible()
    expect(page).to_have_url(re.compile("workstream=return"))
    address = page.url
    open_page(page, address)
    expect(page.get_by_role("region", name=caption)).to_be_visible()


def test_a_click_on_an_activity_shows_what_lies_around_it(page: Page, network: str) -> None:
    open_page(page, f"{network}&graph=inside&workstream=eurodac")
    click(page, box(page, "Eurodac gereed"))
    around = page.get_by_role("radio", name=Locale("nl").say("network.around"))
    expect(around).to_be_checked()


def test_the_same_is_reached_by_keyboard(page: Page, network: str) -> None:
    open_page(page, network)
    page.get_by_role("radio", name=Locale("nl").say("network.between")).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page.get_by_role("radio", name=Locale("nl").say("network.inside"))).to_be_checked()
    expect(
        page.get_by_role("combobox", name=Locale("nl").say("network.workstream"))
    ).to_be_visible()


def test_a_narrow_screen_has_the_table_in_place_of_the_figure(page: Page, network: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, network)
    expect(page.get_by_text(Locale("nl").say("network.narrow"))).to_be_visible()
    expect(page.locator(ElementId.PLOTLY_CHART.selector)).to_be_hidden()
    caption = Locale("nl").say("network.table.between")
    expect(page.get_by_role("region", name=caption)).to_be_visible()
