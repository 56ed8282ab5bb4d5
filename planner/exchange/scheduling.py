"""The rules by which other programs schedule, as a network of ours."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING
from typing import TypedDict

from planner.exchange.project import Application
from planner.exchange.project import Constraint
from planner.exchange.project import LagKind
from planner.exchange.project import TaskKind
from planner.schedule.engine import schedule_network
from planner.schedule.network import Network
from planner.schedule.network import NetworkActivity
from planner.schedule.network import NetworkKind
from planner.schedule.network import NetworkLink
from planner.timeaxis import NEVER
from planner.timeaxis import instant_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import datetime

    from planner.exchange.project import ExchangeProject
    from planner.exchange.project import ImportedLink
    from planner.exchange.project import ImportedTask
    from planner.schedule.result import NetworkSchedule
    from planner.workcalendar import WorkCalendar

KINDS = {
    TaskKind.TASK: NetworkKind.TASK,
    TaskKind.MILESTONE: NetworkKind.FINISH_MILESTONE,
    TaskKind.START_MILESTONE: NetworkKind.START_MILESTONE,
}


class Bounds(TypedDict, total=False):
    """The fields of a network activity that a constraint sets."""

    start_min: int
    start_max: int
    finish_min: int
    finish_max: int
    must_start: int
    must_finish: int
    late: bool


@dataclass(frozen=True, slots=True)
class Composition:
    """A plan of another program, ready to schedule by that program's rules."""

    project: ExchangeProject
    network: Network
    calendar_of: dict[str, WorkCalendar]
    """The calendar of each task, by key."""

    @property
    def data_date(self) -> int:
        """P6 schedules from the data date; MS Project leaves remaining work where it is."""
        if self.project.application is Application.P6:
            return instant(self.project.status_date)
        return NEVER

    def network_schedule(self) -> NetworkSchedule:
        """Schedule it.

        Raises:
            planner.schedule.engine.CycleError: The links form a cycle.
            planner.timeaxis.BeyondHorizonError: Work runs past the horizon.
        """
        return schedule_network(
            self.network,
            data_date=self.data_date,
            finish=instant(self.project.must_finish_by),
            options=self.project.options,
        )


def compose_imported(project: ExchangeProject) -> Composition:
    """Turn a plan of another program into a network."""
    horizon = project.horizon
    # The engine takes the first calendar as the default one.
    keys = sorted(project.calendars, key=lambda key: (key != project.default_calendar, key))
    number = {key: i for i, key in enumerate(keys)}
    calendars = [project.calendars[key].over(horizon) for key in keys]
    activities = []
    calendar_of = {}
    # By key: a broken file may use a key twice, and the engine refuses that.
    leaves = {task.key: task for task in project.activities}
    for task in leaves.values():
        calendar = number.get(task.calendar or project.default_calendar, 0)
        calendar_of[task.key] = calendars[calendar]
        activity = network_activity(task, project, calendar, len(calendars))
        if project.options.whole_days_stay_whole and not task.is_elapsed:
            activity = replace(activity, day=calendars[calendar].minutes_per_day)
        activities.append(activity)
    links = list(links_on_leaves(project.tasks, project.links, len(calendars)))
    return Composition(project, Network.build(activities, links, calendars), calendar_of)


def instant(moment: datetime | None) -> int:
    """Give the instant of a moment, NEVER where there is none."""
    return NEVER if moment is None else instant_of(moment)


def links_on_leaves(
    tasks: Sequence[ImportedTask], links: Iterable[ImportedLink], elapsed: int
) -> Iterator[NetworkLink]:
    """Give the links between leaves; one on a summary acts on all leaves below it.

    Args:
        tasks: All rows, the summaries too.
        links: As they stand in the file.
        elapsed: Index of the calendar in which every minute counts.
    """
    below = leaves_below(tasks)
    by_key = {task.key: task for task in tasks}
    for link in links:
        for own in on_leaves(link, below):
            lag, is_elapsed = link.lag, link.kind is LagKind.ELAPSED
            if link.kind is LagKind.PERCENT:
                # The share of an elapsed duration is elapsed time as well.
                lag = by_key[own.predecessor].duration * link.lag / 100
                is_elapsed = by_key[own.predecessor].is_elapsed
            calendar = elapsed if is_elapsed else -1
            yield NetworkLink(own.predecessor, own.successor, link.type, round(lag), calendar)


