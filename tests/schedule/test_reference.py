"""The reference scheduler is right on known answers, and the engine agrees with it."""

from __future__ import annotations

import gzip
import json
from datetime import date
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.reference.calendars import Calendar
from tests.reference.compare import differences
from tests.reference.compare import run_planner
from tests.reference.passes import Network
from tests.reference.plan import NOTHING
from tests.reference.plan import Activity
from tests.reference.plan import Length
from tests.reference.plan import Link
from tests.reference.plan import Plan
from tests.reference.random_plans import CALENDARS
from tests.reference.random_plans import OWNERS
from tests.reference.random_plans import RandomPlan
from tests.reference.random_plans import random_plan
from tests.reference.schedule import reference_schedule

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "field_cases"
SCHEDULES = Path(__file__).parents[1] / "schedules"
RANDOM_PLANS = range(1, 61)


def case_steps() -> list[Any]:
    """List the steps of all cases that schedule the plan of their own folder."""
    found = []
    for folder in sorted(CASES.glob("*/plan")):
        expected = json.loads((folder.parent / "expected.json").read_text(encoding="utf-8"))
        for number, step in enumerate(expected["steps"]):
            run = step["run"]
            if run[:2] == ["schedule", "plan"] and "json" in run:
                found.append(pytest.param(folder, step, id=f"{folder.parent.name}-{number}"))
    return found


@pytest.mark.parametrize(("folder", "step"), case_steps())
def test_reference_gives_the_right_answer_of_every_case(folder: Path, step: dict[str, Any]) -> None:
    data_date = None
    if "--data-date" in step["run"]:
        text = step["run"][step["run"].index("--data-date") + 1]
        data_date = date.fromisoformat(text)
    found = reference_schedule(folder, data_date)
    for name, fields in step.get("activities", {}).items():
        row = found["activities"][name]
        assert {key: row[key] for key in fields} == fields, name
    for key, value in step.get("target", {}).items():
        assert found["target"][key] == value


