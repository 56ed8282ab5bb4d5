"""Our dates beside those that the other program stored, activity by activity."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.exchange.project import Application
from planner.exchange.project import ExchangeError
from planner.exchange.project import Fault
from planner.exchange.project import LagKind
from planner.exchange.project import Reason
from planner.exchange.scheduling import compose_imported
from planner.exchange.scheduling import leaves_below
from planner.exchange.scheduling import on_leaves
from planner.model import ActivityState
from planner.schedule.engine import CycleError
from planner.timeaxis import BeyondHorizonError
from planner.timeaxis import instant_of
from planner.timeaxis import moment_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import datetime

    from planner.exchange.project import ExchangeProject
    from planner.exchange.project import ImportedTask
    from planner.schedule.result import ScheduledActivity
    from planner.workcalendar import WorkCalendar

TOLERANCE = 1
"""Working minutes by which two instants may differ; programs store seconds or not."""


@dataclass(frozen=True, slots=True)
class Compared:
    """An activity with its dates in the file and ours.

    Attributes:
        reason: The `Reason` why they differ, or "".
        because_of: Name of the predecessor from which the difference comes.
    """

    code: str
    name: str
    stored_start: datetime | None
    stored_finish: datetime | None
    start: datetime
    finish: datetime
    is_equal: bool
    reason: str = ""
    because_of: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """The dates of a file beside ours."""

    application: Application
    rows: tuple[Compared, ...]
    without_dates: int = 0

    @property
    def differences(self) -> tuple[Compared, ...]:
        """The activities whose dates differ."""
        return tuple(row for row in self.rows if not row.is_equal)


def verify(project: ExchangeProject) -> Verification:
    """Schedule a plan by the rules of its own program and compare the dates.

    Two instants are equal when no working time of the activity's calendar lies between them.

    Raises:
        ExchangeError: The plan cannot be scheduled.
    """
    composition = compose_imported(project)
    try:
        scheduled = composition.network_schedule()
    except CycleError as fault:
        names = {task.key: task.name for task in project.tasks}
        cycle = " → ".join(names[key] for key in fault.ids)
        raise ExchangeError(Fault.CYCLE, cycle=cycle) from None
    except BeyondHorizonError:
        raise ExchangeError(Fault.HORIZON) from None
    is_p6 = project.application is Application.P6
    rows: dict[str, Compared] = {}
    for task in project.activities:
        # Some programs write files without dates; there is nothing to compare then.
        if task.start is not None and task.finish is not None:
            calendar = composition.calendar_of[task.key]
            rows[task.key] = _compared(task, scheduled[task.key], calendar, is_p6=is_p6)
    explained = tuple(_explained(project, rows))
    missing = len(project.activities) - len(rows)
    return Verification(project.application, explained, missing)


def _compared(
    task: ImportedTask, ours: ScheduledActivity, calendar: WorkCalendar, *, is_p6: bool
) -> Compared:
    start = ours.start
    if is_p6 and ours.state is ActivityState.IN_PROGRESS:
        # P6 stores the start of the remaining work of what is in progress.
        start = ours.resume
    is_equal = _is_same(calendar, task.start, start)
    is_equal = is_equal and _is_same(calendar, task.finish, ours.finish)
    reason = "" if is_equal else task.held_back
    return Compared(
        task.code,
        task.name,
        task.start,
        task.finish,
        moment_of(start),
        moment_of(ours.finish),
        is_equal,
        reason,
    )


def _is_same(calendar: WorkCalendar, stored: datetime | None, ours: int) -> bool:
    if stored is None:
        return False
    return abs(calendar.minutes_between(instant_of(stored), ours)) <= TOLERANCE


def _explained(project: ExchangeProject, rows: Mapping[str, Compared]) -> Iterator[Compared]:
    """The rows, each difference with its reason: its own, or the predecessor it follows."""
    below = leaves_below(project.tasks)
    different: dict[str, str] = {}
    after_percentage: set[str] = set()
    for link in project.links:
        for own in on_leaves(link, below):
            source = rows.get(own.predecessor)
            if source is not None and not source.is_equal:
                different.setdefault(own.successor, source.name)
            if link.kind is LagKind.PERCENT:
                after_percentage.add(own.successor)
    for key, row in rows.items():
        if row.is_equal or row.reason:
            yield row
        elif key in different:
            yield replace(row, reason=Reason.FOLLOWS, because_of=different[key])
        elif key in after_percentage:
            yield replace(row, reason=Reason.PERCENTAGE_LAG)
        else:
            yield replace(row, reason=Reason.UNKNOWN)
