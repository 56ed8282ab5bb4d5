"""Choices in the address, the problem table and what fails, without a browser."""

from __future__ import annotations

from pkgutil import iter_modules
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from planner.i18n import DEFAULT_LOCALE
from planner.i18n import Locale
from planner.web import pages
from planner.web import registry
from planner.web.detail import escape_markdown
from planner.web.entrance import SCRIPT
from planner.web.plan_cache import content_of
from planner.web.tables import TableColumn
from planner.web.tables import table_html
from tests.served import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 60


def opened(**query: str) -> AppTest:
    """The first page of the app, opened by a link."""
    app = AppTest.from_file(str(SCRIPT), default_timeout=PATIENCE)
    app.session_state["choices"] = True  # the window with the lists is open
    for name, value in query.items():
        app.query_params[name] = value
    return app.run()


def choice(app: AppTest, name: str, lang: str = "nl") -> object:
    label = Locale(lang).say(f"choice.{name}")
    return next(box.value for box in app.sidebar.selectbox if box.label == label)


@pytest.fixture(autouse=True)
def real_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_PLAN", str(ROOT / "workstreams"))
    monkeypatch.setattr("sys.argv", ["app.py"])


def test_the_first_view_is_dutch_at_the_latest_report() -> None:
    app = opened()
    assert app.title[0].value == "Overzicht"
    assert choice(app, "data-date") == "2026-07-06"
    assert dict(app.query_params) == {}


def test_a_link_sets_every_choice() -> None:
    app = opened(lang="en", date="2026-01-22", baseline="2025-06-25")
    assert app.title[0].value == "Overview"
    assert choice(app, "data-date", "en") == "2026-01-22"
    assert choice(app, "baseline", "en") == "2025-06-25"


def test_no_baseline_is_a_choice_that_a_link_can_make() -> None:
    assert choice(opened(date="2026-01-22", baseline="-"), "baseline") == "-"


@pytest.mark.parametrize("day", ["gisteren", "2026-02-30", "1999-01-01", "' OR 1=1"])
def test_nonsense_in_a_link_falls_back_to_the_default(day: str) -> None:
    app = opened(date=day, lang="xx", target="nergens.heen")
    assert app.title[0].value == "Overzicht"
    assert choice(app, "data-date") == "2026-07-06"
    assert dict(app.query_params) == {}


def test_a_changed_choice_comes_into_the_address() -> None:
    app = opened()
    box = next(
        b for b in app.sidebar.selectbox if b.label == DEFAULT_LOCALE.say("choice.data-date")
    )
    box.set_value("2026-01-22").run()
    assert app.query_params["date"] in ("2026-01-22", ["2026-01-22"])


def test_a_baseline_lies_before_the_data_date() -> None:
    app = opened(date="2026-01-22")
    box = next(b for b in app.sidebar.selectbox if b.label == DEFAULT_LOCALE.say("choice.baseline"))
    assert "6 juli 2026" not in box.options
    assert box.value == "2025-12-17"


def test_a_reached_target_is_shown_as_reached() -> None:
    app = opened()
    assert any("Gehaald" in alert.value for alert in app.success)


def test_a_late_forecast_is_an_error_in_words() -> None:
    app = opened(date="2026-01-22")
    assert any("Niet haalbaar" in alert.value for alert in app.error)


def test_old_data_is_marked() -> None:
    assert any("oud" in alert.value for alert in opened(date="2024-12-06").warning)


def test_a_folder_without_a_plan_gives_problems(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANNER_PLAN", str(tmp_path / "nergens"))
    app = opened()
    assert app.title[0].value == DEFAULT_LOCALE.say("app.no-plan")
    assert not app.exception


def test_a_page_that_fails_says_so_without_a_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        message = "secret detail"
        raise RuntimeError(message)

    monkeypatch.setattr("planner.web.pages.overview.show", fail)
    app = opened()
    assert [alert.value for alert in app.error] == [DEFAULT_LOCALE.say("app.failed")]
    assert not app.exception
    assert "secret detail" not in str(app)


def test_every_module_of_a_page_is_in_the_navigation() -> None:
    modules = {name for _, name, _ in iter_modules(pages.__path__)}
    assert [page.PAGE.name for page in registry.PAGES if page.PAGE.name not in modules] == []
    assert len(registry.PAGES) == len(modules)


def test_every_page_has_a_title_in_both_languages() -> None:
    for page in registry.PAGES:
        assert page.PAGE.title == f"page.{page.PAGE.name}"
        assert Locale("nl").knows(page.PAGE.title)
        assert Locale("en").knows(page.PAGE.title)


def test_the_cache_knows_a_plan_by_its_content(tmp_path: Path) -> None:
    file = tmp_path / "programme.yaml"
    file.write_text("programme: A\n", encoding="utf-8")
    before = content_of(tmp_path)
    assert content_of(tmp_path) == before
    file.write_text("programme: B\n", encoding="utf-8")
    assert content_of(tmp_path) != before


def test_words_of_a_plan_are_never_markup() -> None:
    html = table_html(
        "<b>", (TableColumn("<i>"), TableColumn("n", is_number=True)), [("<script>", -1)]
    )
    assert "<script>" not in html
    assert "<i>" not in html
    assert "text-align:right" in html
    assert escape_markdown("*a* [b](c) :red[d] $x$") == r"\*a\* \[b\](c) \:red\[d\] \$x\$"


def failing() -> None:
    """Runs as a script of its own: what the server does when a click fails."""
    from planner.web.guard import apologise  # noqa: PLC0415

    assert apologise(RuntimeError("secret detail"))


def test_a_failure_outside_a_page_is_said_without_details() -> None:
    app = AppTest.from_function(failing)
    app.session_state["lang"] = "en"
    app.run()
    assert [alert.value for alert in app.error] == [Locale("en").say("app.failed")]
    assert not app.exception
    assert "secret detail" not in str(app)
