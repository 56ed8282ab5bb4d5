"""A simulation is the schedule over and over, and the same every time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from planner.analysis.risk import SimulationSettings
from planner.analysis.risk import risk_model
from planner.analysis.risk import simulate
from planner.analysis.risk.correlation import CorrelationError
from planner.analysis.risk.risk_kernels import plain_risk_kernels
from planner.model import Distribution
from planner.schedule.paths import on_longest_path
from planner.schedule.plan_schedule import schedule_plan
from planner.workspace.plan_folder import open_workspace
from tests.risk_plans import done
from tests.risk_plans import scheduled
from tests.risk_plans import task

if TYPE_CHECKING:
    from planner.analysis.risk import SimulationResult
    from planner.model import Plan
    from planner.schedule.plan_schedule import Schedule

DAYS = (date(2025, 6, 25), date(2026, 1, 22))
REAL = Path(__file__).parents[3] / "workstreams"


@pytest.fixture(scope="module")
def plan() -> Plan:
    found = open_workspace(REAL).plan
    assert found is not None
    return found


def same_as_schedule(found: SimulationResult, schedule: Schedule) -> None:
    for name, column in found.layout.place.items():
        assert set(found.dates[:, column]) == {schedule.readiness(name)}, name


@pytest.mark.parametrize("day", DAYS)
def test_without_ranges_and_risks_every_date_is_that_of_the_schedule(plan: Plan, day: date) -> None:
    schedule = schedule_plan(plan, day)
    found = simulate(risk_model(schedule, ranges=False, risks=False), SimulationSettings(1000))
    same_as_schedule(found, schedule)
    assert found.layout.place


@pytest.mark.parametrize("day", DAYS)
def test_without_spread_every_date_is_that_of_the_schedule(plan: Plan, day: date) -> None:
    fixed = {
        name: a.model_copy(
            update={"estimate": a.estimate.model_copy(update={"distribution": Distribution.FIXED})}
        )
        if a.estimate
        else a
        for name, a in plan.activities.items()
    }
    never = {name: r.model_copy(update={"probability": 0.0}) for name, r in plan.risks.items()}
    branches = tuple(b.model_copy(update={"probability": 0.0}) for b in plan.branches)
    plan = replace(plan, activities=fixed, risks=never, branches=branches)
    schedule = schedule_plan(plan, day)
    model = risk_model(schedule)
    assert model.events, "risks are in the model, they only never occur"
    same_as_schedule(simulate(model, SimulationSettings(1000)), schedule)


@pytest.mark.parametrize("day", DAYS)
def test_without_spread_the_critical_activities_are_the_longest_path(plan: Plan, day: date) -> None:
    schedule = schedule_plan(plan, day)
    found = simulate(risk_model(schedule, ranges=False, risks=False), SimulationSettings(1000))
    target = plan.programme.target
    assert target is not None
    assert set(found.drives) == on_longest_path(schedule.network_schedule, target.milestone)
    assert all(drive.criticality == 1 for drive in found.drives.values())


def test_the_same_seed_gives_the_same_bytes_whatever_the_threads_and_blocks(plan: Plan) -> None:
    model = risk_model(schedule_plan(plan, DAYS[0]))
    first = simulate(model, SimulationSettings(4000, workers=1, block=1))
    second = simulate(model, SimulationSettings(4000, workers=3, block=3))
    assert first.dates.tobytes() == second.dates.tobytes()
    assert list(first.drives.values()) == list(second.drives.values())
    assert first.tornado == second.tornado
    other = simulate(model, SimulationSettings(4000, seed=1))
    assert other.dates.tobytes() != first.dates.tobytes()


def test_the_kernels_give_the_same_bytes_uncompiled(tmp_path: Path) -> None:
    plan = task("a", (5, 9, 30), "pert") + task("b", (5, 9, 30), "triangular", after="a")
    plan += task("c", (5, 20, 50), "lognormal") + done("b, c")
    risks = """
    risks:
      late: {title: laat, probability: 0.4, affects: [work.a, work.done], basis: assumption,
             impact: {type: days, optimistic: 2d, likely: 4d, pessimistic: 9d}}
    correlations: [{activities: [work.a, work.b], coefficient: 0.7, basis: assumption}]
    branches:
      - {id: again, title: nog eens, after: work.a, before: work.b, probability: 0.3,
         basis: assumption,
         duration: {optimistic: 5d, likely: 6d, pessimistic: 9d, basis: assumption}}
    """
    model = risk_model(scheduled(tmp_path, plan, risks))
    plain = simulate(model, SimulationSettings(2000), using=plain_risk_kernels())
    quick = simulate(model, SimulationSettings(2000))
    assert plain.dates.tobytes() == quick.dates.tobytes()
    assert plain.drives == quick.drives
    assert plain.tornado == quick.tornado


def test_adding_a_risk_leaves_all_other_draws_alone(tmp_path: Path) -> None:
    plan = task("a", (5, 9, 30)) + task("b", (5, 9, 30), after="a") + done("b")
    risk = """
    risks:
      late: {title: laat, probability: 0.0, affects: [work.a], basis: assumption,
             impact: {type: days, optimistic: 2d, likely: 4d, pessimistic: 9d}}
    """
    (tmp_path / "with").mkdir()
    (tmp_path / "without").mkdir()
    one = simulate(risk_model(scheduled(tmp_path / "with", plan, risk)), SimulationSettings(1000))
    two = simulate(risk_model(scheduled(tmp_path / "without", plan)), SimulationSettings(1000))
    assert np.array_equal(one.dates, two.dates)


def test_it_stops_once_the_percentile_is_known_well_enough(tmp_path: Path) -> None:
    model = risk_model(scheduled(tmp_path, task("a", (5, 9, 30)) + done("a")))
    settings = SimulationSettings(iterations=100_000, within=1.0, percentile=0.8)
    found = simulate(model, settings)
    assert found.iterations < 100_000
    p80 = found.goals[0].at(0.8)
    assert (p80.latest - p80.earliest).days <= 1
    assert simulate(model, replace(settings, block=2)).iterations == found.iterations


def test_what_is_known_when_it_is_stopped_is_kept(tmp_path: Path) -> None:
    model = risk_model(scheduled(tmp_path, task("a", (5, 9, 30)) + done("a")))

    def interrupt(done_: int, _all: int) -> None:
        if done_ >= 3000:
            raise KeyboardInterrupt

    found = simulate(model, SimulationSettings(50_000, block=1), progress=interrupt)
    assert found.stopped
    assert found.iterations == 3000
    assert np.array_equal(found.dates, simulate(model, SimulationSettings(3000)).dates)


def test_progress_keeps_the_spread_of_what_is_left(tmp_path: Path) -> None:
    status = """
    data_date: 2025-02-03
    reported_by: IND
    activities: {work.a: {started: 2025-01-06, remaining: 10d}}
    """
    plan = task("a", (10, 20, 30)) + done("a")
    schedule = scheduled(tmp_path, plan, day=date(2025, 2, 3), **{"status__2025-02-03-IND": status})
    found = simulate(risk_model(schedule), SimulationSettings(1000))
    days = (found.dates[:, 0] - schedule.network_schedule.data_date) / 1440
    assert days.min() == pytest.approx(5, abs=0.05)
    assert days.max() == pytest.approx(15, abs=0.05)


def test_coefficients_that_contradict_each_other_are_refused(tmp_path: Path) -> None:
    plan = "".join(task(name, (5, 9, 30)) for name in "abc") + done("a, b, c")
    risks = """
    correlations:
      - {activities: [work.a, work.b], coefficient: 0.9, basis: assumption}
      - {activities: [work.b, work.c], coefficient: 0.9, basis: assumption}
      - {activities: [work.a, work.c], coefficient: -0.9, basis: assumption}
    """
    with pytest.raises(CorrelationError) as refusal:
        risk_model(scheduled(tmp_path, plan, risks))
    assert refusal.value.entries == (0, 1, 2)
