"""Small plans for simulations, written the way people write them."""

from __future__ import annotations

from datetime import date
from textwrap import dedent
from typing import TYPE_CHECKING

from planner.schedule.plan_schedule import schedule_plan
from planner.source import read_plan

if TYPE_CHECKING:
    from pathlib import Path

    from planner.model import Plan
    from planner.schedule.plan_schedule import Schedule

START = date(2025, 1, 6)

PROGRAMME = """
programme: Proef
start: 2025-01-06
target: {milestone: work.done, date: 2025-03-03}
default_calendar: elapsed
calendars:
  elapsed: {week: all, hours: ["00:00-24:00"]}
  office: {week: [mon, tue, wed, thu, fri], hours: ["09:00-17:00"], holidays: NL}
organisations: {IND: {name: IND}}
"""


def written(folder: Path, activities: str, risks: str = "", **files: str) -> Path:
    """Write a plan whose calendar counts every minute, so that sums have closed forms."""
    (folder / "programme.yaml").write_text(files.pop("programme", PROGRAMME), encoding="utf-8")
    body = "workstream: work\ntitle: Werk\nactivities:\n" + indented(activities)
    (folder / "work.yaml").write_text(body, encoding="utf-8")
    if risks:
        (folder / "risks.yaml").write_text(dedent(risks), encoding="utf-8")
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text), encoding="utf-8")
    return folder


def plan_of(folder: Path, activities: str, risks: str = "", **files: str) -> Plan:
    """Read a plan that must be sound."""
    reading = read_plan(written(folder, activities, risks, **files))
    assert reading.plan is not None
    assert not reading.problems, reading.problems
    return reading.plan


def scheduled(
    folder: Path, activities: str, risks: str = "", day: date = START, **files: str
) -> Schedule:
    """Schedule a plan that must be sound."""
    return schedule_plan(plan_of(folder, activities, risks, **files), day)


def indented(text: str) -> str:
    """Put activities under their key."""
    return "".join(f"  {line}\n" for line in dedent(text).strip().splitlines())


def task(name: str, estimate: tuple[int, int, int], shape: str = "uniform", after: str = "") -> str:
    """An activity with an estimate in days."""
    low, likely, high = estimate
    return (
        f"{name}: {{title: {name}, owner: IND, duration: {likely}d, basis: assumption, "
        f"after: [{after}], estimate: {{optimistic: {low}d, likely: {likely}d, "
        f"pessimistic: {high}d, distribution: {shape}, basis: assumption}}}}\n"
    )


def done(after: str) -> str:
    """The target: a finish milestone."""
    return (
        f"done: {{title: klaar, owner: IND, milestone: finish, after: [{after}], "
        "basis: assumption}\n"
    )
