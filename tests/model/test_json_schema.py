"""The schemas say of whole files what the reader says: what it reads they accept."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from planner.i18n import Locale
from planner.model.json_schema import FILE_KINDS
from planner.model.json_schema import file_schema
from planner.source.folder import read_tree
from tests.plan_cases import PLANS

jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")

FULL = PLANS / "goed" / "volledig"
REAL = Path(__file__).parents[2] / "workstreams"
ROOMS = {"status": "status", "letters": "letter", "scenarios": "scenario"}
FILES = [
    file
    for folder in (FULL, REAL)
    for file in sorted(folder.rglob("*.yaml"))
    if file.parent.name != "baselines"
]
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def kind_of(file: Path) -> str:
    if file.parent.name in ROOMS:
        return ROOMS[file.parent.name]
    return file.stem if file.stem in FILE_KINDS else "workstream"


def as_an_editor_reads(value: Any) -> Any:  # noqa: ANN401
    """Give scalars the types that YAML 1.2 gives them; the planner keeps them as text."""
    if isinstance(value, dict):
        return {key: as_an_editor_reads(found) for key, found in value.items()}
    if isinstance(value, list):
        return [as_an_editor_reads(found) for found in value]
    if value in {"true", "false"}:
        return value == "true"
    return float(value) if _NUMBER.fullmatch(value) else value


def faults(kind: str, value: object) -> list[str]:
    validator = jsonschema.Draft202012Validator(file_schema(kind))
    return [f"{fault.json_path}: {fault.message}" for fault in validator.iter_errors(value)]


@pytest.mark.parametrize("kind", FILE_KINDS)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_schema_is_a_schema(kind: str, lang: str) -> None:
    jsonschema.Draft202012Validator.check_schema(file_schema(kind, Locale(lang)))


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_what_the_planner_reads_its_schema_accepts(file: Path) -> None:
    tree = read_tree(file, file.parent)
    assert faults(kind_of(file), as_an_editor_reads(tree.value)) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("duraton", "5d"),
        ("duration", "5"),
        ("milestone", "end"),
        ("tags", ["ict-sytem"]),
        ("after", ["b SX"]),
        ("deadline", {"datum": "2026-05-01"}),
        ("id", "a"),
    ],
)
def test_what_the_planner_refuses_its_schema_refuses_too(key: str, value: object) -> None:
    sound: dict[str, object] = {"title": "A", "duration": "5d"}
    head = {"workstream": "w", "title": "W"}
    assert faults("workstream", {**head, "activities": {"a": sound}}) == []
    assert faults("workstream", {**head, "activities": {"a": {**sound, key: value}}}) != []
