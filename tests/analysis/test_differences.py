from __future__ import annotations

import json
import re
import shutil
import time
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings

from planner.analysis.variance.differences import ChangeKind
from planner.analysis.variance.differences import compare
from planner.analysis.variance.target_trend import milestone_trend
from planner.cli import main
from planner.i18n import MINUS
from planner.i18n import Locale
from planner.schedule.plan_schedule import schedule_plan
from tests.conftest import ROOT
from tests.large_changes import SECOND as LATER
from tests.large_changes import large_change
from tests.plans_of import TARGET
from tests.plans_of import changed_plans
from tests.plans_of import plan_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from planner.analysis.variance.differences import Comparison
    from planner.model import Plan

REAL = ROOT / "workstreams"
FIRST, SECOND = date(2026, 1, 5), date(2026, 2, 2)


def chain(**changes: dict[str, Any]) -> dict[str, dict[str, Any]]:
    plain: dict[str, dict[str, Any]] = {
        "design": {"duration": "10d"},
        "build": {"duration": "20d", "after": ["w.design"]},
        "leaflet": {"duration": "5d"},
        "target": {"milestone": "start", "after": ["w.build", "w.leaflet"]},
    }
    return plain | changes


def compared(before: Plan, after: Plan, first: date = FIRST, second: date = SECOND) -> Comparison:
    return compare(schedule_plan(before, first), schedule_plan(after, second))


def names(comparison: Comparison, kind: ChangeKind) -> list[str]:
    return [variance.activity for variance in comparison.of_kind(kind)]


def test_what_was_finished_and_started_since_is_named() -> None:
    said = {
        "2026-02-02": {
            "design": {"started": "2026-01-05", "finished": "2026-01-16"},
            "build": {"started": "2026-01-19", "remaining": "10d"},
        }
    }
    found = compared(plan_of(chain()), plan_of(chain(), said))
    assert names(found, ChangeKind.DONE) == ["w.design"]
    assert names(found, ChangeKind.STARTED) == ["w.build"]
    assert found.variances["w.build"].finish_days == 0


def test_later_and_earlier_are_counted_in_working_days_of_the_activity() -> None:
    longer = chain(design={"duration": "13d"}, leaflet={"duration": "2d"})
    found = compared(plan_of(chain()), plan_of(longer), second=FIRST)
    slipped = {v.activity: v.finish_days for v in found.of_kind(ChangeKind.SLIPPED)}
    gained = {v.activity: v.finish_days for v in found.of_kind(ChangeKind.GAINED)}
    assert slipped == {"w.design": 3, "w.build": 3, "w.target": 3}
    assert gained == {"w.leaflet": -3}
    assert found.variances["w.design"].duration_days == 3


def test_critical_then_and_now_are_held_against_each_other() -> None:
    due: dict[str, Any] = {"target": {"milestone": TARGET, "date": "2026-02-16"}}
    longer = chain(leaflet={"duration": "40d"}, build={"duration": "2d", "after": ["w.design"]})
    found = compared(plan_of(chain(), **due), plan_of(longer, **due), second=FIRST)
    assert names(found, ChangeKind.NEWLY_CRITICAL) == ["w.leaflet"]
    assert set(names(found, ChangeKind.NO_LONGER_CRITICAL)) == {"w.build", "w.design"}


def test_new_dropped_and_relinked_activities_are_named() -> None:
    other = chain(
        trial={"after": ["w.build"]},
        build={"duration": "20d", "after": ["w.design FS+2d"]},
        target={"milestone": "start", "after": ["w.trial"]},
    )
    del other["leaflet"]
    found = compared(plan_of(chain()), plan_of(other), second=FIRST)
    assert names(found, ChangeKind.ADDED) == ["w.trial"]
    assert names(found, ChangeKind.DROPPED) == ["w.leaflet"]
    assert set(names(found, ChangeKind.RELINKED)) == {"w.build", "w.target"}
    links = found.variances["w.build"]
    assert [str(lag) for _, _, lag in links.links_added] == ["2d"]
    assert [name for name, _, _ in links.links_dropped] == ["w.design"]


def test_margin_then_and_now_stand_beside_each_other() -> None:
    longer = plan_of(chain(design={"duration": "13d"}))
    (target,) = compared(plan_of(chain()), longer, second=FIRST).targets
    assert target.was is not None
    assert target.was.margin_days - target.now.margin_days == 3


