"""The reference schedule as plain values, in the fields of `planner schedule --format json`."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

from tests.reference.calendars import DAY
from tests.reference.nodes import ELAPSED_MINUTES
from tests.reference.nodes import evening
from tests.reference.nodes import minutes_of
from tests.reference.nodes import morning
from tests.reference.passes import Network
from tests.reference.passes import least
from tests.reference.plan import read_plan

if TYPE_CHECKING:
    from pathlib import Path

    from tests.reference.nodes import Node
    from tests.reference.plan import Activity

Row = dict[str, Any]


def reference_schedule(folder: Path, data_date: date | None = None) -> Row:
    """Schedule a plan folder: its target and its activities by id."""
    network = Network(read_plan(folder, data_date))
    rows: dict[str, Row] = {}
    for name in network.nodes:
        rows[name] = _row(network, name)
    for activity in network.plan.activities.values():
        if activity.kind == "hammock":
            rows[activity.id] = _hammock(network, activity, rows)
    return {"target": _target(network), "activities": dict(sorted(rows.items()))}


def plain(days: Fraction | None) -> float | None:
    """Give working days as a whole number, or with two decimals."""
    if days is None:
        return None
    return int(days) if days.denominator == 1 else round(float(days), 2)


def written(day: date | None) -> str | None:
    """Give a day in ISO form."""
    return day.isoformat() if day else None


def day_of(instant: int) -> date:
    """Give the day that begins or goes on at an instant."""
    return date.fromordinal(instant // DAY)


def day_ending(instant: int) -> date:
    """Give the day that goes on or ends at an instant."""
    return date.fromordinal((instant - 1) // DAY)


def _row(network: Network, name: str) -> Row:
    node = network.nodes[name]
    total = free = None
    unit = node.floats_in.day_minutes
    late_start = late_finish = None
    state = "finished"
    if node.is_open:
        state = "in-progress" if node.is_started else "planned"
        total = Fraction(network.total_float(name) or 0, unit)
        free = Fraction(network.free_float(name), unit)
        late_start, late_finish = _late_days(network, name)
    start, finish = _early_days(network, name)
    threshold = Fraction(minutes_of(network.plan.critical_float, node.own), unit)
    duration, remaining = _lengths(network, node, name)
    return {
        "id": name,
        "state": state,
        "start": start.isoformat(),
        "finish": finish.isoformat(),
        "late_start": written(late_start),
        "late_finish": written(late_finish),
        "duration_days": plain(duration),
        "remaining_days": plain(remaining),
        "total_float": plain(total),
        "free_float": plain(free),
        "critical": total is not None and total <= threshold,
    }


def _early_days(network: Network, name: str) -> tuple[date, date]:
    """Give the days on which an activity starts and finishes; reported ones as reported."""
    node, placed = network.nodes[name], network.early[name]
    report = node.activity.report
    if node.activity.is_milestone:
        reached: date | None = report.get("finished") or report.get("started")
        day = day_of(placed.start)
        if node.kind == "finish-milestone":
            # Midnight ends the day before, but nothing open ends before the data date.
            day = max(day_ending(placed.finish), day_of(node.floor))
        return reached or day, reached or day
    start: date = report.get("started") or report.get("finished") or day_of(placed.start)
    finish: date = report.get("finished") or max(day_ending(placed.finish), start)
    return start, finish


def _late_days(network: Network, name: str) -> tuple[date | None, date | None]:
    node, late = network.nodes[name], network.late[name]
    if node.kind == "start-milestone":
        instant = least(late.cap, late.start) or 0
        day = day_of(instant)
        if not node.own.works_on(instant // DAY) or node.own.closing(instant // DAY) <= instant:
            day = day_ending(node.own.last_end(instant))
        return day, day
    if node.kind == "finish-milestone":
        day = day_ending(node.own.last_end(late.finish))
        return day, day
    finish = day_ending(late.finish)
    if node.is_started:
        return None, finish
    return day_of(late.start), finish


def _lengths(network: Network, node: Node, name: str) -> tuple[Fraction, Fraction]:
    """Give the duration and what remains of it, in working days."""
    placed, unit = network.early[name], node.own.day_minutes
    if node.activity.is_milestone:
        return Fraction(0), Fraction(0)
    length = node.activity.length
    start = node.actual_start or placed.start
    if length.unit in ELAPSED_MINUTES:
        duration = Fraction(node.own.between(start, placed.finish), unit)
    else:
        duration = Fraction(minutes_of(length, node.own), unit)
    if not node.is_open:
        return duration, Fraction(0)
    if node.is_started or "expected_finish" in node.activity.report:
        ahead = max(placed.start, node.floor)
        return duration, Fraction(node.own.between(ahead, placed.finish), unit)
    return duration, duration


def _hammock(network: Network, activity: Activity, rows: dict[str, Row]) -> Row:
    """Give the row of a hammock: from the start of one activity to the finish of another."""
    first, last = activity.spans or ("", "")
    for end in (first, last):
        if end not in rows:
            rows[end] = _hammock(network, network.plan.activities[end], rows)
    state = "in-progress"
    if rows[last]["state"] == "finished":
        state = "finished"
    elif rows[first]["state"] == "planned":
        state = "planned"
    start = date.fromisoformat(rows[first]["start"])
    finish = max(date.fromisoformat(rows[last]["finish"]), start)
    own = network.plan.calendars[activity.calendar]
    days = left = 0
    for day in range(start.toordinal(), finish.toordinal() + 1):
        if own.works_on(day):
            days += 1
            left += day >= network.plan.data_date.toordinal()
    return {
        "id": activity.id,
        "state": state,
        "start": start.isoformat(),
        "finish": finish.isoformat(),
        "late_start": None,
        "late_finish": None,
        "duration_days": days,
        "remaining_days": 0 if state == "finished" else left,
        "total_float": None,
        "free_float": None,
        "critical": False,
    }


def _target(network: Network) -> Row | None:
    """Tell when the target could be reached by logic, and the working days from there."""
    if network.plan.target is None:
        return None
    name, due = network.plan.target
    node, placed = network.nodes[name], network.early[name]
    ready = placed.ready if node.is_open else placed.finish
    if node.kind == "start-milestone":
        limit, day = morning(due), day_of(ready)
    else:
        limit, day = evening(due), max(day_ending(ready), day_of(node.floor))
        if not node.is_open:
            day = day_ending(ready)
    margin = Fraction(network.plan.default.between(ready, limit), network.plan.default.day_minutes)
    return {"forecast": day.isoformat(), "margin_days": plain(margin)}
