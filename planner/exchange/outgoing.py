"""A schedule of ours as a plan that another program can hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from itertools import groupby
from typing import TYPE_CHECKING

from planner.duration import Unit
from planner.exchange.day_names import day_names
from planner.exchange.day_names import spans_of
from planner.exchange.holding import held_in_place
from planner.exchange.outgoing_links import outgoing_link
from planner.exchange.project import Application
from planner.exchange.project import Constraint
from planner.exchange.project import ExchangeProject
from planner.exchange.project import ImportedCalendar
from planner.exchange.project import ImportedTask
from planner.exchange.project import TaskKind
from planner.model import ActivityKind
from planner.model import ActivityState
from planner.schedule.compose import Composer
from planner.schedule.compose import first_minute
from planner.schedule.compose import last_minute
from planner.timeaxis import NEVER
from planner.timeaxis import moment_of
from planner.timeaxis import morning_of
from planner.workcalendar import ALL_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from datetime import datetime

    from planner.model import Activity
    from planner.schedule.network import NetworkActivity
    from planner.schedule.plan_schedule import Schedule
    from planner.schedule.result import ScheduledActivity
    from planner.workcalendar import WorkCalendar

KINDS = {
    ActivityKind.TASK: TaskKind.TASK,
    ActivityKind.HAMMOCK: TaskKind.TASK,
    ActivityKind.START_MILESTONE: TaskKind.START_MILESTONE,
    ActivityKind.FINISH_MILESTONE: TaskKind.MILESTONE,
}
CONSTRAINTS = {
    "must_start": Constraint.MSO,
    "must_finish": Constraint.MFO,
    "start_min": Constraint.SNET,
    "finish_min": Constraint.FNET,
    "start_max": Constraint.SNLT,
    "finish_max": Constraint.FNLT,
}
"""The bounds of the engine as constraints; MS Project has room for the first of them only."""


@dataclass(slots=True)
class Sender:
    """Turns a schedule into a neutral plan, and counts what does not fit."""

    schedule: Schedule
    composer: Composer
    baseline: Schedule | None = None
    lost: Counter[str] = field(default_factory=Counter)

    def project(self) -> ExchangeProject:
        """The whole plan: a summary for each workstream with its activities below it."""
        programme = self.schedule.plan.programme
        calendars = {name: self.calendar(c) for name, c in self.schedule.calendars.items()}
        calendars.setdefault(self.always, ImportedCalendar(self.always, "24 x 7", (ALL_DAY,) * 7))
        tasks = tuple(self.tasks())
        links = tuple(
            outgoing_link(self.schedule, self.composer, dependency, activity, self.lost)
            for activity in self.schedule.plan.activities.values()
            if activity.kind is not ActivityKind.HAMMOCK
            for dependency in activity.after
        )
        return ExchangeProject(
            name=programme.programme,
            application=Application.MS_PROJECT,
            start=moment_of(first_minute(programme.start, self.schedule.default_calendar)),
            status_date=moment_of(morning_of(self.schedule.data_date)),
            default_calendar=programme.default_calendar,
            calendars=calendars,
            tasks=tasks,
            links=links,
            left_out={name: count for name, count in sorted(self.lost.items()) if count},
        )

    def calendar(self, calendar: WorkCalendar) -> ImportedCalendar:
        """A calendar with its exceptions as spans of days with the same hours."""
        title = self.schedule.plan.calendars[calendar.name].title or calendar.name
        return ImportedCalendar(
            calendar.name,
            title,
            calendar.week,
            tuple(spans_of(calendar, day_names(self.schedule.plan.programme, calendar.name))),
            calendar.minutes_per_day,
        )

    def tasks(self) -> Iterator[ImportedTask]:
        """The rows, each workstream's under its summary."""
        plan = self.schedule.plan
        titles = {w.id: w.title for w in plan.workstreams}
        order = {w.id: i for i, w in enumerate(plan.workstreams)}
        found = sorted(plan.activities.values(), key=lambda a: order.get(a.workstream, len(order)))
        for workstream, activities in groupby(found, key=lambda a: a.workstream):
            key = f"{workstream}."
            name = titles.get(workstream, workstream)
            yield ImportedTask(key=key, code=key, name=name, kind=TaskKind.SUMMARY)
            for activity in sorted(activities, key=self._place):
                yield self.task(activity, key)

    def _place(self, activity: Activity) -> tuple[date, date, str]:
        row = self.schedule.activities[activity.id]
        return row.start, row.finish, activity.id

    def task(self, activity: Activity, parent: str) -> ImportedTask:
        """One activity with its dates, constraint, deadline and progress."""
        if activity.kind is ActivityKind.HAMMOCK:
            return self.hammock(activity, parent)
        found = self.schedule.network_schedule[activity.id]
        given = self.composer.activity(activity)
        calendar = self.schedule.calendars[self.schedule.plan.calendar_of(activity)]
        constraint, when = self.constraint(given, found)
        is_elapsed = given.calendar == self.composer.elapsed
        self._count_terms(activity)
        counted = _elapsed if is_elapsed else calendar.minutes_between
        begun = found.state is not ActivityState.PLANNED
        return ImportedTask(
            key=activity.id,
            code=activity.id,
            name=activity.title,
            kind=KINDS[activity.kind],
            parent=parent,
            calendar=self.calendar_for(activity, found, calendar),
            duration=0 if activity.is_milestone else counted(found.start, found.finish),
            is_elapsed=is_elapsed,
            constraint=constraint,
            constraint_date=_moment(when),
            deadline=_moment(given.bound),
            actual_start=moment_of(found.start) if begun else None,
            actual_finish=moment_of(found.finish)
            if found.state is ActivityState.FINISHED
            else None,
            percent_complete=self.percentage(found, calendar),
            remaining=0
            if found.state is ActivityState.FINISHED
            else counted(found.resume, found.finish),
            resume=moment_of(found.resume) if found.state is ActivityState.IN_PROGRESS else None,
            start=moment_of(found.start),
            finish=moment_of(found.finish),
            late_start=_moment(found.late_start),
            late_finish=_moment(found.late_finish),
            total_float=found.total_float,
            free_float=found.free_float,
            is_critical=self.schedule.activities[activity.id].critical,
            baseline_start=self.frozen(activity.id, "start"),
            baseline_finish=self.frozen(activity.id, "finish"),
            note=activity.note or "",
            fields={"id": activity.id, "owner": activity.owner or ""},
        )

    @property
    def always(self) -> str:
        """The calendar in which every minute counts; one of the plan, else one of our own."""
        found = (
            name
            for name, calendar in self.schedule.calendars.items()
            if set(calendar.week) == {ALL_DAY} and not calendar.exceptions
        )
        return next(found, "24x7")

    def calendar_for(
        self, activity: Activity, found: ScheduledActivity, calendar: WorkCalendar
    ) -> str | None:
        """The calendar of a task; a milestone at midnight needs one in which that is an instant."""
        if not activity.is_milestone:
            return calendar.name
        default = self.schedule.default_calendar
        at_work = {default.next_start(found.start), default.last_finish(found.start)}
        return None if found.start in at_work else self.always

    def frozen(self, activity: str, edge: str) -> datetime | None:
        """The start or finish that an activity had in the baseline."""
        if self.baseline is None or activity not in self.baseline.network_schedule.network.number:
            return None
        return moment_of(getattr(self.baseline.network_schedule[activity], edge))

    def hammock(self, activity: Activity, parent: str) -> ImportedTask:
        """A hammock as a task of its present length; no other program hangs one between two."""
        self.lost["hammock"] += 1
        row = self.schedule.activities[activity.id]
        calendar = self.schedule.calendars[self.schedule.plan.calendar_of(activity)]
        start, finish = first_minute(row.start, calendar), last_minute(row.finish, calendar)
        start, finish = calendar.next_start(start), calendar.last_finish(finish)
        return ImportedTask(
            key=activity.id,
            code=activity.id,
            name=activity.title,
            parent=parent,
            calendar=calendar.name,
            duration=max(calendar.minutes_between(start, finish), 0),
            constraint=Constraint.SNET,
            constraint_date=moment_of(start),
            start=moment_of(start),
            finish=moment_of(max(start, finish)),
            fields={"id": activity.id, "owner": activity.owner or "", "hammock": "1"},
        )

    def constraint(
        self, given: NetworkActivity, found: ScheduledActivity
    ) -> tuple[Constraint, int]:
        """The one constraint that fits, and its instant.

        MS Project does not move open work to the data date by itself. What has not begun is
        therefore held there, as its own command "reschedule uncompleted work" does it.
        """
        present = [(kind, getattr(given, name)) for name, kind in CONSTRAINTS.items()]
        present = [(kind, when) for kind, when in present if when != NEVER]
        if self._is_held(given, found):
            self.lost["held-at-data-date"] += 1
            present = [(k, w) for k, w in present if k is not Constraint.SNET]
            present.insert(0, (Constraint.SNET, found.start))
        if given.late and not present:
            return Constraint.ALAP, NEVER
        if len(present) + given.late > 1:
            self.lost["second-constraint"] += len(present) + given.late - 1
        return present[0] if present else (Constraint.ASAP, NEVER)

    def _is_held(self, given: NetworkActivity, found: ScheduledActivity) -> bool:
        """Whether the data date is what keeps an activity from starting sooner."""
        floor = self.schedule.network_schedule.data_date
        has_own = given.must_start != NEVER or given.must_finish != NEVER
        if found.state is not ActivityState.PLANNED or has_own or given.start_min >= floor:
            return False
        calendar = self.schedule.network_schedule.network.work_calendars[given.calendar]
        if calendar.minutes_between(floor, found.start) > 1:
            return False
        links = self.schedule.network_schedule.links_into(found.id)
        open_work = (k for k in links if k.is_driving and self._is_open(k.predecessor))
        return next(open_work, None) is None

    def _is_open(self, activity: str) -> bool:
        return self.schedule.network_schedule[activity].state is not ActivityState.FINISHED

    def percentage(self, found: ScheduledActivity, calendar: WorkCalendar) -> float:
        """The share of the working time between start and finish that lies behind."""
        if found.state is not ActivityState.IN_PROGRESS:
            return 100.0 if found.state is ActivityState.FINISHED else 0.0
        whole = calendar.minutes_between(found.start, found.finish)
        left = calendar.minutes_between(found.resume, found.finish)
        return 100 * (whole - left) / whole if whole > 0 else 0.0

    def _count_terms(self, activity: Activity) -> None:
        if activity.term is not None:
            self.lost["statutory-term"] += 1
        elif activity.planned_duration.unit is Unit.ELAPSED_MONTH:
            self.lost["duration-in-months"] += 1


def outgoing(schedule: Schedule, baseline: Schedule | None = None) -> ExchangeProject:
    """A schedule as a plan that another program can hold.

    Args:
        schedule: The plan as scheduled at its data date.
        baseline: An earlier schedule, which becomes the baseline of the file.

    Returns:
        The plan; `left_out` counts what the other program has no place for.
    """
    composer = Composer(
        schedule.plan, schedule.progress, schedule.network_schedule.options, schedule.calendars
    )
    return held_in_place(Sender(schedule, composer, baseline).project())


def _elapsed(start: int, finish: int) -> int:
    return finish - start


def _moment(instant: int | None) -> datetime | None:
    return None if instant is None or instant == NEVER else moment_of(instant)
