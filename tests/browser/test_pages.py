"""Overzicht, Planning and Kritieke pad in a real browser: they say what the schedule says."""

from __future__ import annotations

import re
from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import Any

import pytest
from playwright.sync_api import expect

from planner.analysis.criticality.margins import path_to
from planner.analysis.variance.slip import slip
from planner.chart import palette
from planner.chart.gantt_rows import Filter
from planner.chart.gantt_rows import gantt_rows
from planner.i18n import Locale
from planner.i18n import languages
from planner.web.streamlit_internals import ElementId
from tests.planning_page import ACTIVITY
from tests.planning_page import DAY
from tests.planning_page import PATIENCE
from tests.planning_page import click_bar
from tests.planning_page import open_planning
from tests.screenshots import open_page

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from planner.schedule.plan_schedule import Schedule

pytestmark = pytest.mark.browser

DAY_IN_MS = 86_400_000
PAGES = {
    "overview": "",
    "planning": "planning",
    "critical_path": "critical-path",
    "glossary": "glossary",
}

BARS = """() => {
    const figure = document.querySelector('.st-key-gantt .js-plotly-plot');
    return figure.data.filter(t => t.customdata).map(t => ({
        name: t.name, ids: t.customdata.map(c => c[0]), base: t.base && [...t.base],
        x: [...t.x], color: t.marker.color}));
}"""


def bars(page: Page) -> dict[str, dict[str, Any]]:
    """The traces that can be clicked on, as the browser has them, by name."""
    return {trace["name"]: trace for trace in page.evaluate(BARS)}


def choice(page: Page, name: str, lang: str) -> str:
    """What the sidebar says was chosen."""
    label = page.locator(".planner-choices dt", has_text=Locale(lang).say(f"choice.{name}"))
    return label.locator("xpath=following-sibling::dd[1]").inner_text()


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("module", PAGES)
def test_a_page_opens_in_the_language_of_its_link(
    page: Page, app_address: str, module: str, lang: str
) -> None:
    away: list[str] = []
    page.on("request", lambda r: None if app_address in r.url else away.append(r.url))
    open_page(page, f"{app_address}/{PAGES[module]}?lang={lang}")
    expect(page.get_by_role("heading", level=1)).to_have_text(Locale(lang).say(f"page.{module}"))
    expect(page.locator("html")).to_have_attribute("lang", lang)
    expect(page.get_by_text(Locale(lang).say("app.failed"))).to_have_count(0)
    expect(page.locator(ElementId.EXCEPTION.selector)).to_have_count(0)
    assert [url for url in away if not url.startswith(("data:", "blob:"))] == []


@pytest.mark.parametrize("lang", languages())
def test_the_overview_answers_at_once_whether_the_target_holds(
    page: Page, app_address: str, schedule: Schedule, lang: str
) -> None:
    open_page(page, f"{app_address}/?date={DAY}&lang={lang}")
    forecast = schedule.forecast()
    assert forecast is not None
    alert = page.get_by_role("alert").first
    expect(alert).to_be_in_viewport()
    expect(alert).to_contain_text(Locale(lang).date(forecast.forecast))


