"""Search for the cheapest measures that win back a date, proved by scheduling.

An integer programme (HiGHS) proposes the cheapest set, and its constraints come from schedules
(Benders 1962, in its combinatorial form). When a proposed set is late, the longest path of its
schedule tells why. Unless a measure shortens something on that path, the target stays at least as
late, so one of those measures must be chosen. A proposal that is on time when scheduled is
therefore the cheapest set there is.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from planner.analysis.recovery.measures import Cut
from planner.analysis.recovery.measures import measure_options
from planner.model import ActivityKind
from planner.schedule.explanation import BoundKind
from planner.schedule.explanation import explain
from planner.schedule.network import LinkType
from planner.schedule.network import NetworkKind
from planner.timeaxis import day_ending_at
from planner.timeaxis import day_of
from planner.timeaxis import evening_of
from planner.timeaxis import morning_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from planner.analysis.recovery.measures import Option
    from planner.schedule.explanation import Bound
    from planner.schedule.plan_schedule import Schedule
    from planner.schedule.result import NetworkSchedule


@dataclass(frozen=True, slots=True)
class Remedy:
    """A set of measures with the date that it gives when scheduled."""

    options: tuple[Option, ...]
    cost: Fraction
    date: date
    margin_days: Fraction


@dataclass(frozen=True, slots=True)
class Answer:
    """The cheapest set, whether that is proved, and the least cost of any set that is on time."""

    chosen: tuple[int, ...] | None
    proven: bool
    bound: Fraction


class Search:
    """Schedules sets of measures and learns from those that are late."""

    def __init__(self, schedule: Schedule, target: str, most: int) -> None:
        self.schedule = schedule
        self.target = target
        self.most = most
        self.count = 0
        self.options, self.skipped = measure_options(schedule, target)
        self.applies = schedule.plan.activities[target].kind is ActivityKind.START_MILESTONE
        self.known: dict[tuple[int, ...], NetworkSchedule] = {}

    def limit(self, due: date) -> int:
        """The last instant that meets a day."""
        return morning_of(due) if self.applies else evening_of(due)

    def scheduled(self, chosen: Sequence[int]) -> NetworkSchedule:
        """The schedule with some measures taken; the shortest of one activity counts."""
        # The questions of one search propose the same sets again and again.
        key = tuple(sorted(chosen))
        if key not in self.known:
            self.count += 1
            durations: dict[str, int] = {}
            for number in key:
                option = self.options[number]
                known = durations.get(option.activity, option.minutes)
                durations[option.activity] = min(option.minutes, known)
            self.known[key] = self.schedule.with_changes(durations=durations).network_schedule
        return self.known[key]

    def ready(self, chosen: Sequence[int]) -> int:
        """When the target is ready with some measures taken."""
        # The date of a target does not hold the milestone itself: its readiness counts.
        target = self.scheduled(chosen)[self.target]
        return target.finish if target.kind is NetworkKind.TASK else target.ready

    def day(self, instant: int) -> date:
        """The day on which the target is ready."""
        return day_of(instant) if self.applies else day_ending_at(instant)

    def remedy(self, chosen: Sequence[int], limit: int) -> Remedy:
        """A set with the date that it gives."""
        ready = self.ready(chosen)
        options = sorted(map(self.options.__getitem__, chosen), key=lambda o: o.key)
        cost = sum((o.cost for o in options), Fraction(0))
        minutes = self.schedule.default_calendar.minutes_between(ready, limit)
        return Remedy(tuple(options), cost, self.day(ready), self.schedule.working_days(minutes))

    def cheapest(self, limit: int, extra: Iterable[Cut] = ()) -> Answer:
        """The cheapest set that meets a limit, with proof, or the bound that was reached."""
        from planner.analysis.recovery.solver import propose  # noqa: PLC0415 - scipy is slow to import

        cuts = list(extra)
        groups = self._groups()
        costs = [option.cost for option in self.options]
        bound = Fraction(0)
        for _ in range(self.most):
            chosen = propose(costs, cuts, groups)
            if chosen is None:
                return Answer(None, proven=True, bound=bound)
            bound = sum(map(costs.__getitem__, chosen), Fraction(0))
            if self.ready(chosen) <= limit:
                return Answer(chosen, proven=True, bound=bound)
            cuts.append(self._why_late(chosen))
        # Out of proposals: all measures together may still be on time, but that proves nothing.
        everything = self._all()
        if self.ready(everything) > limit:
            return Answer(None, proven=False, bound=bound)
        return Answer(self._thinned(everything, limit), proven=False, bound=bound)

    def _thinned(self, chosen: Sequence[int], limit: int) -> tuple[int, ...]:
        """Leave out what is not needed to meet a limit, the most expensive measures first."""
        kept = set(chosen)
        for number in sorted(chosen, key=lambda n: (-self.options[n].cost, n)):
            if self.ready(sorted(kept - {number})) <= limit:
                kept.remove(number)
        return tuple(sorted(kept))

    def earliest(self, limit: int) -> tuple[Remedy, bool]:
        """The cheapest set that gives the earliest date of all, and whether that is proved."""
        best: tuple[int, ...] = min(((), self._all()), key=self.ready)
        # Ask for one minute earlier until nothing is earlier.
        while True:
            answer = self.cheapest(self.ready(best) - 1)
            if answer.chosen is None:
                break
            best = answer.chosen
        # People ask for a day: a cheaper set that is ready later on the same day is as good.
        ready = self.ready(best)
        last = self.cheapest(max(ready, self.limit(self.day(ready))))
        chosen = best if last.chosen is None else last.chosen
        return self.remedy(chosen, limit), answer.proven and last.proven

    def _why_late(self, chosen: Sequence[int]) -> Cut:
        """What must change on the longest path of a late set."""
        # A length counts where the path enters at the start and leaves at the finish. Along SS and
        # FF links it does not, and from FF to SS a longer activity even brings the target forward.
        take: list[int] = []
        leave: list[int] = []
        leaves_finish = True
        for activity, held in _chain(self.scheduled(chosen), self.target):
            enters_finish = _holds_finish(held)
            if leaves_finish and not enters_finish:
                take += self._shorter(activity, chosen)
            elif enters_finish and not leaves_finish:
                leave += set(chosen).intersection(self.by_activity.get(activity, ()))
            leaves_finish = held.link is not None and held.link.type in {LinkType.FS, LinkType.FF}
        return Cut(take=tuple(take), leave=tuple(leave))

    def _shorter(self, activity: str, chosen: Sequence[int]) -> Iterator[int]:
        """The measures that shorten an activity more than the chosen one does."""
        own = self.by_activity.get(activity, ())
        taken = [self.options[n].minutes for n in own if n in chosen]
        for number in own:
            if not taken or self.options[number].minutes < taken[-1]:
                yield number

    @cached_property
    def by_activity(self) -> Mapping[str, Sequence[int]]:
        """The numbers of the options by activity."""
        numbers = defaultdict[str, list[int]](list)
        for number, option in enumerate(self.options):
            numbers[option.activity].append(number)
        return numbers

    def _groups(self) -> list[Sequence[int]]:
        """Measures of one activity exclude each other."""
        return [numbers for numbers in self.by_activity.values() if len(numbers) > 1]

    def _all(self) -> tuple[int, ...]:
        """The strongest measure of every activity."""

        def minutes(number: int) -> int:
            return self.options[number].minutes

        return tuple(sorted(min(own, key=minutes) for own in self.by_activity.values()))


def _chain(schedule: NetworkSchedule, target: str) -> Iterator[tuple[str, Bound]]:
    """The activities on a longest path to a target, last one first, with what holds each.

    Where several predecessors tie in working time, the latest instant is followed. A finish
    milestone stays at that instant, also where its own calendar does not work.
    """
    activity = target
    while True:
        drivers = explain(schedule, activity, own_dates=activity != target).drivers
        held = max(drivers, key=_latest)
        yield activity, held
        if held.link is None:
            return
        activity = held.link.predecessor


def _latest(bound: Bound) -> tuple[int, str]:
    """Order by instant; at one instant a link goes before a date."""
    return bound.instant, bound.link.predecessor if bound.link else ""


def _holds_finish(bound: Bound) -> bool:
    """Whether a predecessor or a date holds the finish of an activity, and not its start."""
    if bound.link is not None:
        return bound.link.type in {LinkType.FF, LinkType.SF}
    return bound.kind in {BoundKind.FINISH_NO_EARLIER_THAN, BoundKind.MUST_FINISH_ON}
