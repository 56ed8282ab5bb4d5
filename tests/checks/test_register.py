"""A plan may do without a register of sources; then nobody can check what it cites."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from planner.checks import plan_problems
from planner.source import read_plan
from tests.plan_cases import BASIS

if TYPE_CHECKING:
    from pathlib import Path


def test_without_a_register_any_source_may_be_cited_and_that_is_said_once(tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    shutil.copytree(BASIS, plan)
    (plan / "sources.yaml").unlink()
    found = [p for p in plan_problems(read_plan(plan)) if p.severity.value != "info"]
    registers = [("no-register", "facts"), ("no-register", "sources")]
    assert [(p.code, p.details.get("register")) for p in found] == registers


def test_with_a_register_an_unknown_source_is_an_error(tmp_path: Path) -> None:
    plan = tmp_path / "plan"
    shutil.copytree(BASIS, plan)
    file = plan / "go-live.yaml"
    file.write_text(file.read_text("utf-8").replace("source: S4", "source: S9"), "utf-8")
    assert "unknown-source" in {p.code for p in read_plan(plan).problems}
