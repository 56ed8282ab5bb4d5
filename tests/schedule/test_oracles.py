"""The engine gives the dates that MS Project, Primavera P6, mpxj, PSPLIB and theory give."""

from __future__ import annotations

import gzip
import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from planner.schedule.engine import schedule_network
from planner.schedule.network import Network
from planner.schedule.network import NetworkActivity
from planner.schedule.network import NetworkLink
from planner.schedule.presets import P6
from planner.timeaxis import morning_of
from planner.workcalendar import ALL_DAY
from planner.workcalendar import Horizon
from planner.workcalendar import WorkCalendar
from tests import conformance
from tests.oracles import FOLDER
from tests.oracles import OURS
from tests.oracles import compare
from tests.oracles import oracle
from tests.oracles import read

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted(FOLDER.glob("*.json.gz"))
SCHEDULES = [path for path in FILES if not path.name.startswith(("psplib", "hand-derived"))]

needs_oracles = pytest.mark.skipif(not FILES, reason=f"no schedules of other programs in {FOLDER}")


@needs_oracles
@pytest.mark.oracle
@pytest.mark.parametrize("path", SCHEDULES, ids=lambda path: path.name.removesuffix(".json.gz"))
def test_dates_and_floats_are_those_of_the_other_program(path: Path) -> None:
    compared = 0
    for case in read(path):
        count, differences = compare(oracle(case))
        compared += count
        assert differences == []
    assert compared > 0


@needs_oracles
@pytest.mark.oracle
def test_hand_derived_schedules_come_out_as_derived() -> None:
    cases = read(FOLDER / "hand-derived.json.gz")
    assert [d for case in cases for d in compare(oracle(case))[1]] == []
    assert len(cases) == 135


def test_random_dutch_plans_have_the_dates_of_mpxj() -> None:
    cases = read(OURS)
    assert len(cases) == 60
    assert sum(compare(oracle(case))[0] for case in cases) >= 3000
    assert [d for case in cases for d in compare(oracle(case))[1]] == []


@needs_oracles
@pytest.mark.oracle
def test_critical_paths_of_psplib_have_the_published_length() -> None:
    with gzip.open(FOLDER / "psplib-mpm.json.gz", "rt", encoding="utf-8") as stream:
        cases = json.load(stream)["cases"]
    day_one = date(2026, 1, 1)
    days = WorkCalendar("days", (ALL_DAY,) * 7, Horizon(day_one, date(2028, 12, 31)))
    for name, case in cases.items():
        activities = [
            NetworkActivity(id=f"{i:03}", duration=length * 1440, floor=morning_of(day_one))
            for i, length in enumerate(case["durations"], start=1)
        ]
        links = [
            NetworkLink(f"{i:03}", f"{j:03}")
            for i, successors in enumerate(case["successors"], start=1)
            for j in successors
        ]
        result = schedule_network(Network.build(activities, links, [days]), options=P6)
        length = (result.finish - morning_of(day_one)) // 1440
        assert (name, length) == (name, case["expected_critical_path_length"])
    assert len(cases) == 32


@needs_oracles
@pytest.mark.oracle
def test_the_page_about_conformance_says_what_is_found() -> None:
    assert conformance.PAGE.read_text(encoding="utf-8") == conformance.page()
