"""Apply the changes between two schedules, one cause after the other.

The order is that of `Cause`. First come the actual dates, in the logic of the earlier plan. Then
what is left of the work. Then the changes of the plan: logic, constraints, calendars, scope. Last
comes the data date itself: work that was to be done by now and is not. Each step is scheduled by
the ordinary engine, so the differences between the steps add up to the whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from enum import StrEnum
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING
from typing import Any

from planner.model import CONSTRAINTS
from planner.progress import Progress
from planner.timeaxis import NEVER
from planner.timeaxis import morning_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from planner.duration import Duration
    from planner.model import Activity
    from planner.model import Dependency
    from planner.model import Programme
    from planner.schedule.plan_schedule import Schedule


class Cause(StrEnum):
    """Why a date moved, in the order in which causes are replayed."""

    ACTUAL_PROGRESS = "actual-progress"
    """Work started or finished on other days than planned."""
    REMAINING_DURATION = "remaining-duration"
    """Another duration, remaining duration or expected finish."""
    LOGIC = "logic"
    CONSTRAINTS = "constraints"
    CALENDARS = "calendars"
    SCOPE = "scope"
    PASSING_OF_TIME = "passing-of-time"
    """Work that was to be done before the data date and is not."""


@dataclass(frozen=True, slots=True)
class ReplayInputs:
    """Everything that determines a schedule.

    Attributes:
        resumed: For work in progress the instant from which its remaining duration counts. That
            is the data date of the report that gave it, or the actual start.
    """

    programme: Programme
    activities: Mapping[str, Activity]
    progress: Mapping[str, Progress]
    resumed: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ReplayStep:
    """The inputs once a cause has been applied, and the activities that it changed."""

    cause: Cause
    inputs: ReplayInputs
    changed: tuple[str, ...]


@dataclass(frozen=True)
class PlanChange:
    """The two ends between which a replay runs."""

    before: Schedule
    after: Schedule

    @cached_property
    def kept(self) -> tuple[str, ...]:
        """Activities that are in both plans, and hammocks that still are."""
        # A hammock that became work, or work that became a hammock, is replaced with the scope.
        old, new = self.before.plan.activities, self.after.plan.activities
        return tuple(
            name
            for name in sorted(old.keys() & new.keys())
            if (old[name].spans is None) == (new[name].spans is None)
        )


def starting_inputs(change: PlanChange) -> ReplayInputs:
    """The inputs of the earlier schedule."""
    plan = change.before.plan
    return ReplayInputs(plan.programme, plan.activities, change.before.progress, {})


def steps(change: PlanChange) -> Iterator[ReplayStep]:
    """Apply every cause but the last, each on top of the one before."""
    inputs = starting_inputs(change)
    for cause, apply in _REPLAY.items():
        following, changed = apply(change, inputs)
        yield ReplayStep(cause, following, changed)
        inputs = following


Applied = tuple[ReplayInputs, tuple[str, ...]]
"""The inputs once a cause has been applied, and the activities that it changed."""


def _actual_progress(change: PlanChange, inputs: ReplayInputs) -> Applied:
    """Actual starts and finishes; work in progress goes on from its actual start as planned."""
    progress, resumed, changed = dict(inputs.progress), dict(inputs.resumed), []
    for name in change.kept:
        nothing = Progress(name)
        old = progress.get(name, nothing)
        new = change.after.progress.get(name, nothing)
        if (old.started, old.finished) == (new.started, new.finished):
            continue
        progress[name] = replace(old, started=new.started, finished=new.finished)
        if new.started is not None:
            resumed[name] = morning_of(new.started)
        changed.append(name)
    return replace(inputs, progress=progress, resumed=resumed), tuple(changed)


_LEFT = ("remaining", "percent_complete", "expected_finish")
_LENGTH = ("duration", "estimate", "term", "milestone")


def _remaining_duration(change: PlanChange, inputs: ReplayInputs) -> Applied:
    """Planned durations, and reported remaining work, which counts from the report about it."""
    progress, resumed = dict(inputs.progress), dict(inputs.resumed)
    activities, changed = dict(inputs.activities), []
    for name in change.kept:
        new_plan = change.after.plan.activities[name]
        is_longer = _length(activities[name]) != _length(new_plan)
        if is_longer:
            activities[name] = _with(activities[name], new_plan, _LENGTH)
        old, new = progress.get(name), change.after.progress.get(name)
        was, now = _left(old), _left(new)
        when = _reported_at(change, new)
        if was != now:
            values = dict(zip(_LEFT, now, strict=True))
            progress[name] = replace(old or Progress(name), **values)
        # A later report with the same remaining work moves the day from which it counts.
        is_news = any(now) and when > resumed.get(name, morning_of(change.before.data_date))
        if is_news:
            resumed[name] = when
        if is_longer or was != now or is_news:
            changed.append(name)
    following = replace(inputs, activities=activities, progress=progress, resumed=resumed)
    return following, tuple(changed)


def _left(progress: Progress | None) -> tuple[Any, ...]:
    if progress is None or progress.is_finished:  # actual dates are another cause
        return (None, None, None)
    return attrgetter(*_LEFT)(progress)


def _reported_at(change: PlanChange, progress: Progress | None) -> int:
    """The morning of the data date of the last report about the remaining work."""
    if progress is None:
        return NEVER
    names = set(map(progress.said_by.get, _LEFT))
    mornings = (morning_of(r.data_date) for r in change.after.plan.reports if r.name in names)
    return max(mornings, default=NEVER)


def _length(activity: Activity) -> tuple[Any, ...]:
    return activity.planned_duration, activity.term, activity.milestone


def _logic(change: PlanChange, inputs: ReplayInputs) -> Applied:
    """Dependencies between activities of the earlier plan, hammocks, and the progress rule."""
    old, new = change.before.plan.activities, change.after.plan.activities
    activities, changed = dict(inputs.activities), []
    spans = new if _hammocks_fit(change) else old
    for name in change.kept:
        was, now = old[name], new[name]
        if was.after is now.after and was.spans is now.spans:
            continue
        # What waits for a dropped activity does so until the scope changes.
        until_scope = (d for d in was.after if d.activity not in new)
        after = (*(d for d in now.after if d.activity in old), *until_scope)
        span = spans[name].spans
        if links_of(after) != links_of(was.after) or span != was.spans:
            activities[name] = activities[name].model_copy(update={"after": after, "spans": span})
            changed.append(name)
    mode = change.after.plan.programme.settings.progress
    settings = inputs.programme.settings.model_copy(update={"progress": mode})
    programme = inputs.programme.model_copy(update={"settings": settings})
    return replace(inputs, programme=programme, activities=activities), tuple(changed)


def _hammocks_fit(change: PlanChange) -> bool:
    """Whether the later hammocks all hang between activities that the earlier plan has."""
    known = change.before.plan.activities.keys()
    for name in change.kept:
        span = change.after.plan.activities[name].spans
        if span is not None and not {span.from_, span.to} <= known:
            return False
    return True


def links_of(after: Iterable[Dependency]) -> frozenset[tuple[str, str, Duration]]:
    """Dependencies as predecessor, type and lag, for comparing."""
    return frozenset((d.activity, d.type.value, d.lag) for d in after)


_RULES = (*CONSTRAINTS, "deadline", "as_late_as_possible")


def _constraints(change: PlanChange, inputs: ReplayInputs) -> Applied:
    """Date constraints, deadlines, the targets' dates and the start of the programme."""
    activities, changed = dict(inputs.activities), []
    for name in change.kept:
        new = change.after.plan.activities[name]
        if change.before.plan.activities[name] is new:
            continue
        if rules_of(activities[name]) != rules_of(new):
            activities[name] = _with(activities[name], new, _RULES)
            changed.append(name)
    new_programme = change.after.plan.programme
    was = {t.milestone: t.date for t in inputs.programme.all_targets}
    bounding = []
    for target in new_programme.all_targets:
        name = target.milestone
        if name not in activities:
            continue
        bounding.append(target)
        if was.get(name) != target.date and name not in changed:
            changed.append(name)
    # All as further targets: the main target may be an activity that comes with the scope.
    update = {"target": None, "targets": tuple(bounding), "start": new_programme.start}
    programme = inputs.programme.model_copy(update=update)
    return replace(inputs, programme=programme, activities=activities), tuple(changed)


