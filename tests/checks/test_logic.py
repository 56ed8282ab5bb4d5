"""The logic of the network, checked on a plan in the docstring of each test."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from planner.checks import CHECKS
from planner.checks import logic
from planner.checks.structure import plan_problems
from planner.source import read_plan
from tests.plan_cases import BASIS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from planner.checks import Check
    from planner.source import Reading

Found = list[tuple[str, object]]


@pytest.fixture
def reading(tmp_path: Path, request: pytest.FixtureRequest) -> Reading:
    """Read the activities in the docstring of a test as the workstream `w`."""
    folder = shutil.copytree(BASIS, tmp_path / "plan")
    lines = (request.function.__doc__ or "").strip("\n").splitlines()
    body = "\n".join(f"  {line.strip()}" for line in lines if line.strip())
    (folder / "w.yaml").write_text(
        f"workstream: w\ntitle: W\nactivities:\n{body}\n", encoding="utf-8"
    )
    found = read_plan(folder)
    assert found.problems == ()
    return found


@pytest.fixture
def found(reading: Reading) -> Callable[[Check], Found]:
    def run(check: Check) -> Found:
        assert reading.plan is not None
        problems = check(reading.plan, reading.places)
        named = ((p.code, p.details.get("activity")) for p in problems)
        return sorted(pair for pair in named if str(pair[1]).startswith("w."))

    return run


def test_an_activity_without_predecessor_is_an_open_start(found: Callable[[Check], Found]) -> None:
    """
    a: {title: A, duration: 5d}
    b: {title: B, duration: 5d, after: [a]}
    c: {title: C, duration: 5d, open_start: Eerste stap.}
    h: {title: H, spans: {from: a, to: b}}
    """
    assert found(logic.open_starts) == [("open-start", "w.a")]


def test_an_activity_without_successor_is_an_open_end(found: Callable[[Check], Found]) -> None:
    """
    a: {title: A, duration: 5d}
    b: {title: B, duration: 5d, after: [a]}
    c: {title: C, duration: 5d, after: [a], open_end: Loopt door.}
    """
    assert found(logic.open_ends) == [("open-end", "w.b")]


def test_a_target_may_be_an_open_end(reading: Reading) -> None:
    """
    a: {title: A, duration: 5d}
    """
    assert reading.plan is not None
    ends = [p.details["activity"] for p in logic.open_ends(reading.plan, reading.places)]
    assert ends == ["w.a"]


def test_a_start_that_only_the_finish_of_others_touches_dangles(
    found: Callable[[Check], Found],
) -> None:
    """
    a: {title: A, duration: 5d}
    b: {title: B, duration: 5d, after: [a FF]}
    c: {title: C, duration: 5d, after: [a FF, a SS]}
    d: {title: D, duration: 5d, after: [a SF], open_start: Eigen tempo.}
    m: {title: M, milestone: finish, after: [a FF]}
    """
    assert found(logic.dangling_starts) == [("dangling-start", "w.b")]


def test_a_finish_that_drives_nothing_dangles(found: Callable[[Check], Found]) -> None:
    """
    a: {title: A, duration: 5d}
    b: {title: B, duration: 5d, after: [a SS]}
    c: {title: C, duration: 5d, after: [b SS, b FF]}
    """
    assert found(logic.dangling_finishes) == [("dangling-finish", "w.a")]


def test_a_dependency_that_a_chain_implies_is_redundant(found: Callable[[Check], Found]) -> None:
    """
    a: {title: A, duration: 5d}
    b: {title: B, duration: 5d, after: [a]}
    c: {title: C, duration: 5d, after: [b FS+2d]}
    d: {title: D, duration: 5d, after: [a, c]}
    """
    assert found(logic.redundant_dependencies) == [("redundant-dependency", "w.d")]


def test_a_chain_with_a_lead_implies_nothing(found: Callable[[Check], Found]) -> None:
    """
    a: {title: A, duration: 5d}
    b: {title: B, duration: 1d, after: [a FS-3d]}
    c: {title: C, duration: 5d, after: [a, b]}
    """
    assert found(logic.redundant_dependencies) == []


def test_a_dependency_with_a_lag_or_of_another_type_is_not_redundant(
    found: Callable[[Check], Found],
) -> None:
    """
    a: {title: A, duration: 5d}
    b: {title: B, duration: 5d, after: [a]}
    c: {title: C, duration: 5d, after: [a FS+9d, b]}
    d: {title: D, duration: 5d, after: [a FF, b]}
    """
    assert found(logic.redundant_dependencies) == []


def test_a_lead_is_redundant_beside_a_chain(found: Callable[[Check], Found]) -> None:
    """
    a: {title: A, duration: 5d}
    b: {title: B, duration: 5d, after: [a]}
    c: {title: C, duration: 5d, after: [a FS-2d, b]}
    """
    assert found(logic.redundant_dependencies) == [("redundant-dependency", "w.c")]


def test_a_pair_of_one_type_twice_is_a_duplicate_and_a_ladder_is_not(
    found: Callable[[Check], Found],
) -> None:
    """
    a: {title: A, duration: 5d}
    b: {title: B, duration: 5d, after: [a, a FS+2d]}
    c: {title: C, duration: 5d, after: [a SS, a FF]}
    """
    assert found(logic.duplicate_dependencies) == [("duplicate-dependency", "w.b")]


def test_an_activity_that_reaches_no_target_is_named(found: Callable[[Check], Found]) -> None:
    """
    a: {title: A, duration: 5d}
    b: {title: B, duration: 5d, after: [a]}
    c: {title: C, duration: 5d}
    d: {title: D, duration: 5d, after: [c], deadline: 2026-05-01}
    e: {title: E, duration: 5d}
    f: {title: F, duration: 5d, after: [e], open_end: Loopt door.}
    """
    assert found(logic.dead_ends) == [("leads-nowhere", "w.a")]


def test_work_of_no_days_is_no_milestone(found: Callable[[Check], Found]) -> None:
    """
    a: {title: A, duration: 0d}
    b: {title: B, milestone: finish}
    """
    assert found(logic.zero_durations) == [("zero-duration", "w.a")]


def test_every_check_is_silent_on_a_sound_plan(reading: Reading) -> None:
    """
    a: {title: A, duration: 5d, open_start: Begin., open_end: Einde., basis: assumption}
    """
    assert reading.plan is not None
    found = [p for check in CHECKS for p in check(reading.plan, reading.places)]
    assert [p.code for p in found if p.severity.value != "info"] == []


def test_errors_of_reading_come_with_the_checks_of_single_entries(tmp_path: Path) -> None:
    folder = shutil.copytree(BASIS, tmp_path / "plan")
    activities = "  a: {title: A, duration: 5}\n  b: {title: B, duration: 5d}\n"
    text = f"workstream: w\ntitle: W\nactivities:\n{activities}"
    (folder / "w.yaml").write_text(text, encoding="utf-8")
    codes = {problem.code for problem in plan_problems(read_plan(folder))}
    assert codes == {"duration-without-unit", "activity-without-evidence"}


def test_a_wrong_activity_does_not_make_open_ends_of_its_neighbours(tmp_path: Path) -> None:
    folder = shutil.copytree(BASIS, tmp_path / "plan")
    activities = (
        "  a: {title: A, duration: 5d, open_start: Begin.}\n"
        "  b: {title: B, duration: 5, after: [a]}\n"
        "  c: {title: C, duration: 5d, after: [b], open_end: Einde.}\n"
    )
    text = f"workstream: w\ntitle: W\nactivities:\n{activities}"
    (folder / "w.yaml").write_text(text, encoding="utf-8")
    codes = {problem.code for problem in plan_problems(read_plan(folder))}
    assert not codes & {"open-start", "open-end"}
