"""A plan exported to Microsoft Project and read back: by us, and by a reader we did not write."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from planner.exchange.java import missing
from planner.exchange.mspdi_read import read_mspdi
from planner.exchange.mspdi_write import mspdi
from planner.exchange.outgoing import outgoing
from planner.exchange.project import Application
from planner.exchange.project import Constraint
from planner.exchange.project import ExchangeProject
from planner.exchange.project import ImportedCalendar
from planner.exchange.project import ImportedException
from planner.exchange.project import ImportedLink
from planner.exchange.project import ImportedTask
from planner.exchange.project import LagKind
from planner.exchange.project import TaskKind
from planner.exchange.scheduling import compose_imported
from planner.exchange.verification import verify
from planner.model import ActivityState
from planner.schedule.network import LinkType
from planner.timeaxis import instant_of
from planner.workspace.plan_folder import open_workspace

if TYPE_CHECKING:
    from planner.schedule.plan_schedule import Schedule

ROOT = Path(__file__).parents[2]
NEEDS_JAVA = pytest.mark.skipif(missing() is not None, reason=f"mpxj needs {missing()}")
DATES = (date(2025, 6, 25), date(2025, 12, 17), date(2026, 7, 6))


@pytest.fixture(scope="module", params=DATES, ids=str)
def schedule(request: pytest.FixtureRequest) -> Schedule:
    return open_workspace(ROOT / "workstreams").at(request.param)


@pytest.fixture(scope="module")
def sent(schedule: Schedule) -> ExchangeProject:
    return outgoing(schedule, schedule)


@pytest.fixture(scope="module")
def file(sent: ExchangeProject, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mspdi") / "plan.xml"
    path.write_bytes(mspdi(sent))
    return path


@pytest.fixture(scope="module")
def received(file: Path) -> ExchangeProject:
    return read_mspdi(file)


def test_our_importer_reads_every_task_as_it_was_sent(
    sent: ExchangeProject, received: ExchangeProject
) -> None:
    assert tasks_of(received) == tasks_of(sent)


def test_our_importer_reads_every_link_with_its_lag(
    sent: ExchangeProject, received: ExchangeProject
) -> None:
    assert links_of(received) == links_of(sent)
    assert len(sent.links) > 200


def test_our_importer_reads_every_calendar_with_its_exceptions(
    sent: ExchangeProject, received: ExchangeProject
) -> None:
    used = {calendar.name for calendar in received.calendars.values()}
    there = {c.name: c.over(sent.horizon) for c in sent.calendars.values() if c.name in used}
    here = {c.name: c.over(sent.horizon) for c in received.calendars.values()}
    assert here.keys() == there.keys()
    for name, calendar in here.items():
        days = [date(2024, 1, 1) + timedelta(n) for n in range(1500)]
        assert all(calendar.hours_on(day) == there[name].hours_on(day) for day in days), name


def test_the_file_gives_our_dates_by_the_rules_of_microsoft_project(
    received: ExchangeProject,
) -> None:
    found = verify(received)
    assert [(row.code, row.start, row.stored_start) for row in found.differences] == []
    assert len(found.rows) > 200


def test_the_dates_in_the_file_are_those_of_the_programme(
    schedule: Schedule, received: ExchangeProject
) -> None:
    for task in received.activities:
        row = schedule.activities[task.code]
        assert task.start is not None
        if row.state != "finished" and not task.is_milestone:
            assert (task.start.date(), row.id) == (row.start, row.id)


def test_the_elements_of_a_task_stand_in_the_order_of_the_schema(file: Path) -> None:
    order = {name: i for i, name in enumerate(SCHEMA_ORDER)}
    root = fromstring(file.read_bytes())
    for task in root.iter("{http://schemas.microsoft.com/project}Task"):
        places = [order[child.tag.rpartition("}")[2]] for child in task]
        assert places == sorted(places)


def test_the_same_schedule_gives_the_same_bytes(sent: ExchangeProject, file: Path) -> None:
    assert mspdi(sent) == file.read_bytes()


@NEEDS_JAVA
def test_another_reader_finds_the_same_plan_and_schedules_the_same_dates(
    file: Path, received: ExchangeProject, sent: ExchangeProject
) -> None:
    found = read_with_mpxj(file)
    check_stored(found, received)
    check_scheduled(found["scheduled"], received)
    check_calendars(found["calendars"], sent)


def check_stored(found: Any, received: ExchangeProject) -> None:  # noqa: ANN401
    codes = {task.key: task.code for task in received.tasks}
    links: dict[str, int] = dict.fromkeys(codes.values(), 0)
    for link in received.links:
        links[codes[link.successor]] += 1
    for task in received.activities:
        row = found["stored"][task.code]
        assert when(row["start"]) == task.start, task.code
        assert when(row["finish"]) == task.finish, task.code
        assert when(row["deadline"]) == task.deadline, task.code
        assert when(row["actual_start"]) == task.actual_start, task.code
        assert when(row["actual_finish"]) == task.actual_finish, task.code
        assert when(row["baseline_start"]) == task.baseline_start, task.code
        assert row["constraint"] == NAMES[task.constraint], task.code
        if task.constraint not in {Constraint.ASAP, Constraint.ALAP}:
            assert when(row["constraint_date"]) == task.constraint_date, task.code
        assert len(row["links"]) == links[task.code], task.code
    lags = sorted(lag_of(link) for row in found["stored"].values() for link in row["links"])
    assert lags == sorted(link.lag for link in received.links)


def lag_of(link: list[Any]) -> float:
    """Minutes of a lag as mpxj gives it: days of eight hours, or elapsed days."""
    return float(round(link[2] * {"d": 480, "ed": 1440}[link[3]]))


def check_scheduled(found: Any, received: ExchangeProject) -> None:  # noqa: ANN401
    composition = compose_imported(received)
    ours = composition.network_schedule()
    overtaken = out_of_sequence(received)
    for task in received.activities:
        calendar, row, theirs = composition.calendar_of[task.key], ours[task.key], found[task.code]
        pairs = [(theirs["early_start"], row.start), (theirs["early_finish"], row.finish)]
        checks = [(calendar, *pair) for pair in pairs]
        if row.state is ActivityState.PLANNED and task.key not in overtaken:
            floats = ours.network.work_calendars[0] if task.is_milestone else calendar
            checks += [(floats, theirs["late_start"], row.late_start or 0)]
            checks += [(floats, theirs["late_finish"], row.late_finish or 0)]
        for used, text, instant in checks:
            moment = when(text)
            assert moment is not None
            assert abs(used.minutes_between(instant_of(moment), instant)) <= 1, task.code


def out_of_sequence(project: ExchangeProject) -> set[str]:
    """Tasks whose successor began before its link allows; mpxj lets that start bound their late
    dates, and our engine leaves a link into work that has begun out of the backward pass."""
    begun = {task.key for task in project.activities if task.is_started}
    to_start = {LinkType.SS, LinkType.FS}
    return {k.predecessor for k in project.links if k.successor in begun and k.type in to_start}


def check_calendars(found: Any, sent: ExchangeProject) -> None:  # noqa: ANN401
    for calendar in sent.calendars.values():
        ours = calendar.over(sent.horizon)
        for day, hours in found[calendar.name].items():
            theirs = tuple((clock(start), clock(end) or 1440) for start, end in hours)
            assert theirs == ours.hours_on(date.fromisoformat(day)), (calendar.name, day)


def clock(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:5])


def when(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def read_with_mpxj(file: Path) -> Any:  # noqa: ANN401
    out = file.with_suffix(".json")
    command = [sys.executable, "-m", "tests.mpxj_reader", str(file), str(out)]
    subprocess.run(command, check=True, cwd=ROOT, timeout=120)
    return json.loads(out.read_text(encoding="utf-8"))


NAMES = {
    Constraint.ASAP: "AS_SOON_AS_POSSIBLE",
    Constraint.ALAP: "AS_LATE_AS_POSSIBLE",
    Constraint.SNET: "START_NO_EARLIER_THAN",
    Constraint.SNLT: "START_NO_LATER_THAN",
    Constraint.FNET: "FINISH_NO_EARLIER_THAN",
    Constraint.FNLT: "FINISH_NO_LATER_THAN",
    Constraint.MSO: "MUST_START_ON",
    Constraint.MFO: "MUST_FINISH_ON",
}
SCHEMA_ORDER = """
    UID GUID ID Name Active Manual Type IsNull CreateDate Contact WBS WBSLevel
    OutlineNumber OutlineLevel Priority Start Finish Duration DurationFormat Work Stop
    Resume ResumeValid EffortDriven Recurring OverAllocated Estimated Milestone Summary
    Critical IsSubproject IsSubprojectReadOnly SubprojectName ExternalTask
    ExternalTaskProject EarlyStart EarlyFinish LateStart LateFinish StartVariance
    FinishVariance WorkVariance FreeSlack TotalSlack FixedCost FixedCostAccrual
    PercentComplete PercentWorkComplete Cost OvertimeCost OvertimeWork ActualStart
    ActualFinish ActualDuration ActualCost ActualOvertimeCost ActualWork
    ActualOvertimeWork RegularWork RemainingDuration RemainingCost RemainingWork
    ConstraintType CalendarUID ConstraintDate Deadline LevelAssignments LevelingCanSplit
    LevelingDelay LevelingDelayFormat IgnoreResourceCalendar Notes HideBar Rollup
    PhysicalPercentComplete PredecessorLink ExtendedAttribute Baseline OutlineCode
    TimephasedData
