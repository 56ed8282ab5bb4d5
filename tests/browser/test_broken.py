"""A plan with mistakes: the reader sees what and where, and what is sound."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from planner.i18n import DEFAULT_LOCALE
from planner.i18n import Locale
from tests.screenshots import open_page
from tests.served import ROOT
from tests.served import served_app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plan") / "workstreams"
    shutil.copytree(ROOT / "workstreams", folder)
    return folder


@pytest.fixture(scope="module")
def address(plan: Path) -> Iterator[str]:
    with served_app(plan=plan) as found:
        yield found


def test_a_broken_file_gives_a_table_and_leaves_the_rest(
    page: Page, address: str, plan: Path
) -> None:
    file = plan / "screening.yaml"
    sound = file.read_text(encoding="utf-8")
    file.write_text("workstream: screening\nactivities: [1, 2\n", encoding="utf-8")
    try:
        open_page(page, f"{address}/planning?date=2026-01-22")
        table = page.get_by_role("region").filter(has_text="screening.yaml")
        expect(table).to_be_visible()
        expect(
            table.get_by_role("columnheader", name=DEFAULT_LOCALE.say("problem.line"))
        ).to_be_visible()
        figure = page.locator(".st-key-gantt .js-plotly-plot")
        expect(figure.locator(".barlayer .point").first).to_be_attached(timeout=20_000)
        shown = figure.evaluate("f => f.data.filter(t => t.customdata).flatMap(t => t.customdata)")
        assert ["legislation"] in shown
        assert ["screening"] not in shown
    finally:
        file.write_text(sound, encoding="utf-8")


def test_without_a_programme_there_is_a_table_and_no_blank_page(
    page: Page, address: str, plan: Path
) -> None:
    file = plan / "programme.yaml"
    sound = file.read_text(encoding="utf-8")
    file.write_text("programme: [\n", encoding="utf-8")
    try:
        open_page(page, f"{address}/?lang=en")
        expect(page.get_by_role("heading", level=1)).to_have_text(Locale("en").say("app.no-plan"))
        expect(page.get_by_role("region").filter(has_text="programme.yaml")).to_be_visible()
    finally:
        file.write_text(sound, encoding="utf-8")


def test_a_mended_file_is_read_again(page: Page, address: str, plan: Path) -> None:
    file = plan / "programme.yaml"
    sound = file.read_text(encoding="utf-8")
    file.write_text("programme: [\n", encoding="utf-8")
    open_page(page, address)
    expect(page.get_by_role("heading", level=1)).to_have_text(DEFAULT_LOCALE.say("app.no-plan"))
    file.write_text(sound, encoding="utf-8")
    open_page(page, address)
    expect(page.get_by_role("heading", level=1)).to_have_text(DEFAULT_LOCALE.say("page.overview"))
