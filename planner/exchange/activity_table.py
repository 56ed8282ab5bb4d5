"""The plan as rows, for every format that is a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.i18n import has_text
from planner.i18n import text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from datetime import date

    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.plan_schedule import ProgrammeSchedule

Cell = str | float | int | bool | None | object


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the plan: its heading, its kind and its value for a row."""

    name: str
    kind: str
    value: Callable[[ProgrammeSchedule, ActivityDates], Cell]
    width: int = 12

    def heading(self, lang: str) -> str:
        """What stands above it."""
        return text(f"exchange.column.{self.name}", lang)


TEXT, DATE, NUMBER, FLAG = "text", "date", "number", "flag"


def _number(value: object) -> float | None:
    return None if value is None else round(float(value), 2)  # type: ignore[arg-type]


def _depends(view: ProgrammeSchedule, row: ActivityDates) -> str:
    activity = view.plan.activities[row.id]
    parts = []
    for link in activity.after:
        lag = "" if not link.lag else f"{'' if link.lag.is_negative else '+'}{link.lag}"
        kind = f" {link.type.value}{lag}" if lag or link.type.value != "FS" else ""
        parts.append(f"{link.activity}{kind}")
    return "; ".join(parts)


def _workstream(view: ProgrammeSchedule, row: ActivityDates) -> str:
    found = view.plan.workstream(row.workstream)
    return found.title if found else row.workstream


def _deadline(view: ProgrammeSchedule, row: ActivityDates) -> date | None:
    found = view.plan.activities[row.id].deadline
    return found.date if found else None


COLUMNS: tuple[Column, ...] = (
    Column("id", TEXT, lambda _, row: row.id, 34),
    Column("workstream", TEXT, _workstream, 24),
    Column("title", TEXT, lambda _, row: row.title, 52),
    Column("owner", TEXT, lambda _, row: row.owner or "", 10),
    Column("kind", TEXT, lambda _, row: row.kind.value, 12),
    Column("state", TEXT, lambda _, row: row.state, 12),
    Column("start", DATE, lambda _, row: row.start),
    Column("finish", DATE, lambda _, row: row.finish),
    Column("duration", NUMBER, lambda _, row: _number(row.duration_days), 13),
    Column("remaining", NUMBER, lambda _, row: _number(row.remaining_days), 13),
    Column("late_start", DATE, lambda _, row: row.late_start),
    Column("late_finish", DATE, lambda _, row: row.late_finish),
    Column("total_float", NUMBER, lambda _, row: _number(row.total_float), 13),
    Column("free_float", NUMBER, lambda _, row: _number(row.free_float), 13),
    Column("critical", FLAG, lambda _, row: row.critical, 8),
    Column("deadline", DATE, _deadline),
    Column("after", TEXT, _depends, 40),
)
"""The columns of the plan, in the order in which people read them."""

CODED = frozenset({"kind", "state"})
"""Columns whose values are words of ours, which each language says its own way."""


def shown(column: Column, value: Cell, lang: str) -> Cell:
    """A value as a reader sees it: words of ours in the reader's language."""
    key = f"exchange.{column.name}.{value}"
    return text(key, lang) if column.name in CODED and has_text(key, lang) else value


def rows_in_order(view: ProgrammeSchedule) -> list[ActivityDates]:
    """The activities: workstream after workstream as in reports, each by date."""
    order = {w.id: i for i, w in enumerate(view.plan.workstreams)}
    key = order.get
    return sorted(
        view.rows.values(),
        key=lambda r: (key(r.workstream, len(order)), r.start, r.finish, r.id),
    )


def table(
    view: ProgrammeSchedule, lang: str, rows: list[ActivityDates] | None = None
) -> Iterator[list[Cell]]:
    """The values of every row, in the order of the columns."""
    for row in rows_in_order(view) if rows is None else rows:
        yield [shown(column, column.value(view, row), lang) for column in COLUMNS]
