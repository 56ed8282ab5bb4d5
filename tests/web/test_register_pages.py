"""The pages Netwerk, Status, Verplichtingen and Plankwaliteit, without a browser."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from planner.i18n import DEFAULT_LOCALE
from planner.i18n import Locale
from planner.i18n import languages

REAL = Path(__file__).parents[2] / "workstreams"
PAGES = ("network", "status", "obligations", "quality")


def _page(module: str, folder: str, day: str, earlier: str, lang: str) -> None:
    """Runs as a script of its own: everything it needs is imported here."""
    from datetime import date  # noqa: PLC0415
    from importlib import import_module  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    from planner.i18n import Locale  # noqa: PLC0415
    from planner.web.address import read_address  # noqa: PLC0415
    from planner.web.heading import page_title  # noqa: PLC0415
    from planner.web.plan_cache import load_plan  # noqa: PLC0415
    from planner.web.view import view_at  # noqa: PLC0415

    read_address()
    found = load_plan(Path(folder))
    assert found.workspace.plan is not None
    target = found.workspace.plan.programme.target
    then = date.fromisoformat(earlier) if earlier else None
    view = view_at(found, date.fromisoformat(day), then, target, Locale(lang))
    page = import_module(f"planner.web.pages.{module}")
    page_title(view, page.PAGE)
    page.show(view)


def page(
    module: str,
    *,
    folder: Path = REAL,
    day: str = "2026-01-22",
    earlier: str = "2025-06-25",
    lang: str = "nl",
    **query: str,
) -> AppTest:
    arguments = {
        "module": module,
        "folder": str(folder),
        "day": day,
        "earlier": earlier,
        "lang": lang,
    }
    test = AppTest.from_function(_page, kwargs=arguments, default_timeout=60)
    for name, value in query.items():
        test.query_params[name] = value
    test.run()
    assert not test.exception
    return test


def tables(test: AppTest) -> str:
    """The text of all tables of a page, tags left out."""
    bodies = [element.proto.body for element in test.get("html")]
    return html.unescape(re.sub(r"<[^>]+>", " ", " ".join(bodies)))


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("module", PAGES)
@pytest.mark.parametrize("day", ["2024-12-12", "2026-01-22", "2026-07-06"])
def test_a_page_stands_at_every_age_of_the_programme(module: str, lang: str, day: str) -> None:
    test = page(module, day=day, earlier="", lang=lang)
    assert test.title[0].value == Locale(lang).say(f"page.{module}")


def test_obligations_show_both_dates_of_the_ammr() -> None:
    shown = tables(page("obligations"))
    assert "12-06-2026" in shown
    assert "01-07-2026" in shown


def test_obligations_begin_with_what_needs_attention_and_can_show_all() -> None:
    met = DEFAULT_LOCALE.say("obligations.state-name.met")
    assert f" {met} " not in tables(page("obligations"))
    assert f" {met} " in tables(page("obligations", obligations="all"))


def test_quality_lists_the_activities_behind_the_chosen_measure() -> None:
    shown = tables(page("quality", measure="dcma-12"))
    assert "Voorbereiding door de vaste commissie" in shown
    assert "legislation.yaml:" in shown


def test_quality_without_a_baseline_says_what_was_not_measured() -> None:
    words = [element.value for element in page("quality", earlier="").markdown]
    assert DEFAULT_LOCALE.say("quality.no-baseline") in words


def test_status_warns_of_old_data_at_the_latest_data_date_only() -> None:
    assert page("status", day="2026-07-06").warning
    assert not page("status", day="2026-01-22").warning


def test_status_puts_what_the_schedule_contradicts_first() -> None:
    shown = tables(page("status"))
    first = shown.index(DEFAULT_LOCALE.say("status-page.conflict-name.on-track-but-late"))
    assert first < shown.index(DEFAULT_LOCALE.say("status-page.conflict-name.none"))


def test_status_shows_what_the_chosen_report_said() -> None:
    shown = tables(page("status", report="2026-01-22-AenM"))
    assert "Inspectie JenV en College voor de Rechten van de Mens." in shown


def figure_of(test: AppTest) -> dict[str, list[dict[str, object]]]:
    chart = test.get("plotly_chart")[0]
    assert chart.proto.alt
    found: dict[str, list[dict[str, object]]] = json.loads(chart.proto.spec)
    return found


def boxes_of(test: AppTest) -> list[str]:
    trace = next(t for t in figure_of(test)["data"] if t.get("name") == "boxes")
    rows = trace["customdata"]
    assert isinstance(rows, list)
    return [row[0] for row in rows]


def test_network_has_a_box_for_every_workstream() -> None:
    assert sorted(boxes_of(page("network"))) == sorted(
        found.stem for found in REAL.glob("*.yaml") if "workstream:" in found.read_text("utf-8")
    )


def test_network_within_a_workstream_has_its_activities_only() -> None:
    boxes = boxes_of(page("network", graph="inside", workstream="eurodac"))
    assert boxes
    assert {name.split(".")[0] for name in boxes} == {"eurodac"}


def test_network_around_an_activity_grows_with_the_steps() -> None:
    query: dict[str, Any] = {"graph": "around", "activity": "eurodac.ready"}
    near = boxes_of(page("network", **query))
    far = boxes_of(page("network", before="2", **query))
    assert "eurodac.ready" in near
    assert set(near) < set(far)


def test_network_of_more_boxes_than_one_can_read_leaves_the_table() -> None:
    activity = "legislation.draft-law"
    test = page("network", graph="around", activity=activity, after="3", before="3")
    assert not test.get("plotly_chart")
    assert test.info
    assert "Uitvoeringstoetsen" in tables(test)


def test_a_broken_workstream_leaves_the_sound_ones_on_every_page(tmp_path: Path) -> None:
    for file in REAL.rglob("*.yaml"):
        copy = tmp_path / file.relative_to(REAL)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    (tmp_path / "eurodac.yaml").write_text("workstream: eurodac\ntitle: [", encoding="utf-8")
    for module in PAGES:
        page(module, folder=tmp_path)
    assert "eurodac.yaml" in tables(page("status", folder=tmp_path))
