"""Small inputs with a known right answer, each found by use and worked out by hand.

A folder of `tests/field_cases` holds `why.txt` (the rule, the calculation, what confirms it), the
input, and `expected.json`: the commands to run and what must come of them.
"""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest

from tests.reference.compare import run_planner

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]
FOLDER = Path(__file__).with_name("field_cases")
OPEN = set((FOLDER / "open.txt").read_text(encoding="utf-8").split())
"""The cases that do not come out yet; one that does must leave the list."""


def case_params() -> Iterator[Any]:
    """List the cases; the open ones are expected to fail, and fail the test when they do not."""
    for expected in sorted(FOLDER.glob("*/expected.json")):
        case = expected.parent
        marks = [pytest.mark.xfail(strict=True)] if case.name in OPEN else []
        yield pytest.param(case, id=case.name, marks=marks)


@pytest.mark.parametrize("case", list(case_params()))
def test_a_case_comes_out_as_worked_out(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "case"
    shutil.copytree(case, folder)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("PLANNER_LANG", "en")
    for step in json.loads((case / "expected.json").read_text(encoding="utf-8"))["steps"]:
        code, said = run_planner(*step["run"])
        assert code == step.get("exit", 0), said
        check_schedule(step, said)
        check_files(step, folder)
        lowered = said.lower()
        assert [text for text in step.get("says", []) if text.lower() not in lowered] == []
        assert [text for text in step.get("not_says", []) if text.lower() in lowered] == []


def check_schedule(step: Json, said: str) -> None:
    """Check the activities and the target of a schedule; only the fields that are named."""
    if "activities" not in step and "target" not in step:
        return
    schedule = json.loads(said)
    rows = {row["id"]: row for row in schedule["activities"]}
    for name, fields in step.get("activities", {}).items():
        assert {field: rows[name][field] for field in fields} == fields, name
    target = step.get("target", {})
    assert {field: schedule["target"][field] for field in target} == target


def check_files(step: Json, folder: Path) -> None:
    """Check what a written file holds and lacks."""
    for name, wanted in step.get("file", {}).items():
        text = text_in(folder / name)
        assert [part for part in wanted.get("has", []) if part not in text] == []
        assert [part for part in wanted.get("lacks", []) if part in text] == []


def text_in(path: Path) -> str:
    """Give the text of a file; of a workbook that of all its parts."""
    if not zipfile.is_zipfile(path):
        return path.read_text(encoding="utf-8", errors="replace")
    with zipfile.ZipFile(path) as workbook:
        parts = [workbook.read(name) for name in workbook.namelist()]
    return "".join(part.decode("utf-8", "replace") for part in parts)
