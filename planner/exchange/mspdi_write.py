"""MSPDI, the XML of Microsoft Project: elements in the order that its schema requires."""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL
from uuid import uuid5

from planner.exchange.mspdi_xml import calendar_elements
from planner.exchange.mspdi_xml import clock
from planner.exchange.mspdi_xml import element
from planner.exchange.mspdi_xml import elements
from planner.exchange.mspdi_xml import moment
from planner.exchange.mspdi_xml import span
from planner.exchange.project import Constraint
from planner.exchange.project import LagKind
from planner.exchange.project import TaskKind
from planner.schedule.network import LinkType

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from planner.exchange.project import ExchangeProject
    from planner.exchange.project import ImportedLink
    from planner.exchange.project import ImportedTask

NAMESPACE = "http://schemas.microsoft.com/project"
LINK_TYPES = {LinkType.FF: 0, LinkType.FS: 1, LinkType.SF: 2, LinkType.SS: 3}
CONSTRAINTS = {
    Constraint.ASAP: 0,
    Constraint.ALAP: 1,
    Constraint.MSO: 2,
    Constraint.MFO: 3,
    Constraint.SNET: 4,
    Constraint.SNLT: 5,
    Constraint.FNET: 6,
    Constraint.FNLT: 7,
}
CUSTOM_FIELDS = {
    "id": ("188743731", "Text1"),
    "owner": ("188743734", "Text2"),
    "hammock": ("188743737", "Text3"),
    "milestone": ("188743740", "Text4"),
}
"""Values of ours that travel along, with the custom field of MS Project that holds them."""

DAYS, ELAPSED_DAYS, PERCENT = 7, 8, 19
"""Formats of durations and lags."""
LAG_FORMATS = {LagKind.WORKING: DAYS, LagKind.ELAPSED: ELAPSED_DAYS, LagKind.PERCENT: PERCENT}
ALL_DAY = (0, 1440)

Step = Callable[[int], object]
"""Is told how many activities have been done since the last time."""
PORTION = 200
"""The number of activities after which a step is told."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers that stand for keys in the file."""

    tasks: dict[str, int]
    calendars: dict[str, int]


def mspdi(project: ExchangeProject, step: Step | None = None) -> bytes:
    """Write a plan as MSPDI.

    Args:
        project: The plan; its links between leaves.
        step: Is called now and then with the number of tasks written since the last time.
    """
    numbers = Numbers(
        {task.key: i for i, task in enumerate(project.tasks, start=1)},
        {key: i for i, key in enumerate(project.calendars, start=1)},
    )
    parts = [
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
        f'<Project xmlns="{NAMESPACE}">',
    ]
    parts += _properties(project, numbers)
    parts.append("<Calendars>")
    for calendar in project.calendars.values():
        parts += calendar_elements(calendar, numbers.calendars[calendar.key])
    parts += ["</Calendars>", "<Tasks>"]
    parts += _tasks(project, numbers, step)
    parts += ["</Tasks>", "<Resources/>", "<Assignments/>", "</Project>", ""]
    return "\n".join(parts).encode("utf-8")


def _properties(project: ExchangeProject, numbers: Numbers) -> Iterator[str]:
    default = project.calendars[project.default_calendar]
    hours = next(filter(None, default.week), (ALL_DAY,))
    finishes = (task.finish for task in project.tasks if task.finish)
    worked = sum(end - start for day in default.week for start, end in day)
    yield from elements(SaveVersion=14, Name=project.name, Title=project.name, ScheduleFromStart=1)
    yield element("StartDate", moment(project.start))
    yield element("FinishDate", moment(max(finishes, default=project.start)))
    yield element("CriticalSlackLimit", 0)
    yield element("CalendarUID", numbers.calendars[project.default_calendar])
    yield element("DefaultStartTime", clock(hours[0][0]))
    yield element("DefaultFinishTime", clock(hours[-1][1]))
    yield from elements(MinutesPerDay=default.minutes_per_day or 480, MinutesPerWeek=worked)
    yield from elements(DaysPerMonth=20, DefaultTaskType=1, DurationFormat=DAYS)
    yield from elements(HonorConstraints=1, MultipleCriticalPaths=0, NewTasksEffortDriven=0)
    yield from elements(NewTasksEstimated=0, SplitsInProgressTasks=1, WeekStartDay=1)
    # Otherwise MS Project itself would move work to the status date when the file is opened.
    yield from elements(MoveCompletedEndsBack=0, MoveRemainingStartsBack=0)
    yield from elements(MoveRemainingStartsForward=0, MoveCompletedEndsForward=0)
    yield from elements(StatusDate=moment(project.status_date))
    yield element("CurrentDate", moment(project.status_date or project.start))
    yield from elements(Autolink=0, NewTasksAreManual=0)
    yield "<ExtendedAttributes>"
    for alias, (number, name) in CUSTOM_FIELDS.items():
        parts = elements(FieldID=number, FieldName=name, Alias=f"planner {alias}")
        yield f"<ExtendedAttribute>{''.join(parts)}</ExtendedAttribute>"
    yield "</ExtendedAttributes>"


