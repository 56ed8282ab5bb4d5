"""A scenario lies over the plan, says what it changes, and leaves the plan alone."""

from __future__ import annotations

from datetime import date
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from planner.analysis.risk import SimulationSettings
from planner.analysis.scenarios.overlay import Overlaid
from planner.analysis.scenarios.overlay import WhatIf
from planner.analysis.scenarios.overlay import what_if
from planner.schedule.plan_schedule import schedule_plan
from planner.source import read_plan
from planner.source.scenarios import read_scenario
from tests.risk_plans import START
from tests.risk_plans import done
from tests.risk_plans import task
from tests.risk_plans import written

if TYPE_CHECKING:
    from pathlib import Path

    from planner.problems import Problem
    from planner.schedule.plan_schedule import Schedule
    from planner.source.scenarios import ScenarioReading

ROW = (
    task("a", (5, 10, 20))
    + task("b", (5, 10, 20), after="a")
    + task("c", (5, 5, 5), after="a")
    + done("b, c")
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path, ROW)


def opened(folder: Path, day: date = START) -> Schedule:
    plan = read_plan(folder).plan
    assert plan is not None
    return schedule_plan(plan, day)


def reading(folder: Path, text: str) -> ScenarioReading:
    file = folder / "scenarios" / "proef.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text("scenario: Proef\n" + dedent(text), encoding="utf-8")
    found = read_plan(folder)
    assert found.plan is not None
    return read_scenario(file, found.plan, found.places)


def laid(folder: Path, text: str, simulation: SimulationSettings | None = None) -> WhatIf:
    scenario = reading(folder, text).scenario
    assert scenario is not None, reading(folder, text).problems
    found = what_if(opened(folder), scenario, simulation)
    assert isinstance(found, WhatIf), found
    return found


def moved(found: WhatIf) -> int:
    """Calendar days by which the target moves."""
    target = found.comparison.targets[0]
    assert target.was is not None
    return (target.now.forecast - target.was.forecast).days


def problem(folder: Path, text: str) -> Problem:
    found = reading(folder, text)
    if found.scenario is None:
        (only,) = found.problems
        return only
    overlaid = what_if(opened(folder), found.scenario)
    assert isinstance(overlaid, Overlaid)
    (only,) = overlaid.problems
    return found.located(only)


def test_an_empty_scenario_changes_nothing(folder: Path) -> None:
    found = laid(folder, "description: niets\n")
    assert not found.comparison.variances
    assert moved(found) == 0


def test_a_delay_moves_what_waits_for_it(folder: Path) -> None:
    found = laid(folder, "delays: [{activity: work.a, by: 7d, basis: assumption}]\n")
    assert moved(found) == 7
    assert (
        found.after.activities["work.c"].start - found.before.activities["work.c"].start
    ).days == 7


def test_a_delay_within_the_float_moves_no_target(folder: Path) -> None:
    assert moved(laid(folder, "delays: [{activity: work.c, by: 5d}]\n")) == 0
    assert moved(laid(folder, "delays: [{activity: work.c, by: 6d}]\n")) == 1


def test_a_change_replaces_fields_and_keeps_the_rest(folder: Path) -> None:
    found = laid(folder, "change: {work.b: {duration: 14d}}\n")
    assert moved(found) == 4
    assert found.after.plan.activities["work.b"].title == "b"
    assert found.after.plan.activities["work.b"].after[0].activity == "work.a"


def test_new_work_counts_where_a_link_makes_something_wait_for_it(folder: Path) -> None:
    found = laid(
        folder,
        """
        add: {work.extra: {title: extra, owner: IND, duration: 3d, after: [b], basis: assumption}}
        links: [{from: work.extra, to: work.done}]
        """,
    )
    assert moved(found) == 3


def test_what_waited_for_dropped_work_waits_for_what_that_waited_for(folder: Path) -> None:
    found = laid(folder, "drop: [work.b]\n")
    assert moved(found) == -5
    waits_for = {d.activity for d in found.after.plan.activities["work.done"].after}
    assert waits_for == {"work.a", "work.c"}


def test_a_link_that_is_cut_no_longer_holds(folder: Path) -> None:
    assert moved(laid(folder, "cut: [{from: work.a, to: work.b}]\n")) == -5


