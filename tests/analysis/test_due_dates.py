"""What is owed, beside what the schedule says of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest

from planner.analysis.reporting.due_dates import DueState
from planner.analysis.reporting.due_dates import commitments
from planner.analysis.reporting.due_dates import obligations
from planner.analysis.reporting.due_dates import two_dates
from planner.model import Commitment
from planner.model import Obligation
from planner.model import Workstream
from planner.schedule.plan_schedule import schedule_plan
from planner.workspace.plan_folder import open_workspace
from tests.plans_of import plan_of

if TYPE_CHECKING:
    from planner.analysis.reporting.due_dates import DueStanding
    from planner.schedule.plan_schedule import Schedule

MONDAY = date(2026, 6, 1)
REAL = Path(__file__).parents[2] / "workstreams"


def schedule_of(
    obligation: dict[str, Any] | None = None,
    commitment: dict[str, Any] | None = None,
    reports: dict[str, dict[str, dict[str, Any]]] | None = None,
) -> Schedule:
    """Work of five days from Monday 1 June 2026, done on Friday 5 June."""
    plan = plan_of(
        {
            "build": {"duration": "5d"},
            "ready": {"milestone": "finish", "after": ["w.build"]},
            "later": {"duration": "10d", "after": ["w.ready"]},
            "care": {"spans": {"from": "w.build", "to": "w.later"}},
            "target": {"milestone": "start", "after": ["w.ready"]},
        },
        reports,
        start=MONDAY,
    )
    duty, promise = {"title": "Plicht"}, {"title": "Motie", "kind": "motion"}
    plan = replace(
        plan,
        obligations={"duty": Obligation.model_validate(duty | obligation)} if obligation else {},
        commitments={"promise": Commitment.model_validate(promise | commitment)}
        if commitment
        else {},
    )
    return schedule_plan(plan, MONDAY)


def owed(due: str | None, *activities: str, **more: Any) -> DueStanding:  # noqa: ANN401
    written = {"fulfilled_by": [f"w.{name}" for name in activities]}
    term = {"due": due} if due else {"term_text": "binnen zeven dagen"}
    (found,) = obligations(schedule_of(written | term, **more))
    return found


def test_an_obligation_whose_work_is_done_in_time_is_on_time() -> None:
    found = owed("2026-06-12", "ready")
    assert found.state is DueState.ON_TIME
    assert found.forecast == date(2026, 6, 5)
    assert found.margin_days == 5
    assert found.margin_calendar_days == 7


def test_a_due_day_before_the_work_is_done_is_late_by_working_days() -> None:
    found = owed("2026-06-03", "ready")
    assert found.state is DueState.LATE
    assert found.margin_days == -2


def test_all_activities_must_be_done_and_the_last_one_decides() -> None:
    found = owed("2026-06-12", "ready", "later")
    assert found.forecast == date(2026, 6, 19)
    assert found.state is DueState.LATE
    assert [part.activity for part in found.fulfilments] == ["w.later", "w.ready"]


def test_a_hammock_is_fulfilled_with_the_work_at_its_end() -> None:
    assert owed("2026-06-30", "care").forecast == date(2026, 6, 19)


def test_a_term_that_passed_without_word_is_overdue() -> None:
    assert owed("2026-05-29", "ready").state is DueState.OVERDUE


def test_work_reported_done_before_the_term_is_met() -> None:
    done = {"2026-06-01": {"ready": {"finished": "2026-05-28"}}}
    found = owed("2026-05-29", "ready", reports=done)
    assert found.state is DueState.MET
    assert found.forecast == date(2026, 5, 28)


def test_work_reported_done_after_the_term_is_met_late() -> None:
    done = {"2026-06-01": {"ready": {"finished": "2026-05-29"}}}
    assert owed("2026-05-28", "ready", reports=done).state is DueState.MET_LATE


def test_a_term_in_words_has_a_forecast_but_no_margin() -> None:
    found = owed(None, "ready")
    assert found.state is DueState.NO_DATE
    assert found.forecast == date(2026, 6, 5)
    assert found.margin_days is None


def test_an_obligation_that_no_activity_sees_to_is_open() -> None:
    found = owed("2026-06-12")
    assert found.state is DueState.OPEN
    assert found.forecast is None


@pytest.mark.parametrize(
    ("status", "addressed", "state"),
    [
        ("open", [], DueState.OPEN),
        ("met", [], DueState.MET),
        ("lapsed", ["w.ready"], DueState.LAPSED),
        ("met", ["w.ready"], DueState.ON_TIME),
    ],
)
def test_a_commitment_follows_the_schedule_where_activities_see_to_it(
    status: str, addressed: list[str], state: DueState
) -> None:
    written = {"due": "2026-06-12", "status": status, "addressed_by": addressed}
    (found,) = commitments(schedule_of(commitment=written))
    assert found.state is state


def test_a_register_that_says_met_too_early_is_contradicted() -> None:
    written = {"due": "2026-06-12", "status": "met", "addressed_by": ["w.ready"]}
    (found,) = commitments(schedule_of(commitment=written))
    assert found.contradicts_register


def test_one_article_with_two_due_dates_and_an_open_point_stands_side_by_side() -> None:
    schedule = schedule_of({"due": "2026-06-12", "fulfilled_by": ["w.ready"]})
    article = {"act": "AMMR", "article": "85", "fulfilled_by": ["w.ready"], "title": "Toepassen"}
    duties = {
        "letters": {"due": "2026-06-03", "note": "OPEN-01: de brieven"},
        "journal": {"due": "2026-07-01"},
    }
    plan = replace(
        schedule.plan,
        obligations={n: Obligation.model_validate(article | d) for n, d in duties.items()},
        workstreams=(
            Workstream.model_validate(
                {
                    "workstream": "w",
                    "title": "W",
                    "open_points": [{"id": "OPEN-01", "says": "Twee datums."}],
                }
            ),
        ),
    )
    schedule = replace(schedule, plan=plan)
    (pair,) = two_dates(schedule, obligations(schedule))
    assert pair.open_point == "OPEN-01"
    assert [s.id for s in pair.standings] == ["letters", "journal"]
    assert [s.state for s in pair.standings] == [DueState.LATE, DueState.ON_TIME]


def test_the_real_plan_keeps_both_dates_of_the_ammr_apart() -> None:
    schedule = open_workspace(REAL).at(date(2026, 1, 22))
    (pair,) = two_dates(schedule, obligations(schedule))
    assert [s.due for s in pair.standings] == [date(2026, 6, 12), date(2026, 7, 1)]


def test_the_real_registers_stand_most_urgent_first() -> None:
    schedule = open_workspace(REAL).at(date(2026, 1, 22))
    order = list(DueState)
    for standings in (obligations(schedule), commitments(schedule)):
        ranks = [order.index(found.state) for found in standings]
        assert ranks
        assert ranks == sorted(ranks)
