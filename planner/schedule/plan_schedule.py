"""The schedule of a plan at a data date, in the terms of its readers: dates and working days."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from planner.model import ActivityKind
from planner.model import ActivityState
from planner.progress import Progress
from planner.progress import progress_at
from planner.schedule.activity_dates import ActivityDates
from planner.schedule.activity_dates import TargetForecast
from planner.schedule.calendar_layout import work_calendars
from planner.schedule.compose import compose
from planner.schedule.engine import schedule_network
from planner.schedule.lengths import minutes_of
from planner.schedule.paths import on_longest_path
from planner.schedule.presets import PLANNER
from planner.schedule.presets import ProgressRule
from planner.timeaxis import NEVER
from planner.timeaxis import day_ending_at
from planner.timeaxis import day_of
from planner.timeaxis import evening_of
from planner.timeaxis import morning_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from planner.model import Activity
    from planner.model import Plan
    from planner.model import Target
    from planner.schedule.network import NetworkLink
    from planner.schedule.presets import Options
    from planner.schedule.result import NetworkSchedule
    from planner.workcalendar import WorkCalendar


@dataclass(frozen=True, eq=False)
class Schedule:
    """The plan, what was reported up to a data date, and the schedule that follows."""

    plan: Plan
    data_date: date
    progress: Mapping[str, Progress]
    calendars: Mapping[str, WorkCalendar]
    network_schedule: NetworkSchedule

    @cached_property
    def activities(self) -> Mapping[str, ActivityDates]:
        """Every activity as scheduled, by id."""
        return {identifier: self._row(identifier) for identifier in self.plan.activities}

    @cached_property
    def critical_path(self) -> frozenset[str]:
        """The activities on a longest path to the programme's target."""
        target = self.plan.programme.target
        return on_longest_path(self.network_schedule, target.milestone) if target else frozenset()

    @property
    def default_calendar(self) -> WorkCalendar:
        """The calendar in which milestones and margins are counted."""
        return self.calendars[self.plan.programme.default_calendar]

    def calendar_of(self, activity: str) -> WorkCalendar:
        """The calendar in which the floats of an activity are counted."""
        found = self.plan.activities[activity]
        return self.default_calendar if found.is_milestone else self._own_calendar(found)

    def working_days(self, minutes: int, activity: str | None = None) -> Fraction:
        """Working days of an activity's float calendar, or of the default one."""
        calendar = self.calendar_of(activity) if activity else self.default_calendar
        return Fraction(minutes, calendar.minutes_per_day)

    def forecast(self, target: Target | None = None) -> TargetForecast | None:
        """Where a target stands; the programme's own unless another one is given."""
        target = target or self.plan.programme.target
        if target is None:
            return None
        return self.forecast_of(target.milestone, target.date)

    def forecast_of(self, activity: str, due: date) -> TargetForecast:
        """Where an activity stands against a day on which it is due."""
        i = self.network_schedule.network.number[activity]
        applies = self.plan.activities[activity].kind is ActivityKind.START_MILESTONE
        limit = morning_of(due) if applies else evening_of(due)
        reached = self.network_schedule.state(i) is ActivityState.FINISHED
        ready = self.readiness(activity)
        day = day_of(ready) if applies else day_ending_at(ready)
        minutes = self.default_calendar.minutes_between(ready, limit)
        return TargetForecast(
            activity, due, day, self.working_days(minutes), (due - day).days, reached
        )

    def readiness(self, activity: str) -> int:
        """The instant that counts against the date of an activity.

        Of a target it is when logic alone would have it, its own date constraint left out; of
        anything else, and of a target once reached, it is the finish.
        """
        i = self.network_schedule.network.number[activity]
        is_reached = self.network_schedule.state(i) is ActivityState.FINISHED
        if is_reached or not self.is_target(activity):
            return int(self.network_schedule.dates.finish[i])
        return int(self.network_schedule.dates.ready[i])

    def is_target(self, activity: str) -> bool:
        """Whether an activity is a milestone with a hard date of the programme."""
        targets = self.plan.programme.all_targets
        return activity in {target.milestone for target in targets}

    def with_changes(
        self,
        *,
        durations: Mapping[str, int] | None = None,
        constraints: Mapping[str, Mapping[str, int]] | None = None,
        links: Sequence[NetworkLink] = (),
    ) -> Schedule:
        """Schedule the same plan with some changes; this schedule stays as it is.

        Plan, progress, data date and options stay the same. The calendars are shared, so that it
        costs no more than a run of the engine.

        Args:
            durations: By activity id the remaining work, in minutes of the calendar on which it
                runs (elapsed minutes for an elapsed duration). It also replaces a length in
                months, a statutory term and a reported expected finish.
            constraints: By activity id its dates as instants, by field of `NetworkActivity` such
                as `start_min` or `expected_finish`; NEVER takes a date away.
            links: Dependencies to add to those of the plan; lags are minutes.

        Raises:
            planner.schedule.engine.CycleError: The links form a cycle.
            planner.timeaxis.BeyondHorizonError: Work runs past the horizon of the calendars.
        """
        values = defaultdict[str, dict[str, int]](dict)
        for activity, minutes in (durations or {}).items():
            values[activity] = {"duration": minutes, "shift": -1, "expected_finish": NEVER}
        for activity, dates in (constraints or {}).items():
            values[activity].update(dates)
        was = self.network_schedule
        network = was.network.with_values(values)
        if links:
            network = network.with_changes((), links)
        changed = schedule_network(network, data_date=was.data_date, options=was.options)
        return replace(self, network_schedule=changed)

    def _own_calendar(self, activity: Activity) -> WorkCalendar:
        return self.calendars[self.plan.calendar_of(activity)]

    def _row(self, identifier: str) -> ActivityDates:
        activity = self.plan.activities[identifier]
        if activity.kind is ActivityKind.HAMMOCK:
            return self._hammock(activity)
        found = self.network_schedule[identifier]
        calendar = self._own_calendar(activity)
        floats = (found.total_float, found.free_float)
        total, free = (None if f is None else self.working_days(f, identifier) for f in floats)
        duration = self._duration(activity, found.start, found.finish)
        remaining = duration
        if found.state is ActivityState.FINISHED:
            remaining = Fraction(0)
        elif found.state is ActivityState.IN_PROGRESS:
            worked = calendar.minutes_between(found.resume, found.finish)
            remaining = Fraction(worked, calendar.minutes_per_day)
        threshold = minutes_of(self.plan.programme.settings.critical_float, calendar)
        start, finish = self._days(activity, found.state)
        late_start, late_finish = self._late_days(activity)
        return ActivityDates(
            id=identifier,
            workstream=activity.workstream,
            title=activity.title,
            owner=activity.owner,
            kind=activity.kind,
            state=found.state,
            start=start,
            finish=finish,
            late_start=None if found.state is ActivityState.IN_PROGRESS else late_start,
            late_finish=late_finish,
            duration_days=duration,
            remaining_days=remaining,
            total_float=total,
            free_float=free,
            critical=found.total_float is not None and found.total_float <= threshold,
            on_critical_path=identifier in self.critical_path,
            driven_by=tuple(
                sorted(
                    {
                        k.predecessor
                        for k in self.network_schedule.links_into(identifier)
                        if k.is_driving
                    }
                )
            ),
        )

    def _duration(self, activity: Activity, start: int, finish: int) -> Fraction:
        """Working days; of an elapsed duration those of the calendar that lie in it."""
        if activity.is_milestone:
            return Fraction(0)
        calendar = self._own_calendar(activity)
        length = activity.planned_duration
        if activity.kind is ActivityKind.HAMMOCK or length.unit.is_elapsed:
            return Fraction(calendar.minutes_between(start, finish), calendar.minutes_per_day)
        return Fraction(minutes_of(length, calendar), calendar.minutes_per_day)

    def _days(self, activity: Activity, state: ActivityState) -> tuple[date, date]:
        """The days of start and finish; what happened shows the day that was reported."""
        found = self.network_schedule[activity.id]
        reported = self.progress.get(activity.id, Progress(activity.id))
        if activity.is_milestone:
            if reported.reached is not None:
                return reported.reached, reported.reached
            applies = activity.kind is ActivityKind.START_MILESTONE
            day = day_of(found.start) if applies else day_ending_at(found.finish)
            return day, day
        start = reported.started or reported.finished or day_of(found.start)
        finish = reported.finished if state is ActivityState.FINISHED else None
        return start, finish or max(day_ending_at(found.finish), start)

    def _late_days(self, activity: Activity) -> tuple[date | None, date | None]:
        found = self.network_schedule[activity.id]
        if found.late_start is None or found.late_finish is None:
            return None, None
        calendar = self._own_calendar(activity)
        start = day_of(calendar.next_start(found.late_start))
        finish = day_ending_at(calendar.last_finish(found.late_finish))
        if activity.kind is ActivityKind.START_MILESTONE:
            return start, start
        if activity.kind is ActivityKind.FINISH_MILESTONE:
            return finish, finish
        if activity.planned_duration.unit.is_elapsed:
            return day_of(found.late_start), day_ending_at(found.late_finish)
        return start, finish

    def _hammock(self, activity: Activity) -> ActivityDates:
        """A hammock: from the start of one activity to the finish of another."""
        span = activity.spans
        assert span is not None  # noqa: S101 - the kind says so
        first, last = self._row(span.from_), self._row(span.to)
        state = ActivityState.IN_PROGRESS if first.is_started else ActivityState.PLANNED
        if last.is_finished:
            state = ActivityState.FINISHED
        finish = max(last.finish, first.start)
        calendar = self._own_calendar(activity)
        days = Fraction(calendar.working_days(first.start, finish))
        ahead = Fraction(calendar.working_days(max(first.start, self.data_date), finish))
        return ActivityDates(
            id=activity.id,
            workstream=activity.workstream,
            title=activity.title,
            owner=activity.owner,
            kind=activity.kind,
            state=state,
            start=first.start,
            finish=finish,
            late_start=None,
            late_finish=None,
            duration_days=days,
            remaining_days=Fraction(0) if last.is_finished else ahead,
            total_float=None,
            free_float=None,
            critical=False,
            on_critical_path=False,
            driven_by=(),
        )


def schedule_plan(
    plan: Plan, data_date: date | None = None, options: Options = PLANNER
) -> Schedule:
    """Schedule a plan as it stood at a data date.

    Args:
        plan: What people wrote, references complete and without cycles.
        data_date: The day from which remaining work is scheduled; by default that of the latest
            report, or the start of the programme while there is none.
        options: Rules of the run; the plan's own choice about progress goes before them.

    Raises:
        planner.timeaxis.BeyondHorizonError: Work runs past the horizon of the calendars.
    """
    day = data_date or latest_data_date(plan)
    progress = progress_at(plan.reports, day)
    options = replace(options, progress=ProgressRule(plan.programme.settings.progress))
    found = schedule_network(
        compose(plan, progress, options), data_date=morning_of(day), options=options
    )
    return Schedule(plan, day, progress, work_calendars(plan.programme), found)


def latest_data_date(plan: Plan) -> date:
    """The data date of the latest report; the start of the programme while there is none."""
    return max((r.data_date for r in plan.reports), default=plan.programme.start)
