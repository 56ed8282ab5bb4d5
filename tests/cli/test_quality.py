"""`planner quality`: a table for people, the same as JSON for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.cli import main

REAL = Path(__file__).parents[2] / "workstreams"


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    done = capsys.readouterr()
    return code, done.out, done.err


def test_json_holds_the_fourteen_points_and_the_practices(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = run(capsys, "quality", REAL, "--data-date", "2026-01-22", "--format", "json")
    assert code == 0
    found = json.loads(out)
    assert found["data_date"] == "2026-01-22"
    assert len(found["dcma"]) == 14
    assert {measure["outcome"] for measure in found["gao"]} <= {
        "pass",
        "fail",
        "counted",
        "not-measurable",
    }
    for measure in found["dcma"]:
        if measure["out_of"] and not measure["is_least"]:
            assert measure["value"] == pytest.approx(measure["count"] / measure["out_of"], abs=1e-6)


def test_a_baseline_makes_missed_work_measurable(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("quality", REAL, "--data-date", "2026-01-22", "--format", "json")
    without = json.loads(run(capsys, *arguments)[1])["dcma"][10]
    with_one = json.loads(run(capsys, *arguments, "--baseline", "2025-06-25")[1])["dcma"][10]
    assert without["outcome"] == "not-measurable"
    assert with_one["out_of"] > 0


@pytest.mark.parametrize(("lang", "word"), [("nl", "gehaald"), ("en", "met")])
def test_the_table_speaks_the_language(
    capsys: pytest.CaptureFixture[str], lang: str, word: str
) -> None:
    code, out, _ = run(capsys, "quality", REAL, "--lang", lang)
    assert code == 0
    assert word in out.splitlines()[-1]


def test_a_plan_that_is_not_there_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "quality", REAL / "elsewhere")
    assert (code, out) == (1, "")
    assert len(err.strip().splitlines()) == 1