def rules_of(activity: Activity) -> tuple[Any, ...]:
    """The dates that bound an activity, for comparing; their reasons do not count."""
    rules = attrgetter(*CONSTRAINTS, "deadline")(activity)
    return (*(rule and rule.date for rule in rules), activity.as_late_as_possible)


def _calendars(change: PlanChange, inputs: ReplayInputs) -> Applied:
    """Working days and hours, and the calendars that activities use."""
    old, new = change.before.plan.programme, change.after.plan.programme
    # Activities that leave with the scope still need the calendars that were dropped.
    calendars = {**old.calendars, **new.calendars}
    update = {"calendars": calendars, "default_calendar": new.default_calendar}
    programme = inputs.programme.model_copy(update=update)
    activities, changed = dict(inputs.activities), []
    for name in change.kept:
        before, after = change.before.plan.activities[name], change.after.plan.activities[name]
        if _working_time(change.before, before) != _working_time(change.after, after):
            changed.append(name)
        if before.calendar != after.calendar:
            activities[name] = _with(activities[name], after, ("calendar",))
    return replace(inputs, programme=programme, activities=activities), tuple(changed)


def _working_time(schedule: Schedule, activity: Activity) -> tuple[Any, ...]:
    calendar = schedule.calendars[schedule.plan.calendar_of(activity)]
    return calendar.week, calendar.exceptions, calendar.minutes_per_day, calendar.minutes_per_week


def _scope(change: PlanChange, inputs: ReplayInputs) -> Applied:
    """New and dropped activities, with the dependencies on them."""
    plan = change.after.plan
    old, new = change.before.plan.activities, plan.activities
    kept = set(change.kept)
    changed = sorted((old.keys() | new.keys()) - kept)
    resumed = {name: at for name, at in inputs.resumed.items() if name in kept}
    return ReplayInputs(plan.programme, new, change.after.progress, resumed), tuple(changed)


def _with(activity: Activity, other: Activity, names: tuple[str, ...]) -> Activity:
    return activity.model_copy(update={name: getattr(other, name) for name in names})


_REPLAY: Mapping[Cause, Callable[[PlanChange, ReplayInputs], Applied]] = {
    Cause.ACTUAL_PROGRESS: _actual_progress,
    Cause.REMAINING_DURATION: _remaining_duration,
    Cause.LOGIC: _logic,
    Cause.CONSTRAINTS: _constraints,
    Cause.CALENDARS: _calendars,
    Cause.SCOPE: _scope,
}
