"""Schedules that other programs computed, as networks of ours, and the rule to compare them."""

from __future__ import annotations

import gzip
import json
import math
import os
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

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
from planner.model import ActivityState
from planner.model import ProgressMode
from planner.schedule.network import LinkType
from planner.schedule.presets import MS_PROJECT
from planner.schedule.presets import P6
from planner.schedule.presets import Ends
from planner.schedule.presets import LagCalendar
from planner.timeaxis import NEVER
from planner.timeaxis import evening_of
from planner.timeaxis import instant_of
from planner.timeaxis import moment_of
from planner.timeaxis import morning_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.exchange.scheduling import Composition
    from planner.schedule.network import Network
    from planner.schedule.presets import Options
    from planner.schedule.result import NetworkSchedule
    from planner.workcalendar import Hours

Json = dict[str, Any]

FOLDER = Path(os.environ.get("PLANNER_ORACLES", Path(__file__).parents[2] / "shared" / "oracles"))
OURS = Path(__file__).parent / "schedules" / "nl-differential.json.gz"
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
LAG_CALENDARS = {
    "rcal_Predecessor": LagCalendar.PREDECESSOR,
    "rcal_Successor": LagCalendar.SUCCESSOR,
    "rcal_24Hour": LagCalendar.ELAPSED,
    "rcal_ProjDefault": LagCalendar.DEFAULT,
}


def read(path: Path) -> list[Json]:
    """The cases of a file."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        content = json.load(stream)
    cases = content.get("cases", [content])
    return list(cases.values()) if isinstance(cases, dict) else list(cases)


def moment(text: str | None) -> datetime | None:
    """A moment from its text; a bare date is its morning."""
    return None if text is None else datetime.fromisoformat(text)


@dataclass(frozen=True)
class Oracle:
    """One case: a plan of another program, and what that program found."""

    case: Json
    composition: Composition

    @property
    def id(self) -> str:
        return str(self.case["id"])

    @property
    def network(self) -> Network:
        return self.composition.network

    @property
    def data_date(self) -> int:
        return self.composition.data_date

    def tasks(self) -> Iterator[Json]:
        for task in self.case["tasks"]:
            if str(task["id"]) in self.network.number:
                yield task


def oracle(case: Json) -> Oracle:
    """A case as an imported plan, composed as the importers' plans are."""
    project = case["project"]
    given = project.get("schedule_options") or {}
    is_p6 = "sched_retained_logic" in given
    in_days = any("duration_days" in task for task in case["tasks"])
    options = p6_options(project) if is_p6 else ms_project_options(project)
    is_seen_from_data_date = is_p6 and not (in_days and project["status_date"] is None)
    imported = ExchangeProject(
        name=str(case["id"]),
        application=Application.P6 if is_seen_from_data_date else Application.MS_PROJECT,
        start=min(starts_of(case)),
        default_calendar=str(project["default_calendar"]),
        calendars={name: calendar_of(name, c) for name, c in case["calendars"].items()},
        tasks=tuple(
            day_task(t, case) if in_days else minute_task(t, is_p6=is_p6) for t in case["tasks"]
        ),
        links=tuple(link_of(case, link, in_days=in_days) for link in case["links"]),
        status_date=moment(project.get("status_date")),
        must_finish_by=moment(project.get("must_finish_by")),
        options=replace(options, whole_days_stay_whole=in_days, knows_days_alone=in_days),
    )
    return Oracle(case, compose_imported(imported))


def starts_of(case: Json) -> list[datetime]:
    """The project's start, and where tasks of the hand-derived cases are put."""
    planned = [f"{t['planned_start']}T08:00" for t in case["tasks"] if t.get("planned_start")]
    return [datetime.fromisoformat(text) for text in (case["project"]["start"], *planned)]


