"""The schedule with some changes equals the schedule of a plan that is edited so."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.schedule.engine import CycleError
from planner.schedule.network import LinkType
from planner.schedule.network import NetworkLink
from planner.schedule.plan_schedule import schedule_plan
from planner.timeaxis import NEVER
from planner.timeaxis import evening_of
from planner.timeaxis import morning_of
from tests.plans_of import plan_of

if TYPE_CHECKING:
    from planner.schedule.plan_schedule import Schedule

DAY = 8 * 60
ACTIVITIES: dict[str, dict[str, Any]] = {
    "design": {"duration": "10d"},
    "build": {"duration": "20d", "after": ["w.design"]},
    "course": {"duration": "5d", "after": ["w.design"]},
    "advice": {"duration": "1emo", "after": ["w.design"]},
    "approved": {"milestone": "finish", "after": ["w.build", "w.advice"]},
    "target": {"milestone": "start", "after": ["w.approved", "w.course"]},
}
REPORTS = {"2026-01-12": {"design": {"started": "2026-01-05", "expected_finish": "2026-01-30"}}}


def scheduled(
    changes: dict[str, dict[str, Any]] | None = None, reports: dict[str, Any] | None = None
) -> Schedule:
    activities = {name: row | (changes or {}).get(name, {}) for name, row in ACTIVITIES.items()}
    return schedule_plan(plan_of(activities, reports or {}))


def dates(schedule: Schedule) -> dict[str, tuple[object, ...]]:
    rows = schedule.activities.items()
    return {n: (r.start, r.finish, r.late_finish, r.total_float) for n, r in rows}


@given(days=st.integers(0, 60))
def test_a_longer_or_shorter_duration_equals_the_plan_edited_so(days: int) -> None:
    changed = scheduled().with_changes(durations={"w.build": days * DAY})
    assert dates(changed) == dates(scheduled({"build": {"duration": f"{days}d"}}))


def test_several_durations_change_at_once() -> None:
    changed = scheduled().with_changes(durations={"w.build": 3 * DAY, "w.course": 40 * DAY})
    edited = {"build": {"duration": "3d"}, "course": {"duration": "40d"}}
    assert dates(changed) == dates(scheduled(edited))


def test_a_duration_replaces_a_length_in_months() -> None:
    changed = scheduled().with_changes(durations={"w.advice": 90 * 24 * 60})
    assert dates(changed) == dates(scheduled({"advice": {"duration": "90ed"}}))


def test_a_duration_replaces_what_a_report_expects() -> None:
    changed = scheduled(reports=REPORTS).with_changes(durations={"w.design": 2 * DAY})
    said = {"2026-01-12": {"design": {"started": "2026-01-05", "remaining": "2d"}}}
    assert dates(changed) == dates(scheduled(reports=said))


def test_a_date_constraint_equals_the_plan_edited_so() -> None:
    edited = scheduled({"course": {"start_no_earlier_than": {"date": "2026-03-02", "reason": "x"}}})
    rule = edited.plan.activities["w.course"].start_no_earlier_than
    assert rule is not None
    constraints = {"w.course": {"start_min": morning_of(rule.date)}}
    assert dates(scheduled().with_changes(constraints=constraints)) == dates(edited)


def test_never_takes_a_date_constraint_away() -> None:
    edited = scheduled({"course": {"start_no_earlier_than": {"date": "2026-03-02", "reason": "x"}}})
    changed = edited.with_changes(constraints={"w.course": {"start_min": NEVER}})
    assert dates(changed) == dates(scheduled())


def test_an_expected_finish_equals_the_report_that_says_so() -> None:
    later = {"2026-01-12": {"design": {"started": "2026-01-05", "expected_finish": "2026-02-13"}}}
    edited = scheduled(reports=later)
    instant = evening_of(edited.activities["w.design"].finish)
    constraints = {"w.design": {"expected_finish": instant}}
    assert dates(scheduled(reports=REPORTS).with_changes(constraints=constraints)) == dates(edited)


def test_a_dependency_equals_the_plan_edited_so() -> None:
    link = NetworkLink("w.build", "w.course", LinkType.FS, 2 * DAY, 0)
    edited = scheduled({"course": {"after": ["w.design", {"activity": "w.build", "lag": "2d"}]}})
    assert dates(scheduled().with_changes(links=[link])) == dates(edited)


def test_a_dependency_that_closes_a_circle_is_refused() -> None:
    with pytest.raises(CycleError):
        scheduled().with_changes(links=[NetworkLink("w.target", "w.design")])


def test_without_changes_the_schedule_equals_itself() -> None:
    schedule = scheduled(reports=REPORTS)
    assert dates(schedule.with_changes()) == dates(schedule)


def test_the_original_stays_as_it_is() -> None:
    schedule = scheduled(reports=REPORTS)
    before = dates(schedule_plan(schedule.plan))
    changed = schedule.with_changes(
        durations={"w.build": 80 * DAY},
        constraints={"w.course": {"finish_min": evening_of(schedule.data_date)}},
        links=[NetworkLink("w.build", "w.course")],
    )
    assert dates(changed) != before
    assert dates(schedule) == before
    assert dates(schedule.with_changes()) == before


def test_the_calendars_are_not_laid_out_again() -> None:
    schedule = scheduled()
    changed = schedule.with_changes(durations={"w.build": DAY}, constraints={"w.course": {}})
    network, was = changed.network_schedule.network, schedule.network_schedule.network
    assert network.calendars is was.calendars
    assert network.shifts is was.shifts
    assert changed.calendars is schedule.calendars
