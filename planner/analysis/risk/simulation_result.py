"""The result of a simulation: dates with their chances, and what drives them."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from datetime import date
from enum import StrEnum
from functools import cached_property
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from planner.analysis.risk.goals import Goal
    from planner.analysis.risk.iterations import Counts
    from planner.analysis.risk.layout import RiskLayout
    from planner.analysis.risk.model import RiskModel
    from planner.analysis.risk.settings import SimulationSettings

PERCENTILES = (0.1, 0.5, 0.8, 0.9)

DEVIATE = 1.959963984540054
"""Standard normal deviate of a two-sided interval of 95%."""

KEPT = 9
"""Columns of `Counts` that are results; the others are scratch."""

FEW = 20
"""Fewer draws than this say nothing about a mean."""


@dataclass(slots=True)
class Sums:
    """The counts of all workers together; the columns are the first nine of `Counts`."""

    columns: list[NDArray[np.int64]] = field(default_factory=list)

    @classmethod
    def empty(cls, layout: RiskLayout) -> Sums:
        """Zeros."""
        sums = cls()
        for column in layout.counts()[:KEPT]:
            sums.columns.append(np.zeros(len(column), dtype=np.int64))
        return sums

    def add(self, counts: Counts) -> None:
        """Add the counts of one worker."""
        for place, column in enumerate(counts[:KEPT]):
            self.columns[place] = self.columns[place] + np.asarray(column, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Percentile:
    """A date that is met with a given chance, and its interval of 95%."""

    share: float
    day: date
    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class GoalChances:
    """The chances of one target, deadline or obligation.

    Attributes:
        goal: The target, deadline or obligation.
        deterministic: The date in the schedule as it stands.
        percentiles: For each of `PERCENTILES`.
        probability: Of meeting the due date, with its interval; None without a due date.
        merge_bias: Working days of the default calendar from the date of the schedule to P50.
        mean: The mean date.
    """

    goal: Goal
    deterministic: date
    percentiles: tuple[Percentile, ...]
    probability: float | None
    probability_low: float | None
    probability_high: float | None
    merge_bias: float
    mean: date

    def at(self, share: float) -> Percentile:
        """One of the percentiles."""
        return self.percentiles[PERCENTILES.index(share)]


@dataclass(frozen=True, slots=True)
class ActivityDrive:
    """How an activity drives the first goal.

    Attributes:
        criticality: Share of iterations in which it was on a longest path.
        correlation: Of its length with the date of the goal; None when its length is fixed.
        cruciality: Their product, the correlation taken as positive.
        sensitivity: Schedule sensitivity index: criticality x spread of it / spread of the goal.
    """

    activity: str
    criticality: float
    correlation: float | None
    cruciality: float | None
    sensitivity: float | None


class SwingKind(StrEnum):
    """What a bar of the tornado is about."""

    ACTIVITY = "activity"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Swing:
    """A bar of the tornado: the mean shift of the goal, in working days, at low and high draws.

    For an event `low` is when it does not occur and `high` when it does.
    """

    kind: SwingKind
    id: str
    title: str
    low: float
    high: float

    @property
    def width(self) -> float:
        """Working days between low and high."""
        return abs(self.high - self.low)


@dataclass(frozen=True, eq=False)
class SimulationResult:
    """The result of a simulation.

    Attributes:
        dates: Per iteration and recorded activity the instant that counts.
        stopped: Whether the user stopped it before all iterations were done.
    """

    model: RiskModel
    settings: SimulationSettings
    layout: RiskLayout
    dates: NDArray[np.int64]
    sums: Sums
    stopped: bool

    @property
    def iterations(self) -> int:
        """The number of iterations that were computed."""
        return len(self.dates)

    @property
    def minutes_per_day(self) -> int:
        """Working minutes of a day of the default calendar."""
        return self.model.schedule.default_calendar.minutes_per_day

    @cached_property
    def goals(self) -> tuple[GoalChances, ...]:
        """The chances of every goal, the traced one first."""
        if not self.iterations:
            return ()
        return tuple(map(self.chances, self.model.goals))

    def instants(self, goal: Goal) -> NDArray[np.int64]:
        """Per iteration the instant at which a goal is met: its last activity counts."""
        columns = [self.layout.place[a] for a in goal.activities]
        return np.asarray(self.dates[:, columns].max(axis=1))

    def chances(self, goal: Goal) -> GoalChances:
        """The chances of one goal."""
        instants = np.sort(self.instants(goal))
        fixed = max(self.layout.deterministic[self.layout.place[a]] for a in goal.activities)
        days = []
        for share in PERCENTILES:
            low, high = interval_of_percentile(instants, share)
            value = percentile(instants, share)
            days.append(Percentile(share, goal.day(value), goal.day(low), goal.day(high)))
        probability = least = most = None
        if goal.limit is not None:
            met = int(np.searchsorted(instants, goal.limit, side="right"))
            probability = met / len(instants)
            least, most = interval_of_share(met, len(instants))
        calendar = self.model.schedule.default_calendar
        bias = calendar.minutes_between(fixed, percentile(instants, 0.5)) / self.minutes_per_day
        mean = goal.day(int(instants.sum()) // len(instants))  # whole minutes: no rounding error
        return GoalChances(goal, goal.day(fixed), tuple(days), probability, least, most, bias, mean)

    def curve(self, goal: Goal) -> tuple[tuple[date, float], ...]:
        """The S-curve: days with the probability that a goal is met by then."""
        days = np.array([goal.day(int(x)).toordinal() for x in self.instants(goal)])
        values, counts = np.unique(days, return_counts=True)
        shares = np.cumsum(counts) / max(1, len(days))
        pairs = zip(values.tolist(), shares.tolist(), strict=True)
        return tuple((date.fromordinal(day), share) for day, share in pairs)

    @cached_property
    def drives(self) -> Mapping[str, ActivityDrive]:
        """Activities that were on a longest path at least once, the most critical first."""
        drives = list(self._drives())
        drives.sort(key=lambda d: (-d.criticality, -(d.cruciality or 0.0), d.activity))
        return {drive.activity: drive for drive in drives}

    def _drives(self) -> Iterator[ActivityDrive]:
        # As integers of Python: squares of minutes times iterations do not fit in 64 bits.
        critical, length, squared, crossed, *_, total = [c.tolist() for c in self.sums.columns]
        n = max(1, self.iterations)
        spread = _deviation(n, total[0], total[1])
        rows = {name: row for row, name in enumerate(self.layout.varied)}
        for i, name in enumerate(self.model.network.ids):
            if not critical[i]:
                continue
            share = critical[i] / n
            row = rows.get(name, 0)
            own = _deviation(n, length[row], squared[row]) if name in rows else 0.0
            if not own or not spread:  # a length or a date that never changes correlates with none
                yield ActivityDrive(name, share, None, None, None)
                continue
            covariance = (n * crossed[row] - length[row] * total[0]) / (n * n)
            rho = covariance / (own * spread)
            yield ActivityDrive(name, share, rho, abs(rho) * share, share * own / spread)

    @cached_property
    def tornado(self) -> tuple[Swing, ...]:
        """What moves the first goal most, the widest bar first."""
        return tuple(sorted(self._swings(), key=lambda s: (-s.width, s.id)))

    def _swings(self) -> Iterator[Swing]:
        titles = self.model.schedule.plan.activities
        for name, varied in self.model.varied.items():
            if varied.estimate >= 0 and varied.event < 0:
                title = titles[name].title
                yield from self._swing(SwingKind.ACTIVITY, name, title, varied.estimate)
        for event in self.model.events:
            yield from self._swing(SwingKind.EVENT, event.id, event.title, event.occurs)

    def _swing(
        self, kind: SwingKind, identifier: str, title: str, variable: int
    ) -> Iterator[Swing]:
        """The bar of one variable, if it was drawn often enough and moves the goal."""
        low, high, low_shift, high_shift = (int(c[variable]) for c in self.sums.columns[4:8])
        if low < FEW or high < FEW:
            return
        mean = int(self.sums.columns[8][0]) / self.iterations
        at_low = (low_shift / low - mean) / self.minutes_per_day
        at_high = (high_shift / high - mean) / self.minutes_per_day
        if kind is SwingKind.EVENT:  # it occurs where its draw is low
            at_low, at_high = at_high, at_low
        if at_low != at_high:
            yield Swing(kind, identifier, title, at_low, at_high)


def _deviation(n: int, total: int, squared: int) -> float:
    """The standard deviation of n values, by their sum and the sum of their squares."""
    return sqrt(max(0, n * squared - total * total)) / n


def percentile(ordered: NDArray[np.int64], share: float) -> int:
    """The least value that at least this share of all does not exceed."""
    return int(ordered[min(len(ordered) - 1, max(0, int(np.ceil(share * len(ordered))) - 1))])


def interval_of_percentile(ordered: NDArray[np.int64], share: float) -> tuple[int, int]:
    """The interval of 95% of a percentile by order statistics, for any distribution.

    It assumes independent draws. Stratified draws lie closer together, so the true interval is
    narrower.
    """
    n = len(ordered)
    half = DEVIATE * sqrt(n * share * (1 - share))
    low = max(0, int(np.floor(n * share - half)) - 1)
    high = min(n - 1, int(np.ceil(n * share + half)))
    return int(ordered[low]), int(ordered[high])


def interval_of_share(met: int, n: int) -> tuple[float, float]:
    """The interval of 95% of a probability (Wilson 1927)."""
    share, z2 = met / n, DEVIATE * DEVIATE
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = DEVIATE * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, middle - half), min(1.0, middle + half)
