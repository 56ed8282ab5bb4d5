"""Hold our dates where the rules of another program would give other ones."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.exchange.left_out import LeftOut
from planner.exchange.left_out import counts_by_name
from planner.exchange.project import Constraint
from planner.exchange.scheduling import compose_imported
from planner.exchange.verification import TOLERANCE
from planner.timeaxis import instant_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.exchange.project import ExchangeProject

MOST_ROUNDS = 8
FIXED = {Constraint.MSO, Constraint.MFO}


def held_in_place(project: ExchangeProject) -> ExchangeProject:
    """Hold the tasks that Microsoft Project would put elsewhere than we do.

    Our engine moves a start milestone to the next morning, and ends a statutory term as the law
    says; Microsoft Project does neither. A task that would start earlier by its rules gets "start
    no earlier than" our date, as a planner would do by hand. After work that ended on the data
    date we go on that very day and Microsoft Project the day after: then it "must start on" ours.
    """
    lost = Counter(project.left_out)
    # Holding a task may put its successors right, or uncover the next one that is misplaced.
    for _ in range(MOST_ROUNDS):
        misplaced = dict(_misplaced(project))
        behind = {link.successor for link in project.links if link.predecessor in misplaced}
        misplaced = {key: hold for key, hold in misplaced.items() if key not in behind}
        if not misplaced:
            break
        lost[LeftOut.HELD_IN_PLACE] += len(misplaced)
        tasks = {task.key: task for task in project.tasks}
        for key, hold in misplaced.items():
            start = tasks[key].start
            tasks[key] = replace(tasks[key], constraint=hold, constraint_date=start)
        project = replace(project, tasks=tuple(tasks.values()))
    return replace(project, left_out=counts_by_name(lost))


def _misplaced(project: ExchangeProject) -> Iterator[tuple[str, Constraint]]:
    """The tasks that start elsewhere by the other program's rules, with what would hold them."""
    composition = compose_imported(project)
    scheduled = composition.network_schedule()
    for task in project.activities:
        if task.start is None or task.is_started or task.constraint in FIXED:
            continue
        calendar = composition.calendar_of[task.key]
        start = scheduled[task.key].start
        later = calendar.minutes_between(start, instant_of(task.start))
        if later > TOLERANCE:
            yield task.key, Constraint.SNET
        elif later < -TOLERANCE:
            yield task.key, Constraint.MSO
