"""What happens when one activity slips: the schedule computed anew."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.analysis.criticality.margins import Criticality
from planner.analysis.criticality.margins import criticality
from planner.analysis.criticality.margins import near_critical_work
from planner.analysis.criticality.margins import workstream_margins
from planner.analysis.variance.slip import can_slip
from planner.analysis.variance.slip import slip
from planner.schedule.plan_schedule import schedule_plan
from tests.plans_of import TARGET
from tests.plans_of import plan_of

if TYPE_CHECKING:
    from planner.schedule.plan_schedule import Schedule

ACTIVITIES: dict[str, dict[str, Any]] = {
    "design": {"duration": "10d"},
    "build": {"duration": "20d", "after": ["w.design"]},
    "course": {"duration": "5d", "after": ["w.design"]},
    "advice": {"duration": "14ed", "after": ["w.design"]},
    "approved": {"milestone": "finish", "after": ["w.build"]},
    "target": {"milestone": "start", "after": ["w.approved", "w.course", "w.advice"]},
}
REPORTS = {"2026-01-19": {"design": {"started": "2026-01-05", "finished": "2026-01-16"}}}


@pytest.fixture(scope="module")
def schedule() -> Schedule:
    return schedule_plan(plan_of(ACTIVITIES, REPORTS))


def forecasts(schedule: Schedule, activity: str, days: int) -> tuple[date, date]:
    effect = slip(schedule, activity, days).effects[0]
    return effect.before.forecast, effect.after.forecast


def test_work_on_the_path_moves_the_target_day_for_day(schedule: Schedule) -> None:
    before, after = forecasts(schedule, "w.build", 5)
    assert (after - before).days == 7  # five working days are a week


def test_the_same_as_a_plan_with_the_longer_duration(schedule: Schedule) -> None:
    longer = ACTIVITIES | {"build": {"duration": "27d", "after": ["w.design"]}}
    written = schedule_plan(plan_of(longer, REPORTS))
    slipped = slip(schedule, "w.build", 7).schedule
    assert {n: (r.start, r.finish) for n, r in slipped.activities.items()} == {
        n: (r.start, r.finish) for n, r in written.activities.items()
    }


def test_float_is_used_up_before_the_target_moves(schedule: Schedule) -> None:
    before, after = forecasts(schedule, "w.course", 15)
    assert before == after
    before, after = forecasts(schedule, "w.course", 16)
    assert after > before


def test_a_milestone_comes_later(schedule: Schedule) -> None:
    before, after = forecasts(schedule, "w.approved", 2)
    assert after > before


def test_calendar_time_is_lengthened_by_working_days(schedule: Schedule) -> None:
    found = slip(schedule, "w.advice", 5)
    assert schedule.activities["w.advice"].finish == date(2026, 2, 1)  # a Sunday
    assert found.schedule.activities["w.advice"].finish == date(2026, 2, 6)


def test_shorter_work_brings_the_target_forward(schedule: Schedule) -> None:
    before, after = forecasts(schedule, "w.build", -5)
    assert (before - after).days == 7


def test_finished_work_cannot_slip(schedule: Schedule) -> None:
    assert not can_slip(schedule, "w.design")
    with pytest.raises(ValueError, match="cannot slip"):
        slip(schedule, "w.design", 1)


def test_a_reported_finish_moves_with_it() -> None:
    reports = {"2026-01-12": {"design": {"started": "2026-01-05", "expected_finish": "2026-01-30"}}}
    schedule = schedule_plan(plan_of(ACTIVITIES, reports))
    after = slip(schedule, "w.design", 5).schedule
    assert schedule.activities["w.design"].finish == date(2026, 1, 30)
    assert after.activities["w.design"].finish == date(2026, 2, 6)


@given(days=st.integers(0, 60))
def test_a_slip_never_brings_anything_forward(days: int) -> None:
    schedule = schedule_plan(plan_of(ACTIVITIES, REPORTS))
    found = slip(schedule, "w.course", days)
    for name in found.moved:
        assert found.schedule.activities[name].finish >= schedule.activities[name].finish


def test_the_schedule_asked_about_stays_as_it_is(schedule: Schedule) -> None:
    before = schedule.activities["w.target"].finish
    slip(schedule, "w.build", 30)
    assert schedule_plan(schedule.plan).activities["w.target"].finish == before


def test_a_workstream_has_the_margin_of_its_tightest_open_work(
    schedule: Schedule,
) -> None:
    (margin,) = workstream_margins(schedule, TARGET)
    forecast = schedule.forecast()
    assert forecast is not None
    assert margin.margin == forecast.margin_days
    assert (margin.done, margin.activities) == (1, 6)


def test_float_says_how_critical_work_is() -> None:
    target = {"milestone": TARGET, "date": "2026-02-16"}
    schedule = schedule_plan(plan_of(ACTIVITIES, REPORTS, target=target))
    found = {name: criticality(schedule, f"w.{name}") for name in ACTIVITIES}
    assert found["design"] is Criticality.DONE
    assert found["build"] is Criticality.CRITICAL
    assert found["course"] is Criticality.NEAR_CRITICAL
    assert near_critical_work(schedule, TARGET) == ("w.advice", "w.course")
