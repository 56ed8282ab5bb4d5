"""The rules of exchange give an oracle the schedule that its own program computed."""

from __future__ import annotations

from datetime import date
from datetime import datetime
from typing import Any

import pytest

from planner.exchange.imported import Application
from planner.exchange.imported import Constraint
from planner.exchange.imported import ImportedCalendar
from planner.exchange.imported import ImportedException
from planner.exchange.imported import ImportedLink
from planner.exchange.imported import ImportedProject
from planner.exchange.imported import ImportedTask
from planner.exchange.imported import LagKind
from planner.exchange.imported import TaskKind
from planner.exchange.scheduling import compose_imported
from planner.exchange.scheduling import constraint_bounds
from planner.schedule.network import LinkType
from tests.oracles import FOLDER
from tests.oracles import WEEKDAYS
from tests.oracles import oracle
from tests.oracles import read

Json = dict[str, Any]
CONSTRAINTS = {"MANDSTART": Constraint.MSO, "MANDFIN": Constraint.MFO}
KINDS = {"summary": TaskKind.SUMMARY, "milestone": TaskKind.MILESTONE}
OWN_RULES = ("hand-derived", "psplib", "sealed")
"""Files that are no plan of another program: they count in whole days."""


def moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def imported(case: Json) -> ImportedProject:
    """A case of an oracle as a plan of the program that computed it."""
    found = oracle(case)
    project = case["project"]
    is_p6 = found.options.lag_calendar is not found.options.lag_calendar.SUCCESSOR
    application = Application.P6 if is_p6 else Application.MS_PROJECT
    start = moment(project["start"])
    assert start is not None
    return ImportedProject(
        name=str(case["id"]),
        application=application,
        start=start,
        status_date=moment(project.get("status_date")),
        must_finish_by=moment(project.get("must_finish_by")),
        default_calendar=str(project["default_calendar"]),
        calendars={key: calendar(key, value) for key, value in case["calendars"].items()},
        tasks=tuple(task(t) for t in case["tasks"]),
        links=tuple(link(k) for k in case["links"]),
        options=found.options,
    )


def link(given: Json) -> ImportedLink:
    ends = str(given["pred"]), str(given["succ"])
    kind = LagKind(given["lag_kind"])
    return ImportedLink(*ends, LinkType[given["type"]], given["lag"], kind)


def calendar(key: str, given: Json) -> ImportedCalendar:
    week = tuple(tuple((a, b) for a, b in given["week"][day]) for day in WEEKDAYS)
    exceptions = tuple(
        ImportedException(
            "",
            date.fromisoformat(rule["from"]),
            date.fromisoformat(rule["to"]),
            tuple((a, b) for a, b in rule["hours"]),
        )
        for rule in given["exceptions"]
    )
    return ImportedCalendar(key, key, week, exceptions)


def task(given: Json) -> ImportedTask:
    parent = given.get("parent")
    name = given["constraint"]
    own = given.get("calendar")
    return ImportedTask(
        key=str(given["id"]),
        code=str(given["id"]),
        name=str(given["id"]),
        kind=KINDS.get(given["kind"], TaskKind.TASK),
        parent=None if parent is None else str(parent),
        calendar=None if own is None else str(own),
        duration=round(given["duration_min"]),
        constraint=CONSTRAINTS.get(name) or Constraint(name),
        constraint_date=moment(given.get("constraint_date")),
        constraint2=Constraint(given.get("constraint2") or "ASAP"),
        deadline=moment(given.get("deadline")),
        is_manual=bool(given.get("manual")),
        is_active=given.get("active", True),
        actual_start=moment(given.get("actual_start")),
        actual_finish=moment(given.get("actual_finish")),
        remaining=round(given.get("remaining_min") or 0),
        resume=moment(given.get("resume")),
        start=moment(given.get("constraint_date")),
    )


def cases() -> list[Json]:
    if not FOLDER.is_dir():
        return []
    files = [f for f in sorted(FOLDER.glob("*.json.gz")) if not f.name.startswith(OWN_RULES)]
    return [case for file in files for case in read(file)]


@pytest.mark.oracle
@pytest.mark.skipif(not FOLDER.is_dir(), reason="the schedules of other programs are not here")
def test_a_plan_of_another_program_is_scheduled_as_its_oracle() -> None:
    compared = 0
    for case in cases():
        found = oracle(case)
        ours = compose_imported(imported(case)).schedule()
        expected = found.schedule()
        assert list(ours.network.ids) == list(expected.network.ids), case["id"]
        for row, wanted in zip(ours, expected, strict=True):
            assert (row.start, row.finish) == (wanted.start, wanted.finish), (case["id"], row.id)
            assert row.total_float == wanted.total_float, (case["id"], row.id)
            compared += 1
    assert compared > 500


def test_a_task_scheduled_by_hand_keeps_its_start() -> None:
    start = datetime.fromisoformat("2026-06-12T08:00")
    found = ImportedTask(key="1", code="1", name="x", is_manual=True, start=start)
    assert constraint_bounds(found) == {"start_min": 1440 * start.toordinal() + 480}
