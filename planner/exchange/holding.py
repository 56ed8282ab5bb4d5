"""Keeping our dates where the rules of another program would give earlier ones."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.exchange.project import Constraint
from planner.exchange.scheduling import compose_imported
from planner.timeaxis import instant_of

if TYPE_CHECKING:
    from planner.exchange.project import ExchangeProject
    from planner.exchange.project import ImportedTask

MOST_ROUNDS = 8


def held_in_place(project: ExchangeProject) -> ExchangeProject:
    """Hold what the other program would put earlier than we do, as a planner would by hand.

    Our engine moves a milestone that says from when something applies to the next morning, and
    lets a statutory term end where the law says; Microsoft Project does neither. Where its rules
    give an earlier start, the task is given "start no earlier than" the date that we have.
    """
    lost = Counter(project.left_out)
    for _ in range(MOST_ROUNDS):
        early = _put_earlier(project)
        if not early:
            break
        lost["held-in-place"] += len(early)
        tasks = tuple(_held(task) if task.key in early else task for task in project.tasks)
        project = replace(project, tasks=tasks)
    return replace(project, left_out=dict(sorted(lost.items())))


def _put_earlier(project: ExchangeProject) -> set[str]:
    """The tasks that start earlier by the other program's rules, and wait for no such task."""
    composition = compose_imported(project)
    found = composition.network_schedule()
    early = {
        task.key
        for task in project.activities
        if task.start is not None
        and not task.is_started
        and task.constraint not in {Constraint.MSO, Constraint.MFO}
        and composition.calendar_of[task.key].minutes_between(
            found[task.key].start, instant_of(task.start)
        )
        > 1
    }
    return early - {link.successor for link in project.links if link.predecessor in early}


def _held(task: ImportedTask) -> ImportedTask:
    return replace(task, constraint=Constraint.SNET, constraint_date=task.start)
