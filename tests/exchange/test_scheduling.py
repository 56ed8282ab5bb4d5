"""The rules by which other programs schedule; the oracles test them all together."""

from __future__ import annotations

from datetime import datetime

from planner.exchange.project import ImportedTask
from planner.exchange.scheduling import constraint_bounds
from planner.timeaxis import instant_of


def test_a_task_scheduled_by_hand_keeps_its_start() -> None:
    start = datetime.fromisoformat("2026-06-12T08:00")
    found = ImportedTask(key="1", code="1", name="x", is_manual=True, start=start)
    assert constraint_bounds(found) == {"start_min": instant_of(start)}
