"""The rules by which other programs schedule, as a network of ours."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
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
    from collections.abc import Iterator
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
    keys = sorted(project.calendars, key=lambda key: (key != project.default_calendar, key))
    number = {key: i for i, key in enumerate(keys)}
    calendars = [project.calendars[key].over(horizon) for key in keys]
    leaves = {task.key: task for task in project.activities}
    activities = [network_activity(task, project, number) for task in leaves.values()]
    links = list(links_on_leaves(project.tasks, project.links, len(calendars)))
    network = Network.build(activities, links, calendars)
    of = {key: calendars[_calendar_number(t, project, number)] for key, t in leaves.items()}
    return Composition(project, network, of)


def instant(moment: datetime | None) -> int:
    """The instant of a moment, NEVER where there is none."""
    return NEVER if moment is None else instant_of(moment)


def links_on_leaves(
    tasks: Sequence[ImportedTask], links: Sequence[ImportedLink], elapsed: int
) -> Iterator[NetworkLink]:
    """Links between leaves; one on a summary acts on all its leaf children.

    Args:
        tasks: All rows, the summaries too.
        links: As they stand in the file.
        elapsed: Index of the calendar in which every minute counts.
    """
    below = leaves_below(tasks)
    by_key = {task.key: task for task in tasks}
    for link in links:
        for predecessor in below.get(link.predecessor, ()):
            for successor in below.get(link.successor, ()):
                lag, calendar = link.lag, -1
                if link.kind is LagKind.ELAPSED:
                    calendar = elapsed
                if link.kind is LagKind.PERCENT:
                    lag = by_key[predecessor].duration * link.lag / 100
                    calendar = elapsed if by_key[predecessor].is_elapsed else -1
                yield NetworkLink(predecessor, successor, link.type, round(lag), calendar)


def leaves_below(tasks: Sequence[ImportedTask]) -> dict[str, list[str]]:
    """The scheduled tasks under each row; of such a task itself."""
    children = defaultdict(list)
    for task in tasks:
        children[task.parent].append(task)
    below: dict[str, list[str]] = {}
    for task in _deepest_first(tasks, children):
        if task.kind is TaskKind.SUMMARY:
            below[task.key] = [leaf for child in children[task.key] for leaf in below[child.key]]
        else:
            below[task.key] = [task.key] if task.is_active else []
    return below


def _deepest_first(
    tasks: Sequence[ImportedTask], children: dict[str | None, list[ImportedTask]]
) -> list[ImportedTask]:
    known = {task.key for task in tasks}
    order = [task for task in tasks if task.parent is None or task.parent not in known]
    for task in order:  # grows as it goes
        order += children[task.key]
    return order[::-1]


def network_activity(
    task: ImportedTask, project: ExchangeProject, number: dict[str, int]
) -> NetworkActivity:
    """A task of another program in the engine's terms."""
    calendar = _calendar_number(task, project, number)
    is_p6 = project.application is Application.P6
    floor = instant(project.start)
    if task.is_started and not is_p6:
        floor = instant(task.resume or task.actual_start)
    finished = instant(task.actual_finish)
    return NetworkActivity(
        id=task.key,
        kind=KINDS[task.kind],
        calendar=len(number) if task.is_elapsed else calendar,
        float_calendar=calendar,
        duration=task.remaining if task.is_started else task.duration,
        floor=NEVER if task.is_started and is_p6 else floor,
        bound=instant(task.deadline),
        actual_start=finished if task.actual_start is None else instant(task.actual_start),
        actual_finish=finished,
        expected_finish=instant(task.expected_finish),
        **constraint_bounds(task),
    )


def constraint_bounds(task: ImportedTask) -> Bounds:
    """The bounds that the constraints of a task set.

    "Start on" and "finish on" of P6 bound both sides softly, "must" and "mandatory" win over
    logic, and a task that MS Project schedules by hand stays at its start.
    """
    if task.is_manual:
        return {"start_min": instant(task.start)}
    bounds = bounds_of(task.constraint, instant(task.constraint_date))
    bounds.update(bounds_of(task.constraint2, instant(task.constraint2_date)))
    return bounds


def bounds_of(constraint: Constraint, when: int) -> Bounds:
    """The bounds that one constraint sets at an instant."""
    if constraint is Constraint.ALAP:
        return {"late": True}
    if constraint is Constraint.ASAP or when == NEVER:
        return {}
    found: dict[Constraint, Bounds] = {
        Constraint.SNET: {"start_min": when},
        Constraint.SNLT: {"start_max": when},
        Constraint.FNET: {"finish_min": when},
        Constraint.FNLT: {"finish_max": when},
        Constraint.SO: {"start_min": when, "start_max": when},
        Constraint.FO: {"finish_min": when, "finish_max": when},
        Constraint.MSO: {"must_start": when},
        Constraint.MFO: {"must_finish": when},
    }
    return found[constraint]


def _calendar_number(task: ImportedTask, project: ExchangeProject, number: dict[str, int]) -> int:
    return number.get(task.calendar or project.default_calendar, 0)
