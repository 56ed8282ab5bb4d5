"""A plan says what it rests on, and uses what it defines."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.checks import evidence
from planner.checks import plan_problems
from planner.checks import unused_entries
from planner.source import read_plan
from tests.plan_cases import BASIS

if TYPE_CHECKING:
    from planner.checks.structure import Check
    from planner.source import Reading

HEAD = "workstream: w\ntitle: W\nactivities:\n"


def reading(tmp_path: Path, **files: str) -> Reading:
    folder = shutil.copytree(BASIS, tmp_path / "plan")
    for name, text in files.items():
        file = folder / f"{name.replace('__', '/')}.yaml"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return read_plan(folder)


def details(check: Check, found: Reading) -> list[dict[str, object]]:
    assert found.problems == ()
    assert found.plan is not None
    return [dict(problem.details) for problem in check(found.plan, found.places)]


@pytest.mark.parametrize(
    ("basis", "is_supported"),
    [
        ("assumption", True),
        ("{source: S4, fact: IND-04}", True),
        ("{fact: IND-04}", True),
        ("{rationale: Ervaring.}", False),
    ],
)
def test_an_activity_rests_on_a_source_or_an_assumption(
    tmp_path: Path, basis: str, *, is_supported: bool
) -> None:
    found = reading(tmp_path, w=f"{HEAD}  a: {{title: A, duration: 1d, basis: {basis}}}\n")
    unsupported = details(evidence.unsupported_activities, found)
    assert unsupported == ([] if is_supported else [{"activity": "w.a"}])


def test_a_dependency_in_short_form_has_no_evidence(tmp_path: Path) -> None:
    text = (
        "  a: {title: A, duration: 1d}\n"
        "  b: {title: B, duration: 1d, after: [a, {activity: a, type: SS, basis: assumption}]}\n"
    )
    found = details(evidence.unsupported_dependencies, reading(tmp_path, w=HEAD + text))
    assert found == [{"activity": "w.b", "predecessor": "w.a"}]


def test_a_status_entry_rests_on_the_source_of_its_report(tmp_path: Path) -> None:
    entry = "  go-live.voorbereiding: {started: 2025-11-03}\n"
    head = "data_date: 2026-01-22\nreported_by: IND\n"
    bare = reading(tmp_path / "a", **{"status__2026-01-22-IND": f"{head}activities:\n{entry}"})
    assert len(details(evidence.unsupported_values, bare)) == 1
    sourced = f"{head}source: S4\nactivities:\n{entry}"
    backed = reading(tmp_path / "b", **{"status__2026-01-22-IND": sourced})
    assert details(evidence.unsupported_values, backed) == []


def test_an_expectation_needs_no_source(tmp_path: Path) -> None:
    text = (
        "data_date: 2026-01-22\nreported_by: IND\nactivities:\n"
        "  go-live.voorbereiding: {expected_finish: 2026-03-31, health: at-risk}\n"
    )
    found = reading(tmp_path, **{"status__2026-01-22-IND": text})
    assert details(evidence.unsupported_values, found) == []


def test_risks_and_obligations_need_evidence(tmp_path: Path) -> None:
    risks = (
        "risks:\n  r:\n    title: Uitloop\n    probability: 0.2\n"
        "    impact: {type: days, optimistic: 1d, likely: 2d, pessimistic: 3d}\n"
        "    affects: [go-live.voorbereiding]\n"
    )
    obligations = "obligations:\n  o: {title: Melding, due: 2026-06-12}\n"
    found = reading(tmp_path, risks=risks, obligations=obligations)
    named = {entry["what"] for entry in details(evidence.unsupported_values, found)}
    assert named == {'"Uitloop"', '"Melding"'}


def test_an_uncertain_fact_needs_its_mark(tmp_path: Path) -> None:
    text = (
        "  a: {title: A, duration: 1d, basis: {source: S4, fact: IND-05}}\n"
        "  b: {title: B, duration: 1d, basis: {source: S4, fact: IND-05, certainty: inferred}}\n"
    )
    found = details(evidence.uncertain_facts, reading(tmp_path, w=HEAD + text))
    assert found == [{"fact": "IND-05", "origin": "inferred"}]


def test_an_open_point_may_rest_on_something_uncertain(tmp_path: Path) -> None:
    text = "workstream: w\ntitle: W\nopen_points: [{id: O1, says: Vraag., fact: IND-05}]\n"
    assert details(evidence.uncertain_facts, reading(tmp_path, w=text)) == []


def test_a_source_without_a_fact_cannot_be_traced(tmp_path: Path) -> None:
    text = "  a: {title: A, duration: 1d, basis: {source: S4}}\n"
    found = details(evidence.sources_without_facts, reading(tmp_path, w=HEAD + text))
    assert found == [{"source": "S4"}]


def test_calendars_and_sources_that_nothing_uses(tmp_path: Path) -> None:
    programme = (BASIS / "programme.yaml").read_text(encoding="utf-8")
    more = programme.replace(
        "organisations:", "  basis: {week: all}\n  ploeg: {based_on: basis}\norganisations:"
    )
    text = "  a: {title: A, duration: 1d, calendar: rijk, basis: {source: S5, fact: []}}\n"
    found = reading(tmp_path, programme=more, w=HEAD + text)
    assert details(unused_entries.unused_calendars, found) == [{"name": "ploeg"}]
    assert details(unused_entries.unused_sources, found) == []


def test_the_real_programme_has_no_errors() -> None:
    folder = Path(__file__).parents[2] / "workstreams"
    if not folder.is_dir():
        pytest.skip("the real plan is not in this checkout")
    assert [p for p in plan_problems(read_plan(folder)) if p.severity.value == "error"] == []
