"""Dates explained in words, in both languages."""
# ruff: noqa: RUF001 - these are the signs that Dutch sentences have

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

import pytest

from planner.duration import Duration
from planner.i18n import Locale
from planner.report.sheet import foundations
from planner.report.sheet import history
from planner.report.sheet import neighbours
from planner.report.summary import chain_text
from planner.report.summary import movement_text
from planner.report.summary import verdict_text
from planner.report.wording import duration_text
from planner.report.wording import explanation_text
from planner.report.wording import owner_text
from planner.report.wording import period_text
from planner.report.wording import step_reason
from planner.schedule.explanation import explain
from planner.schedule.paths import longest_path
from planner.schedule.plan_schedule import schedule_plan
from tests.plans_of import TARGET
from tests.plans_of import plan_of

if TYPE_CHECKING:
    from planner.schedule.plan_schedule import Schedule

ACTIVITIES: dict[str, dict[str, Any]] = {
    "ontwerp": {"duration": "10d"},
    "bouw": {"duration": "20d", "after": ["w.ontwerp"], "basis": "assumption"},
    "cursus": {"duration": "5d", "after": ["w.ontwerp SS+2d"]},
    "proef": {"duration": "5d", "after": ["w.bouw FF+3d"], "start_no_earlier_than": "2026-02-02"},
    "target": {"milestone": "start", "after": ["w.bouw", "w.cursus", "w.proef"]},
}
REPORTS = {"2026-01-19": {"ontwerp": {"started": "2026-01-05", "finished": "2026-01-16"}}}


@pytest.fixture(scope="module")
def schedule() -> Schedule:
    return schedule_plan(plan_of(ACTIVITIES), date(2026, 1, 5))


def words(schedule: Schedule, activity: str, lang: str = "nl") -> str:
    return explanation_text(schedule, explain(schedule.network_schedule, activity), Locale(lang))


def test_a_date_is_explained_by_its_predecessor_and_the_runner_up(
    schedule: Schedule,
) -> None:
    assert words(schedule, "w.bouw") == (
        "‘bouw’ loopt van 19 januari 2026 tot en met 13 februari 2026."
        " Eerder kan niet: ‘ontwerp’ is pas klaar op 16 januari 2026."
        " Valt dit weg, dan scheelt dat 10 werkdagen; daarna is de peildatum bepalend."
        " Dit bepaalt op zijn beurt de datum van ‘proef’."
    )


def test_the_same_in_english(schedule: Schedule) -> None:
    assert words(schedule, "w.bouw", "en").startswith(
        "‘bouw’ runs from 19 January 2026 to 13 February 2026."
        " It cannot be earlier: ‘ontwerp’ is not finished until 16 January 2026."
    )


def test_a_lag_is_named(schedule: Schedule) -> None:
    assert "met daarna een wachttijd van 2 werkdagen" in words(schedule, "w.cursus")


def test_a_link_to_the_finish_says_so(schedule: Schedule) -> None:
    assert "en dit kan niet eerder klaar zijn" in words(schedule, "w.proef")


def test_the_data_date_cannot_fall_away(schedule: Schedule) -> None:
    assert "peildatum" in words(schedule, "w.ontwerp")
    assert "Valt dit weg" not in words(schedule, "w.ontwerp")


def test_what_happened_names_who_reported_it() -> None:
    schedule = schedule_plan(plan_of(ACTIVITIES, REPORTS))
    said = words(schedule, "w.ontwerp")
    assert "liep van 5 januari 2026 tot en met 16 januari 2026" in said
    assert "Dat heeft X gemeld." in said


def test_every_step_of_the_path_says_who_when_and_why(schedule: Schedule) -> None:
    for step in longest_path(schedule.network_schedule, TARGET):
        assert owner_text(schedule, step.activity, Locale("nl")) == "geen uitvoerder genoemd"
        assert "2026" in period_text(schedule, step.activity, Locale("nl"))
        assert step_reason(schedule, step, Locale("nl"))


