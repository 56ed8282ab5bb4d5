"""Who reported, who is late, and where a report and the schedule are at odds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from typing import Any

from planner.analysis.reporting.reporters import Conflict
from planner.analysis.reporting.reporters import ReporterState
from planner.analysis.reporting.reporters import claims
from planner.analysis.reporting.reporters import data_age
from planner.analysis.reporting.reporters import is_assumed
from planner.analysis.reporting.reporters import reporters
from planner.analysis.reporting.reporters import reports_until
from planner.model import StatusReport
from planner.schedule.plan_schedule import schedule_plan
from tests.plans_of import plan_of

if TYPE_CHECKING:
    from planner.analysis.reporting.reporters import Claim
    from planner.schedule.plan_schedule import Schedule

ORGANISATIONS = {
    "IND": {"name": "IND", "reports": True},
    "COA": {"name": "COA", "reports": True},
    "TK": {"name": "Tweede Kamer"},
}


def report(day: str, who: str, **entries: dict[str, Any]) -> StatusReport:
    said = {f"w.{name}": entry for name, entry in entries.items()}
    head = {"name": f"{day}-{who}", "data_date": day, "reported_by": who}
    return StatusReport.model_validate(head | {"activities": said})


def schedule_of(
    *reports: StatusReport, data_date: str = "2026-06-01", every: str = "30ed"
) -> Schedule:
    """Work of the IND that starts on Monday 5 January 2026 and takes 120 working days."""
    plan = plan_of(
        {
            "build": {"duration": "120d", "owner": "IND"},
            "target": {"milestone": "start", "after": ["w.build"]},
        },
        organisations=ORGANISATIONS,
        settings={"report_every": every},
    )
    plan = replace(plan, reports=reports)
    return schedule_plan(plan, date.fromisoformat(data_date))


def state_of(schedule: Schedule, name: str, day: date | None = None) -> ReporterState:
    return next(r.state for r in reporters(schedule, day) if r.organisation == name)


def test_who_was_asked_and_never_reported_stands_first() -> None:
    found = reporters(schedule_of(report("2026-06-01", "IND", build={"started": "2026-01-05"})))
    assert [(r.organisation, r.state) for r in found] == [
        ("COA", ReporterState.NEVER),
        ("IND", ReporterState.ON_TIME),
    ]


def test_a_report_is_late_the_day_after_its_period_ends() -> None:
    schedule = schedule_of(report("2026-06-01", "IND"))
    assert state_of(schedule, "IND", date(2026, 7, 1)) is ReporterState.ON_TIME
    assert state_of(schedule, "IND", date(2026, 7, 2)) is ReporterState.OVERDUE


def test_a_period_in_working_days_leaves_weekends_and_holidays_out() -> None:
    schedule = schedule_of(report("2026-04-01", "IND"), every="5d")
    found = next(r for r in reporters(schedule) if r.organisation == "IND")
    # Thursday 2, Friday 3, then after Easter Monday Tuesday 7, Wednesday 8 and Thursday 9 April,
    # with Good Friday off one day more.
    assert found.due == date(2026, 4, 10)


def test_who_reports_without_being_asked_is_shown_and_never_late() -> None:
    schedule = schedule_of(report("2025-03-01", "TK"))
    assert state_of(schedule, "TK", date(2027, 1, 1)) is ReporterState.NOT_ASKED


def test_a_later_report_does_not_count_at_an_earlier_data_date() -> None:
    schedule = schedule_of(report("2026-06-02", "IND"), data_date="2026-06-01")
    assert reports_until(schedule) == ()
    assert state_of(schedule, "IND") is ReporterState.NEVER


def test_what_the_planner_assumed_is_no_report_of_the_organisation() -> None:
    assumed = report("2026-06-01", "IND", build={"started": "2026-01-05", "basis": "assumption"})
    assert is_assumed(assumed)
    found = next(r for r in reporters(schedule_of(assumed)) if r.organisation == "IND")
    assert (found.state, found.reports, found.assumed) == (ReporterState.NEVER, 0, 1)


def test_open_activities_of_an_organisation_are_counted() -> None:
    found = next(r for r in reporters(schedule_of()) if r.organisation == "IND")
    assert found.open_activities == ("w.build",)


def claim_of(*reports: StatusReport, data_date: str = "2026-06-01") -> Claim:
    (found,) = claims(schedule_of(*reports, data_date=data_date))
    return found


def test_on_track_while_the_target_is_missed_is_a_conflict() -> None:
    found = claim_of(report("2026-06-01", "IND", build={"remaining": "60d", "health": "on-track"}))
    assert found.total_float is not None
    assert found.total_float < 0
    assert found.conflict is Conflict.ON_TRACK_BUT_LATE


def test_at_risk_while_the_target_is_missed_is_no_conflict() -> None:
    said = {"started": "2026-01-05", "remaining": "60d", "health": "at-risk"}
    assert claim_of(report("2026-06-01", "IND", build=said)).conflict is None


def test_on_track_with_time_to_spare_is_no_conflict() -> None:
    said = {"started": "2026-01-05", "remaining": "2d", "health": "on-track"}
    assert claim_of(report("2026-06-01", "IND", build=said)).conflict is None


def test_what_is_finished_needs_no_claim() -> None:
    done = {"started": "2026-01-05", "finished": "2026-05-29"}
    assert claims(schedule_of(report("2026-06-01", "IND", build=done))) == ()


def test_data_is_old_after_thirty_days() -> None:
    assert not data_age(date(2026, 7, 6), date(2026, 8, 5)).is_old
    assert data_age(date(2026, 7, 6), date(2026, 8, 6)).is_old
    assert data_age(date(2026, 7, 6), date(2026, 8, 6)).days == 31
