"""What a planner reads off a schedule: days, margins, floats and paths of small plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

import pytest

from planner.schedule.explanation import BoundKind
from planner.schedule.explanation import explain
from planner.schedule.paths import float_paths
from planner.schedule.paths import longest_path
from planner.schedule.plan_schedule import schedule_plan
from planner.schedule.presets import PLANNER
from planner.schedule.presets import LagCalendar
from planner.schedule.toward import float_toward
from planner.timeaxis import moment_of
from tests.plans_of import plan_of

if TYPE_CHECKING:
    from planner.schedule.activity_dates import TargetForecast
    from planner.schedule.plan_schedule import Schedule

MONDAY = date(2026, 6, 1)


def schedule_of(
    activities: dict[str, dict[str, Any]],
    reports: dict[str, dict[str, dict[str, Any]]] | None = None,
    data_date: date | None = MONDAY,
    **settings: Any,  # noqa: ANN401 - whatever a programme has
) -> Schedule:
    settings.setdefault("start", "2026-01-05")
    settings.setdefault("target", None)
    return schedule_plan(plan_of(activities, reports, **settings), data_date)


def days(schedule: Schedule, name: str) -> tuple[str, str]:
    row = schedule.activities[f"w.{name}"]
    return row.start.isoformat(), row.finish.isoformat()


def target_of(schedule: Schedule) -> TargetForecast:
    forecast = schedule.forecast()
    assert forecast is not None
    return forecast


def pact(build: str) -> Schedule:
    """The Pact applies from Friday 12 June 2026; what leads to it starts on Monday 1 June."""
    return schedule_of(
        {
            "build": {"duration": build},
            "target": {
                "milestone": "start",
                "start_no_earlier_than": "2026-06-12",
                "after": [{"activity": "w.build"}],
            },
        },
        target={"milestone": "w.target", "date": "2026-06-12"},
    )


def test_five_days_from_monday_end_on_friday_and_the_successor_starts_on_monday() -> None:
    schedule = schedule_of({"a": {"duration": "5d"}, "b": {"after": [{"activity": "w.a"}]}})
    assert days(schedule, "a") == ("2026-06-01", "2026-06-05")
    assert days(schedule, "b") == ("2026-06-08", "2026-06-12")


def test_what_ends_on_thursday_11_june_is_in_time_for_the_pact() -> None:
    forecast = target_of(pact("9d"))
    assert forecast.forecast == date(2026, 6, 12)
    assert forecast.margin_days == 0
    assert forecast.margin_calendar_days == 0


def test_what_ends_on_friday_12_june_is_one_working_day_late() -> None:
    schedule = pact("10d")
    assert days(schedule, "build") == ("2026-06-01", "2026-06-12")
    forecast = target_of(schedule)
    assert forecast.forecast == date(2026, 6, 15)
    assert forecast.margin_days == -1
    assert forecast.margin_calendar_days == -3
    assert schedule.activities["w.build"].total_float == -1
    assert schedule.activities["w.build"].critical


def test_the_pact_does_not_apply_earlier_however_early_all_is_ready() -> None:
    schedule = pact("2d")
    assert days(schedule, "target") == ("2026-06-12", "2026-06-12")
    assert target_of(schedule).forecast == date(2026, 6, 3)
    assert target_of(schedule).margin_days == 7
    assert schedule.activities["w.build"].total_float == 7


def test_readiness_of_an_elapsed_target_is_the_day_after_the_work() -> None:
    schedule = schedule_of(
        {
            "build": {"duration": "5d"},
            "target": {
                "milestone": "start",
                "calendar": "elapsed",
                "after": [{"activity": "w.build"}],
            },
        },
        target={"milestone": "w.target", "date": "2026-06-12"},
    )
    assert days(schedule, "target") == ("2026-06-06", "2026-06-06")
    assert target_of(schedule).margin_days == 4


def test_a_finish_milestone_stays_on_the_day_that_the_work_ends() -> None:
    schedule = schedule_of(
        {"a": {}, "done": {"milestone": "finish", "after": [{"activity": "w.a"}]}}
    )
    assert days(schedule, "done") == ("2026-06-05", "2026-06-05")


@pytest.mark.parametrize(
    ("milestone", "expected"), [("finish", "2026-06-06"), ("start", "2026-06-06")]
)
def test_a_date_of_law_on_a_saturday_stays_there(milestone: str, expected: str) -> None:
    law = {
        "milestone": milestone,
        "calendar": "elapsed",
        "start_no_earlier_than": "2026-06-06",
    }
    assert days(schedule_of({"law": law}), "law") == (expected, expected)


def test_a_lag_of_calendar_days_counts_the_weekend_and_one_of_working_days_does_not() -> None:
    schedule = schedule_of(
        {
            "a": {"duration": "4d"},
            "elapsed": {"duration": "1d", "after": [{"activity": "w.a", "lag": "4ed"}]},
            "working": {"duration": "1d", "after": [{"activity": "w.a", "lag": "4d"}]},
            "share": {"duration": "1d", "after": [{"activity": "w.a", "lag": "50%"}]},
            "lead": {"duration": "1d", "after": [{"activity": "w.a", "lag": "-2d"}]},
            "month": {"duration": "1d", "after": [{"activity": "w.a", "lag": "1emo"}]},
        }
    )
    assert days(schedule, "elapsed")[0] == "2026-06-09"
    assert days(schedule, "working")[0] == "2026-06-11"
    assert days(schedule, "share")[0] == "2026-06-09"
    assert days(schedule, "lead")[0] == "2026-06-03"
    assert days(schedule, "month")[0] == "2026-07-06"


def test_a_working_lag_runs_in_the_calendar_that_the_options_name() -> None:
    plan = plan_of(
        {
            "a": {"duration": "5d"},
            "b": {
                "duration": "1d",
                "calendar": "elapsed",
                "after": [{"activity": "w.a", "lag": "2d"}],
            },
        },
        target=None,
    )
    starts = {
        choice: schedule_plan(plan, MONDAY, replace(PLANNER, lag_calendar=choice))
        .activities["w.b"]
        .start.isoformat()
        for choice in (LagCalendar.PREDECESSOR, LagCalendar.SUCCESSOR)
    }
    assert starts == {
        LagCalendar.PREDECESSOR: "2026-06-09",
        LagCalendar.SUCCESSOR: "2026-06-06",
    }


def test_a_finish_asked_for_on_a_sunday_is_on_monday_and_whole_days_end_with_it() -> None:
    plan = plan_of(
        {
            "a": {"duration": "4d"},
            "b": {"duration": "2d", "after": [{"activity": "w.a", "type": "FF", "lag": "2ed"}]},
        },
        target=None,
    )
    finishes = {
        whole: moment_of(
            schedule_plan(plan, MONDAY, replace(PLANNER, whole_days_stay_whole=whole))
            .network_schedule["w.b"]
            .finish
        ).isoformat()
        for whole in (False, True)
    }
    assert finishes == {False: "2026-06-08T09:00:00", True: "2026-06-08T17:00:00"}


def test_a_statutory_term_does_not_end_on_a_day_off() -> None:
    schedule = schedule_of(
        {
            "report": {"milestone": "finish", "finish_no_earlier_than": "2026-06-12"},
            "nl": {"duration": "9ed", "term": "nl", "after": [{"activity": "w.report"}]},
            "plain": {"duration": "9ed", "after": [{"activity": "w.report"}]},
        }
    )
    assert days(schedule, "plain")[1] == "2026-06-21"
    assert days(schedule, "nl")[1] == "2026-06-22"


def test_a_term_of_months_from_a_start_milestone_does_not_count_the_day_of_the_event() -> None:
    schedule = schedule_of(
        {
            "law": {"milestone": "start", "start_no_earlier_than": "2026-06-12"},
            "notice": {"duration": "1emo", "term": "eu", "after": [{"activity": "w.law"}]},
        }
    )
    assert days(schedule, "notice")[1] == "2026-07-13"  # 12 July 2026 is a Sunday


def test_koningsdag_and_pentecost_are_days_off() -> None:
    schedule = schedule_of({"a": {"duration": "3d"}}, data_date=date(2026, 5, 22))
    assert days(schedule, "a") == ("2026-05-22", "2026-05-27")


def test_work_in_progress_goes_on_from_the_data_date_with_what_remains() -> None:
    schedule = schedule_of(
        {"a": {"duration": "20d"}},
        {"2026-06-01": {"a": {"started": "2026-05-04", "percent_complete": "33"}}},
    )
    assert days(schedule, "a") == ("2026-05-04", "2026-06-18")
    assert schedule.activities["w.a"].remaining_days == 14  # 13.4 days, rounded up
    assert schedule.activities["w.a"].duration_days == 20


def test_remaining_work_waits_for_unfinished_predecessors_unless_progress_overrides() -> None:
    activities: dict[str, dict[str, Any]] = {
        "a": {"duration": "5d"},
        "b": {"duration": "4d", "after": [{"activity": "w.a"}]},
    }
    reports = {"2026-06-01": {"b": {"started": "2026-05-28", "remaining": "2d"}}}
    retained = schedule_of(activities, reports)
    assert days(retained, "b") == ("2026-05-28", "2026-06-09")
    assert retained.activities["w.b"].driven_by == ("w.a",)
    override = schedule_of(activities, reports, settings={"progress": "progress-override"})
    assert days(override, "b") == ("2026-05-28", "2026-06-02")


def test_what_is_finished_keeps_its_dates_and_has_no_float() -> None:
    schedule = schedule_of(
        {"a": {}, "b": {"after": [{"activity": "w.a"}]}},
        {"2026-06-01": {"a": {"started": "2026-04-01", "finished": "2026-05-15"}}},
    )
    row = schedule.activities["w.a"]
    assert days(schedule, "a") == ("2026-04-01", "2026-05-15")
    assert (row.state, row.total_float, row.late_finish) == ("finished", None, None)
    assert days(schedule, "b")[0] == "2026-06-01"


def test_a_lag_after_finished_work_still_runs() -> None:
    schedule = schedule_of(
        {"a": {}, "b": {"after": [{"activity": "w.a", "lag": "10d"}]}},
        {"2026-06-01": {"a": {"started": "2026-05-18", "finished": "2026-05-29"}}},
    )
    assert days(schedule, "b")[0] == "2026-06-15"


def test_an_expected_finish_sets_what_remains() -> None:
    reports = {"2026-06-01": {"a": {"started": "2026-05-04", "expected_finish": "2026-06-10"}}}
    schedule = schedule_of({"a": {"duration": "60d"}}, reports)
    assert days(schedule, "a") == ("2026-05-04", "2026-06-10")
    assert schedule.activities["w.a"].remaining_days == 8


def test_a_deadline_moves_nothing_and_makes_float_negative() -> None:
    schedule = schedule_of({"a": {"duration": "10d", "deadline": "2026-06-09"}})
    row = schedule.activities["w.a"]
    assert days(schedule, "a") == ("2026-06-01", "2026-06-12")
    assert row.total_float == -3
    assert row.late_finish == date(2026, 6, 9)


def test_a_mandatory_date_wins_over_logic_but_not_over_the_data_date() -> None:
    activities: dict[str, dict[str, Any]] = {
        "a": {"duration": "10d"},
        "b": {"after": [{"activity": "w.a"}], "must_start_on": "2026-06-04"},
        "c": {"must_start_on": "2026-05-04"},
    }
    schedule = schedule_of(activities)
    assert days(schedule, "b")[0] == "2026-06-04"
    assert schedule.activities["w.a"].total_float == -7
    assert days(schedule, "c")[0] == "2026-06-01"


def test_no_later_than_bounds_the_late_dates_only() -> None:
    schedule = schedule_of(
        {
            "a": {"duration": "10d"},
            "b": {"after": [{"activity": "w.a"}], "start_no_later_than": "2026-06-08"},
        }
    )
    assert days(schedule, "b")[0] == "2026-06-15"
    assert schedule.activities["w.b"].total_float == -5


def test_as_late_as_possible_uses_free_float_and_moves_no_successor() -> None:
    chain: dict[str, dict[str, Any]] = {
        "long": {"duration": "10d"},
        "short": {"duration": "2d"},
        "end": {"duration": "1d", "after": [{"activity": "w.long"}, {"activity": "w.short"}]},
    }
    early = schedule_of(chain)
    late = schedule_of(chain | {"short": {"duration": "2d", "as_late_as_possible": True}})
    assert days(early, "short") == ("2026-06-01", "2026-06-02")
    assert days(late, "short") == ("2026-06-11", "2026-06-12")
    assert days(late, "end") == days(early, "end")


def test_a_hammock_hangs_between_its_ends() -> None:
    schedule = schedule_of(
        {
            "a": {"duration": "5d"},
            "b": {"duration": "5d", "after": [{"activity": "w.a"}]},
            "phase": {"spans": {"from": "w.a", "to": "w.b"}},
            "after": {"duration": "1d", "after": [{"activity": "w.phase"}]},
        }
    )
    assert days(schedule, "phase") == ("2026-06-01", "2026-06-12")
    assert schedule.activities["w.phase"].duration_days == 10
    assert days(schedule, "after")[0] == "2026-06-15"


def test_float_toward_one_target_leaves_the_others_out() -> None:
    schedule = schedule_of(
        {
            "a": {"duration": "5d"},
            "near": {"milestone": "finish", "after": [{"activity": "w.a"}]},
            "far": {"milestone": "finish", "after": [{"activity": "w.a"}]},
        },
        target={"milestone": "w.near", "date": "2026-06-05"},
        targets=[{"milestone": "w.far", "date": "2026-06-12"}],
    )
    assert schedule.activities["w.a"].total_float == 0
    toward = float_toward(schedule.network_schedule, "w.far")
    assert schedule.working_days(toward["w.a"], "w.a") == 5
    assert "w.near" not in toward


def test_a_date_explains_itself_with_its_runner_up() -> None:
    schedule = schedule_of(
        {
            "slow": {"duration": "8d"},
            "fast": {"duration": "5d"},
            "end": {"after": [{"activity": "w.slow"}, {"activity": "w.fast"}]},
        }
    )
    found = explain(schedule.network_schedule, "w.end")
    assert [b.link and b.link.predecessor for b in found.drivers] == ["w.slow"]
    assert found.runner_up is not None
    assert found.runner_up.link is not None
    assert found.runner_up.link.predecessor == "w.fast"
    assert schedule.working_days(found.lost_by or 0, "w.end") == 3
    assert explain(schedule.network_schedule, "w.slow").drivers[0].kind is BoundKind.DATA_DATE


def test_float_paths_come_in_order_of_float() -> None:
    schedule = schedule_of(
        {
            "a1": {"duration": "8d"},
            "a2": {"duration": "4d", "after": [{"activity": "w.a1"}]},
            "b": {"duration": "9d"},
            "c": {"duration": "2d"},
            "end": {
                "milestone": "finish",
                "after": [{"activity": "w.a2"}, {"activity": "w.b"}, {"activity": "w.c"}],
            },
        }
    )
    paths = float_paths(schedule.network_schedule, "w.end", 5)
    assert [path.activities for path in paths] == [
        ("w.a1", "w.a2", "w.end"),
        ("w.b",),
        ("w.c",),
    ]
    assert [Fraction(path.total_float, 480) for path in paths] == [0, 3, 10]
    assert [path.joins for path in paths] == [None, "w.end", "w.end"]


def test_the_path_to_a_target_that_was_reached_is_the_one_that_was_built() -> None:
    schedule = schedule_of(
        {
            "planned": {"duration": "30d"},
            "quick": {"duration": "1d"},
            "target": {
                "milestone": "start",
                "after": [{"activity": "w.planned"}, {"activity": "w.quick"}],
            },
        },
        {
            "2026-06-15": {
                "planned": {"started": "2026-05-01", "finished": "2026-05-20"},
                "quick": {"started": "2026-06-08", "finished": "2026-06-10"},
                "target": {"started": "2026-06-12"},
            }
        },
        data_date=date(2026, 6, 15),
        target={"milestone": "w.target", "date": "2026-06-12"},
    )
    path = [step.activity for step in longest_path(schedule.network_schedule, "w.target")]
    assert path == ["w.quick", "w.target"]
    assert target_of(schedule).is_reached
    assert target_of(schedule).margin_days == 0


def test_before_a_report_nothing_that_it_says_is_known() -> None:
    activities: dict[str, dict[str, Any]] = {"a": {"duration": "5d"}}
    reports = {"2026-06-15": {"a": {"started": "2026-06-02", "finished": "2026-06-10"}}}
    assert schedule_of(activities, reports, data_date=MONDAY).activities["w.a"].state == "planned"
    assert schedule_of(activities, reports, data_date=None).activities["w.a"].state == "finished"
