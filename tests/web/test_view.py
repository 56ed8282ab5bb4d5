"""What a page is given: the chosen moment, beside the baseline as it was frozen."""

from __future__ import annotations

import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest

from planner.i18n import Locale
from planner.model import Target
from planner.web.plan_cache import load_plan
from planner.web.view import view_at
from planner.workspace.earlier import Origin
from tests.served import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from planner.web.view import View

FROZEN, NOT_FROZEN, DAY = date(2025, 6, 25), date(2025, 12, 17), date(2026, 1, 22)
ACTIVITY = "iv-systems.acceptance"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    folder = tmp_path / "workstreams"
    shutil.copytree(ROOT / "workstreams", folder)
    return folder


def view(plan: Path, baseline: date | None) -> View:
    return view_at(load_plan(plan), DAY, baseline, None, Locale("nl"))


def lengthen(plan: Path) -> None:
    """Make the acceptance take far longer in today's plan."""
    file = plan / "iv-systems.yaml"
    before, after = file.read_text(encoding="utf-8").split("  acceptance:", 1)
    first, rest = after.split("duration: ", 1)
    file.write_text(f"{before}  acceptance:{first}duration: 9{rest}", encoding="utf-8")


def test_a_baseline_stays_what_it_was_when_the_plan_changes(plan: Path) -> None:
    frozen = view(plan, FROZEN)
    lengthen(plan)
    changed = view(plan, FROZEN)
    assert frozen.baseline is not None
    assert changed.baseline is not None
    assert (
        changed.baseline.activities[ACTIVITY].finish == frozen.baseline.activities[ACTIVITY].finish
    )
    assert (
        changed.schedule.activities[ACTIVITY].finish > frozen.schedule.activities[ACTIVITY].finish
    )


def test_a_date_without_a_baseline_is_seen_with_the_files_of_now(plan: Path) -> None:
    now, frozen = view(plan, NOT_FROZEN).earlier, view(plan, FROZEN).earlier
    assert now is not None
    assert now.origin is Origin.FILES
    assert frozen is not None
    assert frozen.origin is Origin.BASELINE


def test_a_target_that_the_baseline_did_not_know_has_no_earlier_forecast(plan: Path) -> None:
    found = view(plan, FROZEN)
    assert found.forecast_before(Target(milestone="nowhere.at-all", date=DAY)) is None
    assert view(plan, None).forecast_before(Target(milestone=ACTIVITY, date=DAY)) is None
    assert found.forecast_before(Target(milestone="go-live.application", date=DAY)) is not None


def test_a_file_is_named_after_page_and_data_date(plan: Path) -> None:
    assert view(plan, None).file_name("Kritieke pad", ".png") == "kritieke-pad-2026-01-22.png"
