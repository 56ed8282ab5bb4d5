"""Status reports fold into one state a data date, and contradictions are named."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from planner.checks.report_consistency import status_problems
from planner.duration import Duration
from planner.model import Activity
from planner.problems import Location
from planner.progress import ActivityStatus
from planner.progress import Health
from planner.progress import StatusReport
from planner.progress import in_order
from planner.progress import progress_at

if TYPE_CHECKING:
    from random import Random

    from planner.problems import Problem

TASK = Activity(id="w.a", workstream="w", title="A", duration=Duration.days(20))
MILESTONE = Activity.model_validate(
    {"id": "w.m", "workstream": "w", "title": "M", "milestone": "start"}
)
KNOWN = {"w.a": TASK, "w.m": MILESTONE}


def report(day: str, *, by: str = "IND", activity: str = "w.a", **said: str) -> StatusReport:
    return StatusReport.model_validate(
        {
            "name": f"{day}-{by}",
            "data_date": day,
            "reported_by": by,
            "activities": {activity: said},
        }
    )


def at(day: str) -> date:
    return date.fromisoformat(day)


def problems(*reports: StatusReport) -> list[Problem]:
    def locate(name: str, _activity: str, _field: str | None) -> Location:
        return Location(Path(f"status/{name}.yaml"), 4, 3)

    return list(status_problems(reports, KNOWN, locate))


def codes(*reports: StatusReport) -> list[str]:
    return [problem.code for problem in problems(*reports)]


def test_without_reports_nothing_is_known() -> None:
    assert progress_at([], at("2026-01-22")) == {}


def test_a_report_counts_from_its_data_date_on() -> None:
    reports = [report("2026-01-22", started="2025-12-01")]
    assert progress_at(reports, at("2026-01-21")) == {}
    assert progress_at(reports, at("2026-01-22"))["w.a"].started == at("2025-12-01")


def test_a_later_report_adds_to_what_an_earlier_one_said() -> None:
    reports = [
        report("2026-01-22", finished="2026-01-20"),
        report("2025-12-15", started="2025-12-01", health="at-risk", note="Krap."),
    ]
    state = progress_at(reports, at("2026-02-01"))["w.a"]
    assert (state.started, state.finished) == (at("2025-12-01"), at("2026-01-20"))
    assert state.health is Health.AT_RISK
    assert state.is_finished
    assert state.report == "2026-01-22-IND"
    assert state.data_date == at("2026-01-22")


def test_each_field_knows_the_report_it_comes_from() -> None:
    reports = [
        report("2025-12-15", started="2025-12-01", remaining="15d"),
        report("2026-01-22", by="AenM", remaining="5d"),
    ]
    state = progress_at(reports, at("2026-02-01"))["w.a"]
    assert dict(state.said_by) == {"started": "2025-12-15-IND", "remaining": "2026-01-22-AenM"}


def test_the_last_word_on_what_is_left_replaces_the_other_ways_to_say_it() -> None:
    reports = [
        report("2025-12-15", started="2025-12-01", remaining="15d"),
        report("2026-01-22", percent_complete="60"),
    ]
    state = progress_at(reports, at("2026-02-01"))["w.a"]
    assert state.remaining is None
    assert state.percent_complete == 60
    assert "remaining" not in state.said_by


def test_finishing_leaves_nothing_to_be_done() -> None:
    reports = [
        report("2025-12-15", started="2025-12-01", remaining="15d"),
        report("2026-01-22", finished="2026-01-20"),
    ]
    state = progress_at(reports, at("2026-02-01"))["w.a"]
    assert (state.remaining, state.percent_complete, state.expected_finish) == (None, None, None)


def test_a_milestone_is_reached_under_either_name() -> None:
    for name in ("started", "finished"):
        said = {name: "2026-01-20"}
        state = progress_at([report("2026-01-22", activity="w.m", **said)], at("2026-01-22"))
        assert state["w.m"].reached == at("2026-01-20")


def test_reports_of_one_day_are_taken_in_the_order_of_their_names() -> None:
    reports = [report("2026-01-22", by="IND"), report("2026-01-22", by="AenM")]
    assert [found.name for found in in_order(reports)] == ["2026-01-22-AenM", "2026-01-22-IND"]


DAYS = st.dates(min_value=date(2025, 1, 1), max_value=date(2026, 1, 1))
REPORTS = st.lists(
    st.builds(
        lambda day, by, left: StatusReport(
            name=f"{day}-{by}",
            data_date=day,
            reported_by=by,
            activities={"w.a": ActivityStatus(remaining=Duration.days(left))},
        ),
        DAYS,
        st.sampled_from(["IND", "COA", "AenM"]),
        st.integers(0, 50),
    ),
    max_size=6,
    unique_by=lambda found: found.name,
)


@given(REPORTS, DAYS, st.randoms())
def test_the_state_does_not_depend_on_the_order_of_files(
    reports: list[StatusReport], day: date, shuffled: Random
) -> None:
    mixed = list(reports)
    shuffled.shuffle(mixed)
    assert progress_at(mixed, day) == progress_at(reports, day)


@given(REPORTS, DAYS)
def test_reports_of_later_days_change_nothing(reports: list[StatusReport], day: date) -> None:
    earlier = [found for found in reports if found.data_date <= day]
    assert progress_at(reports, day) == progress_at(earlier, day)


@given(REPORTS)
def test_the_last_report_has_the_last_word(reports: list[StatusReport]) -> None:
    states = progress_at(reports, date(2026, 1, 1) + timedelta(1))
    if reports:
        assert states["w.a"].remaining == in_order(reports)[-1].activities["w.a"].remaining


def test_a_sound_pair_of_reports_gives_no_problems() -> None:
    assert (
        codes(
            report("2025-12-15", started="2025-12-01", remaining="15d"),
            report("2026-01-22", finished="2026-01-22"),
        )
        == []
    )


def test_an_actual_date_on_the_data_date_is_accepted_and_a_day_later_is_not() -> None:
    assert codes(report("2026-01-22", started="2026-01-22")) == []
    assert codes(report("2026-01-22", started="2026-01-23")) == ["actual-after-data-date"]


def test_a_finish_before_the_start_of_an_earlier_report() -> None:
    assert codes(
        report("2025-12-15", started="2025-12-01"), report("2026-01-22", finished="2025-11-30")
    ) == ["finish-before-start"]


def test_finished_without_a_start_in_any_report() -> None:
    assert codes(report("2026-01-22", finished="2026-01-20")) == ["finished-without-start"]


def test_a_milestone_needs_no_start() -> None:
    assert codes(report("2026-01-22", activity="w.m", finished="2026-01-20")) == []


def test_a_milestone_has_no_remaining_work() -> None:
    found = codes(report("2026-01-22", activity="w.m", started="2026-01-20", remaining="2d"))
    assert found == ["milestone-progress"]


def test_progress_that_goes_backwards_names_both_reports() -> None:
    (problem,) = problems(
        report("2025-12-15", started="2025-12-01", remaining="5d"),
        report("2026-01-22", remaining="9d"),
    )
    assert problem.code == "progress-backwards"
    assert problem.severity.value == "warning"
    assert str(problem.location) == "status/2026-01-22-IND.yaml:4:3"
    assert str(problem.details["other"]) == "status/2025-12-15-IND.yaml:4:3"
    assert problem.related == (problem.details["other"],)


def test_the_same_remaining_work_is_no_step_back() -> None:
    assert (
        codes(
            report("2025-12-15", started="2025-12-01", remaining="5d"),
            report("2026-01-22", remaining="5d"),
        )
        == []
    )


def test_a_percentage_that_drops_goes_backwards() -> None:
    assert codes(
        report("2025-12-15", started="2025-12-01", percent_complete="60"),
        report("2026-01-22", percent_complete="40"),
    ) == ["progress-backwards"]


def test_a_step_back_is_seen_across_a_report_that_is_silent_on_it() -> None:
    assert codes(
        report("2025-12-15", started="2025-12-01", remaining="5d"),
        report("2026-01-10", note="Loopt."),
        report("2026-01-22", remaining="9d"),
    ) == ["progress-backwards"]


def test_two_reports_of_one_day_may_not_contradict_each_other() -> None:
    found = problems(
        report("2026-01-22", by="AenM", started="2025-12-01", remaining="5d"),
        report("2026-01-22", by="IND", started="2025-12-08", remaining="5d"),
    )
    assert [(problem.code, problem.details["field"]) for problem in found] == [
        ("reports-contradict", "started")
    ]


def test_two_reports_of_one_day_may_add_to_each_other() -> None:
    assert (
        codes(
            report("2026-01-22", by="AenM", started="2025-12-01"),
            report("2026-01-22", by="IND", remaining="5d"),
        )
        == []
    )


def test_finished_work_that_is_reported_again() -> None:
    assert codes(
        report("2025-12-15", started="2025-12-01", finished="2025-12-10"),
        report("2026-01-22", remaining="3d"),
    ) == ["finished-work-reopened"]


def test_finished_with_work_left() -> None:
    said = {"started": "2025-12-01", "finished": "2026-01-20"}
    assert codes(report("2026-01-22", **said, remaining="3d")) == ["finished-with-remaining"]
    assert codes(report("2026-01-22", **said, percent_complete="100")) == []


def test_an_expectation_that_has_passed() -> None:
    assert codes(report("2026-01-22", expected_finish="2026-01-21")) == ["expected-finish-in-past"]
    assert codes(report("2026-01-22", expected_finish="2026-01-22")) == []


def test_activities_that_are_unknown_are_left_to_the_reader_of_the_files() -> None:
    assert codes(report("2026-01-22", activity="w.x", finished="2027-01-20")) == []