def p6_options(project: Json) -> Options:
    given = project["schedule_options"]
    lag = given.get("sched_calendar_on_relationship_lag", "rcal_Predecessor")
    override = given.get("sched_progress_override") == "Y"
    override |= (project.get("options") or {}).get("progressMode") == "PROGRESS_OVERRIDE"
    return replace(
        P6,
        lag_calendar=LAG_CALENDARS[lag],
        progress=ProgressMode.PROGRESS_OVERRIDE if override else ProgressMode.RETAINED_LOGIC,
    )


def ms_project_options(project: Json) -> Options:
    return replace(MS_PROJECT, ends=Ends.OWN) if project["multiple_critical_paths"] else MS_PROJECT


def calendar_of(name: str, given: Json) -> ImportedCalendar:
    return ImportedCalendar(
        key=name,
        name=name,
        week=tuple(hours_of(given["week"][day]) for day in WEEKDAYS),
        exceptions=tuple(
            ImportedException(
                "",
                date.fromisoformat(rule["from"]),
                date.fromisoformat(rule["to"]),
                hours_of(rule["hours"]),
            )
            for rule in given["exceptions"]
        ),
    )


def hours_of(intervals: list[list[int]]) -> Hours:
    return tuple((start, finish) for start, finish in intervals)


def link_of(case: Json, link: Json, *, in_days: bool) -> ImportedLink:
    lag, kind = link["lag"], LagKind(link["lag_kind"])
    if in_days:
        lag = lag_in_whole_days(case, link)
    return ImportedLink(str(link["pred"]), str(link["succ"]), LinkType[link["type"]], lag, kind)


def minute_task(task: Json, *, is_p6: bool) -> ImportedTask:
    """A task of a program that counts minutes."""
    started = task.get("actual_start") is not None
    resume = task.get("resume") or (None if is_p6 else task.get("actual_start"))
    return ImportedTask(
        **common_fields(task),
        duration=round(task["duration_min"]),
        remaining=round(task.get("remaining_min") or 0),
        is_active=task.get("active", True),
        is_manual=bool(task.get("manual")),
        actual_start=moment(task.get("actual_start")),
        actual_finish=moment(task.get("actual_finish")),
        resume=moment(resume) if started else None,
        start=moment(task.get("constraint_date")) if task.get("manual") else None,
    )


def common_fields(task: Json) -> Json:
    parent = task.get("parent")
    return {
        "key": str(task["id"]),
        "code": str(task["id"]),
        "name": str(task["id"]),
        "kind": TaskKind(task["kind"]),
        "parent": None if parent is None else str(parent),
        "calendar": None if task.get("calendar") is None else str(task["calendar"]),
        "constraint": Constraint(task["constraint"]),
        "constraint_date": moment(task.get("constraint_date")),
        "constraint2": Constraint(task.get("constraint2") or "ASAP"),
        "constraint2_date": moment(task.get("constraint2_date")),
        "deadline": moment(task.get("deadline")),
    }


def day_task(task: Json, case: Json) -> ImportedTask:
    """A task of a hand-derived case: bare dates, work done as a share of whole days."""
    project = case["project"]
    fields = common_fields(task)
    days = task["duration_days"]
    if "completion" in task:
        days = math.ceil(round(days * (1 - task["completion"]), 6))
    start, finish = task.get("actualStart"), task.get("actualFinish")
    if start is not None:
        done = finish is not None
        fields["actual_start"] = moment(f"{worked_day(case, task, start) if done else start}T08:00")
        if project.get("status_date") is None:  # what remains follows the actual start
            fields["resume"] = fields["actual_start"]
    if finish is not None:
        fields["actual_finish"] = moment(f"{worked_day(case, task, finish)}T17:00")
    if fields["constraint"] is Constraint.ASAP and start is None:
        planned = task.get("planned_start")
        fields["constraint"] = Constraint.SNET
        fields["constraint_date"] = moment(f"{planned}T08:00" if planned else project["start"])
    return ImportedTask(**fields, duration=round(days * 480), remaining=round(days * 480))