""".split()  # noqa: SIM905 - a list of eighty words in quotes cannot be read


def tasks_of(project: ExchangeProject) -> dict[str, ImportedTask]:
    """Tasks by code, without what the format says in another way."""
    calendars = {key: calendar.name for key, calendar in project.calendars.items()}
    codes = {task.key: task.code for task in project.tasks}
    kinds = {TaskKind.START_MILESTONE: TaskKind.MILESTONE}
    found = {}
    for task in project.activities:
        found[task.code] = replace(
            task,
            key="",
            kind=kinds.get(task.kind, task.kind),
            parent=None,
            calendar=calendars.get(task.calendar or "", "") or None,
            constraint_date=task.constraint_date if task.constraint.name != "ASAP" else None,
            percent_complete=round(task.percent_complete),
            remaining=task.remaining if task.is_started else 0,
            free_float=None,
            note=" ".join(task.note.split()),
            fields={name: value for name, value in task.fields.items() if value},
        )
    assert len(codes) == len(project.tasks)
    return found


def links_of(project: ExchangeProject) -> list[tuple[str, str, LinkType, float, LagKind]]:
    codes = {task.key: task.code for task in project.tasks}
    return sorted(
        (
            codes[k.predecessor],
            codes[k.successor],
            k.type,
            k.lag,
            k.kind if k.lag else LagKind.WORKING,
        )
        for k in project.links
    )


MORNING = datetime.fromisoformat("2026-01-05T09:00")
WEEK = tuple(((540, 1020),) if day < 5 else () for day in range(7))
LETTERS = st.characters(codec="utf-8", exclude_categories=["C", "Z"])
TITLES = st.text(LETTERS, min_size=1, max_size=12)


@st.composite
def projects(draw: st.DrawFn) -> ExchangeProject:
    """Small plans with every kind of link, lag and constraint."""
    count = draw(st.integers(2, 7))
    moments = st.integers(0, 200).map(lambda n: MORNING + timedelta(n))
    plain = st.sampled_from([c for c in Constraint if c not in {Constraint.SO, Constraint.FO}])
    tasks = []
    for i in range(count):
        constraint = draw(plain)
        dated = constraint not in {Constraint.ASAP, Constraint.ALAP}
        tasks.append(
            ImportedTask(
                key=str(i),
                code=f"t{i}",
                name=draw(TITLES),
                duration=draw(st.integers(1, 40)) * 60,
                is_elapsed=draw(st.booleans()),
                constraint=constraint,
                constraint_date=draw(moments) if dated else None,
                deadline=draw(st.none() | moments),
                note=draw(st.just("") | TITLES),
                fields={"id": f"t{i}"},
            )
        )
    links = []
    for i in range(1, count):
        kind = draw(st.sampled_from(LagKind))
        lag = draw(st.integers(-300, 300))
        links.append(ImportedLink("0", str(i), draw(st.sampled_from(LinkType)), float(lag), kind))
    closed = date(2026, 1, 1) + timedelta(draw(st.integers(0, 300)))
    closure = ImportedException("dicht", closed, closed + timedelta(draw(st.integers(0, 9))), ())
    calendar = ImportedCalendar("c", "Kantoor", WEEK, (closure,), 480)
    return ExchangeProject(
        name="proef",
        application=Application.MS_PROJECT,
        start=MORNING,
        default_calendar="c",
        calendars={"c": calendar},
        tasks=tuple(tasks),
        links=tuple(links),
    )


@given(project=projects())
def test_any_plan_survives_the_trip(
    project: ExchangeProject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("trip") / "plan.xml"
    path.write_bytes(mspdi(project))
    found = read_mspdi(path)
    assert tasks_of(found) == tasks_of(project)
    assert links_of(found) == links_of(project)
    here, there = (next(iter(p.calendars.values())) for p in (found, project))
    assert (here.week, here.exceptions) == (there.week, there.exceptions)


def test_a_day_off_keeps_its_name(received: ExchangeProject) -> None:
    office = received.calendars[received.default_calendar]
    names = {exception.first: exception.name for exception in office.exceptions}
    assert names[date(2026, 4, 27)] == "Koningsdag"
    recess = next(c for c in received.calendars.values() if c.name == "Tweede Kamer")
    spans = {e.name: (e.first, e.last) for e in recess.exceptions}
    assert spans["Zomerreces 2026"][1] >= date(2026, 8, 28)
