"""Status reports and letters: one file each, named after its date."""

from __future__ import annotations

from itertools import chain
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from typing import TypeVar

from pydantic import BaseModel

from planner.problems import warning
from planner.source.folder import LETTERS
from planner.source.folder import STATUS
from planner.source.registers import read_keyed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.model import Plan
    from planner.problems import Problem
    from planner.source.folder import Folder
    from planner.source.places import Places

M = TypeVar("M", bound=BaseModel)


def read_named(model: type[M], folder: Folder, room: str, entries: str) -> list[M]:
    """Read every file of a subfolder; each report or letter gets the name of its file.

    A wrong entry under the key `entries` does not take the others down.
    """
    documents = []
    for name in folder.names_in(room):
        # An empty file was reported already.
        if not folder.trees[name].value:
            continue
        stem = PurePosixPath(name).stem
        document = read_keyed(model, folder, name, (entries,), internal={"name": stem})
        if document is not None:
            documents.append(document)
    return documents


def report_name_problems(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find reports and letters whose file name gives another date than they do."""
    reports = ((report.name, report.data_date, STATUS, "data_date") for report in plan.reports)
    letters = ((letter.name, letter.date, LETTERS, "date") for letter in plan.letters)
    for name, day, room, key in chain(reports, letters):
        if not name.startswith(day.isoformat()):
            place = places.file(f"{room}/{name}.yaml", key)
            yield warning("file-name-date", place, expected=day.isoformat(), name=name)
