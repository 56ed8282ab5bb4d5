"""A field of an activity is stated once: an entry and its heading serve every list."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest

from planner import i18n
from planner.chart.gantt_rows import Filter
from planner.chart.gantt_rows import gantt_rows
from planner.cli import main
from planner.exchange.formats import Order
from planner.exchange.formats import exported
from planner.i18n import Locale
from planner.schedule import activity_fields
from planner.schedule.activity_fields import ACTIVITY_FIELDS
from planner.schedule.activity_fields import ActivityField
from planner.schedule.activity_fields import FieldKind
from planner.web import planning_table
from planner.web.view import View
from planner.workspace.plan_folder import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

REAL = Path(__file__).parents[2] / "workstreams"
HEADINGS = {"nl": "Nieuw veld", "en": "New field"}


@pytest.fixture
def added_field(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[ActivityField]:
    """Add one entry, and one heading to the catalogue of each language."""
    messages = tmp_path / "messages"
    shutil.copytree(i18n.MESSAGES, messages)
    for language, heading in HEADINGS.items():
        text = f'[added]\nfield = "{heading}"\n'
        (messages / language / "added.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(i18n, "MESSAGES", messages)
    field = ActivityField(
        "added", FieldKind.TEXT, "added.field", get=lambda _, dates: f"value of {dates.id}"
    )
    monkeypatch.setattr(activity_fields, "ACTIVITY_FIELDS", (*ACTIVITY_FIELDS, field))
    i18n._rooms.cache_clear()  # noqa: SLF001
    yield field
    i18n._rooms.cache_clear()  # noqa: SLF001


def output(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    assert main([str(argument) for argument in arguments]) == 0
    return capsys.readouterr().out


def test_an_added_field_is_in_what_programs_read(
    added_field: ActivityField, capsys: pytest.CaptureFixture[str]
) -> None:
    listing = json.loads(output(capsys, "schedule", REAL, "--format", "json"))
    text = output(capsys, "schedule", REAL, "--format", "csv")
    for row in (*listing["activities"], *csv.DictReader(io.StringIO(text))):
        assert row[added_field.name] == f"value of {row['id']}"


@pytest.mark.parametrize("language", HEADINGS)
@pytest.mark.usefixtures("added_field")
def test_an_added_field_is_in_the_table_of_a_terminal(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    table = output(capsys, "schedule", REAL, "--lang", language)
    assert HEADINGS[language] in table
    assert "value of go-live.application" in table


@pytest.mark.parametrize("language", HEADINGS)
@pytest.mark.parametrize("ending", [".csv", ".html", ".xlsx"])
@pytest.mark.usefixtures("added_field")
def test_an_added_field_is_in_every_file_with_a_table(language: str, ending: str) -> None:
    schedule = open_workspace(REAL).at(date(2026, 1, 22))
    content = exported(Order(schedule, Locale(language)), ending)[0]
    if ending == ".xlsx":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = book.read("xl/sharedStrings.xml")
    text = content.decode()
    assert HEADINGS[language] in text
    assert text.count("value of ") == len(schedule.activities)


@pytest.mark.parametrize("language", HEADINGS)
@pytest.mark.usefixtures("added_field")
def test_an_added_field_is_in_the_grid_of_the_page_planning(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = open_workspace(REAL)
    schedule = workspace.at(date(2026, 1, 22))
    rows = gantt_rows(schedule, frozenset(), Filter(unfolded=frozenset({"go-live"})))
    shown: list[Any] = []
    monkeypatch.setattr(
        planning_table, "show_treegrid", lambda *arguments, **_: shown.extend(arguments)
    )
    view = View(workspace, "", schedule, None, None, Locale(language))
    planning_table.show_twin(view, rows, frozenset())
    _, columns, grid = shown
    place = [column.heading for column in columns].index(HEADINGS[language])
    cells = {row.id: row.cells[place] for row in grid}
    assert cells["go-live"] == ""
    assert cells["go-live.application"] == "value of go-live.application"


@pytest.mark.parametrize("language", HEADINGS)
def test_every_field_that_people_see_has_a_heading(language: str) -> None:
    headings = [field.heading for field in ACTIVITY_FIELDS if field.heading]
    assert all(Locale(language).knows(heading) for heading in headings)
    hidden = {field.outputs for field in ACTIVITY_FIELDS if not field.heading}
    assert hidden == {activity_fields.Output.PROGRAM}