def test_the_chart_has_the_bars_of_the_schedule(
    page: Page, app_address: str, schedule: Schedule
) -> None:
    open_planning(page, app_address, "&open=iv-systems")
    target = schedule.plan.programme.target
    assert target is not None
    path = path_to(schedule, target.milestone)
    rows = gantt_rows(schedule, path, Filter(unfolded=frozenset({"iv-systems"})))
    drawn = bars(page)
    assert sorted(i for t in drawn.values() for i in t["ids"]) == sorted(row.id for row in rows)
    for name in ("path", "critical", "open", "done"):
        trace = drawn[name]
        for identifier, start, length in zip(trace["ids"], trace["base"], trace["x"], strict=True):
            row = schedule.activities[identifier]
            assert start == row.start.isoformat()
            last = row.start + timedelta(length // DAY_IN_MS - 1)
            assert last == row.finish


def test_the_path_has_its_colour_in_the_browser(
    page: Page, app_address: str, schedule: Schedule
) -> None:
    open_planning(page, app_address)
    trace = bars(page)["path"]
    assert trace["color"] == palette.PATH
    target = schedule.plan.programme.target
    assert target is not None
    assert set(trace["ids"]) <= path_to(schedule, target.milestone)


def test_a_click_on_a_bar_explains_the_activity(
    page: Page, app_address: str, schedule: Schedule
) -> None:
    open_planning(page, app_address)
    click_bar(page, ACTIVITY)
    panel = page.locator(".st-key-detail")
    expect(panel.get_by_role("heading", level=2)).to_have_text(
        schedule.activities[ACTIVITY].title, timeout=PATIENCE
    )
    expect(panel).to_contain_text(Locale("nl").date(schedule.activities[ACTIVITY].finish))
    expect(page).to_have_url(re.compile(f"activity={re.escape(ACTIVITY)}"))


def test_a_click_on_a_workstream_unfolds_it(
    page: Page, app_address: str, schedule: Schedule
) -> None:
    open_planning(page, app_address)
    inside = {name for name in schedule.activities if name.startswith("screening.")}
    assert inside
    assert not inside & {name for trace in bars(page).values() for name in trace["ids"]}
    before = sum(len(trace["ids"]) for trace in bars(page).values())
    click_bar(page, "screening")
    expect(page).to_have_url(re.compile("open=screening"), timeout=PATIENCE)
    page.wait_for_function(
        f"before => ({BARS})().reduce((n, t) => n + t.ids.length, 0) > before", arg=before
    )


def test_the_table_does_the_same_by_keyboard(
    page: Page, app_address: str, schedule: Schedule
) -> None:
    open_planning(page, app_address, "&show=path")
    target = schedule.plan.programme.target
    assert target is not None
    path = path_to(schedule, target.milestone)
    first = next(row for row in gantt_rows(schedule, path, Filter()) if not row.is_workstream)
    page.get_by_role("treegrid").get_by_role("row").nth(1).focus()
    for key in ("ArrowDown", "Enter"):
        page.keyboard.press(key)
    heading = page.locator(".st-key-detail").get_by_role("heading", level=2)
    expect(heading).to_have_text(first.title, timeout=PATIENCE)
    chosen = page.get_by_role("treegrid").locator("[aria-selected=true]")
    expect(chosen).to_contain_text(first.title)
    expect(chosen).to_be_focused()


@pytest.mark.parametrize("lang", languages())
def test_a_link_reproduces_the_view(
    page: Page, app_address: str, schedule: Schedule, lang: str
) -> None:
    open_planning(page, app_address, f"&baseline=2025-06-25&activity={ACTIVITY}&lang={lang}")
    heading = page.locator(".st-key-detail").get_by_role("heading", level=2)
    expect(heading).to_have_text(schedule.activities[ACTIVITY].title, timeout=PATIENCE)
    assert choice(page, "data-date", lang) == Locale(lang).date(DAY)
    frozen = Locale(lang).say("choice.frozen", date=Locale(lang).date(date(2025, 6, 25)))
    assert choice(page, "baseline", lang) == frozen


def test_the_choices_hold_on_the_next_page(page: Page, app_address: str) -> None:
    open_page(page, f"{app_address}/?date={DAY}&lang=en")
    page.get_by_role("link", name=Locale("en").say("page.critical_path")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        Locale("en").say("page.critical_path"), timeout=PATIENCE
    )
    assert choice(page, "data-date", "en") == Locale("en").date(DAY)
    expect(page).to_have_url(re.compile(rf"critical-path\?.*date={DAY}"))


def test_the_switch_changes_the_language_of_everything(page: Page, app_address: str) -> None:
    open_page(page, f"{app_address}/planning?date={DAY}")
    page.get_by_role("radio", name="English").or_(
        page.get_by_role("button", name="English")
    ).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Schedule", timeout=PATIENCE)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_url(re.compile("lang=en"))


def test_a_slip_is_answered_with_the_schedule_computed_anew(
    page: Page, app_address: str, schedule: Schedule
) -> None:
    open_page(page, f"{app_address}/critical-path?date={DAY}&slip={ACTIVITY}")
    found = slip(schedule, ACTIVITY, 10).effects[0].after
    answer = page.locator(ElementId.ALERT.selector).filter(
        has_text=schedule.activities[ACTIVITY].title
    )
    expect(answer).to_contain_text(Locale("nl").date(found.forecast), timeout=PATIENCE)


def test_a_narrow_screen_shows_the_table_and_no_bars(page: Page, app_address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, f"{app_address}/planning?date={DAY}")
    expect(page.get_by_role("treegrid")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".st-key-gantt")).to_be_hidden()


def test_a_step_of_the_path_leads_to_its_activity_in_the_planning(
    page: Page, app_address: str
) -> None:
    open_page(page, f"{app_address}/critical-path?date={DAY}&lang=en&baseline=2025-06-25")
    step = page.locator(".planner-story a").last
    title = step.inner_text()
    step.click()
    heading = page.locator(".st-key-detail").get_by_role("heading", level=2)
    expect(heading).to_have_text(title, timeout=PATIENCE)
    assert choice(page, "data-date", "en") == Locale("en").date(DAY)
    assert choice(page, "baseline", "en").startswith(Locale("en").date(date(2025, 6, 25)))
