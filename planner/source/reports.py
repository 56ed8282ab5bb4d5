"""Status reports and letters: one file each, named after its date."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from typing import TypeVar

from pydantic import BaseModel

from planner.problems import warning
from planner.source.registers import read_keyed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.model import Plan
    from planner.problems import Problem
    from planner.source.folder import Folder
    from planner.source.places import Places

M = TypeVar("M", bound=BaseModel)

_ENTRIES = ("activities", "statements")


def read_named(model: type[M], folder: Folder, room: str) -> list[M]:
    """Read every file of a subfolder; its name comes along."""
    found = []
    for name in folder.names_in(room):
        if not folder.trees[name].value:
            continue
        parts = tuple(part for part in _ENTRIES if part in model.model_fields)
        read = read_keyed(model, folder, name, parts, internal={"name": PurePosixPath(name).stem})
        if read is not None:
            found.append(read)
    return found


def report_name_problems(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find reports whose file name gives another date than they do."""
    for report in plan.reports:
        expected = report.data_date.isoformat()
        if not report.name.startswith(expected):
            place = places.file(f"status/{report.name}.yaml", "data_date")
            yield warning("file-name-date", place, expected=expected, name=report.name)
    for letter in plan.letters:
        expected = letter.date.isoformat()
        if not letter.name.startswith(expected):
            place = places.file(f"letters/{letter.name}.yaml", "date")
            yield warning("file-name-date", place, expected=expected, name=letter.name)
