"""Read a filled-in form together with the plan, and file it as a status report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import TYPE_CHECKING
from typing import Any

from planner.source.folder import STATUS
from planner.source.forms import read_form
from planner.source.reading import read_plan
from planner.source.writing import sole_writer
from planner.source.writing import write_new
from planner.source.writing import yaml_lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from planner.model import ActivityStatus
    from planner.model import StatusReport
    from planner.source.reading import Reading
    from planner.source.tree import Tree

_OTHERS = re.compile(r"[^A-Za-z0-9_-]+")
_UNKNOWN = "onbekend"
_LONGEST_REPORTER = 60


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
    report = next((report for report in reports if report.name == name), None)
    return FormDraft(file, report, reading, name)


def file_report(folder: Path, report: StatusReport) -> Filed:
    """File a report in the plan; the caller holds the folder (`holding_reports`).

    Raises:
        planner.source.writing.WritingError: The folder refuses it.
    """
    content = report_text(report)
    for path in _paths(folder, report.data_date.isoformat(), report.reported_by):
        if path.exists():
            # Sending the same report twice must not make two of it.
            if path.read_bytes() == content.encode():
                return Filed(path, was_there=True)
            continue
        try:
            write_new(path, content)
        except FileExistsError:
            continue
        return Filed(path, was_there=False)
    raise AssertionError  # `_paths` does not end


def holding_reports(folder: Path) -> AbstractContextManager[None]:
    """Hold the folder of the reports, so that one submission at a time is judged and filed."""
    return sole_writer(folder / STATUS)


def report_text(report: StatusReport) -> str:
    """Write a report as a plan file, with only the fields that were filled in."""
    head = {"data_date": report.data_date, "reported_by": report.reported_by}
    head |= {key: text for key in ("source", "note") if (text := getattr(report, key))}
    lines = [*yaml_lines(head)]
    lines.append("activities:" if report.activities else "activities: {}")
    for name, status in sorted(report.activities.items()):
        lines.append(f"  {name}:")
        lines += yaml_lines(_reported(status), "    ")
    return "\n".join(lines) + "\n"


def _reported(status: ActivityStatus) -> dict[str, Any]:
    """Give the fields that were filled in, as YAML values."""
    fields: dict[str, Any] = status.model_dump(mode="json", exclude_defaults=True)
    for name, value in fields.items():
        written = getattr(status, name)
        if isinstance(written, date):
            # YAML puts quotes around a text that looks like a date; a person would not.
            fields[name] = written
        elif isinstance(value, float) and value.is_integer():
            fields[name] = int(value)
    return fields


def _free_name(folder: Path, tree: Tree) -> str:
    # The form is not checked yet: both values may be absent, or be no text at all.
    day = str(tree.value.get("data_date") or "0000-00-00")[:10]
    reporter = str(tree.value.get("reported_by") or _UNKNOWN)
    return next(path.stem for path in _paths(folder, day, reporter) if not path.exists())


def _paths(folder: Path, day: str, reporter: str) -> Iterator[Path]:
    """Give the files in which a report may stand, the first choice first."""
    # A name is cut short because file systems allow 255 bytes at most.
    reporter = _OTHERS.sub("-", reporter).strip("-")[:_LONGEST_REPORTER] or _UNKNOWN
    stem = f"{_OTHERS.sub('-', day)}-{reporter}"
    yield folder / STATUS / f"{stem}.yaml"
    for number in count(2):
        yield folder / STATUS / f"{stem}-{number:02}.yaml"
