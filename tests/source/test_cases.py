"""Every mistake that a person can make in a plan file gives its problem, at its line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from planner.checks import plan_problems
from planner.cli import main
from planner.i18n import Locale
from planner.i18n import languages
from planner.i18n import problem_line
from planner.source import read_plan
from tests.plan_cases import BASIS
from tests.plan_cases import CASES
from tests.plan_cases import Expected
from tests.plan_cases import expected
from tests.plan_cases import lay_out

if TYPE_CHECKING:
    from pathlib import Path

    from planner.problems import Problem

every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)


def problems_in(case: Path, folder: Path) -> tuple[Problem, ...]:
    return plan_problems(read_plan(lay_out(case, folder / "plan")))


def as_expected(problem: Problem) -> Expected:
    line = problem.location.line if problem.location else 0
    return Expected(line, problem.severity.value, problem.code)


def test_there_is_a_case_for_every_kind_of_mistake() -> None:
    assert len(CASES) > 120


def test_the_plan_under_the_cases_is_sound() -> None:
    assert [p for p in plan_problems(read_plan(BASIS)) if p.severity.value != "info"] == []


@every_case
def test_the_announced_errors_are_found_and_no_others(case: Path, tmp_path: Path) -> None:
    found = sorted(
        as_expected(p) for p in problems_in(case, tmp_path) if p.severity.value == "error"
    )
    assert found == [e for e in expected(case) if e.severity == "error"]


@every_case
def test_the_announced_warnings_are_found(case: Path, tmp_path: Path) -> None:
    assert set(expected(case)) <= {as_expected(p) for p in problems_in(case, tmp_path)}


@every_case
@pytest.mark.parametrize("lang", languages())
def test_check_names_file_and_line_in_each_language(
    case: Path, lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = lay_out(case, tmp_path / "plan")
    announced = expected(case)
    code = main(["check", str(folder), "--all", "--lang", lang])
    shown = capsys.readouterr()
    assert code == int(any(e.severity == "error" for e in announced))
    assert "Traceback" not in shown.out + shown.err
    for finding in announced:
        place = rf"^{re.escape(str(folder))}/\S+?:{finding.line}:\d+: "
        assert re.search(place, shown.out, re.MULTILINE), finding


@every_case
def test_the_wording_differs_between_the_languages(case: Path, tmp_path: Path) -> None:
    for problem in problems_in(case, tmp_path):
        dutch, english = problem_line(problem, Locale("nl")), problem_line(problem, Locale("en"))
        assert dutch != english
        assert not re.search(r"\{\w+\}", dutch + english)
