"""Running a simulation: rounds of draws, workers, and when it is enough."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from os import cpu_count
from typing import TYPE_CHECKING
from typing import Any

import numpy as np

from planner.analysis.risk.correlation import strata_of
from planner.analysis.risk.distributions import STRATA
from planner.analysis.risk.draws import key_of
from planner.analysis.risk.layout import RiskLayout
from planner.analysis.risk.risk_kernels import risk_kernels
from planner.analysis.risk.simulation_result import SimulationResult
from planner.analysis.risk.simulation_result import Sums
from planner.analysis.risk.simulation_result import interval_of_percentile

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from planner.analysis.risk.model import RiskModel
    from planner.analysis.risk.risk_kernels import RiskKernels

SEED = 20260612
"""Stated with every result; the day on which the Pact applies."""

BLOCK_VALUES = 6_000_000
"""Draws held in memory at once."""

CHECK_ROUNDS = 5
"""Rounds between two looks at the interval of the chosen percentile."""


@dataclass(frozen=True, slots=True)
class SimulationSettings:
    """How to simulate.

    Attributes:
        iterations: At most so many, rounded up to whole rounds of a thousand.
        seed: The same seed gives the same bytes, whatever the workers and the block size.
        within: Stop once the interval of `percentile` is at most so many calendar days wide;
            None to use all iterations.
        percentile: The percentile that `within` is about.
        workers: Threads; by default one per core.
        block: Rounds computed at once; by default what fits in memory.
    """

    iterations: int = 10_000
    seed: int = SEED
    within: float | None = None
    percentile: float = 0.8
    workers: int | None = None
    block: int | None = None

    @property
    def rounds(self) -> int:
        """Whole rounds of a Latin hypercube."""
        return max(1, -(-self.iterations // STRATA))


def simulate(
    model: RiskModel,
    settings: SimulationSettings | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
    using: RiskKernels | None = None,
) -> SimulationResult:
    """Simulate a plan.

    Args:
        model: What may turn out otherwise.
        settings: How long, with which seed.
        progress: Called after every block with the iterations done and asked. When it raises
            KeyboardInterrupt, or the user presses Ctrl-C, what is known so far is returned.
        using: The kernels; compiled ones by default.

    Raises:
        planner.timeaxis.BeyondHorizonError: A draw ran past the horizon of the calendars.
    """
    settings = settings or SimulationSettings()
    run = _Run(model, settings, using or risk_kernels())
    stopped = False
    try:
        while run.done < settings.rounds and not run.is_narrow_enough():
            run.next_block()
            if progress is not None:
                progress(run.done * STRATA, settings.rounds * STRATA)
    except KeyboardInterrupt:
        stopped = True
    finally:
        run.close()
    return run.outcome(stopped=stopped)


class _Run:
    """A simulation under way."""

    def __init__(self, model: RiskModel, settings: SimulationSettings, using: RiskKernels) -> None:
        self.model = model
        self.settings = settings
        self.machine = using
        self.layout = RiskLayout.of(model, using)
        self.keys = [key_of(settings.seed, v.key) for v in model.variables]
        self.done = 0
        self.ready: list[NDArray[np.int64]] = []
        self.sums = Sums.empty(self.layout)
        wanted = settings.workers or min(cpu_count() or 1, 8)
        self.workers = wanted if using.passes.is_compiled else 1
        self.pool = ThreadPoolExecutor(self.workers) if self.workers > 1 else None
        self.benches = [self.layout.bench() for _ in range(self.workers)]
        size = max(1, BLOCK_VALUES // (STRATA * max(1, len(model.variables))))
        self.block = settings.block or size
        self.draws: NDArray[np.float64] | None = None

    def next_block(self) -> None:
        """Compute some rounds; nothing of them counts until all of it is done."""
        rounds = min(self.block, self.settings.rounds - self.done)
        if self.settings.within is not None:
            rounds = min(rounds, CHECK_ROUNDS - self.done % CHECK_ROUNDS)
        drawn = self._draw(rounds)
        ready = np.empty((rounds * STRATA, len(self.layout.recorded)), dtype=np.int64)
        counts = [self.layout.counts() for _ in self.benches]
        bounds = _parts(rounds * STRATA, self.workers)
        self._each(
            [
                (self.machine.run, (*bench, self.layout.chances, drawn, ready, count, *part))
                for bench, count, part in zip(self.benches, counts, bounds, strict=True)
            ]
        )
        self.ready.append(ready)
        for count in counts:
            self.sums.add(count)
        self.done += rounds

    def _draw(self, rounds: int) -> NDArray[np.float64]:
        variables = len(self.model.variables)
        shape = (rounds * STRATA, variables)
        if self.draws is None or self.draws.shape != shape:
            self.draws = np.empty(shape, dtype=np.float64)
        rank_of = np.full(max(1, variables), -1, dtype=np.int64)
        rows: list[Any] = []
        for group in self.model.correlated:
            keys = [self.keys[v] for v in group.variables]
            for offset, variable in enumerate(group.variables):
                rank_of[variable] = len(rows) + offset
            rows += list(strata_of(group, keys, self.done, rounds))
        ranks = np.array(rows, dtype=np.int64).reshape(len(rows), rounds * STRATA)
        given = (self.layout.tables, self.layout.stepped, self.layout.key_column(self.keys))
        self._each(
            [
                (
                    self.machine.fill,
                    (
                        *(self.draws, *given, ranks, rank_of),
                        *(self.layout.order_of_strata(), *part, self.done),
                    ),
                )
                for part in _parts(variables, self.workers)
            ]
        )
        return self.draws

    def _each(self, work: list[tuple[Callable[..., None], tuple[Any, ...]]]) -> None:
        if self.pool is None:
            for function, arguments in work:
                function(*arguments)
            return
        futures = [self.pool.submit(function, *arguments) for function, arguments in work]
        for future in futures:
            future.result()

    def is_narrow_enough(self) -> bool:
        """Whether the chosen percentile of the first goal is known well enough."""
        within = self.settings.within
        if within is None or not self.done or self.done % CHECK_ROUNDS:
            return False
        dates = np.sort(self.dates()[:, 0])
        low, high = interval_of_percentile(dates, self.settings.percentile)
        return bool((high - low) / 1440 <= within)

    def dates(self) -> NDArray[np.int64]:
        """Per iteration and recorded activity its date."""
        if not self.ready:
            return np.empty((0, len(self.layout.recorded)), dtype=np.int64)
        return np.concatenate(self.ready)

    def outcome(self, *, stopped: bool) -> SimulationResult:
        """What is known."""
        return SimulationResult(
            self.model, self.settings, self.layout, self.dates(), self.sums, stopped
        )

    def close(self) -> None:
        """Let the workers go."""
        if self.pool is not None:
            self.pool.shutdown(wait=True, cancel_futures=True)


def _parts(length: int, workers: int) -> list[tuple[int, int]]:
    """Even parts of a range, one per worker."""
    edges = [length * w // workers for w in range(workers + 1)]
    return list(pairwise(edges))