def _tasks(project: ExchangeProject, numbers: Numbers, step: Step | None) -> Iterator[str]:
    into: dict[str, list[ImportedLink]] = defaultdict(list)
    for link in project.links:
        into[link.successor].append(link)
    counts: Counter[str | None] = Counter()
    outline: dict[str | None, tuple[int, ...]] = {}
    periods = _periods_of_summaries(project)
    for done, task in enumerate(project.tasks, start=1):
        counts[task.parent] += 1
        outline[task.key] = (*outline.get(task.parent, ()), counts[task.parent])
        yield "<Task>"
        yield from _head(task, numbers, outline[task.key])
        yield from _dates(task, periods)
        yield from _progress(task)
        yield from _constraint(task, numbers)
        for link in into[task.key]:
            yield _link(link, numbers)
        yield from _extras(task)
        yield "</Task>"
        if step and done % PORTION == 0:
            step(PORTION)
    if step:
        step(len(project.tasks) % PORTION)


def _periods_of_summaries(project: ExchangeProject) -> dict[str, tuple[datetime, datetime]]:
    """The first start and last finish below each summary."""
    periods: dict[str, tuple[datetime, datetime]] = {}
    parent = {task.key: task.parent for task in project.tasks}
    for task in project.tasks:
        if task.kind is TaskKind.SUMMARY or task.start is None or task.finish is None:
            continue
        above = task.parent
        while above is not None:
            start, finish = periods.get(above, (task.start, task.finish))
            periods[above] = (min(start, task.start), max(finish, task.finish))
            above = parent.get(above)
    return periods


def _head(task: ImportedTask, numbers: Numbers, outline: tuple[int, ...]) -> Iterator[str]:
    number, place = numbers.tasks[task.key], ".".join(map(str, outline))
    # An id made of the code is the same in the next export, so programs see the same task.
    identity = str(uuid5(NAMESPACE_URL, f"planner:{task.code}")).upper()
    yield from elements(UID=number, GUID=identity, ID=number, Name=task.name)
    yield from elements(Active=int(task.is_active), Manual=int(task.is_manual), Type=1, IsNull=0)
    yield from elements(WBS=place, OutlineNumber=place, OutlineLevel=len(outline), Priority=500)


def _dates(task: ImportedTask, periods: dict[str, tuple[datetime, datetime]]) -> Iterator[str]:
    start, finish = map(moment, periods.get(task.key, (task.start, task.finish)))
    is_summary = task.kind is TaskKind.SUMMARY
    is_in_progress = task.is_started and task.actual_finish is None
    resume = moment(task.resume) if is_in_progress else None
    yield from elements(Start=start, Finish=finish)
    yield from elements(Duration=None if is_summary else span(task.duration))
    yield element("DurationFormat", ELAPSED_DAYS if task.is_elapsed else DAYS)
    yield from elements(Stop=resume, Resume=resume, ResumeValid=int(is_in_progress))
    yield from elements(EffortDriven=0, Recurring=0, Estimated=0, Milestone=int(task.is_milestone))
    yield from elements(Summary=int(is_summary), Critical=int(task.is_critical))
    yield from elements(IsSubproject=0, ExternalTask=0, EarlyStart=start, EarlyFinish=finish)
    yield from elements(LateStart=moment(task.late_start), LateFinish=moment(task.late_finish))
    yield from elements(FreeSlack=_tenths(task.free_float), TotalSlack=_tenths(task.total_float))


def _progress(task: ImportedTask) -> Iterator[str]:
    if task.kind is TaskKind.SUMMARY:
        return
    done, left = 0, task.duration
    if task.actual_finish:
        done, left = task.duration, 0
    elif task.is_started:
        done, left = max(task.duration - task.remaining, 0), task.remaining
    yield element("PercentComplete", round(task.percent_complete))
    yield from elements(
        ActualStart=moment(task.actual_start), ActualFinish=moment(task.actual_finish)
    )
    yield from elements(ActualDuration=span(done), RemainingDuration=span(left))


def _constraint(task: ImportedTask, numbers: Numbers) -> Iterator[str]:
    yield element("ConstraintType", CONSTRAINTS[task.constraint])
    yield element("CalendarUID", numbers.calendars.get(task.calendar or "", -1))
    yield from elements(ConstraintDate=moment(task.constraint_date), Deadline=moment(task.deadline))
    yield from elements(IgnoreResourceCalendar=1, Notes=task.note or None)


def _link(link: ImportedLink, numbers: Numbers) -> str:
    lag = link.lag
    if link.kind is not LagKind.PERCENT:
        lag *= 10  # a lag in time is written in tenths of minutes
    return (
        f"<PredecessorLink><PredecessorUID>{numbers.tasks[link.predecessor]}</PredecessorUID>"
        f"<Type>{LINK_TYPES[link.type]}</Type><CrossProject>0</CrossProject>"
        f"<LinkLag>{round(lag)}</LinkLag><LagFormat>{LAG_FORMATS[link.kind]}</LagFormat></PredecessorLink>"
    )


def _extras(task: ImportedTask) -> Iterator[str]:
    for name, value in task.fields.items():
        if value:
            parts = elements(FieldID=CUSTOM_FIELDS[name][0], Value=value)
            yield f"<ExtendedAttribute>{''.join(parts)}</ExtendedAttribute>"
    if task.baseline_start and task.baseline_finish:
        start, finish = moment(task.baseline_start), moment(task.baseline_finish)
        parts = elements(Number=0, Start=start, Finish=finish)
        yield f"<Baseline>{''.join(parts)}</Baseline>"


def _tenths(minutes: int | None) -> int | None:
    return minutes and minutes * 10