def scheduled(
    folder: Path,
    activities: dict[str, Any],
    *,
    reports: list[Any] | None = None,
    period: tuple[date, date] = (date(2026, 3, 2), date(2026, 3, 30)),
    calendars: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Schedule a few activities; the target `go` is a start milestone unless it is given.

    Args:
        folder: Where the plan is written.
        activities: The fields of each that matter.
        reports: Status reports.
        period: The start of the programme and the date of the target.
        calendars: Calendars beside those of the random plans.
    """
    common = {"title": "Title", "owner": "IND", "basis": "assumption"}
    written = {name: {**common, **fields} for name, fields in activities.items()}
    if "go" not in written:
        written["go"] = {**common, "milestone": "start", "after": list(activities)}
    programme = {
        "programme": "Test",
        "start": period[0],
        "target": {"milestone": "w.go", "date": period[1]},
        "default_calendar": "rijk",
        "calendars": {**CALENDARS, **(calendars or {})},
        "organisations": {name: {"name": name} for name in OWNERS},
    }
    plan = RandomPlan(programme, written, reports or [])
    found = reference_schedule(plan.write(folder / "plan"))
    rows = {name.removeprefix("w."): row for name, row in found["activities"].items()}
    return {**rows, "target": found["target"]}


def days(row: dict[str, Any]) -> tuple[int, int]:
    """Give the days of the month on which an activity starts and finishes."""
    return int(row["start"][8:]), int(row["finish"][8:])


# 2 March 2026 is a Monday. Good Friday is 3 April, Easter Monday 6 April, King's Day 27 April.


def test_work_in_a_row_and_its_float(tmp_path: Path) -> None:
    # a: 2-6 March; b: 9-11 March. The target is Monday 30 March, so b may end on Friday 27 March:
    # 12, 13, 16-20 and 23-27 March are 12 days.
    rows = scheduled(tmp_path, {"a": {"duration": "1w"}, "b": {"duration": "3d", "after": ["a"]}})
    assert (days(rows["a"]), days(rows["b"])) == ((2, 6), (9, 11))
    assert (rows["a"]["total_float"], rows["b"]["total_float"]) == (12, 12)
    assert rows["target"] == {"forecast": "2026-03-12", "margin_days": 12}


def test_a_start_link_with_a_lag(tmp_path: Path) -> None:
    # Two days after Monday 2 March 09:00 are over on Tuesday evening: b starts on Wednesday.
    rows = scheduled(
        tmp_path, {"a": {"duration": "5d"}, "b": {"duration": "2d", "after": ["a SS+2d"]}}
    )
    assert days(rows["b"]) == (4, 5)


def test_a_finish_link_with_a_lag(tmp_path: Path) -> None:
    # a ends on Friday 6 March; one day more is Monday 9 March, the last of the two days of b.
    rows = scheduled(
        tmp_path, {"a": {"duration": "5d"}, "b": {"duration": "2d", "after": ["a FF+1d"]}}
    )
    assert days(rows["b"]) == (6, 9)


def test_a_link_from_start_to_finish(tmp_path: Path) -> None:
    # b starts on Monday 9 March at 09:00, the same working instant as Friday 6 March 17:00.
    rows = scheduled(
        tmp_path,
        {
            "a": {"duration": "5d"},
            "b": {"duration": "2d", "after": ["a"]},
            "c": {"duration": "2d", "after": ["b SF"]},
        },
    )
    assert days(rows["c"]) == (5, 6)


def test_a_lead_in_elapsed_time(tmp_path: Path) -> None:
    # a ends on Friday 6 March 17:00; two elapsed days before is Wednesday 17:00, so Thursday.
    rows = scheduled(
        tmp_path, {"a": {"duration": "5d"}, "b": {"duration": "1d", "after": ["a FS-2ed"]}}
    )
    assert days(rows["b"]) == (5, 5)


def test_a_half_day_counts_for_half(tmp_path: Path) -> None:
    # Tuesday 3 March has four hours only: Monday 8, Tuesday 4 and Wednesday 4 of the 16 hours.
    half = {"date": date(2026, 3, 3), "hours": ["09:00-13:00"], "basis": "assumption"}
    rows = scheduled(
        tmp_path,
        {"a": {"duration": "2d", "calendar": "short"}},
        calendars={"short": {"based_on": "rijk", "worked": [half]}},
    )
    assert days(rows["a"]) == (2, 4)
    assert rows["a"]["duration_days"] == 2


def test_a_recess_is_skipped(tmp_path: Path) -> None:
    # Closed from 4 to 10 March: 2, 3 and 11 March.
    recess = {"from": date(2026, 3, 4), "to": date(2026, 3, 10), "basis": "assumption"}
    rows = scheduled(
        tmp_path,
        {"a": {"duration": "3d", "calendar": "shut"}},
        calendars={"shut": {"based_on": "rijk", "closures": [recess]}},
    )
    assert days(rows["a"]) == (2, 11)


def test_hours_end_within_a_day(tmp_path: Path) -> None:
    # 12 hours from Monday 09:00 end on Tuesday 13:00; 4 hours more end on Tuesday 17:00.
    rows = scheduled(tmp_path, {"a": {"duration": "12h"}, "b": {"duration": "4h", "after": ["a"]}})
    assert (days(rows["a"]), days(rows["b"])) == ((2, 3), (3, 3))
    assert rows["a"]["duration_days"] == 1.5


def test_elapsed_months(tmp_path: Path) -> None:
    # a ends on Tuesday 31 March 17:00; a month later April ends: Thursday 30 April 17:00.
    rows = scheduled(
        tmp_path,
        {"a": {"duration": "1d"}, "b": {"duration": "1emo", "after": ["a"]}},
        period=(date(2026, 3, 31), date(2026, 6, 1)),
    )
    assert rows["b"]["finish"] == "2026-04-30"


def test_a_mandatory_start_goes_before_logic(tmp_path: Path) -> None:
    # a ends on Friday 6 March, b must start on Wednesday 4 March: a should end on Tuesday 3, -3.
    rows = scheduled(
        tmp_path,
        {
            "a": {"duration": "5d"},
            "b": {"duration": "2d", "after": ["a"], "must_start_on": date(2026, 3, 4)},
        },
    )
    assert days(rows["b"]) == (4, 5)
    assert (rows["a"]["total_float"], rows["b"]["total_float"]) == (-3, 0)


def test_a_finish_milestone_waits_for_its_date(tmp_path: Path) -> None:
    # a ends on 6 March; the milestone may not come before Thursday 12 March and b follows it.
    rows = scheduled(
        tmp_path,
        {
            "a": {"duration": "5d"},
            "m": {
                "milestone": "finish",
                "after": ["a"],
                "finish_no_earlier_than": date(2026, 3, 12),
            },
            "b": {"duration": "1d", "after": ["m"]},
        },
    )
    assert (days(rows["m"]), days(rows["b"])) == ((12, 12), (13, 13))
    assert rows["a"]["free_float"] == 4


def test_as_late_as_possible_takes_the_free_float(tmp_path: Path) -> None:
    # c waits for a (2 days) and b (5 days) and starts on Monday 9 March: a takes 5 and 6 March.
    rows = scheduled(
        tmp_path,
        {
            "a": {"duration": "2d", "as_late_as_possible": True},
            "b": {"duration": "5d"},
            "c": {"duration": "1d", "after": ["a", "b"]},
        },
    )
    assert (days(rows["a"]), days(rows["c"])) == ((5, 6), (9, 9))
    assert rows["a"]["free_float"] == 0


def test_an_expected_finish_sets_what_remains(tmp_path: Path) -> None:
    # From Monday 9 March to Thursday 12 March are four days.
    report = {
        "data_date": date(2026, 3, 9),
        "reported_by": "IND",
        "activities": {"w.a": {"started": date(2026, 3, 3), "expected_finish": date(2026, 3, 12)}},
    }
    rows = scheduled(tmp_path, {"a": {"duration": "3d"}}, reports=[report])
    assert days(rows["a"]) == (3, 12)
    assert (rows["a"]["state"], rows["a"]["remaining_days"]) == ("in-progress", 4)


def test_nothing_unstarted_lies_before_the_data_date(tmp_path: Path) -> None:
    # b was reported finished before a, out of sequence. a waits until Monday 9 March and takes
    # two days; c waits for b, and through it for a: 11 March.
    report = {
        "data_date": date(2026, 3, 9),
        "reported_by": "IND",
        "activities": {"w.b": {"started": date(2026, 3, 3), "finished": date(2026, 3, 4)}},
    }
    rows = scheduled(
        tmp_path,
        {
            "a": {"duration": "2d"},
            "b": {"duration": "2d", "after": ["a"]},
            "c": {"duration": "1d", "after": ["b"]},
        },
        reports=[report],
    )
    assert (days(rows["a"]), days(rows["b"]), days(rows["c"])) == ((9, 10), (3, 4), (11, 11))
    assert rows["b"]["total_float"] is None


def test_a_european_term_does_not_end_on_5_may(tmp_path: Path) -> None:
    # a ends on Tuesday 21 April; 14 days later is Tuesday 5 May, a holiday of the Dutch act.
    rows = scheduled(
        tmp_path,
        {
            "a": {"duration": "1d"},
            "t": {"duration": "14ed", "term": "eu", "after": ["a"]},
        },
        period=(date(2026, 4, 21), date(2026, 6, 1)),
    )
    assert (rows["t"]["start"], rows["t"]["finish"]) == ("2026-04-22", "2026-05-06")


def test_a_bound_in_a_gap_is_met_by_a_whole_day_after_it(tmp_path: Path) -> None:
    # a ends on Friday 6 March; b works Tuesday to Thursday: 5 and 10 March.
    rows = scheduled(
        tmp_path,
        {
            "a": {"duration": "5d"},
            "b": {"duration": "2d", "calendar": "raad", "after": ["a FF"]},
        },
    )
    assert days(rows["b"]) == (5, 10)


def p6_schedules() -> list[Any]:
    """Read the plans of which a scheduler of Primavera P6 computed the dates."""
    path = SCHEDULES / "nl-differential.json.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        cases = json.load(file)["cases"]
    p6 = [case for case in cases if case["project"]["application"] == "mpxj-p6"]
    return [pytest.param(case, id=case["id"]) for case in p6]


@pytest.mark.parametrize("case", p6_schedules())
def test_reference_gives_the_early_dates_and_floats_of_p6(case: dict[str, Any]) -> None:
    network = Network(plan_of(case))
    has_own_bounds = case["project"]["must_finish_by"] or "deadline" in case["features"]
    for task in case["tasks"]:
        name, expected = str(task["id"]), task["expected"]
        own, placed = network.nodes[name].own, network.early[name]
        # Two instants without working time between them are the same.
        assert own.between(instant(expected["early_start"]), placed.start) == 0, name
        assert own.between(instant(expected["early_finish"]), placed.finish) == 0, name
        if not has_own_bounds:
            assert network.total_float(name) == expected["total_float_min"], name


def instant(text: str) -> int:
    """Read a moment as an instant."""
    moment = datetime.fromisoformat(text)
    return (moment.toordinal() * 24 + moment.hour) * 60 + moment.minute


def plan_of(case: dict[str, Any]) -> Plan:
    """Turn a plan with minutes into one of the reference."""
    calendars = {name: calendar_of(name, days) for name, days in case["calendars"].items()}
    default = case["project"]["default_calendar"]
    names = {"N": "no_earlier_than", "L": "no_later_than"}
    activities = {}
    for task in case["tasks"]:
        dates, kind = {}, "task"
        if task["constraint"] != "ASAP":
            end = {"S": "start", "F": "finish"}[task["constraint"][0]]
            name = f"{end}_{names[task['constraint'][2].replace('E', 'N')]}"
            dates[name] = datetime.fromisoformat(task["constraint_date"]).date()
        if task["kind"] == "milestone":
            kind = "finish-milestone" if task["p6_type"] == "TT_FinMile" else "start-milestone"
        activities[str(task["id"])] = Activity(
            id=str(task["id"]),
            kind=kind,
            length=hours(task["duration_min"]),
            calendar=task["calendar"] or default,
            term=None,
            spans=None,
            dates=dates,
            due=datetime.fromisoformat(task["deadline"]).date() if task["deadline"] else None,
            late=False,
        )
    return Plan(
        start=datetime.fromisoformat(case["project"]["start"]).date(),
        data_date=datetime.fromisoformat(case["project"]["status_date"]).date(),
        target=None,
        default=calendars[default],
        calendars=calendars,
        activities=activities,
        links=[
            Link(str(link["pred"]), str(link["succ"]), link["type"], hours(link["lag"]))
            for link in case["links"]
        ],
        critical_float=NOTHING,
        override=False,
    )


def hours(minutes: float | None) -> Length:
    """Give minutes as a length in hours."""
    return Length(Fraction(minutes or 0) / 60, "h")


def calendar_of(name: str, written: dict[str, Any]) -> Calendar:
    """Read a calendar with its exceptions."""
    week = [written["week"][day] for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")]
    exceptions = {}
    for period in written["exceptions"]:
        first, last = date.fromisoformat(period["from"]), date.fromisoformat(period["to"])
        for day in range(first.toordinal(), last.toordinal() + 1):
            exceptions[date.fromordinal(day)] = tuple((a, b) for a, b in period["hours"])
    return Calendar(name, (exceptions,), tuple(tuple((a, b) for a, b in day) for day in week))


@pytest.mark.parametrize("seed", RANDOM_PLANS)
def test_the_planner_gives_random_plans_the_dates_of_the_reference(
    seed: int, tmp_path: Path
) -> None:
    folder = random_plan(seed).write(tmp_path / "plan")
    code, said = run_planner("check", folder)
    assert code == 0, said
    assert differences(folder) == []
