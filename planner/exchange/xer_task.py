"""An activity of an XER file: a row of its table TASK."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.exchange.left_out import LeftOut
from planner.exchange.project import Constraint
from planner.exchange.project import ImportedTask
from planner.exchange.project import Reason
from planner.exchange.project import TaskKind
from planner.exchange.xer_tables import minutes
from planner.exchange.xer_tables import moment
from planner.exchange.xer_tables import stored_moment

if TYPE_CHECKING:
    from collections import Counter
    from datetime import datetime

    from planner.exchange.xer_tables import Row


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


def wbs_key(row: Row, column: str) -> str | None:
    """The key of the summary that a column names; ids of activities may be the same numbers."""
    return f"wbs-{row[column]}" if row.get(column) else None


def read_task(row: Row, lost: Counter[str], *, has_resource: bool) -> ImportedTask:
    """Read an activity; counts what of it has no place in a plan of ours."""
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
        parent=wbs_key(row, "wbs_id"),
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
    if task.is_started:
        return task
    start = moment(row.get("external_early_start_date"))
    finish = moment(row.get("external_late_end_date"))
    task = _with_constraint(task, Constraint.SNET, start, lost)
    return _with_constraint(task, Constraint.FNLT, finish, lost)


def _with_constraint(
    task: ImportedTask, constraint: Constraint, when: datetime | None, lost: Counter[str]
) -> ImportedTask:
    """The task with one constraint more: beside its own, or in place of a weaker one."""
    if when is None:
        return task
    stronger = max if constraint is Constraint.SNET else min
    if task.constraint is constraint and task.constraint_date is not None:
        return replace(task, constraint_date=stronger(when, task.constraint_date))
    if task.constraint2 is constraint and task.constraint2_date is not None:
        return replace(task, constraint2_date=stronger(when, task.constraint2_date))
    if task.constraint is Constraint.ASAP:
        return replace(task, constraint=constraint, constraint_date=when)
    if task.constraint2 is Constraint.ASAP:
        return replace(task, constraint2=constraint, constraint2_date=when)
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
