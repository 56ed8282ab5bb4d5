"""The differences between two schedules: what is done, moved, critical, new or dropped."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING
from typing import NamedTuple

from planner.analysis.criticality.margins import workstream_margins
from planner.analysis.variance.attribution import movements
from planner.analysis.variance.replay import links_of
from planner.schedule.kernel import UNBOUND
from planner.schedule.lengths import minutes_of
from planner.timeaxis import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from planner.analysis.variance.attribution import Movement
    from planner.duration import Duration
    from planner.model import Activity
    from planner.schedule.activity_dates import TargetForecast
    from planner.schedule.plan_schedule import Schedule
    from planner.workcalendar import WorkCalendar


class ChangeKind(StrEnum):
    """How an activity differs from before; in the order of the report."""

    DONE = "done"
    STARTED = "started"
    SLIPPED = "slipped"
    GAINED = "gained"
    NEWLY_CRITICAL = "newly-critical"
    NO_LONGER_CRITICAL = "no-longer-critical"
    ADDED = "added"
    DROPPED = "dropped"
    RELINKED = "re-linked"


Link = tuple[str, str, "Duration"]
"""Predecessor, type and lag."""


@dataclass(frozen=True, slots=True)
class Variance:
    """One activity now against then, in working days; positive is later, longer or more float.

    Attributes:
        kinds: How it differs, in the order of `ChangeKind`.
        start_days, finish_days, duration_days: None for an activity that only one plan has.
        float_days: None when one of the two floats has no meaning.
        links_added, links_dropped: Dependencies by predecessor, type and lag.
    """

    activity: str
    kinds: tuple[ChangeKind, ...]
    start_days: Fraction | None = None
    finish_days: Fraction | None = None
    duration_days: Fraction | None = None
    float_days: Fraction | None = None
    links_added: tuple[Link, ...] = ()
    links_dropped: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class TargetComparison:
    """Where a target stood and where it stands; the earlier plan may not have known it."""

    activity: str
    was: TargetForecast | None
    now: TargetForecast
    movement: Movement | None


@dataclass(frozen=True, slots=True)
class MarginComparison:
    """The margin of a workstream then and now, in working days; None where nothing is open.

    Attributes:
        tightest: The open activity that has this margin now.
    """

    workstream: str
    title: str
    was: Fraction | None
    now: Fraction | None
    tightest: str | None


@dataclass(frozen=True)
class Comparison:
    """The earlier and the later schedule, and everything that differs.

    Attributes:
        variances: Every activity that differs, by id.
    """

    before: Schedule
    after: Schedule
    variances: Mapping[str, Variance]

    def of_kind(self, kind: ChangeKind) -> tuple[Variance, ...]:
        """The activities that differ in one way, those that moved most first."""
        variances = (v for v in self.variances.values() if kind in v.kinds)
        return tuple(sorted(variances, key=lambda v: (-abs(v.finish_days or 0), v.activity)))

    @cached_property
    def targets(self) -> tuple[TargetComparison, ...]:
        """Every target of the later plan, with the causes of its movement."""
        moved = {movement.target: movement for movement in movements(self.before, self.after)}
        earlier = {t.milestone: t for t in self.before.plan.programme.all_targets}
        comparisons = []
        for target in self.after.plan.programme.all_targets:
            name = target.milestone
            was = self.before.forecast(earlier[name]) if name in earlier else None
            now = self.after.forecast_of(name, target.date)
            comparisons.append(TargetComparison(name, was, now, moved.get(name)))
        return tuple(comparisons)

    @cached_property
    def margins(self) -> tuple[MarginComparison, ...]:
        """The margin of every workstream to the programme's target then and now, tightest first."""
        target = self.after.plan.programme.target
        if target is None:
            return ()
        was = {}  # empty when the earlier plan did not know the target
        if target.milestone in self.before.plan.activities:
            for margin in workstream_margins(self.before, target.milestone):
                was[margin.workstream] = margin.margin
        return tuple(
            MarginComparison(m.workstream, m.title, was.get(m.workstream), m.margin, m.tightest)
            for m in workstream_margins(self.after, target.milestone)
        )


def compare(before: Schedule, after: Schedule) -> Comparison:
    """Compare a schedule with an earlier one of the same programme."""
    old, new = ScheduleReader(before), ScheduleReader(after)
    variances = {}
    for name in sorted(before.plan.activities.keys() | after.plan.activities.keys()):
        variance = _variance(name, old, new)
        if variance is not None:
            variances[name] = variance
    return Comparison(before, after, variances)


