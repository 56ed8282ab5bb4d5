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
from planner.model import CONSTRAINTS
from planner.model import DependencyType
from planner.problems import in_reading_order
from planner.problems import warning
from planner.source.folder import BASELINES
from planner.source.folder import read_tree
from planner.source.validation import validate
from planner.source.writing import write_new
from planner.source.writing import yaml_value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from planner.baseline import FrozenActivity
    from planner.model import Activity
    from planner.model import Calendar
    from planner.model import Dependency
    from planner.model import PlanModel
    from planner.model import Programme
    from planner.problems import Problem

_INDENT = "  "
_PROGRESS = (
    "started",
    "finished",
    "remaining",
    "percent_complete",
    "expected_finish",
    "health",
    "note",
)


@dataclass(frozen=True, slots=True)
class Baselines:
    """The baselines of a plan, by data date, and what is wrong with their files."""

    baselines: tuple[Baseline, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_baselines(folder: Path) -> Baselines:
    """Read every baseline of a plan; a broken one does not take the others down."""
    found: list[Baseline] = []
    problems: list[Problem] = []
    for file in _files(folder):
        baseline, faults = _read(file, folder)
        problems += faults
        if baseline is not None:
            found.append(baseline)
    found.sort(key=lambda b: b.data_date)
    return Baselines(tuple(found), in_reading_order(problems))


def baseline_dates(folder: Path) -> tuple[date, ...]:
    """The data dates of which a plan has a baseline, by the names of the files."""
    found = []
    for file in _files(folder):
        with suppress(ValueError):
            found.append(date.fromisoformat(file.stem))
    return tuple(found)


def read_baseline(folder: Path, data_date: date) -> tuple[Baseline | None, tuple[Problem, ...]]:
    """Read the baseline of one data date; none when there is no such file."""
    file = baseline_file(folder, data_date)
    return _read(file, folder) if file.is_file() else (None, ())


def _read(file: Path, folder: Path) -> tuple[Baseline | None, tuple[Problem, ...]]:
    tree = read_tree(file, folder)
    if tree.problems:
        return None, tuple(tree.problems)
    baseline, faults = validate(Baseline, {**tree.value, "name": file.stem}, tree)
    if baseline is not None and baseline.data_date.isoformat() != file.stem:
        expected = baseline.data_date.isoformat()
        place = tree.place(("data_date",))
        faults = [*faults, warning("file-name-date", place, expected=expected, name=file.stem)]
    return baseline, tuple(faults)


def _files(folder: Path) -> list[Path]:
    return sorted((folder / BASELINES).glob("[!.]*.yaml"))


def baseline_file(folder: Path, data_date: date) -> Path:
    """Where the baseline of a data date stands."""
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
    lines = [
        f"data_date: {baseline.data_date.isoformat()}",
        *([f"digest: {baseline.digest}"] if baseline.digest else []),
        "programme:",
        *(f"{_INDENT}{key}: {yaml_value(v)}" for key, v in _programme(baseline.programme)),
        f"{_INDENT}calendars:",
        *(
            f"{_INDENT * 2}{name}: {yaml_value(dict(_calendar(calendar)))}"
            for name, calendar in sorted(baseline.programme.calendars.items())
        ),
        "targets:" if baseline.targets else "targets: []",
        *(f"{_INDENT}- {yaml_value(_fields(target))}" for target in baseline.targets),
        "activities:" if baseline.activities else "activities: {}",
    ]
    for key, found in sorted(baseline.activities.items()):
        lines.append(f"{_INDENT}{key}:")
        lines += [f"{_INDENT * 2}{part}: {yaml_value(v)}" for part, v in _activity(found)]
    return "\n".join(lines) + "\n"


def _activity(found: FrozenActivity) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "plan", dict(_planned(found.plan))
    if found.progress is not None:
        yield "progress", _plain({name: getattr(found.progress, name) for name in _PROGRESS})
    yield "schedule", _fields(found.schedule)


def _fields(frozen: PlanModel) -> dict[str, Any]:
    plain: dict[str, Any] = _plain({n: getattr(frozen, n) for n in type(frozen).model_fields})
    return plain


def _planned(activity: Activity) -> Iterator[tuple[str, Any]]:
    """Whatever of an activity decides its dates, and by what name people know it."""
    shape = {
        "title": activity.title,
        "owner": activity.owner,
        "milestone": activity.milestone and activity.milestone.value,
        "duration": None,
        "spans": activity.spans and {"from": activity.spans.from_, "to": activity.spans.to},
        "calendar": activity.calendar,
        "term": activity.term and activity.term.value,
        "as_late_as_possible": activity.as_late_as_possible or None,
    }
    if not activity.milestone and not activity.spans:
        shape["duration"] = str(activity.planned_duration)
    yield from ((key, value) for key, value in shape.items() if value is not None)
    for name in (*CONSTRAINTS, "deadline"):
        rule = getattr(activity, name)
        if rule is not None:
            yield name, rule.date
    if activity.tags:
        yield "tags", [tag.value for tag in activity.tags]
    if activity.after:
        yield "after", [dependency_text(found) for found in activity.after]


def dependency_text(dependency: Dependency) -> str:
    """Write a dependency in the short form: `build`, `build SS`, `build FS+3d`."""
    lag = dependency.lag
    if not lag and dependency.type is DependencyType.FS:
        return dependency.activity
    sign = "" if not lag or lag.is_negative else "+"
    return f"{dependency.activity} {dependency.type.value}{f'{sign}{lag}' if lag else ''}"


def _programme(programme: Programme) -> Iterator[tuple[str, Any]]:
    """Whatever of the programme decides a date."""
    yield "programme", programme.programme
    yield "start", programme.start
    if programme.target:
        yield "target", {"milestone": programme.target.milestone, "date": programme.target.date}
    if programme.targets:
        yield "targets", [{"milestone": t.milestone, "date": t.date} for t in programme.targets]
    yield "default_calendar", programme.default_calendar
    settings = programme.settings.model_dump(mode="json")
    yield "settings", {key: str(value) for key, value in settings.items()}


def _calendar(calendar: Calendar) -> Iterator[tuple[str, Any]]:
    if calendar.title:
        yield "title", calendar.title
    if calendar.based_on:
        yield "based_on", calendar.based_on
    if calendar.week is not None:
        yield "week", [day.name.lower() for day in calendar.week]
    if calendar.hours is not None:
        yield "hours", _hours(calendar.hours)
    if calendar.holidays is not None:
        rule = calendar.holidays
        yield (
            "holidays",
            _plain(rule.model_dump() | {"liberation_day": rule.liberation_day or None}),
        )
    if calendar.closures:
        yield (
            "closures",
            [{"name": c.name, "from": c.from_, "to": c.to} for c in calendar.closures],
        )
    if calendar.worked:
        days = [{"date": d.date, "hours": d.hours and _hours(d.hours)} for d in calendar.worked]
        yield "worked", [_plain(day) for day in days]


def _hours(hours: tuple[tuple[int, int], ...]) -> list[str]:
    return [f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in hours]


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a model holds
    """Write the values that YAML does not know, and leave out what is absent."""
    if isinstance(value, dict):
        kept = ((k, _plain(v)) for k, v in value.items() if v is not None)
        return {k: v for k, v in kept if v is not False and v != []}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Fraction):
        return written_days(value)
    if isinstance(value, Duration):
        return str(value)
    return getattr(value, "value", value)
