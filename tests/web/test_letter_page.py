"""The letter in the application."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def page(lang: str, *, with_baseline: bool) -> AppTest:
    """Run the page as the frame does."""

    def run(lang: str, with_baseline: bool) -> None:  # noqa: FBT001 - handed over by name
        from datetime import date  # noqa: PLC0415 - runs as a script of its own
        from pathlib import Path  # noqa: PLC0415

        from planner.i18n import Locale  # noqa: PLC0415
        from planner.web.address import read_address  # noqa: PLC0415
        from planner.web.pages.letter import show  # noqa: PLC0415
        from planner.web.plan_cache import load_plan  # noqa: PLC0415
        from planner.web.view import view_at  # noqa: PLC0415

        read_address()
        found = load_plan(Path("workstreams"))
        target = found.workspace.plan.programme.target if found.workspace.plan else None
        baseline = date(2025, 6, 25) if with_baseline else None
        show(view_at(found, date(2026, 1, 22), baseline, target, Locale(lang)))

    kwargs = {"lang": lang, "with_baseline": with_baseline}
    return AppTest.from_function(run, default_timeout=60, kwargs=kwargs).run()


def downloads(found: AppTest) -> int:
    return len(found.get("download_button"))


def test_the_page_has_the_sections_of_the_letter_and_everything_to_download() -> None:
    found = page("nl", with_baseline=True)
    assert not found.exception
    headings = [heading.value for heading in found.header]
    assert headings[0] == "Opening"
    assert "Eurodac" in headings
    assert headings[-1] == "Wet- en uitvoeringsprocessen"
    assert downloads(found) == 6


def test_without_an_earlier_date_the_page_asks_for_one() -> None:
    found = page("nl", with_baseline=False)
    assert not found.exception
    assert "eerdere datum" in found.info[0].value
    assert downloads(found) == 0


def test_an_english_reader_gets_an_english_page_around_the_dutch_letter() -> None:
    found = page("en", with_baseline=True)
    assert not found.exception
    assert any("is in Dutch" in text.value for text in found.markdown)