def on_leaves(link: ImportedLink, below: Mapping[str, Sequence[str]]) -> Iterator[ImportedLink]:
    """Turn a link on summaries into links between the leaves below them."""
    ends = product(below.get(link.predecessor, ()), below.get(link.successor, ()))
    return (replace(link, predecessor=one, successor=other) for one, other in ends)


def leaves_below(tasks: Sequence[ImportedTask]) -> dict[str, list[str]]:
    """Give the scheduled tasks under each row; for such a task itself."""
    children = defaultdict(list)
    for task in tasks:
        children[task.parent].append(task)
    below: dict[str, list[str]] = {}
    for task in _deepest_first(tasks, children):
        below[task.key] = []
        if task.kind is TaskKind.SUMMARY:
            for child in children[task.key]:
                below[task.key] += below[child.key]
        elif task.is_active:
            below[task.key].append(task.key)
    return below


def _deepest_first(
    tasks: Sequence[ImportedTask], children: Mapping[str | None, list[ImportedTask]]
) -> list[ImportedTask]:
    known = {task.key for task in tasks}
    order = [task for task in tasks if task.parent is None or task.parent not in known]
    for task in order:  # grows as it goes
        order += children[task.key]
    return order[::-1]


def network_activity(
    task: ImportedTask, project: ExchangeProject, calendar: int, elapsed: int
) -> NetworkActivity:
    """Give a task of another program in the engine's terms.

    Args:
        task: The task.
        project: The plan of which it is a part.
        calendar: Index of its calendar.
        elapsed: Index of the calendar in which every minute counts.
    """
    floor, duration = instant(project.start), task.duration
    finished = instant(task.actual_finish)
    if task.is_started:
        duration = task.remaining
        floor = instant(task.resume or task.actual_start)
        if project.application is Application.P6:
            # In P6 the data date holds the remaining work; after a suspension the resumption does.
            floor = instant(task.resume)
    return NetworkActivity(
        id=task.key,
        kind=KINDS[task.kind],
        calendar=elapsed if task.is_elapsed else calendar,
        float_calendar=calendar,
        duration=duration,
        floor=floor,
        bound=instant(task.deadline),
        actual_start=instant(task.actual_start or task.actual_finish),
        actual_finish=finished,
        expected_finish=instant(task.expected_finish),
        **constraint_bounds(task),
    )


def constraint_bounds(task: ImportedTask) -> Bounds:
    """Give the bounds that the constraints of a task set."""
    if task.is_manual:
        # MS Project leaves a task that is scheduled by hand at its start, whatever its links.
        return {"start_min": instant(task.start)}
    bounds = bounds_of(task.constraint, instant(task.constraint_date))
    bounds.update(bounds_of(task.constraint2, instant(task.constraint2_date)))
    return bounds


def bounds_of(constraint: Constraint, when: int) -> Bounds:
    """Give the bounds that one constraint sets at an instant."""
    if constraint is Constraint.ALAP:
        return {"late": True}
    if constraint is Constraint.ASAP or when == NEVER:
        return {}
    bounds: dict[Constraint, Bounds] = {
        Constraint.SNET: {"start_min": when},
        Constraint.SNLT: {"start_max": when},
        Constraint.FNET: {"finish_min": when},
        Constraint.FNLT: {"finish_max": when},
        # "On" of P6 gives way to logic; "mandatory" and the "must" of MS Project win over it.
        Constraint.SO: {"start_min": when, "start_max": when},
        Constraint.FO: {"finish_min": when, "finish_max": when},
        Constraint.MSO: {"must_start": when},
        Constraint.MFO: {"must_finish": when},
    }
    return bounds[constraint]
