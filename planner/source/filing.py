"""Filled-in forms into the plan: read beside it, filed in it once and for good."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from typing import Any

from planner.source.folder import STATUS
from planner.source.forms import read_form
from planner.source.reading import read_plan
from planner.source.writing import sole_writer
from planner.source.writing import write_new
from planner.source.writing import yaml_value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from planner.model import StatusReport
    from planner.source.reading import Reading
    from planner.source.tree import Tree

_OTHERS = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class FormDraft:
    """A report that is not in the plan yet.

    Attributes:
        file: The file that a person filled in.
        report: What it says; None when it cannot be read at all.
        reading: The plan with this report in it, and with every problem of both.
        name: The name under which it would be filed.
    """

    file: Path
    report: StatusReport | None
    reading: Reading
    name: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in."""
        return self.report is not None and not self.report.activities and not self.report.note


@dataclass(frozen=True, slots=True)
class Filed:
    """A report that is in the plan.

    Attributes:
        path: Its file.
        was_there: Whether the very same report had been filed before.
    """

    path: Path
    was_there: bool


def read_draft(folder: Path, file: Path) -> FormDraft:
    """Read a plan as it would be with a report that is not in it yet."""
    tree = read_form(file)
    name = _free_name(folder, tree)
    reading = read_plan(folder, {f"{STATUS}/{name}.yaml": tree})
    reports = reading.plan.reports if reading.plan else ()
    report = next((found for found in reports if found.name == name), None)
    return FormDraft(file, report, reading, name)


def file_report(folder: Path, report: StatusReport) -> Filed:
    """File a report in the plan, once and for good; the caller holds the folder (`sole_writer`).

    Raises:
        planner.source.writing.WritingError: The folder refuses it.
    """
    content = report_text(report)
    for path in _names(folder, report.data_date.isoformat(), report.reported_by):
        if path.exists():
            if path.read_bytes() == content.encode():
                return Filed(path, was_there=True)
            continue
        try:
            write_new(path, content)
        except FileExistsError:
            continue
        return Filed(path, was_there=False)
    raise AssertionError  # `_names` does not end


def holding_reports(folder: Path) -> AbstractContextManager[None]:
    """Hold the folder of the reports: one submission at a time is judged and filed."""
    return sole_writer(folder / STATUS)


def report_text(report: StatusReport) -> str:
    """Write a report as a plan file: what was filled in and nothing else."""
    lines = [f"data_date: {report.data_date.isoformat()}"]
    lines += [f"reported_by: {yaml_value(report.reported_by)}"]
    lines += [
        f"{key}: {yaml_value(v)}" for key in ("source", "note") if (v := getattr(report, key))
    ]
    lines.append("activities:" if report.activities else "activities: {}")
    for name, status in sorted(report.activities.items()):
        lines.append(f"  {name}:")
        said = status.model_dump(mode="json", exclude_none=True)
        lines += [
            f"    {key}: {yaml_value(_plain(status, key, v))}" for key, v in said.items() if v
        ]
    return "\n".join(lines) + "\n"


def _plain(status: object, key: str, dumped: Any) -> Any:  # noqa: ANN401
    value = getattr(status, key)
    if isinstance(value, date):
        return value
    return int(value) if isinstance(value, float) and value == int(value) else dumped


def _free_name(folder: Path, tree: Tree) -> str:
    day, who = (tree.value.get(key) for key in ("data_date", "reported_by"))
    named = _names(folder, str(day or "0000-00-00")[:10], str(who or "onbekend"))
    return next(path.stem for path in named if not path.exists())


def _names(folder: Path, day: str, who: str) -> Iterator[Path]:
    """The file names that a report may have, in order."""
    stem = f"{_OTHERS.sub('-', day)}-{_OTHERS.sub('-', who).strip('-')[:60] or 'onbekend'}"
    yield folder / STATUS / f"{stem}.yaml"
    number = 2
    while True:
        yield folder / STATUS / f"{stem}-{number:02}.yaml"
        number += 1