def test_a_target_that_the_earlier_plan_did_not_have_has_no_movement() -> None:
    old = chain()
    del old["target"]
    (target,) = compared(plan_of(old, target=None), plan_of(chain()), second=FIRST).targets
    assert (target.was, target.movement) == (None, None)


@settings(max_examples=60)
@given(changed_plans())
def test_nothing_differs_from_itself_and_variances_agree_with_the_dates(
    found: tuple[Plan, date, Plan, date],
) -> None:
    before, first, after, second = found
    then, now = schedule_plan(before, first), schedule_plan(after, second)
    assert compare(now, now).variances == {}
    for name, variance in compare(then, now).variances.items():
        if variance.finish_days:
            is_later = now.network_schedule[name].finish > then.network_schedule[name].finish
            assert (variance.finish_days > 0) is is_later


def test_the_trend_has_a_point_for_every_data_date_that_knew_the_milestone() -> None:
    plans = {FIRST: plan_of({"other": {}}, target=None), SECOND: plan_of(chain())}
    (trend,) = milestone_trend(lambda day: schedule_plan(plans[day], day), [FIRST, SECOND])
    assert [point.forecast is None for point in trend.points] == [True, False]
    assert (trend.activity, trend.due) == (TARGET, date(2026, 6, 12))


@pytest.mark.parametrize(
    ("days", "written"),
    [(3, "+3"), (0, "0"), (-12, f"{MINUS}12"), (0.5, "+0,5"), (-0.25, f"{MINUS}0,25")],
)
def test_days_are_written_with_their_sign(days: float, written: str) -> None:
    assert Locale("nl").signed(Fraction(days)) == written


@pytest.fixture
def real(tmp_path: Path) -> Path:
    folder = tmp_path / "workstreams"
    shutil.copytree(REAL, folder)
    shutil.rmtree(folder / "baselines", ignore_errors=True)
    return folder


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    assert main([*map(str, arguments), "--format", "json"]) == 0
    content: dict[str, Any] = json.loads(capsys.readouterr().out)
    return content


def test_the_real_programme_says_what_it_is_compared_with(
    real: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dates = ("--from", "2025-06-25", "--to", "2026-01-22")
    assert run(capsys, "compare", real, *dates)["origin"] == "files"
    assert main(["baseline", str(real), "--data-date", "2025-06-25"]) == 0
    capsys.readouterr()
    assert run(capsys, "compare", real, *dates)["origin"] == "baseline"
    assert run(capsys, "compare", real, *dates, "--without-baseline")["origin"] == "files"
    assert run(capsys, "compare", real, *dates, "--from-plan", real)["origin"] == "folder"


def test_changed_logic_shows_against_a_baseline_and_not_without_one(
    real: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dates = ("--from", "2026-01-22", "--to", "2026-01-22")
    assert main(["baseline", str(real), "--data-date", "2026-01-22"]) == 0
    capsys.readouterr()
    file = real / "legislation.yaml"
    text = file.read_text(encoding="utf-8")
    longer = re.sub(r"duration: (\d+)d", lambda m: f"duration: {int(m[1]) + 27}d", text, count=1)
    file.write_text(longer, encoding="utf-8")
    found = run(capsys, "compare", real, *dates)["activities"]
    assert any(entry["duration_days"] == 27 for entry in found)
    assert run(capsys, "compare", real, *dates, "--without-baseline")["activities"] == []


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_parts_in_the_report_of_the_real_programme_add_up(
    capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    content = run(capsys, "compare", REAL, "--from", "2025-06-25", "--to", "2026-06-01")
    for target in content["targets"]:
        parts = target["movement"]["parts"]
        assert sum(part["days"] for part in parts) == target["movement"]["days"]
    assert main(["compare", str(REAL), "--from", "2025-06-25", "--lang", lang]) == 0
    assert "{" not in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.parametrize("plan_too", [False, True])
def test_a_comparison_of_ten_thousand_activities_takes_no_more_than_a_few_schedules(
    *, plan_too: bool
) -> None:
    before, after = large_change(10_000, plan_too=plan_too)
    scheduling = min(timed(lambda: schedule_plan(after.plan, LATER)) for _ in range(3))
    comparing = min(timed(lambda: compare(before, after).targets) for _ in range(3))
    assert comparing < 5 * scheduling


def timed(run: Callable[[], object]) -> float:
    begin = time.perf_counter()
    run()
    return time.perf_counter() - begin
