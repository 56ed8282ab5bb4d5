"""Baselines on disk: `baselines/<data date>.yaml`, written once and read back as they were."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

from planner.baseline import Baseline
from planner.baseline import written_days
from planner.duration import Duration
from planner.model import DependencyType
from planner.model import Evidence
from planner.problems import in_reading_order
from planner.problems import warning
from planner.progress import FIELDS
from planner.source.evidence_index import dated_rules
from planner.source.folder import BASELINES
from planner.source.folder import read_tree
from planner.source.validation import validate
from planner.source.writing import write_new
from planner.source.writing import yaml_lines
from planner.source.writing import yaml_value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path

    from planner.baseline import FrozenActivity
    from planner.model import Activity
    from planner.model import Dependency
    from planner.problems import Problem

_INDENT = "  "
_TARGET_FIELDS = {"milestone", "date"}
_PROGRAMME_FIELDS: Mapping[str, Any] = {
    "programme": True,
    "start": True,
    "target": _TARGET_FIELDS,
    "targets": {"__all__": _TARGET_FIELDS},
    "default_calendar": True,
    "settings": True,
}
# A baseline repeats what decides the dates; the evidence for it stays in the plan files.
_NOT_OF_CALENDARS = {
    "closures": {"__all__": {*Evidence.model_fields, "assumption"}},
    "worked": {"__all__": {*Evidence.model_fields, "name"}},
}


@dataclass(frozen=True, slots=True)
class Baselines:
    """The baselines of a plan, by data date, and the problems of their files."""

    baselines: tuple[Baseline, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_baselines(folder: Path) -> Baselines:
    """Read every baseline of a plan; a broken one does not take the others down."""
    baselines: list[Baseline] = []
    problems: list[Problem] = []
    for file in _files(folder):
        baseline, file_problems = _read(file, folder)
        problems += file_problems
        if baseline is not None:
            baselines.append(baseline)
    baselines.sort(key=lambda baseline: baseline.data_date)
    return Baselines(tuple(baselines), in_reading_order(problems))


def baseline_dates(folder: Path) -> tuple[date, ...]:
    """List the data dates of the baselines, by the names of the files."""
    dates = []
    for file in _files(folder):
        with suppress(ValueError):
            dates.append(date.fromisoformat(file.stem))
    return tuple(dates)


def read_baseline(folder: Path, data_date: date) -> tuple[Baseline | None, tuple[Problem, ...]]:
    """Read the baseline of one data date; none when there is no such file."""
    file = baseline_file(folder, data_date)
    if not file.is_file():
        return None, ()
    return _read(file, folder)


def _read(file: Path, folder: Path) -> tuple[Baseline | None, tuple[Problem, ...]]:
    tree = read_tree(file, folder)
    if tree.problems:
        return None, tree.problems
    baseline, problems = validate(Baseline, {**tree.value, "name": file.stem}, tree)
    if baseline is not None and baseline.data_date.isoformat() != file.stem:
        expected = baseline.data_date.isoformat()
        place = tree.place(("data_date",))
        problems.append(warning("file-name-date", place, expected=expected, name=file.stem))
    return baseline, tuple(problems)


def _files(folder: Path) -> list[Path]:
    # A name that starts with a dot is a draft of a writer that was killed.
    return sorted((folder / BASELINES).glob("[!.]*.yaml"))


def baseline_file(folder: Path, data_date: date) -> Path:
    """Name the file of the baseline of a data date."""
    return folder / BASELINES / f"{data_date.isoformat()}.yaml"


def write_baseline(folder: Path, baseline: Baseline) -> Path:
    """Write a baseline into a plan.

    Raises:
        FileExistsError: There is one of that date already; a baseline is never overwritten.
        planner.source.writing.WritingError: The folder refuses it.
    """
    path = baseline_file(folder, baseline.data_date)
    write_new(path, baseline_text(baseline))
    return path


def baseline_text(baseline: Baseline) -> str:
    """Write a baseline as text; the same baseline is the same text, byte for byte."""
    return "\n".join(_lines(baseline)) + "\n"


def _lines(baseline: Baseline) -> Iterator[str]:
    programme = baseline.programme
    yield f"data_date: {baseline.data_date.isoformat()}"
    if baseline.digest:
        yield f"digest: {baseline.digest}"
    yield "programme:"
    yield from yaml_lines(_simple(programme.model_dump(include={**_PROGRAMME_FIELDS})), _INDENT)
    yield f"{_INDENT}calendars:"
    calendars = {
        name: _simple(calendar.model_dump(by_alias=True, exclude=_NOT_OF_CALENDARS))
        for name, calendar in sorted(programme.calendars.items())
    }
    yield from yaml_lines(calendars, _INDENT * 2)
    # One line for each value: a change of one date is one line in the history of the plan.
    yield "targets:" if baseline.targets else "targets: []"
    for target in baseline.targets:
        yield f"{_INDENT}- {yaml_value(_simple(dict(target)))}"
    yield "activities:" if baseline.activities else "activities: {}"
    for name, frozen in sorted(baseline.activities.items()):
        yield f"{_INDENT}{name}:"
        yield from yaml_lines(_activity(frozen), _INDENT * 2)


def _activity(frozen: FrozenActivity) -> dict[str, Any]:
    parts = {"plan": _planned(frozen.plan)}
    if frozen.progress is not None:
        parts["progress"] = _simple({name: getattr(frozen.progress, name) for name in FIELDS})
    parts["schedule"] = _simple(dict(frozen.schedule))
    return parts


def _planned(activity: Activity) -> dict[str, Any]:
    """Give the fields of an activity that decide its dates, and the names people know it by."""
    duration = spans = None
    if activity.spans:
        spans = activity.spans.model_dump(by_alias=True)
    elif not activity.milestone:
        # The likely value of an estimate counts as the duration: a schedule is computed from it.
        duration = activity.planned_duration
    fields: dict[str, Any] = {
        "title": activity.title,
        "owner": activity.owner,
        "milestone": activity.milestone,
        "duration": duration,
        "spans": spans,
        "calendar": activity.calendar,
        "term": activity.term,
        "as_late_as_possible": activity.as_late_as_possible,
    }
    fields.update((name, rule.date) for name, rule in dated_rules(activity).items())
    fields["tags"] = activity.tags
    fields["after"] = [dependency_text(dependency) for dependency in activity.after]
    return _simple(fields)


def dependency_text(dependency: Dependency) -> str:
    """Write a dependency in the short form: `build`, `build SS`, `build FS+3d`."""
    lag, kind = dependency.lag, dependency.type
    if not lag:
        return dependency.activity if kind is DependencyType.FS else f"{dependency.activity} {kind}"
    sign = "" if lag.is_negative else "+"
    return f"{dependency.activity} {kind}{sign}{lag}"


def _simple(fields: Mapping[str, object]) -> dict[str, Any]:
    """Write the values that YAML does not know; leave out fields that say nothing."""
    simple = {name: _simple_value(value) for name, value in fields.items()}
    # Not `if value`: a float of zero days is what makes an activity critical.
    return {
        name: value
        for name, value in simple.items()
        if value is not False and value not in (None, [])
    }


def _simple_value(value: Any) -> Any:  # noqa: ANN401 - anything that a model holds
    match value:
        case dict():
            return _simple(value)
        case list() | tuple():
            return [_simple_value(item) for item in value]
        case Fraction():
            return written_days(value)
        case Duration():
            return str(value)
    return getattr(value, "value", value)
