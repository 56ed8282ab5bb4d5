"""A large programme at two data dates, for measurements of the comparison."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from planner.model import ActivityStatus
from planner.model import Plan
from planner.model import StatusReport
from planner.schedule.plan_schedule import schedule_plan
from tests.plans_of import activity_of
from tests.plans_of import programme_of

if TYPE_CHECKING:
    from planner.model import Activity
    from planner.schedule.plan_schedule import Schedule

FIRST, SECOND = date(2026, 1, 5), date(2026, 2, 2)


def large_change(size: int, *, plan_too: bool, seed: int = 1) -> tuple[Schedule, Schedule]:
    """A programme before and after a month of reports, and changes of the plan if wanted."""
    draw = random.Random(seed)  # noqa: S311 - no secret
    activities = {}
    for i in range(size):
        before = {draw.randrange(max(0, i - 200), i) for _ in range(2)} if i else set()
        after = [f"w.a{j}" for j in sorted(before)]
        made = activity_of(f"a{i}", duration=f"{draw.randrange(1, 10)}d", after=after)
        activities[made.id] = made
    last = [f"w.a{i}" for i in range(size - 50, size)]
    activities["w.target"] = activity_of("target", milestone="start", after=last)
    plan = Plan(programme=programme_of(), activities=dict(sorted(activities.items())))
    said = {f"w.a{i}": _said(i) for i in range(size // 30)}
    report = StatusReport(name="2026-02-02-X", data_date=SECOND, reported_by="X", activities=said)
    later = replace(plan, reports=(report,))
    if plan_too:
        later = replace(later, activities=dict(sorted(_replanned(activities, size).items())))
    return schedule_plan(plan, FIRST), schedule_plan(later, SECOND)


def _said(i: int) -> ActivityStatus:
    done = {"started": FIRST, "finished": date(2026, 1, 14)}
    busy = {"started": FIRST, "remaining": "9d"}
    return ActivityStatus.model_validate(done if i % 3 else busy)


def _replanned(activities: dict[str, Activity], size: int) -> dict[str, Activity]:
    changed = dict(activities)
    for i in range(0, size, 100):
        changed[f"w.a{i}"] = activity_of(
            f"a{i}", duration="12d", after=[f"w.a{i - 1}"] if i else []
        )
    for i in range(5):
        changed[f"w.new{i}"] = activity_of(f"new{i}", duration="4d", after=["w.a100"])
    return changed
