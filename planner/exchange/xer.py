"""XER, the exchange format of Primavera P6: tables of tab-separated text."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.exchange.bounded import checked_size
from planner.exchange.left_out import LeftOut
from planner.exchange.left_out import counts_by_name
from planner.exchange.project import Application
from planner.exchange.project import ExchangeError
from planner.exchange.project import ExchangeProject
from planner.exchange.project import Fault
from planner.exchange.project import ImportedLink
from planner.exchange.project import ImportedTask
from planner.exchange.project import TaskKind
from planner.exchange.project import first_start
from planner.exchange.xer_calendars import read_calendars
from planner.exchange.xer_tables import minutes
from planner.exchange.xer_tables import moment
from planner.exchange.xer_tables import read_tables
from planner.exchange.xer_task import KINDS
from planner.exchange.xer_task import TaskType
from planner.exchange.xer_task import read_task
from planner.exchange.xer_task import wbs_key
from planner.model import ProgressMode
from planner.schedule.network import LinkType
from planner.schedule.presets import P6
from planner.schedule.presets import LagCalendar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from pathlib import Path

    from planner.exchange.mspdi_write import Step
    from planner.exchange.xer_tables import Row
    from planner.exchange.xer_tables import Tables
    from planner.schedule.presets import Options


LINK_TYPES = {f"PR_{kind.name}": kind for kind in LinkType}
LAG_CALENDARS = {
    "rcal_Predecessor": LagCalendar.PREDECESSOR,
    "rcal_Successor": LagCalendar.SUCCESSOR,
    "rcal_24Hour": LagCalendar.ELAPSED,
    "rcal_ProjDefault": LagCalendar.DEFAULT,
}
COUNTED = {
    "RSRC": LeftOut.RESOURCE,
    "TASKRSRC": LeftOut.ASSIGNMENT,
    "PROJCOST": LeftOut.COST,
    "UDFVALUE": LeftOut.CUSTOM_FIELD,
    "TASKACTV": LeftOut.ACTIVITY_CODE,
    "TASKPROC": LeftOut.STEP,
    "TASKFDBK": LeftOut.NOTE,
    "TASKMEMO": LeftOut.NOTE,
}
"""The tables that have no place in a plan of ours."""


def read_xer(path: Path, step: Step | None = None, project: str | None = None) -> ExchangeProject:
    """Read a plan from a file of Primavera P6.

    Args:
        path: The file.
        step: Is called now and then with the number of tasks read since the last time.
        project: The short name of the project to take, when the file holds several.

    Raises:
        ExchangeError: It is not such a file, or is too large or broken.
    """
    checked_size(path)
    tables = read_tables(path)
    if not tables.of("PROJECT") or "TASK" not in tables.rows:
        raise ExchangeError(Fault.NOT_XER, file=path)
    try:
        imported = _project(path, tables, project)
    except (ValueError, OverflowError, KeyError) as fault:
        raise ExchangeError(Fault.BAD_VALUE, file=path, reason=str(fault)[:120]) from None
    if step:
        step(len(imported.tasks))
    return imported


def _project(path: Path, tables: Tables, wanted: str | None) -> ExchangeProject:
    row = _chosen(path, tables, wanted)
    own = row["proj_id"]
    lost: Counter[str] = Counter()
    calendars = read_calendars(tables.of("CALENDAR"), lost)
    default = row.get("clndr_id", "")
    if default not in calendars:
        default = _first(tables.of("CALENDAR"), "default_flag", "Y").get("clndr_id", "")
    if default not in calendars:
        raise ExchangeError(Fault.NO_CALENDAR, file=path)
    summaries = tables.of("PROJWBS", own)
    tasks = [_summary(summary) for summary in summaries]
    tasks += _tasks(tables, own, lost)
    keys = {task.key for task in tasks}
    links = tuple(_links(path, tables, own, keys, lost))
    for table, kind in COUNTED.items():
        lost[kind] += tables.counts[table]
    start = first_start(moment(row.get("plan_start_date")), tasks, path)
    options = next(iter(tables.of("SCHEDOPTIONS", own)), {})
    title = _first(summaries, "proj_node_flag", "Y").get("wbs_name")
    return ExchangeProject(
        name=title or row.get("proj_short_name", ""),
        application=Application.P6,
        start=start,
        status_date=moment(row.get("last_recalc_date")) or start,
        must_finish_by=moment(row.get("plan_end_date")),
        default_calendar=default,
        calendars=calendars,
        tasks=tuple(tasks),
        links=links,
        options=_options(options, lost),
        left_out=counts_by_name(lost),
    )


def _chosen(path: Path, tables: Tables, wanted: str | None) -> Row:
    """The project to read.

    Raises:
        ExchangeError: There are several, and none was named.
    """
    projects = tables.of("PROJECT")
    # P6 exports the other project of an external link as a row without activities.
    with_tasks = {task.get("proj_id") for task in tables.of("TASK")}
    rows = [row for row in projects if row.get("proj_id") in with_tasks] or projects
    if wanted is not None:
        rows = [row for row in rows if row.get("proj_short_name") == wanted]
    if len(rows) != 1:
        names = sorted(row.get("proj_short_name", "?") for row in projects)
        raise ExchangeError(Fault.WHICH_PROJECT, file=path, names=", ".join(names))
    return rows[0]


def _first(rows: Iterable[Row], column: str, value: str) -> Row:
    """The first row with a value in a column, an empty row when there is none."""
    return next((row for row in rows if row.get(column) == value), {})


def _options(row: Row, lost: Counter[str]) -> Options:
    lag = row.get("sched_calendar_on_relationship_lag", "")
    progress = ProgressMode.RETAINED_LOGIC
    if row.get("sched_progress_override") == "Y":
        progress = ProgressMode.PROGRESS_OVERRIDE
    elif row.get("sched_retained_logic") == "N":
        # The third choice of P6, "actual dates", is one that our engine does not have.
        lost[LeftOut.ACTUAL_DATES_LOGIC] += 1
    calendar = LAG_CALENDARS.get(lag, LagCalendar.PREDECESSOR)
    return replace(P6, lag_calendar=calendar, progress=progress)


def _tasks(tables: Tables, project: str, lost: Counter[str]) -> Iterator[ImportedTask]:
    """The activities of a project that are scheduled by logic; the others are counted."""
    with_resources = {row.get("task_id") for row in tables.of("TASKRSRC")}
    for row in tables.of("TASK", project):
        kind = row.get("task_type", TaskType.TASK)
        if kind in KINDS:
            yield read_task(row, lost, has_resource=row["task_id"] in with_resources)
        elif kind == TaskType.LEVEL_OF_EFFORT:
            lost[LeftOut.LEVEL_OF_EFFORT] += 1
        else:
            lost[LeftOut.WBS_SUMMARY] += 1


def _summary(row: Row) -> ImportedTask:
    key = f"wbs-{row['wbs_id']}"
    name = row.get("wbs_name", "")
    parent = wbs_key(row, "parent_wbs_id")
    return ImportedTask(key=key, code=key, name=name, kind=TaskKind.SUMMARY, parent=parent)


def _links(
    path: Path, tables: Tables, own: str, keys: set[str], lost: Counter[str]
) -> Iterator[ImportedLink]:
    """The links between tasks; one with an end that is not scheduled is counted.

    Raises:
        ExchangeError: An activity of a project in the file is missing.
    """
    project_of = {row["task_id"]: row.get("proj_id", own) for row in tables.of("TASK")}
    in_file = set(project_of.values())
    for row in tables.of("TASKPRED"):
        predecessor, successor = row.get("pred_task_id", ""), row.get("task_id", "")
        if predecessor in keys and successor in keys:
            ends = LINK_TYPES[row.get("pred_type") or "PR_FS"]
            yield ImportedLink(predecessor, successor, ends, minutes(row.get("lag_hr_cnt")))
        # The links of other projects in the file, with neither end here, say nothing.
        elif predecessor in keys or successor in keys:
            end, column = successor, "proj_id"
            if successor in keys:
                end, column = predecessor, "pred_proj_id"
            project = project_of.get(end) or row.get(column) or own
            if end not in project_of and project in in_file:
                raise ExchangeError(Fault.MISSING_ACTIVITY, file=path, activity=end)
            kind = LeftOut.LINK_TO_OTHER_PROJECT
            if project == own:
                kind = LeftOut.LINK_OF_LEVEL_OF_EFFORT
            lost[kind] += 1
