"""The DCMA assessment and the countable GAO best practices, on plans small enough to count."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest

from planner.analysis.quality.assessment import assess
from planner.analysis.quality.dcma import Dcma
from planner.analysis.quality.gao import Gao
from planner.analysis.quality.measure import CheckOutcome
from planner.i18n import Locale
from planner.i18n import languages
from planner.schedule.plan_schedule import schedule_plan
from planner.workspace.plan_folder import open_workspace
from tests.plans_of import START
from tests.plans_of import plan_of

if TYPE_CHECKING:
    from planner.analysis.quality.measure import QualityMeasure
    from planner.schedule.plan_schedule import Schedule

REAL = Path(__file__).parents[2] / "workstreams"

CHAIN: dict[str, dict[str, Any]] = {
    "a": {"owner": "X", "open_start": "begin van het programma"},
    "b": {"owner": "X", "after": ["w.a"]},
    "target": {"milestone": "start", "after": ["w.b"]},
}
"""Two weeks of work from Monday 5 January 2026."""


def schedule_of(
    changes: dict[str, dict[str, Any]] | None = None,
    reports: dict[str, dict[str, dict[str, Any]]] | None = None,
    data_date: date = START,
    **settings: Any,  # noqa: ANN401
) -> Schedule:
    activities = {name: dict(written) for name, written in CHAIN.items()}
    for name, written in (changes or {}).items():
        activities[name] = activities.get(name, {}) | written
    return schedule_plan(plan_of(activities, reports, **settings), data_date)


def dcma(schedule: Schedule, baseline: dict[str, date] | None = None) -> dict[str, Any]:
    return {found.code[-2:]: found for found in Dcma(schedule, baseline).points()}


def gao(schedule: Schedule, baseline: dict[str, date] | None = None) -> dict[str, Any]:
    return {found.code: found for found in Gao(schedule, baseline).practices()}


def test_there_are_fourteen_points_in_order() -> None:
    codes = [found.code for found in Dcma(schedule_of()).points()]
    assert codes == [f"dcma-{number:02}" for number in range(1, 15)]


def test_logic_counts_work_without_predecessor_also_where_the_plan_says_why() -> None:
    found = dcma(schedule_of())["01"]
    assert found.activities == ("w.a",)
    assert found.value == Fraction(1, 2)
    assert found.outcome is CheckOutcome.FAIL
    assert found.remark == "logic-explained"


def test_logic_counts_work_without_successor() -> None:
    found = dcma(schedule_of({"c": {"after": ["w.a"]}}))["01"]
    assert found.activities == ("w.a", "w.c")
    assert found.remark is None


def test_the_target_itself_needs_no_successor_and_milestones_are_not_counted() -> None:
    assert dcma(schedule_of())["01"].out_of == 2


@pytest.mark.parametrize(
    ("after", "leads", "lags", "plain"),
    [
        ("w.a", 0, 0, Fraction(1)),
        ("w.a FS-1d", Fraction(1, 2), 0, Fraction(1)),
        ("w.a FS+1d", 0, Fraction(1, 2), Fraction(1)),
        ("w.a SS", 0, 0, Fraction(1, 2)),
    ],
)
def test_leads_lags_and_types_are_shares_of_all_dependencies(
    after: str, leads: Fraction, lags: Fraction, plain: Fraction
) -> None:
    found = dcma(schedule_of({"b": {"after": [after]}}))
    assert (found["02"].value, found["03"].value, found["04"].value) == (leads, lags, plain)


def test_behind_the_types_stand_the_dependencies_that_are_not_finish_to_start() -> None:
    assert dcma(schedule_of({"b": {"after": ["w.a SS"]}}))["04"].links == (("w.a", "w.b"),)


def test_dependencies_of_finished_work_do_not_count() -> None:
    done = {"started": START, "finished": START}
    schedule = schedule_of(reports={START.isoformat(): {"a": done, "b": done}})
    assert dcma(schedule)["02"].out_of == 1


@pytest.mark.parametrize(
    ("constraint", "is_hard"),
    [
        ("must_start_on", True),
        ("must_finish_on", True),
        ("start_no_later_than", True),
        ("finish_no_later_than", True),
        ("start_no_earlier_than", False),
        ("finish_no_earlier_than", False),
    ],
)
def test_only_constraints_that_hold_work_against_its_logic_are_hard(
    constraint: str, *, is_hard: bool
) -> None:
    found = dcma(schedule_of({"b": {constraint: "2026-01-16"}}))["05"]
    assert found.activities == (("w.b",) if is_hard else ())


@pytest.mark.parametrize(("duration", "count"), [("44d", 0), ("45d", 1)])
def test_work_is_long_above_forty_four_working_days(duration: str, count: int) -> None:
    assert dcma(schedule_of({"b": {"duration": duration}}))["08"].count == count


@pytest.mark.parametrize(("due", "count"), [("2026-03-20", 0), ("2026-03-23", 2)])
def test_float_is_high_above_forty_four_working_days(due: str, count: int) -> None:
    schedule = schedule_of(target={"milestone": "w.target", "date": due})
    floats = {schedule.activities[name].total_float for name in ("w.a", "w.b")}
    assert floats == {44 if count == 0 else 45}
    assert dcma(schedule)["06"].count == count


def test_negative_float_must_not_occur_at_all() -> None:
    found = dcma(schedule_of(target={"milestone": "w.target", "date": "2026-01-12"}))["07"]
    assert found.count == 2
    assert found.outcome is CheckOutcome.FAIL


def test_forecasts_lie_after_the_data_date() -> None:
    found = dcma(schedule_of(data_date=date(2026, 2, 2)))["09"]
    assert found.outcome is CheckOutcome.PASS


def test_work_without_an_owner_is_counted_without_a_threshold() -> None:
    found = dcma(schedule_of({"b": {"owner": None}}))["10"]
    assert (found.activities, found.outcome) == (("w.b",), CheckOutcome.COUNTED)


def test_without_a_baseline_nothing_was_missed_or_executed() -> None:
    found = dcma(schedule_of())
    for number in ("11", "14"):
        assert found[number].outcome is CheckOutcome.NOT_MEASURABLE
        assert found[number].remark == "no-baseline"


def test_missed_is_what_the_baseline_had_finished_and_came_or_comes_later() -> None:
    reports = {"2026-01-19": {"a": {"started": START, "finished": "2026-01-12"}}}
    schedule = schedule_of(reports=reports, data_date=date(2026, 1, 19))
    baseline = {"w.a": date(2026, 1, 12), "w.b": date(2026, 1, 16), "w.target": date(2026, 1, 19)}
    found = dcma(schedule, baseline)["11"]
    assert found.activities == ("w.b",)
    assert found.value == Fraction(1, 2)


def test_the_execution_index_is_what_is_done_over_what_should_be() -> None:
    reports = {"2026-01-19": {"a": {"started": START, "finished": "2026-01-09"}}}
    schedule = schedule_of(reports=reports, data_date=date(2026, 1, 19))
    found = dcma(schedule, {"w.a": date(2026, 1, 9), "w.b": date(2026, 1, 16)})["14"]
    assert found.value == Fraction(1, 2)
    assert found.outcome is CheckOutcome.FAIL


def test_work_that_the_baseline_does_not_know_lowers_the_execution_index() -> None:
    done = {"started": START, "finished": "2026-01-09"}
    schedule = schedule_of(reports={"2026-01-19": {"a": done}}, data_date=date(2026, 1, 19))
    assert dcma(schedule, {"w.a": date(2026, 1, 9)})["14"].value == Fraction(1, 2)


def test_a_chain_to_the_target_passes_the_critical_path_test() -> None:
    found = dcma(schedule_of())["12"]
    assert (found.outcome, found.activities) == (CheckOutcome.PASS, ("w.a",))


def test_a_chain_broken_by_a_dangling_finish_fails_the_critical_path_test() -> None:
    # The target waits for b, b for the start of a only: a longer a moves nothing.
    found = dcma(schedule_of({"b": {"after": ["w.a SS"]}}))["12"]
    assert (found.outcome, found.activities) == (CheckOutcome.FAIL, ("w.a",))


def test_the_path_length_index_is_one_without_margin() -> None:
    # Ten working days of work; the target applies on the morning of Monday 19 January.
    found = dcma(schedule_of(target={"milestone": "w.target", "date": "2026-01-19"}))["13"]
    assert found.value == 1


def test_the_path_length_index_counts_margin_over_length() -> None:
    schedule = schedule_of(target={"milestone": "w.target", "date": "2026-01-12"})
    forecast = schedule.forecast()
    assert forecast is not None
    assert forecast.margin_days == -5
    found = dcma(schedule)["13"]
    assert found.value is not None
    assert found.value < Fraction(95, 100)
    assert found.outcome is CheckOutcome.FAIL


def test_a_target_that_was_reached_has_no_path_to_test() -> None:
    done = {"started": START, "finished": START}
    reports = {START.isoformat(): {"a": done, "b": done, "target": {"started": START}}}
    found = dcma(schedule_of(reports=reports))
    assert {found[n].remark for n in ("12", "13")} == {"target-reached"}


def test_nothing_left_to_do_is_no_success_of_a_share() -> None:
    done = {"started": START, "finished": START}
    reports = {START.isoformat(): {"a": done, "b": done, "target": {"started": START}}}
    found = dcma(schedule_of(reports=reports))["01"]
    assert (found.outcome, found.remark) == (CheckOutcome.NOT_MEASURABLE, "nothing-left")


def test_an_open_start_with_a_reason_meets_the_best_practice() -> None:
    assert gao(schedule_of())["gao-02-logic"].count == 0
    assert gao(schedule_of({"c": {"after": ["w.a"]}}))["gao-02-logic"].activities == ("w.c",)


def test_two_activities_of_one_name_are_both_found() -> None:
    schedule = schedule_of()
    plan = schedule.plan
    same = {n: a.model_copy(update={"title": "Bouw"}) for n, a in plan.activities.items()}
    schedule = schedule_plan(replace(plan, activities=same), START)
    assert gao(schedule)["gao-01-names"].count == 3


def test_a_lag_without_a_reason_is_found_and_with_one_is_not() -> None:
    bare = {"activity": "w.a", "lag": "3d"}
    assert gao(schedule_of({"b": {"after": [bare]}}))["gao-02-lags"].links == (("w.a", "w.b"),)
    reasoned = bare | {"reason": "drogen"}
    assert gao(schedule_of({"b": {"after": [reasoned]}}))["gao-02-lags"].count == 0


def test_work_in_progress_without_word_for_a_month_is_found() -> None:
    reports = {START.isoformat(): {"a": {"started": START, "remaining": "5d"}}}
    schedule = schedule_of(reports=reports, data_date=date(2026, 2, 5))
    assert gao(schedule)["gao-09-updates"].activities == ("w.a",)
    schedule = schedule_of(reports=reports, data_date=date(2026, 2, 4))
    assert gao(schedule)["gao-09-updates"].count == 0


def test_a_critical_path_that_waits_for_a_date_is_found() -> None:
    schedule = schedule_of({"b": {"start_no_earlier_than": "2026-03-02"}})
    assert gao(schedule)["gao-06-path"].activities == ("w.b",)


def test_what_was_added_after_the_baseline_is_found() -> None:
    found = gao(schedule_of(), {"w.a": START, "w.target": START})["gao-10-baseline"]
    assert found.activities == ("w.b",)


@pytest.fixture(scope="module")
def real() -> tuple[QualityMeasure, ...]:
    workspace = open_workspace(REAL)
    return assess(workspace.at(date(2026, 1, 22)), workspace.at(date(2025, 6, 25))).measures


def test_every_finding_of_the_real_plan_names_what_lies_behind_it(
    real: tuple[QualityMeasure, ...],
) -> None:
    for found in real:
        if found.outcome is CheckOutcome.FAIL:
            assert found.activities or found.links, found.code


@pytest.mark.parametrize("lang", languages())
def test_every_measure_has_its_words(real: tuple[QualityMeasure, ...], lang: str) -> None:
    for found in real:
        assert Locale(lang).knows(f"quality.{found.code}.title")
        assert Locale(lang).knows(f"quality.{found.code}.why")
        assert Locale(lang).knows(f"quality.outcome-name.{found.outcome.value}")
        assert found.remark is None or Locale(lang).knows(f"quality.remark-text.{found.remark}")