@pytest.mark.parametrize(
    ("amount", "lang", "expected"),
    [
        (1, "nl", "1 werkdag"),
        (12, "nl", "12 werkdagen"),
        (0, "nl", "0 werkdagen"),
        (Fraction(1, 2), "nl", "0,5 werkdag"),
        (-43, "nl", "−43 werkdagen"),
        (1234, "nl", "1.234 werkdagen"),
        (2, "en", "2 working days"),
    ],
)
def test_days_are_counted_as_people_write_them(amount: int, lang: str, expected: str) -> None:
    assert Locale(lang).workdays(amount) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("3d", "3 werkdagen"),
        ("1w", "1 werkweek"),
        ("-2d", "2 werkdagen"),
        ("6ew", "6 kalenderweken"),
        ("2emo", "2 maanden"),
        ("50%", "50%"),
        ("4h", "4 werkuren"),
    ],
)
def test_durations_in_words(written: str, expected: str) -> None:
    assert duration_text(Duration.parse(written), Locale("nl")) == expected


def test_the_verdict_says_whether_the_target_holds(schedule: Schedule) -> None:
    forecast = schedule.forecast()
    assert forecast is not None
    said = verdict_text(schedule, forecast, Locale("nl"))
    assert said.startswith("Haalbaar.")
    assert Locale("nl").workdays(forecast.margin_days) in said


def test_a_late_target_is_called_infeasible() -> None:
    target = {"milestone": TARGET, "date": "2026-01-30"}
    schedule = schedule_plan(plan_of(ACTIVITIES, target=target), date(2026, 1, 5))
    forecast = schedule.forecast()
    assert forecast is not None
    assert "na 30 januari 2026" in verdict_text(schedule, forecast, Locale("nl"))
    assert "Niet haalbaar" in verdict_text(schedule, forecast, Locale("nl"))


def test_movement_is_told_in_calendar_days(schedule: Schedule) -> None:
    longer = ACTIVITIES | {"bouw": {"duration": "25d", "after": ["w.ontwerp"]}}
    later = schedule_plan(plan_of(longer), date(2026, 1, 5))
    before, now = schedule.forecast(), later.forecast()
    assert before is not None
    assert now is not None
    assert "7 kalenderdagen later" in movement_text(before, now, "gisteren", Locale("nl"))
    assert "niet veranderd" in movement_text(now, now, "gisteren", Locale("nl"))


def test_a_long_chain_is_shortened_in_the_middle(schedule: Schedule) -> None:
    steps = longest_path(schedule.network_schedule, TARGET)
    assert chain_text(schedule, steps, Locale("nl")) == "ontwerp → bouw → proef → target"
    assert chain_text(schedule, steps * 3, Locale("nl")).count(" → ") == 6
    assert "… 6 stappen …" in chain_text(schedule, steps * 3, Locale("nl"))


def test_neighbours_carry_the_rule_and_the_room(schedule: Schedule) -> None:
    before, after = neighbours(schedule, "w.cursus", Locale("nl"))
    assert [n.rule for n in before] == ["begin-begin, wachttijd 2 werkdagen"]
    assert before[0].drives
    assert [n.activity for n in after] == [TARGET]
    assert after[0].slack is not None
    assert after[0].slack > 0


def test_an_assumption_is_called_one(schedule: Schedule) -> None:
    assert foundations(schedule, "w.bouw", Locale("nl"))[0].source == "aanname"


def test_the_history_holds_what_was_said_up_to_the_data_date() -> None:
    plan = plan_of(ACTIVITIES, REPORTS)
    assert history(schedule_plan(plan, date(2026, 1, 18)), "w.ontwerp", Locale("nl")) == ()
    (said,) = history(schedule_plan(plan), "w.ontwerp", Locale("nl"))
    assert said.words == "begonnen op 5 januari 2026; klaar op 16 januari 2026"


def test_finished_work_that_holds_what_follows_is_told_with_its_reason() -> None:
    schedule = schedule_plan(
        plan_of(
            {
                "build": {"duration": "5d"},
                "check": {"duration": "2d", "after": ["w.build FF"]},
                "release": {"duration": "2d", "after": ["w.check"]},
            },
            {"2026-06-08": {"check": {"started": "2026-06-02", "finished": "2026-06-03"}}},
            target=None,
            start="2026-06-01",
        ),
        date(2026, 6, 8),
    )
    told = words(schedule, "w.check")
    assert "Dit was klaar voordat het werk ervoor klaar was: ‘build’ is pas klaar" in told
    assert "Eerder kan niet" not in told
    assert "kon niet eerder klaar zijn" not in told
    assert "maar het werk daarvóór is nog niet klaar" in words(schedule, "w.release")
    path = [step.activity for step in longest_path(schedule.network_schedule, "w.release")]
    assert path == ["w.build", "w.check", "w.release"]
