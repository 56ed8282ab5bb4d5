from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings

from planner.analysis.variance.differences import ChangeKind
from planner.analysis.variance.differences import compare
from planner.analysis.variance.freezing import drift
from planner.analysis.variance.freezing import freeze
from planner.analysis.variance.freezing import thaw
from planner.baseline import read_days
from planner.baseline import written_days
from planner.cli import main
from planner.schedule.plan_schedule import schedule_plan
from planner.source.baselines import baseline_file
from planner.source.baselines import baseline_text
from planner.source.baselines import read_baseline
from planner.source.baselines import read_baselines
from planner.source.baselines import write_baseline
from planner.workspace.earlier import Origin
from planner.workspace.earlier import earlier
from planner.workspace.plan_folder import open_workspace
from tests.conftest import ROOT
from tests.plans_of import changed_plans
from tests.plans_of import plan_of

if TYPE_CHECKING:
    from pathlib import Path

    from planner.model import Plan

DAY = date(2026, 2, 2)
REAL = ROOT / "workstreams"
LETTERS = (date(2025, 6, 25), date(2026, 1, 22))
PLAN = plan_of(
    {
        "design": {"duration": "10d", "calendar": "elapsed", "deadline": "2026-03-02"},
        "build": {"duration": "2.5d", "after": ["w.design FS+3d"], "must_start_on": "2026-03-09"},
        "advice": {"duration": "3emo", "term": "nl", "after": ["w.design FS-2d"]},
        "late": {"as_late_as_possible": "true", "after": ["w.design SS+50%"]},
        "span": {"spans": {"from": "w.design", "to": "w.target"}},
        "target": {"milestone": "start", "after": ["w.build", "w.advice", "w.late"]},
    },
    {"2026-01-19": {"design": {"started": "2026-01-12", "remaining": "8d", "health": "at-risk"}}},
)


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    write_baseline(tmp_path, freeze(schedule_plan(PLAN, DAY)))
    return baseline_file(tmp_path, DAY)


def test_a_baseline_reads_back_as_it_was_frozen(frozen: Path) -> None:
    baseline, problems = read_baseline(frozen.parents[1], DAY)
    assert problems == ()
    assert baseline is not None
    assert baseline_text(baseline) == frozen.read_text(encoding="utf-8")


def test_a_thawed_baseline_has_the_dates_and_floats_of_its_moment(frozen: Path) -> None:
    baseline, _ = read_baseline(frozen.parents[1], DAY)
    assert baseline is not None
    then, now = thaw(baseline), schedule_plan(PLAN, DAY)
    assert drift(baseline, then) == ()
    assert then.activities == now.activities
    assert then.forecast() == now.forecast()


@settings(max_examples=40)
@given(changed_plans())
def test_any_plan_freezes_without_loss(found: tuple[Plan, date, Plan, date]) -> None:
    plan, day, _, _ = found
    now = schedule_plan(plan, day)
    assert drift(freeze(now), thaw(freeze(now))) == ()


def test_a_baseline_is_never_overwritten(frozen: Path) -> None:
    before = frozen.read_bytes()
    other = replace(PLAN, reports=())
    with pytest.raises(FileExistsError):
        write_baseline(frozen.parents[1], freeze(schedule_plan(other, DAY)))
    assert frozen.read_bytes() == before


def test_a_thawed_baseline_keeps_what_the_plan_has_changed_since(frozen: Path) -> None:
    folder = frozen.parents[1]
    changed = replace(PLAN, activities={k: v for k, v in PLAN.activities.items() if k != "w.late"})
    found = earlier(folder, DAY, lambda day: schedule_plan(changed, day))
    assert found.origin is Origin.BASELINE
    assert "w.late" in found.schedule.activities


def test_without_a_baseline_the_files_of_today_serve(tmp_path: Path) -> None:
    found = earlier(tmp_path, DAY, lambda day: schedule_plan(PLAN, day))
    assert found.origin is Origin.FILES


def test_dates_that_are_computed_otherwise_now_are_named(frozen: Path) -> None:
    text = frozen.read_text(encoding="utf-8")
    frozen.write_text(text.replace("finish: 2026-03-11", "finish: 2026-03-10"), encoding="utf-8")
    baseline, _ = read_baseline(frozen.parents[1], DAY)
    assert baseline is not None
    assert drift(baseline, thaw(baseline)) == ("w.build",)


def test_a_broken_baseline_names_file_and_line_and_spares_the_others(frozen: Path) -> None:
    broken = frozen.with_name("2026-02-03.yaml")
    broken.write_text("data_date: 3 februari\nprogramme: {}\n", encoding="utf-8")
    found = read_baselines(frozen.parents[1])
    assert [baseline.data_date for baseline in found.baselines] == [DAY]
    assert {problem.location.file for problem in found.problems if problem.location} == {broken}


@pytest.mark.parametrize("written", ["12", "-3", "2.5", "25/3"])
def test_working_days_lose_nothing(written: str) -> None:
    assert read_days(str(written_days(read_days(written)))) == read_days(written)


def test_the_real_plan_freezes_from_the_command_line_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in REAL.rglob("*.yaml"):
        if "baselines" not in file.parts:
            copy = tmp_path / file.relative_to(REAL)
            copy.parent.mkdir(exist_ok=True)
            copy.write_bytes(file.read_bytes())
    assert main(["baseline", str(tmp_path), "--data-date", "2025-06-25"]) == 0
    assert "25 juni 2025" in capsys.readouterr().out
    assert main(["baseline", str(tmp_path), "--data-date", "2025-06-25"]) == 1
    assert "niet overschreven" in capsys.readouterr().err


def test_there_is_a_baseline_at_the_data_date_of_each_letter() -> None:
    found = read_baselines(REAL)
    assert found.problems == ()
    assert tuple(baseline.data_date for baseline in found.baselines) == LETTERS


@pytest.mark.parametrize("day", LETTERS)
def test_the_engine_still_computes_the_schedules_that_were_frozen(day: date) -> None:
    baseline, _ = read_baseline(REAL, day)
    assert baseline is not None
    assert drift(baseline, thaw(baseline)) == ()
    assert baseline_text(baseline) == baseline_file(REAL, day).read_text(encoding="utf-8")


def test_the_known_slips_show_against_the_baseline_of_june_2025() -> None:
    workspace = open_workspace(REAL)
    then = earlier(REAL, LETTERS[0], workspace.at)
    assert then.origin is Origin.BASELINE
    later = compare(then.schedule, workspace.at(LETTERS[1]))
    slipped = {variance.activity for variance in later.of_kind(ChangeKind.SLIPPED)}
    assert "legislation.submission" in slipped
    assert any(name.startswith("solidarity.") for name in slipped)
