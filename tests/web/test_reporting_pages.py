"""The pages Vergelijking and Melden as their readers meet them, without a browser."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planner.cli import main
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

FORM = """
data_date: 2026-02-01
reported_by: IND
activities:
  screening.training-territory:
    started: 2026-01-26
    remaining: 30d
    note: "<script>alert(1)</script> *vet* =SOM(A1)"
"""


def page(name: str, folder: str, day: str, baseline: str | None) -> None:
    """Runs as a script of its own: everything it needs is imported here."""
    from datetime import date  # noqa: PLC0415
    from importlib import import_module  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    from planner.i18n import Locale  # noqa: PLC0415
    from planner.web.address import read_address  # noqa: PLC0415
    from planner.web.plan_cache import load_plan  # noqa: PLC0415
    from planner.web.view import view_at  # noqa: PLC0415

    read_address()
    found = load_plan(Path(folder))
    assert found.workspace.plan is not None
    target = found.workspace.plan.programme.target
    then = date.fromisoformat(baseline) if baseline else None
    view = view_at(found, date.fromisoformat(day), then, target, Locale("nl"))
    import_module(f"planner.web.pages.{name}").show(view)


def shown(name: str, folder: Path, day: str, baseline: str | None = None) -> AppTest:
    given = {"name": name, "folder": str(folder), "day": day, "baseline": baseline}
    return AppTest.from_function(page, kwargs=given, default_timeout=60).run()


def words(app: AppTest) -> str:
    elements: list[Any] = [*app.markdown, *app.info, *app.success, *app.warning, *app.error]
    tables = [element.proto.body for element in app.get("html")]
    return "\n".join([*(str(element.value) for element in elements), *tables])


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "workstreams"
    shutil.copytree(ROOT / "workstreams", folder)
    shutil.rmtree(folder / "baselines", ignore_errors=True)
    for later in (folder / "status").glob("2026-0[2-9]-*.yaml"):
        later.unlink()
    return folder


def test_without_an_earlier_date_the_comparison_asks_for_one(plan: Path) -> None:
    assert "Vergelijken met" in words(shown("comparison", plan, "2026-01-22"))


def test_the_comparison_adds_the_causes_up_under_each_target(plan: Path) -> None:
    app = shown("comparison", plan, "2026-01-22", "2025-06-25")
    assert not app.exception
    assert len(app.header) == 5
    assert words(app).count(">samen<") == 2
    assert "alleen wat is gemeld verschilt" in words(app)


def test_the_comparison_uses_a_baseline_where_there_is_one(plan: Path) -> None:
    assert main(["baseline", str(plan), "--data-date", "2025-06-25"]) == 0
    assert "basislijn" in words(shown("comparison", plan, "2026-01-22", "2025-06-25"))


def handed_in(plan: Path, content: str) -> AppTest:
    app = shown("report_status", plan, "2026-01-22")
    assert not app.exception
    return app.file_uploader[0].upload("formulier.yaml", content.encode(), "text/plain").run()


def test_a_report_is_judged_and_shows_its_effect_but_cannot_be_filed_unasked(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PLANNER_EDIT", raising=False)
    app = handed_in(plan, FORM)
    assert "Het rapport is in orde" in words(app)
    assert "Opleiding IND in de screening" in words(app)
    assert [button.label for button in app.button] == []
    assert not (plan / "status" / "2026-02-01-IND.yaml").exists()


def test_a_report_is_filed_where_editing_is_allowed(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANNER_EDIT", "1")
    app = handed_in(plan, FORM)
    app.button[0].click().run()
    assert "Ingediend als status/2026-02-01-IND.yaml" in words(app)
    assert (plan / "status" / "2026-02-01-IND.yaml").exists()


def test_a_mistake_names_the_line_and_no_folder_of_the_server(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANNER_EDIT", "1")
    app = handed_in(plan, FORM.replace("30d", "30"))
    assert "formulier.yaml" in words(app)
    assert "30d" in words(app)
    assert str(plan.parent) not in words(app)
    assert [button.label for button in app.button] == []


def test_an_empty_form_is_filed_only_when_it_is_meant(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANNER_EDIT", "1")
    empty = f"{FORM.partition('started:')[0]}started:\n"
    app = handed_in(plan, empty)
    assert app.button[0].disabled
    app.checkbox[0].check().run()
    app.button[0].click().run()
    assert (plan / "status" / "2026-02-01-IND.yaml").exists()
