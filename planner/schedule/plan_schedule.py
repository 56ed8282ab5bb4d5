"""The schedule of a plan at a data date, in dates and working days."""

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
from planner.schedule.compose import due_instant
from planner.schedule.engine import schedule_network
from planner.schedule.lengths import minutes_of
from planner.schedule.paths import on_longest_path
from planner.schedule.presets import PLANNER
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
    """The plan, its progress up to a data date, and the schedule that follows."""

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
        """Find the calendar in which the floats of an activity are counted."""
        planned = self.plan.activities[activity]
        return self.default_calendar if planned.is_milestone else self._own_calendar(planned)

    def working_days(self, minutes: int, activity: str | None = None) -> Fraction:
        """Turn minutes into working days of an activity's float calendar, or of the default one."""
        calendar = self.calendar_of(activity) if activity else self.default_calendar
        return Fraction(minutes, calendar.minutes_per_day)

    def forecast(self, target: Target | None = None) -> TargetForecast | None:
        """Forecast a target; the programme's own unless another one is given."""
        target = target or self.plan.programme.target
        if target is None:
            return None
        return self.forecast_of(target.milestone, target.date)

    def forecast_of(self, activity: str, due: date) -> TargetForecast:
        """Forecast an activity against a day on which it is due."""
        i = self.network_schedule.network.number[activity]
        kind = self.plan.activities[activity].kind
        is_reached = self.network_schedule.state(i) is ActivityState.FINISHED
        ready = self.readiness(activity)
        # A start milestone is the morning from which something applies: its own day still counts.
        day = day_of(ready)
        if kind is not ActivityKind.START_MILESTONE:
            day = day_ending_at(ready) if is_reached else self.day_ending(ready)
        minutes = self.default_calendar.minutes_between(ready, due_instant(kind, due))
        return TargetForecast(
            activity, due, day, self.working_days(minutes), (due - day).days, is_reached
        )

    def readiness(self, activity: str) -> int:
        """Give the instant that counts against the date of an activity.

        Of a target that is its date by logic alone, with its own date constraint left out. Of
        anything else, and of a target once reached, it is the finish.
        """
        i = self.network_schedule.network.number[activity]
        is_reached = self.network_schedule.state(i) is ActivityState.FINISHED
        if is_reached or not self.is_target(activity):
            return int(self.network_schedule.dates.finish[i])
        return int(self.network_schedule.dates.ready[i])

    def day_ending(self, instant: int) -> date:
        """Give the day on which open work ends; nothing open ends before the data date."""
        return max(day_ending_at(instant), self.data_date, self.plan.programme.start)

    def is_target(self, activity: str) -> bool:
        """Tell whether an activity is a milestone with a hard date of the programme."""
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
        scheduled = self.network_schedule[identifier]
        calendar = self._own_calendar(activity)
        duration = self._duration(activity, scheduled.start, scheduled.finish)
        late_start, late_finish = self._late_days(activity)
        remaining = duration
        if scheduled.state is ActivityState.FINISHED:
            remaining = Fraction(0)
        elif scheduled.state is ActivityState.IN_PROGRESS or self._is_expected(activity):
            ahead = max(scheduled.resume, morning_of(self.data_date))
            worked = calendar.minutes_between(ahead, scheduled.finish)
            remaining = Fraction(worked, calendar.minutes_per_day)
        if scheduled.state is ActivityState.IN_PROGRESS:
            late_start = None  # a start that has happened has no latest date
        threshold = minutes_of(self.plan.programme.settings.critical_float, calendar)
        # Critical by float, as P6 has it; `on_critical_path` is the longest path. They may differ.
        total_float = scheduled.total_float
        start, finish = self._days(activity, scheduled.state)
        links = self.network_schedule.links_into(identifier)
        drivers = {link.predecessor for link in links if link.is_driving}
        return ActivityDates(
            id=identifier,
            workstream=activity.workstream,
            title=activity.title,
            owner=activity.owner,
            kind=activity.kind,
            state=scheduled.state,
            start=start,
            finish=finish,
            late_start=late_start,
            late_finish=late_finish,
            duration_days=duration,
            remaining_days=remaining,
            total_float=self._float_days(total_float, identifier),
            free_float=self._float_days(scheduled.free_float, identifier),
            critical=total_float is not None and total_float <= threshold,
            on_critical_path=identifier in self.critical_path,
            driven_by=tuple(sorted(drivers)),
        )

    def _is_expected(self, activity: Activity) -> bool:
        """Tell whether a report expects a finish of work: that sets what remains."""
        progress = self.progress.get(activity.id)
        has_date = progress is not None and progress.expected_finish is not None
        return has_date and not activity.is_milestone

    def _float_days(self, minutes: int | None, activity: str) -> Fraction | None:
        return None if minutes is None else self.working_days(minutes, activity)

    def _duration(self, activity: Activity, start: int, finish: int) -> Fraction:
        """Give the working days; of an elapsed duration those of the calendar that lie in it."""
        if activity.is_milestone:
            return Fraction(0)
        calendar = self._own_calendar(activity)
        length = activity.planned_duration
        if activity.kind is ActivityKind.HAMMOCK or length.unit.is_elapsed:
            return Fraction(calendar.minutes_between(start, finish), calendar.minutes_per_day)
        return Fraction(minutes_of(length, calendar), calendar.minutes_per_day)

    def _days(self, activity: Activity, state: ActivityState) -> tuple[date, date]:
        """Give the days of start and finish; a reported date is shown as it was reported."""
        scheduled = self.network_schedule[activity.id]
        reported = self.progress.get(activity.id, Progress(activity.id))
        if activity.is_milestone:
            day = reported.reached or self.day_ending(scheduled.finish)
            if activity.kind is ActivityKind.START_MILESTONE:
                day = reported.reached or day_of(scheduled.start)
            return day, day
        start = reported.started or reported.finished or day_of(scheduled.start)
        finish = max(day_ending_at(scheduled.finish), start)
        if state is ActivityState.FINISHED:
            finish = reported.finished or finish
        return start, finish

    def _late_days(self, activity: Activity) -> tuple[date | None, date | None]:
        scheduled = self.network_schedule[activity.id]
        if scheduled.late_start is None or scheduled.late_finish is None:
            return None, None
        calendar = self._own_calendar(activity)
        start, finish = day_of(scheduled.late_start), day_ending_at(scheduled.late_finish)
        if activity.kind is ActivityKind.START_MILESTONE:
            # "From Monday 09:00" cannot be later than Friday for what a day off lets begin then.
            if calendar.next_start(scheduled.late_start) >= evening_of(start):
                start = day_ending_at(calendar.last_finish(scheduled.late_start))
            return start, start
        if activity.kind is ActivityKind.FINISH_MILESTONE:
            finish = day_ending_at(calendar.last_finish(scheduled.late_finish))
            return finish, finish
        return start, finish

    def _hammock(self, activity: Activity) -> ActivityDates:
        """Give a hammock its dates: from the start of one activity to the finish of another."""
        span = activity.spans
        assert span is not None  # noqa: S101 - the kind says so
        first, last = self._row(span.from_), self._row(span.to)
        finish = max(last.finish, first.start)
        calendar = self._own_calendar(activity)
        ahead = max(first.start, self.data_date)
        remaining = calendar.working_days(ahead, finish)
        state = ActivityState.PLANNED
        if last.is_finished:
            state, remaining = ActivityState.FINISHED, 0
        elif first.is_started:
            state = ActivityState.IN_PROGRESS
        return ActivityDates(
            id=activity.id,
            workstream=activity.workstream,
            title=activity.title,
            owner=activity.owner,
            kind=activity.kind,
            state=state,
            start=first.start,
            finish=finish,
            duration_days=Fraction(calendar.working_days(first.start, finish)),
            remaining_days=Fraction(remaining),
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
    # A plan keeps its rules: a preset, made for another program, does not overrule this one.
    options = replace(options, progress=plan.programme.settings.progress)
    network = compose(plan, progress, options)
    scheduled = schedule_network(network, data_date=morning_of(day), options=options)
    return Schedule(plan, day, progress, work_calendars(plan.programme), scheduled)


def latest_data_date(plan: Plan) -> date:
    """Give the data date of the latest report; while there is none, the start of the programme."""
    return max((r.data_date for r in plan.reports), default=plan.programme.start)
