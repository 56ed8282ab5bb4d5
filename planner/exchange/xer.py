"""XER, the exchange format of Primavera P6: tables of tab-separated text."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.exchange.bounded import checked_size
from planner.exchange.left_out import LeftOut
from planner.exchange.left_out import counts_by_name
from planner.exchange.project import Application
from planner.exchange.project import Constraint
from planner.exchange.project import ExchangeError
from planner.exchange.project import ExchangeProject
from planner.exchange.project import Fault
from planner.exchange.project import ImportedLink
from planner.exchange.project import ImportedTask
from planner.exchange.project import Reason
from planner.exchange.project import TaskKind
from planner.exchange.project import first_start
from planner.exchange.xer_calendars import read_calendars
from planner.exchange.xer_tables import minutes
from planner.exchange.xer_tables import moment
from planner.exchange.xer_tables import read_tables
from planner.exchange.xer_tables import stored_moment
from planner.model import ProgressMode
from planner.schedule.network import LinkType
from planner.schedule.presets import P6
from planner.schedule.presets import LagCalendar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from planner.exchange.mspdi_write import Step
    from planner.exchange.xer_tables import Row
    from planner.exchange.xer_tables import Tables
    from planner.schedule.presets import Options


class TaskType(StrEnum):
    """The kinds of activities in P6 that mean something here."""

    TASK = "TT_Task"
    RESOURCE_DEPENDENT = "TT_Rsrc"
    START_MILESTONE = "TT_Mile"
    FINISH_MILESTONE = "TT_FinMile"
    LEVEL_OF_EFFORT = "TT_LOE"


class Status(StrEnum):
    """How far an activity is in P6; any other value counts as completed."""

    NOT_STARTED = "TK_NotStart"
    ACTIVE = "TK_Active"


KINDS: dict[str, TaskKind] = {
    TaskType.TASK: TaskKind.TASK,
    TaskType.RESOURCE_DEPENDENT: TaskKind.TASK,
    TaskType.START_MILESTONE: TaskKind.START_MILESTONE,
    TaskType.FINISH_MILESTONE: TaskKind.MILESTONE,
}
"""The kinds that are scheduled by logic; the others hang between activities."""
CONSTRAINTS = {
    "": Constraint.ASAP,
    "CS_ALAP": Constraint.ALAP,
    "CS_MSO": Constraint.SO,
    "CS_MSOA": Constraint.SNET,
    "CS_MSOB": Constraint.SNLT,
    "CS_MEO": Constraint.FO,
    "CS_MEOA": Constraint.FNET,
    "CS_MEOB": Constraint.FNLT,
    "CS_MANDSTART": Constraint.MSO,
    "CS_MANDFIN": Constraint.MFO,
}
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
            yield _task(row, lost, has_resource=row["task_id"] in with_resources)
        elif kind == TaskType.LEVEL_OF_EFFORT:
            lost[LeftOut.LEVEL_OF_EFFORT] += 1
        else:
            lost[LeftOut.WBS_SUMMARY] += 1


def _summary(row: Row) -> ImportedTask:
    key = f"wbs-{row['wbs_id']}"
    name = row.get("wbs_name", "")
    parent = _wbs_key(row, "parent_wbs_id")
    return ImportedTask(key=key, code=key, name=name, kind=TaskKind.SUMMARY, parent=parent)


def _wbs_key(row: Row, column: str) -> str | None:
    """The key of the summary that a column names; ids of activities may be the same numbers."""
    return f"wbs-{row[column]}" if row.get(column) else None


def _task(row: Row, lost: Counter[str], *, has_resource: bool) -> ImportedTask:
    started, finished = _actual_dates(row)
    start, finish = started, finished
    expected = None
    if not finished:
        expected = moment(row.get("expect_end_date"))
        # P6 stores the dates of the work that is left; before it is scheduled only the early ones.
        start = stored_moment(row.get("restart_date")) or stored_moment(row.get("early_start_date"))
        finish = stored_moment(row.get("reend_date")) or stored_moment(row.get("early_end_date"))
    held_back = _held_back(row, is_finished=bool(finished), has_resource=has_resource)
    lost[LeftOut.SUSPENSION] += held_back == Reason.SPLIT
    resume = moment(row.get("resume_date")) if held_back == Reason.SPLIT and started else None
    task = ImportedTask(
        key=row["task_id"],
        code=row.get("task_code") or f"uid-{row['task_id']}",
        name=row.get("task_name", ""),
        kind=KINDS[row.get("task_type", TaskType.TASK)],
        parent=_wbs_key(row, "wbs_id"),
        calendar=row.get("clndr_id") or None,
        duration=_duration(row, is_started=started is not None or finished is not None),
        remaining=minutes(row.get("remain_drtn_hr_cnt")),
        constraint=_constraint(row, "cstr_type", lost),
        constraint_date=moment(row.get("cstr_date")),
        constraint2=_constraint(row, "cstr_type2", lost),
        constraint2_date=moment(row.get("cstr_date2")),
        resume=resume,
        actual_start=started,
        actual_finish=finished,
        percent_complete=_share(row),
        expected_finish=expected,
        start=start,
        finish=finish,
        late_start=stored_moment(row.get("late_start_date")),
        late_finish=stored_moment(row.get("late_end_date")),
        total_float=minutes(row["total_float_hr_cnt"]) if row.get("total_float_hr_cnt") else None,
        is_critical=row.get("driving_path_flag") == "Y",
        baseline_start=stored_moment(row.get("target_start_date")),
        baseline_finish=stored_moment(row.get("target_end_date")),
        held_back=held_back,
    )
    return _with_external_dates(task, row, lost)


def _duration(row: Row, *, is_started: bool) -> int:
    """The minutes that P6 schedules: of what has not begun the remaining duration."""
    left = row.get("remain_drtn_hr_cnt")
    return minutes(row.get("target_drtn_hr_cnt") if is_started or not left else left)


def _with_external_dates(task: ImportedTask, row: Row, lost: Counter[str]) -> ImportedTask:
    """The task with the dates that links from other projects left behind, as constraints."""
    external = (
        (Constraint.SNET, moment(row.get("external_early_start_date"))),
        (Constraint.FNLT, moment(row.get("external_late_end_date"))),
    )
    for constraint, when in external:
        if when is None or task.is_started:
            continue
        if task.constraint is Constraint.ASAP:
            task = replace(task, constraint=constraint, constraint_date=when)
        elif task.constraint2 is Constraint.ASAP:
            task = replace(task, constraint2=constraint, constraint2_date=when)
        else:
            lost[LeftOut.SECOND_CONSTRAINT] += 1
    return task


def _actual_dates(row: Row) -> tuple[datetime | None, datetime | None]:
    """The actual start and finish; the status wins over dates that contradict it."""
    started, finished = moment(row.get("act_start_date")), moment(row.get("act_end_date"))
    match row.get("status_code"):
        case Status.NOT_STARTED:
            return None, None
        case Status.ACTIVE:
            return started, None
    return started, finished


def _held_back(row: Row, *, is_finished: bool, has_resource: bool) -> str:
    """Why the stored dates may not follow from logic, "" when they should."""
    if row.get("suspend_date") and not is_finished:
        return Reason.SPLIT
    if row.get("task_type") == TaskType.RESOURCE_DEPENDENT and has_resource:
        return Reason.RESOURCE_CALENDAR
    return ""


def _constraint(row: Row, column: str, lost: Counter[str]) -> Constraint:
    constraint = CONSTRAINTS.get(row.get(column, ""))
    if constraint is None:
        lost[LeftOut.UNKNOWN_CONSTRAINT] += 1
    return constraint or Constraint.ASAP


def _share(row: Row) -> float:
    """The percentage of the duration that is done."""
    whole, left = minutes(row.get("target_drtn_hr_cnt")), minutes(row.get("remain_drtn_hr_cnt"))
    # Work that has grown past its duration tells nothing about its share.
    if not whole or left > whole:
        return 0.0
    return 100 * (1 - left / whole)


def _links(
    path: Path, tables: Tables, own: str, keys: set[str], lost: Counter[str]
) -> Iterator[ImportedLink]:
    """The links between tasks; one with an end that is not scheduled is counted.

    Raises:
        ExchangeError: An activity of this project is missing from the file.
    """
    present = {row["task_id"] for row in tables.of("TASK")}
    for row in tables.of("TASKPRED"):
        predecessor, successor = row.get("pred_task_id", ""), row.get("task_id", "")
        if predecessor in keys and successor in keys:
            kind = LINK_TYPES[row.get("pred_type") or "PR_FS"]
            yield ImportedLink(predecessor, successor, kind, minutes(row.get("lag_hr_cnt")))
        # The links of other projects in the file, with neither end here, say nothing.
        elif predecessor not in keys and successor not in keys:
            continue
        elif {predecessor, successor} <= present:
            lost[LeftOut.LINK_OF_LEVEL_OF_EFFORT] += 1
        else:
            end, project = predecessor, row.get("pred_proj_id", own)
            if predecessor in present:
                end, project = successor, row.get("proj_id", own)
            if project == own:
                raise ExchangeError(Fault.MISSING_ACTIVITY, file=path, activity=end)
            lost[LeftOut.LINK_TO_OTHER_PROJECT] += 1
