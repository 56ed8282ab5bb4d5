"""The plan as rows, for every format that is a table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from datetime import date

    from planner.i18n import Locale
    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.plan_schedule import Schedule

Cell = str | float | int | bool | None | object


@dataclass(frozen=True, slots=True)
class ActivityColumn:
    """A column of the plan: its heading, its kind and its value for a row."""

    name: str
    kind: str
    value: Callable[[Schedule, ActivityDates], Cell]
    width: int = 12

    def heading(self, locale: Locale) -> str:
        """What stands above it."""
        return locale.say(f"exchange.column.{self.name}")


TEXT, DATE, NUMBER, FLAG = "text", "date", "number", "flag"


def _number(value: object) -> float | None:
    return None if value is None else round(float(value), 2)  # type: ignore[arg-type]


def _depends(schedule: Schedule, row: ActivityDates) -> str:
    activity = schedule.plan.activities[row.id]
    parts = []
    for link in activity.after:
        lag = "" if not link.lag else f"{'' if link.lag.is_negative else '+'}{link.lag}"
        kind = f" {link.type.value}{lag}" if lag or link.type.value != "FS" else ""
        parts.append(f"{link.activity}{kind}")
    return "; ".join(parts)


def _workstream(schedule: Schedule, row: ActivityDates) -> str:
    found = schedule.plan.workstream(row.workstream)
    return found.title if found else row.workstream


def _deadline(schedule: Schedule, row: ActivityDates) -> date | None:
    found = schedule.plan.activities[row.id].deadline
    return found.date if found else None


COLUMNS: tuple[ActivityColumn, ...] = (
    ActivityColumn("id", TEXT, lambda _, row: row.id, 34),
    ActivityColumn("workstream", TEXT, _workstream, 24),
    ActivityColumn("title", TEXT, lambda _, row: row.title, 52),
    ActivityColumn("owner", TEXT, lambda _, row: row.owner or "", 10),
    ActivityColumn("kind", TEXT, lambda _, row: row.kind.value, 12),
    ActivityColumn("state", TEXT, lambda _, row: row.state, 12),
    ActivityColumn("start", DATE, lambda _, row: row.start),
    ActivityColumn("finish", DATE, lambda _, row: row.finish),
    ActivityColumn("duration", NUMBER, lambda _, row: _number(row.duration_days), 13),
    ActivityColumn("remaining", NUMBER, lambda _, row: _number(row.remaining_days), 13),
    ActivityColumn("late_start", DATE, lambda _, row: row.late_start),
    ActivityColumn("late_finish", DATE, lambda _, row: row.late_finish),
    ActivityColumn("total_float", NUMBER, lambda _, row: _number(row.total_float), 13),
    ActivityColumn("free_float", NUMBER, lambda _, row: _number(row.free_float), 13),
    ActivityColumn("critical", FLAG, lambda _, row: row.critical, 8),
    ActivityColumn("deadline", DATE, _deadline),
    ActivityColumn("after", TEXT, _depends, 40),
)
"""The columns of the plan, in the order in which people read them."""

CODED = frozenset({"kind", "state"})
"""Columns whose values are words of ours, which each language says its own way."""


def shown(column: ActivityColumn, value: Cell, locale: Locale) -> Cell:
    """A value as a reader sees it: words of ours in the reader's language."""
    key = f"exchange.{column.name}.{value}"
    return locale.say(key) if column.name in CODED and locale.knows(key) else value


def rows_in_order(schedule: Schedule) -> list[ActivityDates]:
    """The activities: workstream after workstream as in reports, each by date."""
    order = {w.id: i for i, w in enumerate(schedule.plan.workstreams)}
    key = order.get
    return sorted(
        schedule.activities.values(),
        key=lambda r: (key(r.workstream, len(order)), r.start, r.finish, r.id),
    )


def table(
    schedule: Schedule, locale: Locale, rows: list[ActivityDates] | None = None
) -> Iterator[list[Cell]]:
    """The values of every row, in the order of the columns."""
    for row in rows_in_order(schedule) if rows is None else rows:
        yield [shown(column, column.value(schedule, row), locale) for column in COLUMNS]
