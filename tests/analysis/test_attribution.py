from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings

from planner.analysis.variance.attribution import movement
from planner.analysis.variance.attribution import movements
from planner.analysis.variance.attribution import replay
from planner.analysis.variance.mixture import mixture
from planner.analysis.variance.replay import Cause
from planner.analysis.variance.replay import PlanChange
from planner.analysis.variance.replay import steps
from planner.schedule.engine import CycleError
from planner.schedule.plan_schedule import schedule_plan
from tests.plans_of import TARGET
from tests.plans_of import changed_plans
from tests.plans_of import plan_of

if TYPE_CHECKING:
    from planner.analysis.variance.attribution import Part
    from planner.model import Plan

FIRST, SECOND = "2026-01-05", "2026-02-02"


def parts(before: Plan, after: Plan, first: str = FIRST, second: str = SECOND) -> dict[str, Part]:
    then = schedule_plan(before, date.fromisoformat(first))
    now = schedule_plan(after, date.fromisoformat(second))
    found = movement(TARGET, then, now).parts
    return {" + ".join(part.causes): part for part in found if part.days}


def chain(**changes: dict[str, Any]) -> dict[str, dict[str, Any]]:
    plain: dict[str, dict[str, Any]] = {
        "design": {"duration": "10d"},
        "build": {"duration": "20d", "after": ["w.design"]},
        "target": {"milestone": "start", "after": ["w.build"]},
    }
    return plain | changes


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(changed_plans())
def test_the_parts_add_up_to_the_movement_exactly(found: tuple[Plan, date, Plan, date]) -> None:
    before, first, after, second = found
    then, now = schedule_plan(before, first), schedule_plan(after, second)
    calendar = now.default_calendar
    for moved in movements(then, now):
        minutes = calendar.minutes_between(then.readiness(TARGET), now.readiness(TARGET))
        assert sum(part.days for part in moved.parts) == Fraction(minutes, calendar.minutes_per_day)
        assert moved.days == sum(part.days for part in moved.parts)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(changed_plans())
def test_every_cause_is_replayed_at_most_once_and_in_the_stated_order(
    found: tuple[Plan, date, Plan, date],
) -> None:
    before, first, after, second = found
    then, now = schedule_plan(before, first), schedule_plan(after, second)
    causes = [cause for step in replay(then, now) for cause in step.causes]
    assert causes == sorted(set(causes), key=list(Cause).index)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(changed_plans())
def test_the_mixture_with_all_causes_but_time_becomes_the_later_schedule_once_time_passes(
    found: tuple[Plan, date, Plan, date],
) -> None:
    before, first, after, _ = found
    then, now = schedule_plan(before, first), schedule_plan(after, first)
    *_, last = [then, *(step.schedule for step in list(replay(then, now))[:-1])]
    assert last.network_schedule.dates.finish == now.network_schedule.dates.finish


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(changed_plans())
def test_a_step_by_rows_gives_the_dates_of_a_whole_composition(
    found: tuple[Plan, date, Plan, date],
) -> None:
    before, first, after, second = found
    then, now = schedule_plan(before, first), schedule_plan(after, second)
    change = PlanChange(then, now)
    current = then
    for step in steps(change):
        try:
            whole = mixture(change, step.inputs, current, None)
        except CycleError:
            continue
        by_step = mixture(change, step.inputs, current, step)
        assert by_step.network_schedule.dates == whole.network_schedule.dates
        current = whole


def test_nothing_changed_is_no_movement_and_no_parts() -> None:
    plan = plan_of(chain())
    now = schedule_plan(plan, date(2026, 1, 5))
    (moved,) = movements(now, now)
    assert moved.days == 0
    assert not moved.parts


def test_a_late_finish_is_actual_progress_and_names_the_activity() -> None:
    late = {SECOND: {"design": {"started": "2026-01-05", "finished": "2026-01-23"}}}
    after = plan_of(chain(), late | {"2026-01-30": {"build": {"started": "2026-01-26"}}})
    found = parts(plan_of(chain()), after)
    assert found["actual-progress"].days == 5
    assert found["actual-progress"].decisive == ("w.build", "w.design")


def test_less_work_left_than_planned_is_a_gain_by_remaining_duration() -> None:
    said = {SECOND: {"design": {"started": "2026-01-05", "finished": "2026-01-16"}}}
    said["2026-02-02"]["build"] = {"started": "2026-01-19", "remaining": "6d"}
    found = parts(plan_of(chain()), plan_of(chain(), said))
    assert {name: part.days for name, part in found.items()} == {"remaining-duration": -4}


def test_a_longer_duration_in_the_plan_is_remaining_duration() -> None:
    longer = plan_of(chain(build={"duration": "23d", "after": ["w.design"]}))
    found = parts(plan_of(chain()), longer, second=FIRST)
    assert {name: part.days for name, part in found.items()} == {"remaining-duration": 3}


def test_work_that_nobody_reported_moves_with_time() -> None:
    found = parts(plan_of(chain()), plan_of(chain()))
    assert {name: part.days for name, part in found.items()} == {"passing-of-time": 20}
    assert "w.design" in found["passing-of-time"].decisive


def test_a_new_dependency_between_known_activities_is_logic() -> None:
    free = plan_of(chain(build={"duration": "20d"}))
    found = parts(free, plan_of(chain()), second=FIRST)
    assert {name: part.days for name, part in found.items()} == {"logic": 10}
    assert found["logic"].changed == ("w.build",)


def test_a_new_constraint_is_a_constraint() -> None:
    held = chain(design={"duration": "10d", "start_no_earlier_than": "2026-01-12"})
    found = parts(plan_of(chain()), plan_of(held), second=FIRST)
    assert {name: part.days for name, part in found.items()} == {"constraints": 5}


def test_a_new_closure_is_a_calendar_and_names_what_is_worked_by_it() -> None:
    closed: dict[str, Any] = {
        "rijk": {
            "holidays": "NL",
            "closures": [{"name": "Reces", "from": "2026-01-12", "to": "2026-01-16"}],
        },
        "elapsed": {"week": "all", "hours": ["00:00-24:00"]},
    }
    found = parts(plan_of(chain()), plan_of(chain(), calendars=closed), second=FIRST)
    assert {name: part.days for name, part in found.items()} == {"calendars": 5}
    assert found["calendars"].decisive == ("w.build", "w.design", "w.target")


def test_new_work_with_its_own_links_is_scope() -> None:
    more = chain(
        trial={"duration": "8d", "after": ["w.build"]},
        target={"milestone": "start", "after": ["w.build", "w.trial"]},
    )
    found = parts(plan_of(chain()), plan_of(more), second=FIRST)
    assert {name: part.days for name, part in found.items()} == {"scope": 8}
    assert "w.trial" in found["scope"].decisive


def test_logic_that_would_run_in_a_circle_without_dropped_work_is_taken_with_the_scope() -> None:
    old: dict[str, dict[str, Any]] = {
        "a": {"duration": "5d"},
        "between": {"duration": "5d", "after": ["w.a"]},
        "b": {"duration": "5d", "after": ["w.between"]},
        "target": {"milestone": "start", "after": ["w.b", "w.a"]},
    }
    new: dict[str, dict[str, Any]] = {
        "b": {"duration": "5d"},
        "a": {"duration": "9d", "after": ["w.b"]},
        "target": {"milestone": "start", "after": ["w.b", "w.a"]},
    }
    found = parts(plan_of(old), plan_of(new), second=FIRST)
    assert set(found) == {"remaining-duration", "logic + scope"}
    assert sum(part.days for part in found.values()) == -1