def test_another_date_in_law_moves_the_target_and_its_margin(folder: Path) -> None:
    found = laid(folder, "law_dates: [{milestone: work.done, date: 2025-03-10}]\n")
    target = found.comparison.targets[0]
    assert target.was is not None
    assert moved(found) == 0
    assert target.now.due == date(2025, 3, 10)
    assert target.now.margin_days - target.was.margin_days == 7


def test_the_plan_and_its_files_stay_what_they_are(folder: Path) -> None:
    before = {p: p.read_bytes() for p in folder.rglob("*.yaml")}
    plan = opened(folder).plan
    laid(folder, "drop: [work.b]\ndelays: [{activity: work.a, by: 7d}]\n")
    assert opened(folder).plan.activities == plan.activities
    assert before.items() <= {p: p.read_bytes() for p in folder.rglob("*.yaml")}.items()


def test_chances_are_computed_with_the_same_draws(folder: Path) -> None:
    found = laid(folder, "delays: [{activity: work.c, by: 1d}]\n", SimulationSettings(1000))
    assert found.chances_before[0].percentiles == found.chances_after[0].percentiles
    later = laid(
        folder,
        "change: {work.b: {duration: 60d, estimate: {optimistic: 60d, likely: 60d, "
        "pessimistic: 60d, basis: assumption}}}\n",
        SimulationSettings(1000),
    )
    before, after = later.chances_before[0].probability, later.chances_after[0].probability
    assert before == 1
    assert after == 0


def test_a_cycle_is_refused_at_the_line_that_closes_it(folder: Path) -> None:
    found = problem(folder, "links:\n  - {from: work.b, to: work.a}\n")
    assert found.code == "scenario-cycle"
    assert found.location is not None
    assert (found.location.file.name, found.location.line) == ("proef.yaml", 3)


def test_an_unknown_activity_is_refused_with_what_was_meant(folder: Path) -> None:
    found = problem(folder, "delays:\n  - {activity: work.aa, by: 7d}\n")
    assert (found.code, found.details["suggestion"]) == ("unknown-activity", "work.a")
    assert found.location is not None
    assert found.location.line == 3


def test_an_unknown_key_is_refused(folder: Path) -> None:
    assert problem(folder, "delay: []\n").code == "unknown-key"


def test_a_link_that_is_not_there_cannot_be_cut(folder: Path) -> None:
    assert problem(folder, "cut: [{from: work.b, to: work.a}]\n").code == "scenario-no-link"


def test_an_activity_cannot_be_added_twice(folder: Path) -> None:
    text = "add: {work.a: {title: a, owner: IND, duration: 1d, basis: assumption}}\n"
    assert problem(folder, text).code == "scenario-exists"


def test_finished_work_cannot_run_out(folder: Path) -> None:
    status = folder / "status" / "2025-02-03-IND.yaml"
    status.parent.mkdir()
    status.write_text(
        "data_date: 2025-02-03\nreported_by: IND\n"
        "activities: {work.a: {started: 2025-01-06, finished: 2025-01-20}}\n",
        encoding="utf-8",
    )
    found = reading(folder, "delays:\n  - {activity: work.a, by: 7d}\n")
    assert found.scenario is not None
    overlaid = what_if(opened(folder, date(2025, 2, 3)), found.scenario)
    assert isinstance(overlaid, Overlaid)
    located = found.located(overlaid.problems[0])
    assert (located.code, located.location and located.location.line) == ("scenario-finished", 3)


def test_work_under_way_runs_out_at_its_end(folder: Path) -> None:
    status = folder / "status" / "2025-01-13-IND.yaml"
    status.parent.mkdir()
    status.write_text(
        "data_date: 2025-01-13\nreported_by: IND\n"
        "activities: {work.a: {started: 2025-01-06, remaining: 3d}}\n",
        encoding="utf-8",
    )
    scenario = reading(folder, "delays: [{activity: work.a, by: 4d}]\n").scenario
    assert scenario is not None
    found = what_if(opened(folder, date(2025, 1, 13)), scenario)
    assert isinstance(found, WhatIf)
    assert moved(found) == 4