def worked_day(case: Json, task: Json, text: str) -> str:
    """The day itself, or the working day before it: finished work lies on working days there."""
    calendar = calendar_of("", case["calendars"][str(task["calendar"])])
    day = date.fromisoformat(text)
    closed = [(e.first, e.last) for e in calendar.exceptions if not e.hours]
    while not calendar.week[day.weekday()] or any(a <= day <= b for a, b in closed):
        day -= timedelta(1)
    return day.isoformat()


def lag_in_whole_days(case: Json, link: Json) -> float:
    """The lag of a hand-derived case: a share in whole days; SF runs to the end of its day."""
    day = 1440 if link["lag_kind"] == "elapsed" else 480
    if "lag_percent" in link:
        days = next(t["duration_days"] for t in case["tasks"] if t["id"] == link["pred"])
        share: float = days * link["lag_percent"] / 100
        return math.floor(share + 0.5) * day
    lag: float = link["lag"]
    return lag + day if link["type"] == "SF" and lag else lag


@dataclass(frozen=True)
class Difference:
    """A value that is not what the other program found."""

    case: str
    task: str
    field: str
    expected: str
    found: str


FIELDS = ("early_start", "early_finish", "late_start", "late_finish")
FLOATS = ("total_float_min", "free_float_min", "total_float_days", "free_float_days")


def skipped(case: Json, task: Json, field: str) -> bool:
    """Whether the verdict of a case leaves a value unexplained."""
    verdict = case.get("verdict", {})
    if verdict.get("group", "").startswith("B-early") and not field.startswith("early"):
        return True
    return field in verdict.get("unexplained", {}).get(str(task["id"]), [])


def compare(case: Oracle) -> tuple[int, list[Difference]]:
    """How many values were compared, and those that differ."""
    result = case.composition.network_schedule()
    count = 0
    differences = []
    for task in case.tasks():
        for field in (*FIELDS, *FLOATS):
            expected = task["expected"].get(field)
            if expected is None or skipped(case.case, task, field):
                continue
            found = value_of(case, result, task, field)
            if found is None:
                continue
            count += 1
            if not equals(case, task, field, expected, found):
                differences.append(
                    Difference(case.id, str(task["id"]), field, str(expected), shown(field, found))
                )
    return count, differences


def shown(field: str, found: int) -> str:
    return moment_of(found).isoformat() if field in FIELDS else str(found)


def value_of(case: Oracle, result: NetworkSchedule, task: Json, field: str) -> int | None:
    row = result[str(task["id"])]
    if field in FLOATS:
        if row.state is ActivityState.FINISHED:
            return None
        return row.total_float if field.startswith("total") else row.free_float
    if field == "early_start" and case.data_date != NEVER:
        shows_actual = "completion" in task
        return (
            row.resume if row.state is ActivityState.IN_PROGRESS and not shows_actual else row.start
        )
    if field == "late_start" and row.state is ActivityState.IN_PROGRESS and case.data_date == NEVER:
        return row.start  # MS Project shows the actual start here
    return {
        "early_start": row.start,
        "early_finish": row.finish,
        "late_start": row.late_start,
        "late_finish": row.late_finish,
    }[field]


def equals(case: Oracle, task: Json, field: str, expected: str | float, found: int) -> bool:
    """The compare rule: no working time between two instants, one minute of tolerance."""
    i = case.network.number[str(task["id"])]
    calendar = case.network.work_calendars[case.network.activities.calendar[i]]
    if not isinstance(expected, str):
        minutes = expected * calendar.minutes_per_day if field.endswith("days") else expected
        return abs(found - minutes) <= 1
    if "T" not in expected:
        day = date.fromisoformat(expected)
        after = calendar.minutes_between(morning_of(day), found)
        return 0 <= after <= calendar.minutes_between(morning_of(day), evening_of(day))
    return abs(calendar.minutes_between(instant_of(datetime.fromisoformat(expected)), found)) <= 1
