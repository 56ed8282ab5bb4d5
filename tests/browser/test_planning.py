"""Planning in a real browser: table and chart as one, filters, pages, files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from planner.i18n import DEFAULT_LOCALE
from planner.web.planning_table import grid_columns
from planner.web.streamlit_internals import ElementId
from tests.planning_page import ACTIVITY
from tests.planning_page import PATIENCE
from tests.planning_page import open_planning

if TYPE_CHECKING:
    from playwright.sync_api import Locator
    from playwright.sync_api import Page

    from planner.schedule.plan_schedule import Schedule

pytestmark = pytest.mark.browser

LAYOUT = "document.querySelector('.st-key-gantt .js-plotly-plot').layout"


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("treegrid").locator(f'tr[data-id="{name}"]')


def test_the_chosen_row_is_framed_in_the_chart_and_selected_in_the_table(
    page: Page, app_address: str
) -> None:
    open_planning(page, app_address, f"&activity={ACTIVITY}")
    expect(row(page, ACTIVITY)).to_be_attached(timeout=PATIENCE)
    frames = page.evaluate(f"{LAYOUT}.shapes.filter(s => s.type === 'rect' && s.line.width > 1)")
    assert len(frames) == 1
    rows = page.get_by_role("treegrid").locator("tbody tr")
    ids = rows.evaluate_all("rows => rows.map(row => row.dataset.id)")
    assert frames[0]["y0"] == ids.index(ACTIVITY) - 0.5
    expect(row(page, ACTIVITY)).to_have_attribute("aria-selected", "true")
    expect(page.locator(".st-key-gantt-window")).to_be_in_viewport()


def test_choosing_the_chosen_row_again_closes_the_panel(page: Page, app_address: str) -> None:
    open_planning(page, app_address, f"&activity={ACTIVITY}")
    expect(page.locator(".st-key-detail")).to_be_visible(timeout=PATIENCE)
    row(page, ACTIVITY).click()
    expect(page.locator(".st-key-detail")).to_have_count(0, timeout=PATIENCE)


def test_arrows_unfold_and_fold_a_workstream(
    page: Page, app_address: str, schedule: Schedule
) -> None:
    inside = next(name for name in schedule.activities if name.startswith("screening."))
    open_planning(page, app_address)
    workstream = row(page, "screening")
    expect(workstream).to_have_attribute("aria-expanded", "false")
    workstream.focus()
    page.keyboard.press("ArrowRight")
    expect(row(page, "screening")).to_have_attribute("aria-expanded", "true", timeout=PATIENCE)
    expect(row(page, inside)).to_be_attached()
    expect(row(page, "screening")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(row(page, inside)).to_have_count(0, timeout=PATIENCE)


def test_the_table_has_the_numbers_of_the_schedule_to_the_right(
    page: Page, app_address: str, schedule: Schedule
) -> None:
    open_planning(page, app_address, f"&activity={ACTIVITY}")
    cells = row(page, ACTIVITY).locator("td.number")
    numbers = [column for column in grid_columns(DEFAULT_LOCALE) if column.is_number]
    expect(cells).to_have_count(len(numbers), timeout=PATIENCE)
    expect(cells.nth(0)).to_have_text(f"{schedule.activities[ACTIVITY].start:%d-%m-%Y}")
    expect(cells.first).to_have_css("text-align", "right")


def test_a_filter_holds_when_its_window_is_closed_and_can_be_undone(
    page: Page, app_address: str
) -> None:
    open_planning(page, app_address)
    page.get_by_role("button", name=DEFAULT_LOCALE.say("planning.more")).click()
    words = page.get_by_label(DEFAULT_LOCALE.say("planning.words"))
    words.fill("kamer")
    words.press("Enter")
    expect(page).to_have_url(re.compile("words=kamer"), timeout=PATIENCE)
    page.keyboard.press("Escape")
    everything = page.get_by_role("button", name=DEFAULT_LOCALE.say("planning.show-everything"))
    expect(everything).to_be_visible(timeout=PATIENCE)
    expect(row(page, "screening")).to_have_count(0)
    everything.click()
    expect(row(page, "screening")).to_be_attached(timeout=PATIENCE)
    expect(page).not_to_have_url(re.compile("words="))


def test_a_link_reproduces_the_page_of_a_long_chart(
    page: Page, app_address: str, schedule: Schedule
) -> None:
    every = ",".join(found.id for found in schedule.plan.workstreams)
    open_planning(page, app_address, f"&open={every}")
    first = page.get_by_role("treegrid").locator("tbody tr").first.get_attribute("data-id")
    open_planning(page, app_address, f"&open={every}&page=2")
    second = page.get_by_role("treegrid").locator("tbody tr").first.get_attribute("data-id")
    assert first == schedule.plan.workstreams[0].id
    assert second != first
    expect(page).to_have_url(re.compile("page=2"))


def test_a_page_loads_without_a_request_that_fails(page: Page, app_address: str) -> None:
    failed = []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    open_planning(page, app_address)
    assert failed == []


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_first_answer_is_in_the_language_of_the_link(
    page: Page, app_address: str, lang: str
) -> None:
    answer = page.request.get(f"{app_address}/planning?lang={lang}").text()
    assert f'<html lang="{lang}">' in answer


def test_a_figure_is_saved_as_page_and_picture(page: Page, app_address: str) -> None:
    open_planning(page, app_address)
    page.get_by_role("button", name=DEFAULT_LOCALE.say("saving.save")).click()
    buttons = page.get_by_test_id(ElementId.DOWNLOAD_BUTTON)
    expect(buttons).to_have_count(3, timeout=PATIENCE)
    with page.expect_download(timeout=60_000) as saved:
        page.get_by_role("button", name=DEFAULT_LOCALE.say("saving.svg")).click()
    assert saved.value.suggested_filename == "planning-2026-01-22.svg"
    assert b"<svg" in saved.value.path().read_bytes()[:200]
