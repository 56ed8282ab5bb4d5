"""Schedules that other programs computed, as networks of ours, and the rule to compare them."""

from __future__ import annotations

import gzip
import json
import math
import os
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from planner.schedule.engine import schedule
from planner.schedule.network import Kind
from planner.schedule.network import LinkType
from planner.schedule.network import Network
from planner.schedule.network import NetworkActivity
from planner.schedule.network import NetworkLink
from planner.schedule.network import State
from planner.schedule.options import MS_PROJECT
from planner.schedule.options import P6
from planner.schedule.options import Ends
from planner.schedule.options import LagCalendar
from planner.schedule.options import Progress
from planner.timeaxis import NEVER
from planner.timeaxis import evening_of
from planner.timeaxis import instant_of
from planner.timeaxis import moment_of
from planner.timeaxis import morning_of
from planner.workcalendar import Horizon
from planner.workcalendar import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.schedule.options import Options
    from planner.schedule.result import Schedule

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


def instant(text: str | None) -> int:
    """An instant from its text; a bare date is its morning."""
    return NEVER if text is None else instant_of(datetime.fromisoformat(text))


@dataclass(frozen=True)
class Oracle:
    """One case: a network with its run, and what the other program found."""

    case: Json
    network: Network
    options: Options
    data_date: int
    finish: int

    @property
    def id(self) -> str:
        return str(self.case["id"])

    def schedule(self) -> Schedule:
        return schedule(
            self.network, data_date=self.data_date, finish=self.finish, options=self.options
        )

    def tasks(self) -> Iterator[Json]:
        for task in self.case["tasks"]:
            if str(task["id"]) in self.network.number:
                yield task


def oracle(case: Json) -> Oracle:
    """Turn a case into a network and the options of the program that computed it."""
    project = case["project"]
    is_p6 = project.get("application") in {"Primavera", "mpxj-p6"} or "sched_retained_logic" in str(
        project.get("schedule_options")
    )
    options = p6_options(project) if is_p6 else ms_project_options(project)
    calendars, names = calendars_of(case)
    leaves = {t["id"]: t for t in case["tasks"] if t["kind"] != "summary" and t.get("active", True)}
    links = list(links_on_leaves(case, leaves, len(calendars)))
    floor = instant(project["start"])
    activities = [activity_of(t, names, project, floor, is_p6=is_p6) for t in leaves.values()]
    network = Network.build(activities, links, calendars)
    return Oracle(
        case,
        network,
        options,
        instant(project.get("status_date")) if is_p6 else NEVER,
        instant(project.get("must_finish_by")),
    )


def p6_options(project: Json) -> Options:
    given = project["schedule_options"]
    lag = given.get("sched_calendar_on_relationship_lag", "rcal_Predecessor")
    override = given.get("sched_progress_override") == "Y"
    override |= (project.get("options") or {}).get("progressMode") == "PROGRESS_OVERRIDE"
    return replace(
        P6,
        lag_calendar=LAG_CALENDARS[lag],
        progress=Progress.PROGRESS_OVERRIDE if override else Progress.RETAINED_LOGIC,
    )


def ms_project_options(project: Json) -> Options:
    return replace(MS_PROJECT, ends=Ends.OWN) if project["multiple_critical_paths"] else MS_PROJECT


def calendars_of(case: Json) -> tuple[list[WorkCalendar], dict[str | None, int]]:
    """The calendars, the project's own first, and their numbers by name."""
    dates = [datetime.fromisoformat(text).date() for text in texts_of_dates(case)]
    horizon = Horizon(min(dates) - timedelta(800), max(dates) + timedelta(1500))
    default = str(case["project"]["default_calendar"])
    names = sorted(case["calendars"], key=lambda name: (name != default, name))
    calendars = []
    for name in names:
        given = case["calendars"][name]
        week = tuple(tuple(map(tuple, given["week"][day])) for day in WEEKDAYS)
        exceptions = {}
        for rule in given["exceptions"]:
            day = date.fromisoformat(rule["from"])
            while day <= date.fromisoformat(rule["to"]):
                exceptions[day] = tuple(map(tuple, rule["hours"]))
                day += timedelta(1)
        calendars.append(WorkCalendar(name, week, horizon, exceptions))
    numbers: dict[str | None, int] = {name: i for i, name in enumerate(names)}
    numbers[None] = 0
    return calendars, numbers


def texts_of_dates(case: Json) -> Iterator[str]:
    yield case["project"]["start"]
    for task in case["tasks"]:
        for value in [*task.values(), *task["expected"].values()]:
            if isinstance(value, str) and value[:2] in {"19", "20"} and value[4:5] == "-":
                yield value


