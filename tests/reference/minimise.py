"""Make a plan on which planner and reference differ as small as it can be."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.reference.compare import NoScheduleError
from tests.reference.compare import differences

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from tests.reference.compare import Difference
    from tests.reference.random_plans import RandomPlan

KEPT = frozenset({"title", "owner", "basis", "duration", "milestone", "spans", "term"})
"""Fields without which an activity is no longer one."""


def plan_differences(plan: RandomPlan) -> list[Difference]:
    """List on what planner and reference differ; nothing for a plan that cannot be scheduled."""
    with TemporaryDirectory() as folder:
        try:
            return differences(plan.write(Path(folder) / "plan"))
        except (NoScheduleError, ValueError, KeyError):
            return []


def minimised(plan: RandomPlan, still_differs: Callable[[RandomPlan], bool]) -> RandomPlan:
    """Drop parts of a plan as long as it still differs."""
    shrinking = True
    while shrinking:
        shrinking = False
        for smaller in smaller_plans(plan):
            if still_differs(smaller):
                plan, shrinking = smaller, True
                break
    return plan


def smaller_plans(plan: RandomPlan) -> Iterator[RandomPlan]:
    """Make every plan that has a bit less, the largest steps first."""
    names = [name for name in plan.activities if name != "go"]
    size = len(names) // 2
    while size:
        for first in range(0, len(names), size):
            yield without_activities(plan, set(names[first : first + size]))
        size //= 2
    for number, report in enumerate(plan.reports):
        copy = deepcopy(plan)
        del copy.reports[number]
        yield copy
        for name in report["activities"]:
            copy = deepcopy(plan)
            del copy.reports[number]["activities"][name]
            yield copy
    for name in plan.activities:
        yield from _simpler_activities(plan, name)
    yield from _simpler_lengths(plan)


def _simpler_activities(plan: RandomPlan, name: str) -> Iterator[RandomPlan]:
    """Drop a link, a constraint or the calendar of one activity."""
    fields = plan.activities[name]
    for number, link in enumerate(fields.get("after", ())):
        copy = deepcopy(plan)
        del copy.activities[name]["after"][number]
        if not copy.activities[name]["after"]:
            del copy.activities[name]["after"]
        yield copy
        before = link.split()[0]
        for simpler in (before, f"{link[:-1].rstrip('0123456789.')}1{link[-1]}"):
            if simpler != link and ("+" in link or "-" in link or simpler == before):
                copy = deepcopy(plan)
                copy.activities[name]["after"][number] = simpler
                yield copy
    for key in fields:
        if key not in KEPT and key != "after":
            copy = deepcopy(plan)
            del copy.activities[name][key]
            yield copy


def _simpler_lengths(plan: RandomPlan) -> Iterator[RandomPlan]:
    """Shorten work to a day or two."""
    for name, fields in plan.activities.items():
        for shorter in ("1d", "2d"):
            length = fields.get("duration", "1d")
            if length.endswith("d") and "e" not in length and int(length[:-1]) > int(shorter[0]):
                copy = deepcopy(plan)
                copy.activities[name]["duration"] = shorter
                yield copy


def without_activities(plan: RandomPlan, dropped: set[str]) -> RandomPlan:
    """Leave activities out, with everything that names them."""
    copy = deepcopy(plan)
    for name, fields in plan.activities.items():
        spans = fields.get("spans", {})
        if name in dropped or dropped & set(spans.values()):
            del copy.activities[name]
            continue
        links = [link for link in fields.get("after", ()) if link.split()[0] not in dropped]
        copy.activities[name].pop("after", None)
        if links:
            copy.activities[name]["after"] = links
    for report in copy.reports:
        for name in list(report["activities"]):
            if name.removeprefix("w.") not in copy.activities:
                del report["activities"][name]
    copy.reports = [report for report in copy.reports if report["activities"]]
    return copy
