"""Two schedules side by side: what is done, what moved, what became critical, what is new."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from planner.analysis.attribution import movements
from planner.analysis.replay import links_of
from planner.schedule.kernel import UNBOUND
from planner.schedule.lengths import minutes_of
from planner.schedule.network import State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date

    from planner.analysis.attribution import Movement
    from planner.duration import Duration
    from planner.schedule.programme import ProgrammeSchedule
    from planner.schedule.rows import TargetForecast


class Kind(StrEnum):
    """What can be said of an activity that is not as it was; in the order of the report."""

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
        kinds: What can be said of it, in order.
        start_days, finish_days, duration_days: None where one of the two does not have it.
        float_days: None as soon as one of the two floats has no meaning.
        links_added, links_dropped: Dependencies by predecessor, type and lag.
    """

    activity: str
    kinds: tuple[Kind, ...]
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


@dataclass(frozen=True)
class Comparison:
    """The earlier and the later schedule, and everything that differs.

    Attributes:
        variances: Every activity that is not as it was, by id.
    """

    before: ProgrammeSchedule
    after: ProgrammeSchedule
    variances: Mapping[str, Variance]

    def of_kind(self, kind: Kind) -> tuple[Variance, ...]:
        """The activities of which something can be said, what moved most first."""
        found = (v for v in self.variances.values() if kind in v.kinds)
        return tuple(sorted(found, key=lambda v: (-abs(v.finish_days or 0), v.activity)))

    @cached_property
    def targets(self) -> tuple[TargetComparison, ...]:
        """Every target of the later plan, with the causes of its movement."""
        moved = {found.target: found for found in movements(self.before, self.after)}
        return tuple(self._target(name, moved.get(name)) for name in self._named())

    @property
    def same_data_date(self) -> date | None:
        """The data date when both have the same."""
        return self.after.data_date if self.before.data_date == self.after.data_date else None

    def _named(self) -> tuple[str, ...]:
        return tuple(target.milestone for target in self.after.plan.programme.all_targets)

    def _target(self, name: str, moved: Movement | None) -> TargetComparison:
        now = next(t for t in self.after.plan.programme.all_targets if t.milestone == name)
        then = (t for t in self.before.plan.programme.all_targets if t.milestone == name)
        was = next(then, None)
        stood = self.before.forecast(was) if was else None
        stands = self.after.forecast_of(name, now.date)
        return TargetComparison(name, stood, stands, moved)


def compare(before: ProgrammeSchedule, after: ProgrammeSchedule) -> Comparison:
    """Hold a schedule against an earlier one of the same programme."""
    old, new = Reader(before), Reader(after)
    found = {}
    for name in sorted(before.plan.activities.keys() | after.plan.activities.keys()):
        variance = _variance(name, old, new)
        if variance is not None:
            found[name] = variance
    return Comparison(before, after, found)


@dataclass(frozen=True)
class Reader:
    """Reads the columns of a schedule by activity, without making a row of each."""

    programme: ProgrammeSchedule

    @cached_property
    def thresholds(self) -> Mapping[str, int]:
        """Minutes of float at which an activity is critical, by calendar."""
        days = self.programme.plan.programme.settings.critical_float
        return {name: minutes_of(days, c) for name, c in self.programme.calendars.items()}

    def number(self, activity: str, *, last: bool) -> int:
        """Its number in the network; of a hammock that of the activity at one of its ends."""
        found = self.programme.plan.activities[activity]
        while found.spans is not None:
            end = found.spans.to if last else found.spans.from_
            found = self.programme.plan.activities[end]
        return self.programme.schedule.network.number[found.id]

    def dates(self, activity: str) -> tuple[int, int, State, State]:
        """Its start and finish as instants, and how far both ends are."""
        first, last = self.number(activity, last=False), self.number(activity, last=True)
        schedule = self.programme.schedule
        ends = (schedule.state(first), schedule.state(last))
        return int(schedule.dates.start[first]), int(schedule.dates.finish[last]), *ends

    def total_float(self, activity: str) -> int | None:
        """Its total float in minutes; a hammock has none."""
        number = self.programme.schedule.network.number.get(activity)
        if number is None:
            return None
        minutes = int(self.programme.schedule.dates.total_float[number])
        return None if minutes == UNBOUND else minutes

    def is_critical(self, activity: str, minutes: int | None) -> bool:
        """Whether an activity with so much float is critical."""
        if minutes is None:
            return False
        found = self.programme.plan.activities[activity]
        return minutes <= self.thresholds[self.programme.plan.calendar_of(found)]


def _variance(name: str, old: Reader, new: Reader) -> Variance | None:
    """What is not as it was; None when all is."""
    then, now = old.programme.plan.activities.get(name), new.programme.plan.activities.get(name)
    if then is None or now is None:
        return Variance(name, (Kind.ADDED if then is None else Kind.DROPPED,))
    was, dates = old.dates(name), new.dates(name)
    floats = old.total_float(name), new.total_float(name)
    was_links, links = links_of(then.after), links_of(now.after)
    is_same = was == dates and floats[0] == floats[1] and was_links == links
    if is_same and then.planned_duration == now.planned_duration:
        return None
    calendar = new.programme.calendar_of(name)
    length = minutes_of(now.planned_duration, calendar)
    minutes = (
        calendar.minutes_between(was[0], dates[0]),
        calendar.minutes_between(was[1], dates[1]),
        length - minutes_of(then.planned_duration, calendar),
    )
    start, finish, longer = (Fraction(m, calendar.minutes_per_day) for m in minutes)
    kinds = [*_progressed(was, dates), *_moved(was, finish)]
    if dates[3] is not State.FINISHED:
        kinds += _criticality(old.is_critical(name, floats[0]), new.is_critical(name, floats[1]))
    if was_links != links:
        kinds.append(Kind.RELINKED)
    return Variance(
        activity=name,
        kinds=tuple(kinds),
        start_days=start,
        finish_days=finish,
        duration_days=longer,
        float_days=_float_days(old, new, name, floats),
        links_added=tuple(sorted(links - was_links, key=str)),
        links_dropped=tuple(sorted(was_links - links, key=str)),
    )


def _criticality(was: bool, now: bool) -> Iterator[Kind]:  # noqa: FBT001 - then and now
    if was != now:
        yield Kind.NEWLY_CRITICAL if now else Kind.NO_LONGER_CRITICAL


Dates = tuple[int, int, State, State]


def _progressed(was: Dates, now: Dates) -> Iterator[Kind]:
    if was[3] is not State.FINISHED and now[3] is State.FINISHED:
        yield Kind.DONE
    elif was[2] is State.PLANNED and now[2] is not State.PLANNED:
        yield Kind.STARTED


def _moved(was: Dates, finish: Fraction) -> Iterator[Kind]:
    """Slipped or gained; what was finished already does not move any more."""
    if was[3] is State.FINISHED or finish == 0:
        return
    yield Kind.SLIPPED if finish > 0 else Kind.GAINED


def _float_days(
    old: Reader, new: Reader, name: str, floats: tuple[int | None, int | None]
) -> Fraction | None:
    was, now = floats
    if was is None or now is None:
        return None
    return new.programme.working_days(now, name) - old.programme.working_days(was, name)
