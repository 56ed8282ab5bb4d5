"""Whether our dates are those that the other program stored, activity by activity."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.exchange.project import Application
from planner.exchange.project import ExchangeError
from planner.exchange.project import Fault
from planner.exchange.project import LagKind
from planner.exchange.scheduling import compose_imported
from planner.exchange.scheduling import leaves_below
from planner.model import ActivityState
from planner.schedule.engine import CycleError
from planner.timeaxis import BeyondHorizonError
from planner.timeaxis import instant_of
from planner.timeaxis import moment_of

if TYPE_CHECKING:
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
        reason: Why they may differ, as a key of the texts under `exchange.reason`.
        because_of: Name of the predecessor from which a difference comes.
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
        """The activities whose dates are not the same."""
        return tuple(row for row in self.rows if not row.is_equal)


def verify(project: ExchangeProject) -> Verification:
    """Schedule a plan by the rules of its own program and lay the dates side by side.

    Two instants are equal when no working time of the activity's calendar lies between them.

    Raises:
        ExchangeError: The plan cannot be scheduled.
    """
    composition = compose_imported(project)
    try:
        found = composition.network_schedule()
    except CycleError as fault:
        names = {task.key: task.name for task in project.tasks}
        raise ExchangeError(Fault.CYCLE, cycle=" → ".join(names[k] for k in fault.ids)) from None
    except BeyondHorizonError:
        raise ExchangeError(Fault.HORIZON) from None
    is_p6 = project.application is Application.P6
    rows: dict[str, Compared] = {}
    for task in project.activities:
        if task.start is not None and task.finish is not None:
            calendar = composition.calendar_of[task.key]
            rows[task.key] = _compared(task, found[task.key], calendar, is_p6=is_p6)
    explained = _explained(project, rows)
    missing = len(project.activities) - len(rows)
    return Verification(project.application, tuple(explained.values()), missing)


def _compared(
    task: ImportedTask, found: ScheduledActivity, calendar: WorkCalendar, *, is_p6: bool
) -> Compared:
    """One activity; P6 stores the remaining work of what is in progress."""
    start = found.resume if is_p6 and found.state is ActivityState.IN_PROGRESS else found.start
    is_equal = _same(calendar, task.start, start) and _same(calendar, task.finish, found.finish)
    return Compared(
        task.code,
        task.name,
        task.start,
        task.finish,
        moment_of(start),
        moment_of(found.finish),
        is_equal,
        "" if is_equal else task.held_back,
    )


def _same(calendar: WorkCalendar, stored: datetime | None, found: int) -> bool:
    if stored is None:
        return False
    return abs(calendar.minutes_between(instant_of(stored), found)) <= TOLERANCE


def _explained(project: ExchangeProject, rows: Mapping[str, Compared]) -> dict[str, Compared]:
    """Name for each difference without a reason of its own the predecessor it comes from."""
    below = leaves_below(project.tasks)
    into: dict[str, list[str]] = defaultdict(list)
    odd: set[str] = set()
    for link in project.links:
        for successor in below.get(link.successor, ()):
            into[successor] += below.get(link.predecessor, ())
            if link.kind is LagKind.PERCENT:
                odd.add(successor)
    explained = dict(rows)
    for key, row in rows.items():
        if row.is_equal or row.reason:
            continue
        source = next((p for p in into[key] if p in rows and not rows[p].is_equal), None)
        if source is not None:
            explained[key] = replace(row, reason="follows", because_of=rows[source].name)
        else:
            explained[key] = replace(row, reason="percentage-lag" if key in odd else "unknown")
    return explained
