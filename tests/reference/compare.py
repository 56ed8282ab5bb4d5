"""Compare `planner schedule` with the reference on one plan folder."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr
from contextlib import redirect_stdout
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from planner.cli import main
from tests.reference.schedule import reference_schedule

if TYPE_CHECKING:
    from pathlib import Path

FIELDS = (
    "state",
    "start",
    "finish",
    "late_start",
    "late_finish",
    "duration_days",
    "remaining_days",
    "total_float",
    "free_float",
    "critical",
)
TARGET_FIELDS = ("forecast", "margin_days")


class Difference(NamedTuple):
    """A value on which the planner and the reference do not agree."""

    activity: str
    field: str
    planner: object
    reference: object


class NoScheduleError(RuntimeError):
    """The planner gave no schedule; the message is what it said."""


def run_planner(*arguments: object) -> tuple[int, str]:
    """Run the command line in this process; give its exit code and what it wrote."""
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        code = main([str(argument) for argument in arguments])
    return code, said.getvalue()


def planner_schedule(folder: Path) -> dict[str, Any]:
    """Run `planner schedule` on a plan folder."""
    code, said = run_planner("schedule", folder, "--format", "json")
    if code:
        raise NoScheduleError(said)
    found: dict[str, Any] = json.loads(said)
    return found


def differences(folder: Path) -> list[Difference]:
    """List every field on which `planner schedule` and the reference differ."""
    planner, reference = planner_schedule(folder), reference_schedule(folder)
    found = []
    for row in planner["activities"]:
        own = reference["activities"][row["id"]]
        found += unequal(row["id"], FIELDS, row, own)
    if planner["target"] and reference["target"]:
        found += unequal("(target)", TARGET_FIELDS, planner["target"], reference["target"])
    return found


def unequal(
    name: str, fields: tuple[str, ...], theirs: dict[str, Any], own: dict[str, Any]
) -> list[Difference]:
    """List the fields that two rows do not have in common."""
    return [Difference(name, f, theirs[f], own[f]) for f in fields if theirs[f] != own[f]]
