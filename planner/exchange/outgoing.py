"""A schedule of ours as a plan that another program can hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from planner.duration import Unit
from planner.exchange.day_names import day_names
from planner.exchange.day_names import spans_of
from planner.exchange.holding import held_in_place
from planner.exchange.left_out import LeftOut
from planner.exchange.left_out import counts_by_name
from planner.exchange.outgoing_links import outgoing_link
from planner.exchange.project import Application
from planner.exchange.project import Constraint
from planner.exchange.project import ExchangeProject
from planner.exchange.project import ImportedCalendar
from planner.exchange.project import ImportedTask
from planner.exchange.project import TaskKind
from planner.model import ActivityKind
from planner.model import ActivityState
from planner.model import MilestoneKind
from planner.schedule.compose import Composer
from planner.schedule.compose import first_minute
from planner.schedule.compose import last_minute
from planner.timeaxis import DAY
from planner.timeaxis import NEVER
from planner.timeaxis import day_ending_at
from planner.timeaxis import moment_of
from planner.timeaxis import morning_of
from planner.workcalendar import ALL_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from datetime import datetime

    from planner.exchange.project import ImportedLink
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
        """Give the whole plan: a summary for each workstream with its activities below it."""
        programme = self.schedule.plan.programme
        calendars = {name: self.calendar(c) for name, c in self.schedule.calendars.items()}
        calendars.setdefault(self.always, ImportedCalendar(self.always, "24 x 7", (ALL_DAY,) * 7))
        tasks, links = tuple(self.tasks()), tuple(self.links())
        return ExchangeProject(
            name=programme.programme,
            application=Application.MS_PROJECT,
            start=moment_of(first_minute(programme.start, self.schedule.default_calendar)),
            # A data date is a morning: the progress is that of the evening before.
            status_date=moment_of(morning_of(self.schedule.data_date)),
            default_calendar=programme.default_calendar,
            calendars=calendars,
            tasks=tasks,
            links=links,
            left_out=counts_by_name(self.lost),
        )

    def links(self) -> Iterator[ImportedLink]:
        """Give the links between activities; a hammock has none, because its dates are fixed."""
        for activity in self.schedule.plan.activities.values():
            if activity.kind is not ActivityKind.HAMMOCK:
                for dependency in activity.after:
                    yield outgoing_link(
                        self.schedule, self.composer, dependency, activity, self.lost
                    )

    def calendar(self, calendar: WorkCalendar) -> ImportedCalendar:
        """Give a calendar with its exceptions as spans of days with the same hours."""
        title = self.schedule.plan.calendars[calendar.name].title or calendar.name
        names = day_names(self.schedule.plan.programme, calendar.name)
        exceptions = tuple(spans_of(calendar, names))
        return ImportedCalendar(
            calendar.name, title, calendar.week, exceptions, calendar.minutes_per_day
        )

    def tasks(self) -> Iterator[ImportedTask]:
        """Give the rows, those of each workstream under its summary and by date."""
        plan = self.schedule.plan
        titles = {workstream.id: workstream.title for workstream in plan.workstreams}
        order = {workstream: i for i, workstream in enumerate(titles)}
        activities = sorted(plan.activities.values(), key=self._dates)
        activities.sort(key=lambda activity: order[activity.workstream])
        for workstream, own in groupby(activities, key=attrgetter("workstream")):
            # The dot keeps the key apart from the ids of activities.
            key = f"{workstream}."
            yield ImportedTask(key=key, code=key, name=titles[workstream], kind=TaskKind.SUMMARY)
            for activity in own:
                yield self.task(activity, key)

    def _dates(self, activity: Activity) -> tuple[date, date, str]:
        row = self.schedule.activities[activity.id]
        return row.start, row.finish, activity.id

    def task(self, activity: Activity, parent: str) -> ImportedTask:
        """Give one activity with its dates, constraint, deadline and progress."""
        if activity.kind is ActivityKind.HAMMOCK:
            return self.hammock(activity, parent)
        calendar = self.schedule.calendars[self.schedule.plan.calendar_of(activity)]
        dates = self.schedule.network_schedule[activity.id]
        given = self.composer.activity(activity)
        constraint, when = self.constraint(given, dates)
        due = given.bound
        if activity.kind is ActivityKind.FINISH_MILESTONE:
            # Other programs show midnight as the next day.
            at = evening_before(dates.finish, calendar)
            late = dates.late_finish and evening_before(dates.late_finish, calendar)
            dates = replace(dates, start=at, finish=at, late_start=late, late_finish=late)
            when, due = evening_before(when, calendar), evening_before(due, calendar)
        self._count_terms(activity)
        baseline_start, baseline_finish = self.baseline_dates(activity)
        is_elapsed = given.calendar == self.composer.elapsed
        counted = _elapsed if is_elapsed else calendar.minutes_between
        is_started = dates.state is not ActivityState.PLANNED
        is_open = dates.state is ActivityState.IN_PROGRESS
        is_finished = dates.state is ActivityState.FINISHED
        return ImportedTask(
            key=activity.id,
            code=activity.id,
            name=activity.title,
            kind=KINDS[activity.kind],
            parent=parent,
            calendar=self.calendar_for(activity, dates, calendar),
            duration=0 if activity.is_milestone else counted(dates.start, dates.finish),
            is_elapsed=is_elapsed,
            constraint=constraint,
            constraint_date=_moment(when),
            deadline=_moment(due),
            start=moment_of(dates.start),
            finish=moment_of(dates.finish),
            late_start=_moment(dates.late_start),
            late_finish=_moment(dates.late_finish),
            total_float=dates.total_float,
            free_float=dates.free_float,
            is_critical=self.schedule.activities[activity.id].critical,
            baseline_start=baseline_start,
            baseline_finish=baseline_finish,
            note=activity.note or "",
            fields=own_fields(activity),
            actual_start=moment_of(dates.start) if is_started else None,
            actual_finish=moment_of(dates.finish) if is_finished else None,
            percent_complete=_percentage(dates, calendar),
            remaining=0 if is_finished else counted(dates.resume, dates.finish),
            resume=moment_of(dates.resume) if is_open else None,
        )

    @property
    def always(self) -> str:
        """The calendar in which every minute counts; one of the plan, else one of our own."""
        for name, calendar in self.schedule.calendars.items():
            if set(calendar.week) == {ALL_DAY} and not calendar.exceptions:
                return name
        return "24x7"

    def calendar_for(
        self, activity: Activity, dates: ScheduledActivity, calendar: WorkCalendar
    ) -> str | None:
        """Give the calendar of a task, None for that of the project."""
        if not activity.is_milestone:
            return calendar.name
        default = self.schedule.default_calendar
        if dates.start in {default.next_start(dates.start), default.last_finish(dates.start)}:
            return None
        # MS Project would move a milestone at midnight to the next working hour.
        return self.always

    def baseline_dates(self, activity: Activity) -> tuple[datetime | None, datetime | None]:
        """Give the start and finish that an activity had in the baseline."""
        if self.baseline is None:
            return None, None
        scheduled = self.baseline.network_schedule
        if activity.id not in scheduled.network.number:
            return None, None
        dates = scheduled[activity.id]
        return moment_of(dates.start), moment_of(dates.finish)

    def hammock(self, activity: Activity, parent: str) -> ImportedTask:
        """Give a hammock as a task of its present length; other programs have no hammocks."""
        self.lost[LeftOut.HAMMOCK] += 1
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
        self, given: NetworkActivity, dates: ScheduledActivity
    ) -> tuple[Constraint, int]:
        """Give the one constraint for which there is room, and its instant.

        MS Project does not move open work to the data date by itself. What has not begun is
        therefore held there, as its own command "reschedule uncompleted work" does it.
        """
        dated = [(constraint, getattr(given, name)) for name, constraint in CONSTRAINTS.items()]
        present = [pair for pair in dated if pair[1] != NEVER]
        if self._is_held(given, dates):
            self.lost[LeftOut.HELD_AT_DATA_DATE] += 1
            present = [pair for pair in present if pair[0] is not Constraint.SNET]
            present.insert(0, (Constraint.SNET, dates.start))
        if given.late:
            present.append((Constraint.ALAP, NEVER))
        self.lost[LeftOut.SECOND_CONSTRAINT] += len(present[1:])
        return next(iter(present), (Constraint.ASAP, NEVER))

    def _is_held(self, given: NetworkActivity, dates: ScheduledActivity) -> bool:
        """Whether the data date keeps an activity from starting sooner."""
        scheduled = self.schedule.network_schedule
        floor = scheduled.data_date
        has_own = given.must_start != NEVER or given.must_finish != NEVER
        if dates.state is not ActivityState.PLANNED or has_own or given.start_min >= floor:
            return False
        calendar = scheduled.network.work_calendars[given.calendar]
        if calendar.minutes_between(floor, dates.start) > 1:
            return False
        # Open work before it moves with the data date and takes this activity along.
        drivers = (link.predecessor for link in scheduled.links_into(dates.id) if link.is_driving)
        return all(scheduled[driver].state is ActivityState.FINISHED for driver in drivers)

    def _count_terms(self, activity: Activity) -> None:
        if activity.term is not None:
            self.lost[LeftOut.STATUTORY_TERM] += 1
        elif activity.planned_duration.unit is Unit.ELAPSED_MONTH:
            self.lost[LeftOut.DURATION_IN_MONTHS] += 1


def outgoing(schedule: Schedule, baseline: Schedule | None = None) -> ExchangeProject:
    """Give a schedule as a plan that another program can hold.

    Args:
        schedule: The plan as scheduled at its data date.
        baseline: An earlier schedule, which becomes the baseline of the file.

    Returns:
        The plan; its `left_out` counts the things that have no place in the other program.
    """
    composer = Composer(
        schedule.plan, schedule.progress, schedule.network_schedule.options, schedule.calendars
    )
    return held_in_place(Sender(schedule, composer, baseline).project())


def own_fields(activity: Activity) -> dict[str, str]:
    """Give what the other program has no place for, so that it comes back from there."""
    fields = {"id": activity.id, "owner": activity.owner or ""}
    if activity.is_milestone:
        is_start = activity.kind is ActivityKind.START_MILESTONE
        fields["milestone"] = (MilestoneKind.START if is_start else MilestoneKind.FINISH).value
    return fields


def evening_before(instant: int, calendar: WorkCalendar) -> int:
    """Give the last minute of work of the day that a midnight ends; other instants stay."""
    if instant == NEVER or instant % DAY:
        return instant
    last = last_minute(day_ending_at(instant), calendar)
    return last if last < instant else instant - 1


def _percentage(dates: ScheduledActivity, calendar: WorkCalendar) -> float:
    """The share of the working time between start and finish that is done."""
    if dates.state is not ActivityState.IN_PROGRESS:
        return 100.0 * (dates.state is ActivityState.FINISHED)
    whole = calendar.minutes_between(dates.start, dates.finish)
    left = calendar.minutes_between(dates.resume, dates.finish)
    return 100 * (whole - left) / whole if whole > 0 else 0.0


def _elapsed(start: int, finish: int) -> int:
    return finish - start


def _moment(instant: int | None) -> datetime | None:
    return None if instant is None or instant == NEVER else moment_of(instant)
