"""`planner risk`, `what-if`, `impact` and `recover`: what they print, and how they refuse."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from planner.cli import main
from tests.risk_plans import done
from tests.risk_plans import task
from tests.risk_plans import written

if TYPE_CHECKING:
    from pathlib import Path

ROW = task("a", (5, 10, 20)) + task("b", (5, 10, 20), after="a") + done("b")
LATE = """
risks:
  late: {title: Laat, probability: 0.5, affects: [work.b], basis: assumption,
         impact: {type: days, optimistic: 5d, likely: 10d, pessimistic: 20d}}
"""
MEASURED = """
a:
  {title: a, owner: IND, duration: 40d, basis: assumption, measures: [
    {id: team, title: Tweede team, shorten_to: 20d, cost: 3, decides: IND, basis: assumption}]}
b: {title: b, owner: IND, duration: 30d, after: [a], basis: assumption}
done: {title: klaar, owner: IND, milestone: finish, after: [b], basis: assumption}
"""


def test_risk_answers_in_a_table_and_says_how(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["risk", str(written(tmp_path, ROW, LATE)), "--iterations", "1000", "--effects"])
    out = capsys.readouterr().out
    assert code == 0
    assert "Met een kans van" in out
    assert "startwaarde 20260612" in out
    assert "Laat" in out


def test_risk_gives_the_same_json_for_the_same_seed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["risk", str(written(tmp_path, ROW, LATE)), "--iterations", "1000"]
    main([*arguments, "--format", "json"])
    first = capsys.readouterr().out
    main([*arguments, "--format", "json"])
    assert capsys.readouterr().out == first
    found = json.loads(first)
    assert found["goals"][0]["id"] == "work.done"
    assert 0 <= found["goals"][0]["probability"] <= 1
    assert [bar["id"] for bar in found["tornado"]] != []


def test_the_page_lists_every_risk_with_what_it_rests_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["risk", str(written(tmp_path, ROW, LATE)), "--iterations", "1000"]
    main([*arguments, "--format", "markdown"])
    assert "| Laat | 50% | 5d / 10d / 20d | aanname |" in capsys.readouterr().out


def test_contradicting_correlations_are_refused_with_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = "".join(task(name, (5, 9, 30)) for name in "abc") + done("a, b, c")
    risks = """
correlations:
  - {activities: [work.a, work.b], coefficient: 0.9, basis: assumption}
  - {activities: [work.b, work.c], coefficient: 0.9, basis: assumption}
  - {activities: [work.a, work.c], coefficient: -0.9, basis: assumption}
"""
    assert main(["risk", str(written(tmp_path, plan, risks.lstrip()))]) == 1
    fault = capsys.readouterr().err
    assert "risks.yaml:4:" in fault
    assert "positief definiet" in fault


@pytest.mark.parametrize(
    ("said", "wrong"),
    [("probability: 0.5", "probability: 1.5"), ("likely: 10d", "likely: 30d")],
)
def test_what_the_loader_refuses_stops_the_simulation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], said: str, wrong: str
) -> None:
    assert main(["risk", str(written(tmp_path, ROW, LATE.replace(said, wrong)))]) == 1
    assert "risks.yaml:" in capsys.readouterr().err


def test_what_if_shows_scenarios_side_by_side(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = written(
        tmp_path,
        ROW,
        scenarios__one="scenario: Een week\ndelays: [{activity: work.a, by: 7d}]\n",
        scenarios__two="scenario: Korter\nchange: {work.b: {duration: 5d}}\n",
    )
    assert main(["what-if", "one", "two", "--plan", str(plan)]) == 0
    out = capsys.readouterr().out
    assert "(+7 kalenderdagen)" in out
    assert "(\N{MINUS SIGN}5 kalenderdagen)" in out


def test_an_unknown_scenario_is_refused_with_those_that_there_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = written(tmp_path, ROW, scenarios__one="scenario: Een week\n")
    assert main(["what-if", "onw", "--plan", str(plan)]) == 2
    assert "one" in capsys.readouterr().err


def test_a_scenario_with_a_cycle_is_refused_with_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "scenario: Rond\nlinks:\n  - {from: work.b, to: work.a}\n"
    plan = written(tmp_path, ROW, scenarios__round=text)
    assert main(["what-if", "round", "--plan", str(plan)]) == 1
    assert "round.yaml:3:" in capsys.readouterr().err


def test_impact_is_a_page_of_markdown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = written(tmp_path, ROW)
    assert main(["impact", "work.a", "--plan", str(plan), "--slip", "5d"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("# Wat een wijziging raakt: a\n")
    assert "(+5 kalenderdagen)" in out


def test_impact_of_nothing_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["impact", "work.x", "--plan", str(written(tmp_path, ROW))]) == 2
    assert "work.x" in capsys.readouterr().err


def test_recover_names_the_measure_its_cost_and_who_decides(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["recover", str(written(tmp_path, MEASURED))]) == 0
    out = capsys.readouterr().out
    assert "Tweede team" in out
    assert "besluit: IND" in out
    assert "bewezen" in out


def test_a_measure_on_finished_work_is_named_with_file_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = """
    data_date: 2025-02-20
    reported_by: IND
    activities: {work.a: {started: 2025-01-06, finished: 2025-02-14}}
    """
    plan = written(tmp_path, MEASURED, **{"status__2025-02-20-IND": status})
    assert main(["recover", str(plan)]) == 0
    fault = capsys.readouterr().err
    assert "work.yaml:6:" in fault
    assert "team" in fault


def test_recover_needs_a_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["recover", str(written(tmp_path, MEASURED)), "--target", "work.a"]) == 2
    assert "--by" in capsys.readouterr().err
