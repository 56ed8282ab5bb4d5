"""XER, the exchange format of Primavera P6: tables of tab-separated text."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from planner.exchange.bounded import checked_size
from planner.exchange.project import Application
from planner.exchange.project import Constraint
from planner.exchange.project import ExchangeError
from planner.exchange.project import ExchangeProject
from planner.exchange.project import Fault
from planner.exchange.project import ImportedLink
from planner.exchange.project import ImportedTask
from planner.exchange.project import TaskKind
from planner.exchange.xer_calendars import read_calendars
from planner.exchange.xer_tables import read_tables
from planner.schedule.network import LinkType
from planner.schedule.presets import P6
from planner.schedule.presets import LagCalendar
from planner.schedule.presets import ProgressRule

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from planner.exchange.mspdi_write import Step
    from planner.exchange.xer_tables import Row
    from planner.exchange.xer_tables import Tables
    from planner.schedule.presets import Options

KINDS = {
    "TT_Task": TaskKind.TASK,
    "TT_Rsrc": TaskKind.TASK,
    "TT_Mile": TaskKind.START_MILESTONE,
    "TT_FinMile": TaskKind.MILESTONE,
}
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
LINK_TYPES = {
    "PR_FS": LinkType.FS,
    "PR_SS": LinkType.SS,
    "PR_FF": LinkType.FF,
    "PR_SF": LinkType.SF,
}
LAG_CALENDARS = {
    "rcal_Predecessor": LagCalendar.PREDECESSOR,
    "rcal_Successor": LagCalendar.SUCCESSOR,
    "rcal_24Hour": LagCalendar.ELAPSED,
    "rcal_ProjDefault": LagCalendar.DEFAULT,
}
COUNTED = {
    "RSRC": "resource",
    "TASKRSRC": "assignment",
    "PROJCOST": "cost",
    "UDFVALUE": "custom-field",
    "TASKACTV": "activity-code",
    "TASKPROC": "step",
    "TASKFDBK": "note",
    "TASKMEMO": "note",
}
"""Tables that a plan of ours has no place for, by what they hold."""


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
        found = _project(path, tables, project)
    except (ValueError, OverflowError, KeyError) as fault:
        raise ExchangeError(Fault.BAD_VALUE, file=path, reason=str(fault)[:120]) from None
    if step:
        step(len(found.tasks))
    return found


def _project(path: Path, tables: Tables, wanted: str | None) -> ExchangeProject:
    row = _chosen(path, tables, wanted)
    own = row["proj_id"]
    lost: Counter[str] = Counter()
    calendars = read_calendars(tables.of("CALENDAR"), lost)
    default = row.get("clndr_id", "")
    if default not in calendars:
        default = next(
            (c["clndr_id"] for c in tables.of("CALENDAR") if c.get("default_flag") == "Y"), ""
        )
    if default not in calendars:
        raise ExchangeError(Fault.NO_CALENDAR, file=path)
    rows = [task for task in tables.of("TASK") if task.get("proj_id", own) == own]
    summaries = [w for w in tables.of("PROJWBS") if w.get("proj_id", own) == own]
    tasks = [_summary(w) for w in summaries]
    with_resources = {r.get("task_id") for r in tables.of("TASKRSRC")}
    tasks += [
        _task(r, lost, has_resource=r["task_id"] in with_resources)
        for r in rows
        if _is_work(r, lost)
    ]
    known = {task.key for task in tasks}
    links = list(_links(tables.of("TASKPRED"), known, lost))
    for table, name in COUNTED.items():
        lost[name] += tables.counts[table]
    start = moment(row.get("plan_start_date")) or min(t.start for t in tasks if t.start)
    options = next((o for o in tables.of("SCHEDOPTIONS") if o.get("proj_id", own) == own), {})
    return ExchangeProject(
        name=next((w.get("wbs_name", "") for w in summaries if w.get("proj_node_flag") == "Y"), "")
        or row.get("proj_short_name", ""),
        application=Application.P6,
        start=start,
        status_date=moment(row.get("last_recalc_date")) or start,
        must_finish_by=moment(row.get("plan_end_date")),
        default_calendar=default,
        calendars=calendars,
        tasks=tuple(tasks),
        links=tuple(links),
        options=_options(options, lost),
        left_out={name: count for name, count in sorted(lost.items()) if count},
    )


def _chosen(path: Path, tables: Tables, wanted: str | None) -> Row:
    """The project to read.

    Raises:
        ExchangeError: There are several, and none was named.
    """
    with_tasks = {task.get("proj_id") for task in tables.of("TASK")}
    rows = [r for r in tables.of("PROJECT") if r.get("proj_id") in with_tasks] or tables.of(
        "PROJECT"
    )
    if wanted is not None:
        rows = [r for r in rows if r.get("proj_short_name") == wanted]
    if len(rows) != 1:
        names = ", ".join(sorted(r.get("proj_short_name", "?") for r in tables.of("PROJECT")))
        raise ExchangeError(Fault.WHICH_PROJECT, file=path, names=names)
    return rows[0]


def _options(given: Row, lost: Counter[str]) -> Options:
    lag = given.get("sched_calendar_on_relationship_lag") or "rcal_Predecessor"
    override = given.get("sched_progress_override") == "Y"
    if given.get("sched_retained_logic") == "N" and not override:
        lost["actual-dates-logic"] += 1
    return replace(
        P6,
        lag_calendar=LAG_CALENDARS.get(lag, LagCalendar.PREDECESSOR),
        progress=ProgressRule.PROGRESS_OVERRIDE if override else ProgressRule.RETAINED_LOGIC,
    )


def _is_work(row: Row, lost: Counter[str]) -> bool:
    """Whether a row is scheduled by logic; the others hang between activities."""
    kind = row.get("task_type", "TT_Task")
    if kind in KINDS:
        return True
    lost["level-of-effort" if kind == "TT_LOE" else "wbs-summary"] += 1
    return False


def _summary(row: Row) -> ImportedTask:
    return ImportedTask(
        key=f"wbs-{row['wbs_id']}",
        code=f"wbs-{row['wbs_id']}",
        name=row.get("wbs_name", ""),
        kind=TaskKind.SUMMARY,
        parent=f"wbs-{row['parent_wbs_id']}" if row.get("parent_wbs_id") else None,
    )


def _task(row: Row, lost: Counter[str], *, has_resource: bool) -> ImportedTask:
    first, second = (_constraint(row, name, lost) for name in ("cstr_type", "cstr_type2"))
    started, finished = moment(row.get("act_start_date")), moment(row.get("act_end_date"))
    state = row.get("status_code", "")
    if state == "TK_NotStart":
        started = finished = None
    elif state == "TK_Active":
        finished = None
    expected = moment(row.get("expect_end_date"))
    suspended = bool(row.get("suspend_date")) and not finished
    lost["suspension"] += suspended
    return ImportedTask(
        key=row["task_id"],
        code=row.get("task_code") or f"uid-{row['task_id']}",
        name=row.get("task_name", ""),
        kind=KINDS[row.get("task_type", "TT_Task")],
        parent=f"wbs-{row['wbs_id']}" if row.get("wbs_id") else None,
        calendar=row.get("clndr_id") or None,
        duration=minutes(row.get("target_drtn_hr_cnt")),
        remaining=minutes(row.get("remain_drtn_hr_cnt")),
        constraint=first,
        constraint_date=moment(row.get("cstr_date")),
        constraint2=second,
        constraint2_date=moment(row.get("cstr_date2")),
        actual_start=started,
        actual_finish=finished,
        percent_complete=_share(row),
        expected_finish=None if finished else expected,
        start=started if finished else _remaining_from(row, "restart_date", "early_start_date"),
        finish=finished or _remaining_from(row, "reend_date", "early_end_date"),
        late_start=moment(row.get("late_start_date")),
        late_finish=moment(row.get("late_end_date")),
        total_float=minutes(row["total_float_hr_cnt"]) if row.get("total_float_hr_cnt") else None,
        is_critical=row.get("driving_path_flag") == "Y",
        baseline_start=moment(row.get("target_start_date")),
        baseline_finish=moment(row.get("target_end_date")),
        held_back=_held_back(row, has_resource=has_resource, suspended=suspended),
    )


def _remaining_from(row: Row, remaining: str, early: str) -> datetime | None:
    """A date of the work that is left; of an activity that has not begun the early one."""
    return moment(row.get(remaining)) or moment(row.get(early))


def _held_back(row: Row, *, has_resource: bool, suspended: bool) -> str:
    if suspended:
        return "split"
    return "resource-calendar" if row.get("task_type") == "TT_Rsrc" and has_resource else ""


def _constraint(row: Row, name: str, lost: Counter[str]) -> Constraint:
    written = row.get(name, "")
    if written not in CONSTRAINTS:
        lost["unknown-constraint"] += 1
    return CONSTRAINTS.get(written, Constraint.ASAP)


def _share(row: Row) -> float:
    whole, left = minutes(row.get("target_drtn_hr_cnt")), minutes(row.get("remain_drtn_hr_cnt"))
    return 100 * (1 - left / whole) if whole and left <= whole else 0.0


def _links(rows: list[Row], known: set[str], lost: Counter[str]) -> Iterator[ImportedLink]:
    for row in rows:
        predecessor, successor = row.get("pred_task_id", ""), row.get("task_id", "")
        if predecessor not in known and successor not in known:
            continue
        if predecessor not in known or successor not in known:
            lost["link-to-nothing"] += 1
            continue
        kind = LINK_TYPES[row.get("pred_type") or "PR_FS"]
        yield ImportedLink(predecessor, successor, kind, minutes(row.get("lag_hr_cnt")))


def moment(text: str | None) -> datetime | None:
    """A date and time such as `2026-06-12 17:00`.

    Raises:
        ValueError: It is no date.
    """
    if not text or not text.strip():
        return None
    found = datetime.fromisoformat(text.strip()).replace(second=0, microsecond=0, tzinfo=None)
    if not 1950 <= found.year <= 2149:  # noqa: PLR2004
        raise ValueError(text[:40])
    return found


def minutes(hours: str | None) -> int:
    """Minutes of a number of hours; a comma may stand for the point.

    Raises:
        ValueError: It is no number.
    """
    if not hours:
        return 0
    found = float(hours.replace(",", "."))
    if not abs(found) < 1e7:  # noqa: PLR2004 - false for what is no number, too
        raise ValueError(hours[:40])
    return round(found * 60)
