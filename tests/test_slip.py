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
from planner.schedule.plan_schedule import schedule_programme
from tests.plans_of import TARGET
from tests.plans_of import plan_of

if TYPE_CHECKING:
    from planner.schedule.plan_schedule import ProgrammeSchedule

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
def programme() -> ProgrammeSchedule:
    return schedule_programme(plan_of(ACTIVITIES, REPORTS))


def forecasts(programme: ProgrammeSchedule, activity: str, days: int) -> tuple[date, date]:
    effect = slip(programme, activity, days).effects[0]
    return effect.before.forecast, effect.after.forecast


def test_work_on_the_path_moves_the_target_day_for_day(programme: ProgrammeSchedule) -> None:
    before, after = forecasts(programme, "w.build", 5)
    assert (after - before).days == 7  # five working days are a week


def test_the_same_as_a_plan_with_the_longer_duration(programme: ProgrammeSchedule) -> None:
    longer = ACTIVITIES | {"build": {"duration": "27d", "after": ["w.design"]}}
    written = schedule_programme(plan_of(longer, REPORTS))
    slipped = slip(programme, "w.build", 7).programme
    assert {n: (r.start, r.finish) for n, r in slipped.rows.items()} == {
        n: (r.start, r.finish) for n, r in written.rows.items()
    }


def test_float_is_used_up_before_the_target_moves(programme: ProgrammeSchedule) -> None:
    before, after = forecasts(programme, "w.course", 15)
    assert before == after
    before, after = forecasts(programme, "w.course", 16)
    assert after > before


def test_a_milestone_comes_later(programme: ProgrammeSchedule) -> None:
    before, after = forecasts(programme, "w.approved", 2)
    assert after > before


def test_calendar_time_is_lengthened_by_working_days(programme: ProgrammeSchedule) -> None:
    found = slip(programme, "w.advice", 5)
    assert programme.rows["w.advice"].finish == date(2026, 2, 1)  # a Sunday
    assert found.programme.rows["w.advice"].finish == date(2026, 2, 6)


def test_shorter_work_brings_the_target_forward(programme: ProgrammeSchedule) -> None:
    before, after = forecasts(programme, "w.build", -5)
    assert (before - after).days == 7


def test_finished_work_cannot_slip(programme: ProgrammeSchedule) -> None:
    assert not can_slip(programme, "w.design")
    with pytest.raises(ValueError, match="cannot slip"):
        slip(programme, "w.design", 1)


def test_a_reported_finish_moves_with_it() -> None:
    reports = {"2026-01-12": {"design": {"started": "2026-01-05", "expected_finish": "2026-01-30"}}}
    programme = schedule_programme(plan_of(ACTIVITIES, reports))
    after = slip(programme, "w.design", 5).programme
    assert programme.rows["w.design"].finish == date(2026, 1, 30)
    assert after.rows["w.design"].finish == date(2026, 2, 6)


@given(days=st.integers(0, 60))
def test_a_slip_never_brings_anything_forward(days: int) -> None:
    programme = schedule_programme(plan_of(ACTIVITIES, REPORTS))
    found = slip(programme, "w.course", days)
    for name in found.moved:
        assert found.programme.rows[name].finish >= programme.rows[name].finish


def test_the_schedule_asked_about_stays_as_it_is(programme: ProgrammeSchedule) -> None:
    before = programme.rows["w.target"].finish
    slip(programme, "w.build", 30)
    assert schedule_programme(programme.plan).rows["w.target"].finish == before


def test_a_workstream_has_the_margin_of_its_tightest_open_work(
    programme: ProgrammeSchedule,
) -> None:
    (margin,) = workstream_margins(programme, TARGET)
    forecast = programme.forecast()
    assert forecast is not None
    assert margin.margin == forecast.margin_days
    assert (margin.done, margin.activities) == (1, 6)


def test_float_says_how_critical_work_is() -> None:
    target = {"milestone": TARGET, "date": "2026-02-16"}
    programme = schedule_programme(plan_of(ACTIVITIES, REPORTS, target=target))
    found = {name: criticality(programme, f"w.{name}") for name in ACTIVITIES}
    assert found["design"] is Criticality.DONE
    assert found["build"] is Criticality.CRITICAL
    assert found["course"] is Criticality.NEAR_CRITICAL
    assert near_critical_work(programme, TARGET) == ("w.advice", "w.course")
