"""Turn a plan and its progress at a data date into the network that the engine schedules."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from planner.duration import Duration
from planner.duration import Unit
from planner.model import ActivityKind
from planner.progress import Progress
from planner.schedule.calendar_layout import work_calendars
from planner.schedule.columns import MONTHS
from planner.schedule.columns import TERM
from planner.schedule.lengths import ShiftTables
from planner.schedule.lengths import elapsed_minutes
from planner.schedule.lengths import minutes_of
from planner.schedule.lengths import remaining_of
from planner.schedule.network import LinkType
from planner.schedule.network import Network
from planner.schedule.network import NetworkActivity
from planner.schedule.network import NetworkKind
from planner.schedule.network import NetworkLink
from planner.schedule.presets import LagCalendar
from planner.timeaxis import DAY
from planner.timeaxis import NEVER
from planner.timeaxis import evening_of
from planner.timeaxis import morning_of
from planner.workcalendar import always

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date

    from planner.model import Activity
    from planner.model import Dependency
    from planner.model import DependencyType
    from planner.model import Plan
    from planner.schedule.presets import Options
    from planner.workcalendar import WorkCalendar

STARTS = {"start_no_earlier_than", "start_no_later_than", "must_start_on"}
"""The constraints on a start."""


@dataclass(slots=True)
class Composer:
    """Turns the activities of a plan into those of a network.

    Attributes:
        plan: What people wrote.
        progress: The state of each activity that a report names.
        options: Which calendar a lag runs on.
        calendars: The plan's calendars by name, the default one first.
        around_the_clock: The calendar on which elapsed work runs.
    """

    plan: Plan
    progress: Mapping[str, Progress]
    options: Options
    calendars: Mapping[str, WorkCalendar]
    number: Mapping[str, int] = field(init=False)
    around_the_clock: WorkCalendar = field(init=False)
    shifts: ShiftTables = field(default_factory=ShiftTables)

    def __post_init__(self) -> None:
        self.number = {name: i for i, name in enumerate(self.calendars)}
        self.around_the_clock = always(self.plan.programme.horizon)

    @property
    def elapsed(self) -> int:
        """Index that the network gives the calendar in which every minute counts."""
        return len(self.calendars)

    def calendar_of(self, activity: Activity) -> WorkCalendar:
        """Find the calendar in which an activity is worked on."""
        return self.calendars[self.plan.calendar_of(activity)]

    def network(self) -> Network:
        """Make the network of all activities but the hammocks."""
        # A hammock has no logic of its own: it hangs between two others (Composer.end_of).
        scheduled = [a for a in self.plan.activities.values() if a.kind is not ActivityKind.HAMMOCK]
        activities = [self.activity(a) for a in scheduled]
        links = [link for a in scheduled for link in self.links(a)]
        calendars = list(self.calendars.values())
        return Network.build(activities, links, calendars, self.shifts.columns(calendars[0]))

    def activity(self, activity: Activity) -> NetworkActivity:
        """Turn one activity: its dates into instants, its length into minutes."""
        state = self.progress.get(activity.id, Progress(activity.id))
        calendar = self.calendar_of(activity)
        own = self.number[calendar.name]
        kind = NetworkKind[activity.kind.name]
        calendar_index, minutes, shift = own, 0, -1
        if kind is NetworkKind.TASK:
            calendar_index, minutes, shift = self.length(activity, state, calendar)
        hours = calendar if calendar_index == own else self.around_the_clock
        # Floats of a milestone are counted in the default calendar, which is the first.
        return NetworkActivity(
            id=activity.id,
            kind=kind,
            calendar=calendar_index,
            float_calendar=own if kind is NetworkKind.TASK else 0,
            duration=minutes,
            day=0 if hours.is_around_the_clock else hours.minutes_per_day,
            shift=shift,
            floor=NEVER if state.is_started else morning_of(self.plan.programme.start),
            bound=self.bound(activity),
            start_min=max(
                constraint_instant(activity, "start_no_earlier_than", hours),
                expected_milestone(activity, state),
            ),
            finish_min=constraint_instant(activity, "finish_no_earlier_than", hours),
            start_max=constraint_instant(activity, "start_no_later_than", hours),
            finish_max=constraint_instant(activity, "finish_no_later_than", hours),
            must_start=constraint_instant(activity, "must_start_on", hours),
            must_finish=constraint_instant(activity, "must_finish_on", hours),
            late=activity.as_late_as_possible,
            **actual_dates(activity, state, calendar),
        )

    def length(
        self, activity: Activity, state: Progress, calendar: WorkCalendar
    ) -> tuple[int, int, int]:
        """Give the index of the calendar of the work, its minutes, and its day table or -1."""
        length = activity.planned_duration
        if state.is_started and state.remaining is not None:
            length = state.remaining
        elif activity.term is not None:
            return self.elapsed, 0, self.shifts.of(activity.term, length, TERM)
        elif state.is_started:
            length = remaining_of(activity, state, calendar)
        if length.unit is Unit.ELAPSED_MONTH:
            return self.elapsed, 0, self.shifts.of(None, length, MONTHS)
        index = self.elapsed if length.unit.is_elapsed else self.number[calendar.name]
        return index, minutes_of(length, calendar), -1

    def bound(self, activity: Activity) -> int:
        """Give the earliest of its deadline and its date as a target, or NEVER."""
        days = [t.date for t in self.plan.programme.all_targets if t.milestone == activity.id]
        if activity.deadline:
            days.append(activity.deadline.date)
        if not days:
            return NEVER
        return due_instant(activity.kind, min(days))

    def links(self, activity: Activity) -> Iterator[NetworkLink]:
        """Turn the dependencies of one activity into links."""
        for dependency in activity.after:
            predecessor = self.end_of(dependency.activity, dependency.type)
            calendar, minutes, shift = self.lag(dependency, predecessor, activity)
            yield NetworkLink(
                predecessor.id,
                activity.id,
                LinkType[dependency.type],
                minutes,
                calendar,
                shift,
            )

    def end_of(self, identifier: str, kind: DependencyType) -> Activity:
        """Find the activity at the end of a hammock that a dependency hangs on, else itself."""
        activity = self.plan.activities[identifier]
        while activity.spans is not None:
            end = activity.spans.to if kind.from_finish else activity.spans.from_
            activity = self.plan.activities[end]
        return activity

    def lag(
        self, dependency: Dependency, predecessor: Activity, successor: Activity
    ) -> tuple[int, int, int]:
        """Give the index of the calendar of a lag, its minutes, and its day table or -1."""
        lag = dependency.lag
        if not lag:
            return -1, 0, -1
        # A percentage lag is of the predecessor's duration, as in MS Project.
        if lag.unit is Unit.PERCENT:
            planned = predecessor.planned_duration
            lag = Duration(planned.amount * lag.amount / 100, planned.unit)
            if lag.unit is Unit.ELAPSED_MONTH:
                return self.elapsed, round(elapsed_minutes(lag)), -1
        if lag.unit is Unit.ELAPSED_MONTH:
            return -1, 0, self.shifts.of(None, lag, MONTHS)
        if lag.unit.is_elapsed:
            return self.elapsed, round(elapsed_minutes(lag)), -1
        chosen = {
            LagCalendar.PREDECESSOR: self.number[self.plan.calendar_of(predecessor)],
            LagCalendar.SUCCESSOR: self.number[self.plan.calendar_of(successor)],
            LagCalendar.DEFAULT: 0,
            LagCalendar.ELAPSED: self.elapsed,
        }[self.options.lag_calendar]
        # `1d` is a day of the predecessor's calendar, whichever calendar the lag runs on.
        return chosen, minutes_of(lag, self.calendar_of(predecessor)), -1


def due_instant(kind: ActivityKind, day: date) -> int:
    """Give the instant of a day on which an activity is due.

    A start milestone must be reached when the day begins, anything else when it ends.
    """
    return morning_of(day) if kind is ActivityKind.START_MILESTONE else evening_of(day)


def constraint_instant(activity: Activity, constraint: str, hours: WorkCalendar) -> int:
    """Give the instant of a date constraint, NEVER when the activity does not have it.

    Args:
        activity: The activity.
        constraint: The name of the constraint.
        hours: The calendar on which its work runs.
    """
    rule = getattr(activity, constraint)
    if rule is None:
        return NEVER
    # A milestone has one edge for all its dates; work begins and ends with the hours of a day.
    if activity.is_milestone:
        return due_instant(activity.kind, rule.date)
    return first_minute(rule.date, hours) if constraint in STARTS else last_minute(rule.date, hours)


def expected_milestone(activity: Activity, state: Progress) -> int:
    """Give the instant before which a report does not expect a milestone, or NEVER."""
    if state.is_started or state.expected_finish is None or not activity.is_milestone:
        return NEVER
    return due_instant(activity.kind, state.expected_finish)


def actual_dates(activity: Activity, state: Progress, calendar: WorkCalendar) -> dict[str, int]:
    """Give the actual dates and the expected finish as instants, by field of NetworkActivity."""
    if activity.is_milestone and state.reached:
        instant = last_minute(state.reached, calendar)
        if activity.kind is ActivityKind.START_MILESTONE:
            instant = morning_of(state.reached)
        return {"actual_start": instant, "actual_finish": instant}
    dates = {}
    if state.started:
        dates["actual_start"] = first_minute(state.started, calendar)
    if state.finished:
        dates["actual_finish"] = last_minute(state.finished, calendar)
        # Of what was only reported as finished, that day is the best known start.
        dates.setdefault("actual_start", first_minute(state.finished, calendar))
    elif state.expected_finish and not activity.is_milestone:
        dates["expected_finish"] = evening_of(state.expected_finish)
    return dates


def first_minute(day: date, calendar: WorkCalendar) -> int:
    """Give the instant at which work begins on a day; of a day off its morning."""
    return morning_of(day) + min((start for start, _ in calendar.hours_on(day)), default=0)


def last_minute(day: date, calendar: WorkCalendar) -> int:
    """Give the instant at which work ends on a day; of a day off its evening."""
    return morning_of(day) + max((end for _, end in calendar.hours_on(day)), default=DAY)


def compose(plan: Plan, progress: Mapping[str, Progress], options: Options) -> Network:
    """Make the network of a plan with its progress.

    Args:
        plan: What people wrote; its references are complete.
        progress: The state of activities at the data date.
        options: Rules of the run; only the lag calendar matters here.
    """
    return Composer(plan, progress, options, work_calendars(plan.programme)).network()
