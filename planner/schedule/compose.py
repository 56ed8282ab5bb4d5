"""From a plan and its progress at a data date to the network that the engine schedules."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from planner.duration import Duration
from planner.duration import Unit
from planner.model import ActivityKind
from planner.progress import Progress
from planner.schedule.calendar_layout import work_calendars
from planner.schedule.columns import EVENT_BEGINS
from planner.schedule.columns import EVENT_ENDED
from planner.schedule.columns import KEEPS_TIME
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

KINDS = {
    ActivityKind.TASK: NetworkKind.TASK,
    ActivityKind.START_MILESTONE: NetworkKind.START_MILESTONE,
    ActivityKind.FINISH_MILESTONE: NetworkKind.FINISH_MILESTONE,
}


@dataclass(slots=True)
class Composer:
    """Turns the activities of a plan into those of a network.

    Attributes:
        plan: What people wrote.
        progress: The state of each activity that a report names.
        options: Which calendar a lag runs on.
        calendars: The plan's calendars by name, the default one first.
    """

    plan: Plan
    progress: Mapping[str, Progress]
    options: Options
    calendars: Mapping[str, WorkCalendar]
    number: Mapping[str, int] = field(init=False)
    shifts: ShiftTables = field(default_factory=ShiftTables)

    def __post_init__(self) -> None:
        self.number = {name: i for i, name in enumerate(self.calendars)}

    @property
    def elapsed(self) -> int:
        """Index that the network gives the calendar in which every minute counts."""
        return len(self.calendars)

    def calendar_of(self, activity: Activity) -> WorkCalendar:
        """The calendar in which an activity is worked on."""
        return self.calendars[self.plan.calendar_of(activity)]

    def network(self) -> Network:
        """The network of all activities; hammocks hang between theirs and are not in it."""
        scheduled = [a for a in self.plan.activities.values() if a.kind is not ActivityKind.HAMMOCK]
        activities = [self.activity(a) for a in scheduled]
        links = [link for a in scheduled for link in self.links(a)]
        calendars = list(self.calendars.values())
        return Network.build(activities, links, calendars, self.shifts.columns(calendars[0]))

    def activity(self, activity: Activity) -> NetworkActivity:
        """One activity with its dates as instants and its length in minutes."""
        state = self.progress.get(activity.id, Progress(activity.id))
        calendar = self.calendar_of(activity)
        own = self.number[calendar.name]
        kind = KINDS[activity.kind]
        calendar_index, minutes, shift = own, 0, -1
        if kind is NetworkKind.TASK:
            calendar_index, minutes, shift = self.length(activity, state, calendar)
        begun = state.is_started
        edge = Edge(activity)
        return NetworkActivity(
            id=activity.id,
            kind=kind,
            calendar=calendar_index,
            float_calendar=own if kind is NetworkKind.TASK else 0,
            duration=minutes,
            shift=shift,
            floor=NEVER if begun else morning_of(self.plan.programme.start),
            bound=self.bound(activity),
            start_min=max(
                edge("start_no_earlier_than"), expected_milestone(activity, state, begun=begun)
            ),
            finish_min=edge("finish_no_earlier_than"),
            start_max=edge("start_no_later_than"),
            finish_max=edge("finish_no_later_than"),
            must_start=edge("must_start_on"),
            must_finish=edge("must_finish_on"),
            late=activity.as_late_as_possible,
            **actual_dates(activity, state, calendar),
        )

    def length(
        self, activity: Activity, state: Progress, calendar: WorkCalendar
    ) -> tuple[int, int, int]:
        """Index of the calendar on which the work runs, its minutes, and its day table or -1."""
        length = activity.planned_duration
        if state.is_started and state.remaining is not None:
            length = state.remaining
        elif activity.term is not None:
            return self.elapsed, 0, self.shifts.of(activity.term, length, self.event(activity))
        elif length.unit is Unit.ELAPSED_MONTH:
            return self.elapsed, 0, self.shifts.of(None, length, KEEPS_TIME)
        elif state.is_started:
            length = remaining_of(activity, state)
        index = self.elapsed if length.unit.is_elapsed else self.number[calendar.name]
        return index, minutes_of(length, calendar), -1

    def event(self, activity: Activity) -> int:
        """Whether the day of the event of a term begins or ends at the instant it starts.

        A term that follows the end of something starts when that day is over; one that follows
        from when something applies starts on that day itself. In both the day does not count.
        """
        activities = self.plan.activities
        ends_work = any(
            dependency.type.from_finish
            and activities[dependency.activity].kind is not ActivityKind.START_MILESTONE
            for dependency in activity.after
        )
        return EVENT_ENDED if ends_work else EVENT_BEGINS

    def bound(self, activity: Activity) -> int:
        """The earliest of its deadline and its date as a target."""
        edge = morning_of if activity.kind is ActivityKind.START_MILESTONE else evening_of
        days = [activity.deadline.date] if activity.deadline else []
        days += [t.date for t in self.plan.programme.all_targets if t.milestone == activity.id]
        return edge(min(days)) if days else NEVER

    def links(self, activity: Activity) -> Iterator[NetworkLink]:
        """The dependencies of one activity."""
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
        """The activity at the end of a hammock that a dependency hangs on, else itself."""
        activity = self.plan.activities[identifier]
        while activity.spans is not None:
            end = activity.spans.to if kind.from_finish else activity.spans.from_
            activity = self.plan.activities[end]
        return activity

    def lag(
        self, dependency: Dependency, predecessor: Activity, successor: Activity
    ) -> tuple[int, int, int]:
        """Index of the calendar of a lag, its minutes, and its day table or -1."""
        lag = dependency.lag
        if not lag:
            return -1, 0, -1
        if lag.unit is Unit.PERCENT:
            planned = predecessor.planned_duration
            lag = Duration(planned.amount * lag.amount / 100, planned.unit)
            if lag.unit is Unit.ELAPSED_MONTH:
                return self.elapsed, round(elapsed_minutes(lag)), -1
        if lag.unit is Unit.ELAPSED_MONTH:
            return -1, 0, self.shifts.of(None, lag, KEEPS_TIME)
        if lag.unit.is_elapsed:
            return self.elapsed, round(elapsed_minutes(lag)), -1
        chosen = {
            LagCalendar.PREDECESSOR: self.number[self.plan.calendar_of(predecessor)],
            LagCalendar.SUCCESSOR: self.number[self.plan.calendar_of(successor)],
            LagCalendar.DEFAULT: 0,
            LagCalendar.ELAPSED: self.elapsed,
        }[self.options.lag_calendar]
        return chosen, minutes_of(lag, self.calendar_of(predecessor)), -1


@dataclass(frozen=True, slots=True)
class Edge:
    """Reads a date constraint as an instant.

    On a start milestone every date means its morning, on a finish milestone its evening; on work a
    date means the morning for its start and the evening for its finish.
    """

    activity: Activity

    def __call__(self, constraint: str) -> int:
        """The instant of a constraint, NEVER when the activity does not have it."""
        rule = self.activity.constraints.get(constraint)
        if rule is None:
            return NEVER
        kind = self.activity.kind
        if kind is ActivityKind.TASK:
            opens = constraint in {"start_no_earlier_than", "start_no_later_than", "must_start_on"}
        else:
            opens = kind is ActivityKind.START_MILESTONE
        return morning_of(rule.date) if opens else evening_of(rule.date)


def expected_milestone(activity: Activity, state: Progress, *, begun: bool) -> int:
    """When a report expects a milestone, which then does not come earlier."""
    if begun or state.expected_finish is None or not activity.is_milestone:
        return NEVER
    is_start = activity.kind is ActivityKind.START_MILESTONE
    return morning_of(state.expected_finish) if is_start else evening_of(state.expected_finish)


def actual_dates(activity: Activity, state: Progress, calendar: WorkCalendar) -> dict[str, int]:
    """What happened, and when the rest is expected to, as instants."""
    if activity.kind is ActivityKind.START_MILESTONE and state.reached:
        return {
            "actual_start": morning_of(state.reached),
            "actual_finish": morning_of(state.reached),
        }
    if activity.kind is ActivityKind.FINISH_MILESTONE and state.reached:
        end = last_minute(state.reached, calendar)
        return {"actual_start": end, "actual_finish": end}
    dates = {}
    if state.started:
        dates["actual_start"] = first_minute(state.started, calendar)
    if state.finished:
        dates["actual_finish"] = last_minute(state.finished, calendar)
        dates.setdefault("actual_start", first_minute(state.finished, calendar))
    elif state.expected_finish and not activity.is_milestone:
        dates["expected_finish"] = evening_of(state.expected_finish)
    return dates


def first_minute(day: date, calendar: WorkCalendar) -> int:
    """When work begins on a day; on a day off its morning."""
    hours = calendar.hours_on(day)
    return morning_of(day) + (hours[0][0] if hours else 0)


def last_minute(day: date, calendar: WorkCalendar) -> int:
    """When work ends on a day; on a day off its evening."""
    hours = calendar.hours_on(day)
    return morning_of(day) + (hours[-1][1] if hours else DAY)


def compose(plan: Plan, progress: Mapping[str, Progress], options: Options) -> Network:
    """The network of a plan with its progress.

    Args:
        plan: What people wrote; its references are complete.
        progress: The state of activities at the data date.
        options: Rules of the run; only the lag calendar matters here.
    """
    return Composer(plan, progress, options, work_calendars(plan.programme)).network()
