"""Risks, branches and mitigation act as the risk-driver method says."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from planner.analysis.risk import SimulationSettings
from planner.analysis.risk import risk_effects
from planner.analysis.risk import risk_model
from planner.analysis.risk import simulate
from planner.timeaxis import morning_of
from tests.risk_plans import START
from tests.risk_plans import done
from tests.risk_plans import scheduled
from tests.risk_plans import task

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from planner.analysis.risk import SimulationResult

DRAWS = SimulationSettings(iterations=20_000)
FIXED = task("a", (100, 100, 100)) + task("b", (100, 100, 100))
PAIR = (
    FIXED
    + done("a, b")
    + "a-done: {title: a, owner: IND, milestone: finish, after: [a], basis: assumption,"
    " deadline: 2025-06-01}\n"
    + "b-done: {title: b, owner: IND, milestone: finish, after: [b], basis: assumption,"
    " deadline: 2025-06-01}\n"
)


def factor_risk(name: str, affects: str, probability: float = 1.0) -> str:
    """Hulett's example of a driver: 95%, 105%, 120% of the duration."""
    return (
        f"  {name}: {{title: {name}, probability: {probability}, affects: [{affects}], "
        "impact: {type: factor, optimistic: 0.95, likely: 1.05, pessimistic: 1.2}, "
        "basis: assumption}\n"
    )


def columns(found: SimulationResult) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    place = found.layout.place
    dates = (found.dates - morning_of(START)).astype(np.float64)
    return dates[:, place["work.a-done"]], dates[:, place["work.b-done"]]


def test_one_driver_of_two_activities_correlates_them_fully(tmp_path: Path) -> None:
    risks = "risks:\n" + factor_risk("shared", "work.a, work.b")
    a, b = columns(simulate(risk_model(scheduled(tmp_path, PAIR, risks)), DRAWS))
    assert np.corrcoef(a, b)[0, 1] == pytest.approx(1.0)


def test_drivers_of_their_own_halve_the_correlation_of_two_activities(tmp_path: Path) -> None:
    """Hulett's example of how correlation arises; a product of factors gives 1 / (2 + v / m^2)."""
    risks = "risks:\n" + factor_risk("shared", "work.a, work.b")
    risks += factor_risk("only-a", "work.a") + factor_risk("only-b", "work.b")
    a, b = columns(simulate(risk_model(scheduled(tmp_path, PAIR, risks)), DRAWS))
    mean = (0.95 + 4 * 1.05 + 1.2) / 6
    variance = (mean - 0.95) * (1.2 - mean) / 7
    expected = 1 / (2 + variance / mean**2)
    assert np.corrcoef(a, b)[0, 1] == pytest.approx(expected, abs=0.02)


def test_a_risk_occurs_as_often_as_its_probability_says(tmp_path: Path) -> None:
    risks = "risks:\n" + factor_risk("shared", "work.a, work.b", 0.37)
    a, _ = columns(simulate(risk_model(scheduled(tmp_path, PAIR, risks)), DRAWS))
    assert (a != 100 * 1440).mean() == pytest.approx(0.37, abs=0.001)


def test_days_of_a_risk_come_on_top(tmp_path: Path) -> None:
    risks = """
    risks:
      late: {title: laat, probability: 1.0, affects: [work.a], basis: assumption,
             impact: {type: days, optimistic: 10d, likely: 10d, pessimistic: 10d}}
    """
    a, b = columns(simulate(risk_model(scheduled(tmp_path, PAIR, risks)), DRAWS))
    assert set(a) == {110.0 * 1440}
    assert set(b) == {100.0 * 1440}


def test_a_risk_on_a_milestone_holds_it_up(tmp_path: Path) -> None:
    risks = """
    risks:
      late: {title: laat, probability: 0.25, affects: [work.a-done], basis: assumption,
             impact: {type: days, optimistic: 10d, likely: 10d, pessimistic: 10d}}
    """
    a, b = columns(simulate(risk_model(scheduled(tmp_path, PAIR, risks)), DRAWS))
    assert (a == 110 * 1440).mean() == pytest.approx(0.25, abs=0.001)
    assert (a == 100 * 1440).mean() == pytest.approx(0.75, abs=0.001)
    assert set(b) == {100.0 * 1440}


def test_a_branch_adds_its_work_as_often_as_its_probability_says(tmp_path: Path) -> None:
    plan = task("a", (10, 10, 10)) + task("b", (10, 10, 10), after="a") + done("b")
    risks = """
    branches:
      - {id: again, title: nog eens, after: work.a, before: work.b, probability: 0.3,
         duration: {optimistic: 5d, likely: 5d, pessimistic: 5d, basis: assumption},
         basis: assumption}
    """
    found = simulate(risk_model(scheduled(tmp_path, plan, risks)), DRAWS)
    ends, counts = np.unique((found.dates[:, 0] - morning_of(START)) / 1440, return_counts=True)
    assert list(ends) == [20.0, 25.0]
    assert counts[1] / counts.sum() == pytest.approx(0.3, abs=0.001)
    assert found.drives["work.b~again"].criticality == pytest.approx(0.3, abs=0.001)


def test_mitigation_replaces_probability_and_impact(tmp_path: Path) -> None:
    risks = """
    risks:
      late: {title: laat, probability: 1.0, affects: [work.a], basis: assumption,
             impact: {type: days, optimistic: 10d, likely: 10d, pessimistic: 10d},
             mitigation: {title: eerder, probability: 0.5,
                          impact: {type: days, optimistic: 4d, likely: 4d, pessimistic: 4d}}}
    """
    model = risk_model(scheduled(tmp_path, PAIR, risks), mitigated=True)
    a, _ = columns(simulate(model, DRAWS))
    assert set(a) == {100.0 * 1440, 104.0 * 1440}


def test_finished_work_cannot_be_hit(tmp_path: Path) -> None:
    risks = "risks:\n" + factor_risk("shared", "work.a", 1.0)
    status = """
    data_date: 2025-05-01
    reported_by: IND
    activities: {work.a: {started: 2025-01-06, finished: 2025-04-15}}
    """
    schedule = scheduled(
        tmp_path, PAIR, risks, date(2025, 5, 1), **{"status__2025-05-01-IND": status}
    )
    model = risk_model(schedule)
    assert model.without_effect == {"shared": "affects-nothing-open"}
    assert not model.events


def test_the_risk_that_gives_most_back_comes_first(tmp_path: Path) -> None:
    plan = task("a", (10, 10, 10)) + task("b", (10, 10, 10), after="a") + done("b")
    risks = """
    risks:
      small: {title: klein, probability: 0.5, affects: [work.a], basis: assumption,
              impact: {type: days, optimistic: 2d, likely: 2d, pessimistic: 2d}}
      large: {title: groot, probability: 0.5, affects: [work.b], basis: assumption,
              impact: {type: days, optimistic: 9d, likely: 9d, pessimistic: 9d}}
    """
    effects = risk_effects(risk_model(scheduled(tmp_path, plan, risks)), SimulationSettings(2_000))
    assert [effect.id for effect in effects] == ["large", "small"]
    assert effects[0].days == pytest.approx(9)  # P80 has both: 31 days; without it 22
    assert effects[1].days == pytest.approx(2)