def links_on_leaves(case: Json, leaves: dict[int, Json], elapsed: int) -> Iterator[NetworkLink]:
    """Links between leaves; one on a summary acts on all its leaf children."""
    children = defaultdict(list)
    for task in case["tasks"]:
        children[task.get("parent")].append(task["id"])

    def below(number: int) -> list[int]:
        if number in leaves:
            return [number]
        return [leaf for child in children[number] for leaf in below(child)]

    for link in case["links"]:
        for predecessor in below(link["pred"]):
            for successor in below(link["succ"]):
                yield NetworkLink(
                    str(predecessor),
                    str(successor),
                    LinkType[link["type"]],
                    lag_of(link, leaves[predecessor]),
                    elapsed if link["lag_kind"] == "elapsed" else -1,
                )


def lag_of(link: Json, predecessor: Json) -> int:
    """Minutes of a lag; a percentage is one of the predecessor's duration."""
    lag: float = link["lag"]
    if link["lag_kind"] == "percent":
        lag = predecessor["duration_min"] * lag / 100
    if "lag_percent" in link:
        lag = percentage_in_days(predecessor, link)
    if "lag_days" in link and link["type"] == "SF" and lag:
        lag += 1440 if link["lag_kind"] == "elapsed" else 480  # whole days: to the end of that day
    return round(lag)


def percentage_in_days(predecessor: Json, link: Json) -> int:
    """A percentage lag of the hand-derived cases: whole days, halves away from the start."""
    days: float = math.floor(predecessor["duration_days"] * link["lag_percent"] / 100 + 0.5)
    return round(days) * (1440 if link["lag_kind"] == "elapsed" else 480)


def activity_of(
    task: Json, names: dict[str | None, int], project: Json, floor: int, *, is_p6: bool
) -> NetworkActivity:
    """A task of another program in the engine's terms."""
    actual_start = instant(task.get("actual_start") or task.get("actualStart"))
    actual_finish = instant(task.get("actual_finish") or task.get("actualFinish"))
    calendar = names[None if task.get("calendar") is None else str(task["calendar"])]
    started = actual_start != NEVER
    if "completion" in task:
        return in_whole_days(task, calendar, floor, instant(project.get("status_date")))
    minutes = task["remaining_min"] if started and is_p6 else task["duration_min"]
    if started and not is_p6:
        floor = instant(task.get("resume")) if task.get("resume") else actual_start
        minutes = task["remaining_min"]
    bound = instant(task.get("deadline"))
    if task.get("planned_start"):
        floor = instant(task["planned_start"])
    return NetworkActivity(
        id=str(task["id"]),
        kind=Kind.FINISH_MILESTONE if task["kind"] == "milestone" else Kind.TASK,
        calendar=calendar,
        float_calendar=calendar,
        duration=round(minutes),
        floor=NEVER if started and is_p6 else floor,
        bound=bound,
        actual_start=actual_start,
        actual_finish=actual_finish,
        **constraint_of(task),
    )


def in_whole_days(task: Json, calendar: int, floor: int, data_date: int) -> NetworkActivity:
    """A task in progress of the hand-derived cases: bare dates, work done as a share."""
    finish = task.get("actualFinish")
    start = instant(task["actualStart"]) + 8 * 60
    days = math.ceil(round(task["duration_days"] * (1 - task["completion"]), 6))
    if data_date == NEVER:  # without a data date the remaining work follows the work done
        floor = start
    return NetworkActivity(
        id=str(task["id"]),
        calendar=calendar,
        float_calendar=calendar,
        duration=days * 480,
        floor=floor if data_date == NEVER else NEVER,
        actual_start=start,
        actual_finish=NEVER if finish is None else instant(finish) + 17 * 60,
        bound=instant(task.get("deadline")),
    )


def constraint_of(task: Json) -> Json:
    when = instant(task.get("constraint_date"))
    fields: dict[str, Json] = {
        "ASAP": {},
        "ALAP": {"late": True},
        "SNET": {"start_min": when},
        "SNLT": {"start_max": when},
        "FNET": {"finish_min": when},
        "FNLT": {"finish_max": when},
        "SO": {"start_min": when, "start_max": when},
        "FO": {"finish_min": when, "finish_max": when},
        "MSO": {"must_start": when},
        "MFO": {"must_finish": when},
        "MANDSTART": {"must_start": when},
        "MANDFIN": {"must_finish": when},
    }
    result: Json = dict(fields[task["constraint"]])
    if task.get("manual"):
        result = {"start_min": when}
    if task.get("constraint2") == "ALAP":
        result["late"] = True
    return result


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
    result = case.schedule()
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


def value_of(case: Oracle, result: Schedule, task: Json, field: str) -> int | None:
    row = result[str(task["id"])]
    if field in FLOATS:
        if row.state is State.FINISHED:
            return None
        return row.total_float if field.startswith("total") else row.free_float
    if field == "early_start" and case.data_date != NEVER:
        shows_actual = "completion" in task
        return row.resume if row.state is State.IN_PROGRESS and not shows_actual else row.start
    if field == "late_start" and row.state is State.IN_PROGRESS and case.data_date == NEVER:
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
    return abs(calendar.minutes_between(instant(expected), found)) <= 1
