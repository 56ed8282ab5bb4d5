"""`planner describe`: the programme as a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from planner.cli import main
from planner.report.programme_page import programme_page
from planner.report.programme_page import sourced_and_assumed
from planner.report.programme_page import values_of
from planner.schedule.plan_schedule import schedule_plan
from tests.letters import HOSTILE
from tests.letters import JANUARY
from tests.letters import real_plan
from tests.letters import retitled

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def described() -> str:
    return programme_page(schedule_plan(real_plan()))


def test_every_activity_is_there_once_with_its_workstream(described: str) -> None:
    plan = real_plan()
    for name in plan.activities:
        assert len(re.findall(rf"^\| .*`{re.escape(name)}` \|", described, re.MULTILINE)) == 1
    headings = re.findall(r"^## (.*)$", described, re.MULTILINE)
    assert headings[1:] == [found.title for found in plan.workstreams]


def test_every_open_point_is_told(described: str) -> None:
    for workstream in real_plan().workstreams:
        for point in workstream.open_points:
            assert f"- `{point.id}`: " in described


def test_work_that_waits_for_another_organisation_is_listed(described: str) -> None:
    line = next(
        x for x in described.splitlines() if "Nationale specificatie" in x and "wacht op" in x
    )
    assert "(politie)" in line
    assert "(euLISA)" in line


def test_sourced_and_assumed_values_add_up_over_the_workstreams() -> None:
    plan = real_plan()
    parts = [sourced_and_assumed(values_of(plan, x.id)) for x in plan.workstreams]
    assert tuple(map(sum, zip(*parts, strict=True))) == sourced_and_assumed(values_of(plan))


def test_a_table_has_as_many_cells_in_every_row(described: str) -> None:
    rows: list[int] = []
    for line in [*described.splitlines(), ""]:
        if line.startswith("|"):
            rows.append(len(re.findall(r"(?<!\\)\|", line)))
        elif rows:
            assert len(set(rows)) == 1
            rows = []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_text(text: str) -> None:
    page = programme_page(schedule_plan(retitled(real_plan(), text), JANUARY))
    assert not re.search(r"(?<!\\)<\w|(?<!\\)\]\(", page)
    for line in page.splitlines():
        if line.startswith("| ") and "`eurodac.icd`" in line:
            assert len(re.findall(r"(?<!\\)\|", line)) == 7


def test_the_page_in_the_repository_is_that_of_the_plan(described: str) -> None:
    assert (ROOT / "docs" / "programme.md").read_text(encoding="utf-8") == described


def test_the_command_writes_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "pagina.md"
    assert main(["describe", str(ROOT / "workstreams"), "--out", str(target)]) == 0
    assert "pagina.md" in capsys.readouterr().out
    assert target.read_text(encoding="utf-8").startswith("# Implementatie")