@dataclass(frozen=True)
class ScheduleReader:
    """Reads the columns of a schedule by activity, which is quicker than making every row."""

    schedule: Schedule

    @cached_property
    def thresholds(self) -> Mapping[str, int]:
        """Minutes of float at which an activity is critical, by calendar."""
        days = self.schedule.plan.programme.settings.critical_float
        return {name: minutes_of(days, c) for name, c in self.schedule.calendars.items()}

    def number(self, activity: Activity, *, last: bool) -> int:
        """Its number in the network; of a hammock that of the activity at one of its ends."""
        while activity.spans is not None:
            end = activity.spans.to if last else activity.spans.from_
            activity = self.schedule.plan.activities[end]
        return self.schedule.network_schedule.network.number[activity.id]

    def standing(self, activity: Activity) -> ActivityPosition:
        """The dates, the state and the float of an activity."""
        schedule = self.schedule.network_schedule
        first, last = self.number(activity, last=False), self.number(activity, last=True)
        # A hammock has no float of its own.
        minutes = int(schedule.dates.total_float[first]) if activity.spans is None else UNBOUND
        begun = schedule.network.activities.actual_start[first] != NEVER
        done = schedule.network.activities.actual_finish[last] != NEVER
        start, finish = int(schedule.dates.start[first]), int(schedule.dates.finish[last])
        return ActivityPosition(start, finish, begun or done, done, minutes)

    def is_critical(self, activity: Activity, total_float: int) -> bool:
        """Whether an activity with so much float is critical."""
        if total_float == UNBOUND:
            return False
        return total_float <= self.thresholds[self.schedule.plan.calendar_of(activity)]


class ActivityPosition(NamedTuple):
    """The dates of an activity as instants, how far it is, and its float in minutes."""

    start: int
    finish: int
    is_started: bool
    is_finished: bool
    total_float: int


def _variance(name: str, old: ScheduleReader, new: ScheduleReader) -> Variance | None:
    """How an activity differs from before; None when it does not."""
    then, now = old.schedule.plan.activities.get(name), new.schedule.plan.activities.get(name)
    if then is None:
        return Variance(name, (ChangeKind.ADDED,))
    if now is None:
        return Variance(name, (ChangeKind.DROPPED,))
    was, stands = old.standing(then), new.standing(now)
    gone, come = _links_changed(then, now)
    calendar = new.schedule.calendar_of(name)
    longer = _longer(then, now, calendar)
    relinked = gone + come
    if was == stands and not longer and not relinked:
        return None
    start = calendar.minutes_between(was.start, stands.start)
    finish = calendar.minutes_between(was.finish, stands.finish)
    kinds = [*_progressed(was, stands), *_moved(was, finish)]
    if not stands.is_finished:  # finished work is critical no longer, which is no news
        was_critical = old.is_critical(then, was.total_float)
        kinds += _criticality(was_critical, new.is_critical(now, stands.total_float))
    if relinked:
        kinds.append(ChangeKind.RELINKED)
    float_days = None
    if UNBOUND not in {was.total_float, stands.total_float}:
        float_days = new.schedule.working_days(stands.total_float, name)
        float_days -= old.schedule.working_days(was.total_float, name)
    return Variance(
        activity=name,
        kinds=tuple(kinds),
        start_days=Fraction(start, calendar.minutes_per_day),
        finish_days=Fraction(finish, calendar.minutes_per_day),
        duration_days=Fraction(longer, calendar.minutes_per_day),
        float_days=float_days,
        links_added=come,
        links_dropped=gone,
    )


def _longer(then: Activity, now: Activity, calendar: WorkCalendar) -> int:
    """Working minutes by which the planned duration has grown."""
    if then is now or then.planned_duration == now.planned_duration:
        return 0
    return minutes_of(now.planned_duration, calendar) - minutes_of(then.planned_duration, calendar)


def _links_changed(then: Activity, now: Activity) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    """The dependencies that are gone, and those that have come."""
    # Plans of two data dates share most activities; comparing objects spares building the sets.
    if then.after is now.after:
        return (), ()
    was, links = links_of(then.after), links_of(now.after)
    return tuple(sorted(was - links, key=str)), tuple(sorted(links - was, key=str))


def _criticality(was: bool, now: bool) -> Iterator[ChangeKind]:  # noqa: FBT001 - then and now
    if was != now:
        yield ChangeKind.NEWLY_CRITICAL if now else ChangeKind.NO_LONGER_CRITICAL


def _progressed(was: ActivityPosition, now: ActivityPosition) -> Iterator[ChangeKind]:
    if not was.is_finished and now.is_finished:
        yield ChangeKind.DONE
    elif not was.is_started and now.is_started:
        yield ChangeKind.STARTED


def _moved(was: ActivityPosition, minutes: int) -> Iterator[ChangeKind]:
    """Slipped or gained; an activity that was finished already no longer moves."""
    if was.is_finished or minutes == 0:
        return
    yield ChangeKind.SLIPPED if minutes > 0 else ChangeKind.GAINED
