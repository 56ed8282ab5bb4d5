from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

import pytest

from planner.analysis.reporting.judgement_levels import Figures
from planner.analysis.reporting.judgement_levels import judgement
from planner.analysis.reporting.judgement_levels import judgement_levels
from planner.analysis.reporting.judgement_levels import judgements
from planner.i18n import Locale
from planner.model import Judgement
from planner.schedule.plan_schedule import schedule_plan
from planner.workspace.plan_folder import open_workspace
from tests.conftest import ROOT
from tests.plans_of import TARGET
from tests.plans_of import plan_of

if TYPE_CHECKING:
    from planner.analysis.reporting.judgement_levels import WorkstreamJudgement

DAY = date(2026, 1, 5)
STEPS = [level.judgement for level in judgement_levels()]


def judged(
    activities: dict[str, dict[str, Any]],
    due: str,
    reports: dict[str, dict[str, dict[str, Any]]] | None = None,
) -> WorkstreamJudgement:
    plan = plan_of(activities, reports, target={"milestone": TARGET, "date": due})
    return judgement(schedule_plan(plan, DAY), "w")


def chain(**build: Any) -> dict[str, dict[str, Any]]:  # noqa: ANN401
    return {
        "build": {"duration": "20d"} | build,
        "target": {"milestone": "start", "after": ["w.build"]},
    }


def test_on_schedule_needs_room_and_nothing_to_decide() -> None:
    found = judged(chain(), "2026-06-12")
    assert found.level is Judgement.ON_SCHEDULE
    assert found.withheld == ()


def test_an_open_critical_activity_withholds_on_schedule() -> None:
    found = judged(chain(), "2026-01-31")
    assert found.level is Judgement.PROVISIONALLY_ON_SCHEDULE
    assert found.withheld == ((Judgement.ON_SCHEDULE, ("critical",)),)
    assert "w.build" in found.critical


def test_an_open_decision_withholds_on_schedule_and_is_named() -> None:
    found = judged(chain(tags=["decision"]), "2026-06-12")
    assert found.level is Judgement.PROVISIONALLY_ON_SCHEDULE
    assert found.decisions == ("w.build",)


def test_a_report_of_risk_withholds_on_schedule() -> None:
    said = {"2026-01-05": {"build": {"health": "at-risk"}}}
    found = judged(chain(), "2026-06-12", said)
    assert found.level is Judgement.PROVISIONALLY_ON_SCHEDULE
    assert found.troubled == ("w.build",)


def test_a_report_of_off_track_leaves_no_more_than_under_pressure() -> None:
    said = {"2026-01-05": {"build": {"health": "off-track"}}}
    assert judged(chain(), "2026-06-12", said).level is Judgement.UNDER_PRESSURE


def test_a_deadline_of_its_own_that_is_not_met_is_pressure() -> None:
    found = judged(chain(deadline="2026-01-09"), "2026-06-12")
    assert found.level is Judgement.UNDER_PRESSURE
    assert found.late == ("w.build",)


@pytest.mark.parametrize(
    ("duration", "level"),
    [("29d", Judgement.UNDER_PRESSURE), ("41d", Judgement.NOT_ACHIEVABLE)],
)
def test_a_target_that_is_missed_is_pressure_up_to_a_month_of_work(
    duration: str, level: Judgement
) -> None:
    assert judged(chain(duration=duration), "2026-01-31").level is level


def test_finished_work_is_complete() -> None:
    said = {
        "2026-01-05": {
            "build": {"started": "2026-01-05", "finished": "2026-01-05"},
            "target": {"finished": "2026-01-05"},
        }
    }
    found = judged(chain(), "2026-06-12", said)
    assert found.is_complete
    assert found.forecast is None


def test_a_workstream_without_activities_has_no_judgement() -> None:
    plan = plan_of(chain())
    found = judgement(schedule_plan(plan, DAY), "elders")
    assert found.level is Judgement.NONE
    assert not found.allows(Judgement.NOT_ACHIEVABLE)


@pytest.mark.parametrize("number", range(len(STEPS)))
def test_a_wording_may_be_weaker_than_the_evidence_and_never_stronger(number: int) -> None:
    plan = plan_of(chain())
    found = replace(judgement(schedule_plan(plan, DAY), "w"), level=STEPS[number])
    allowed = [step for step in STEPS if found.allows(step)]
    assert allowed == STEPS[number:]


def test_more_trouble_never_gives_a_stronger_wording() -> None:
    steps = []
    for least, late, critical in ((10, 0, 0), (0, 0, 1), (-5, 0, 1), (-5, 1, 1), (-30, 1, 1)):
        figures = Figures(3, 2, Fraction(least), late, critical)
        steps.append(
            next(i for i, level in enumerate(judgement_levels()) if not level.exceeded(figures))
        )
    assert steps == sorted(steps)


def test_every_rung_has_its_wording_in_both_languages() -> None:
    for level in (*STEPS, "none", "not-achievable-bare"):
        assert Locale("nl").knows(f"judgement-level.{level}")
        assert Locale("en").knows(f"judgement-level.{level}")


def test_every_workstream_of_the_real_programme_is_judged_with_evidence() -> None:
    schedule = open_workspace(ROOT / "workstreams").at(date(2026, 1, 22))
    found = judgements(schedule)
    assert len(found) == 16
    for entry in found.values():
        if entry.level is not Judgement.ON_SCHEDULE:
            assert entry.activities
        assert set(entry.activities) <= set(schedule.plan.activities)
