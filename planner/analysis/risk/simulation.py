"""Run a simulation: draw in rounds, share the work among threads, stop when it is precise."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import pairwise
from os import cpu_count
from typing import TYPE_CHECKING

import numpy as np

from planner.analysis.risk.correlation import strata_of
from planner.analysis.risk.distributions import STRATA
from planner.analysis.risk.draws import key_of
from planner.analysis.risk.layout import RiskLayout
from planner.analysis.risk.risk_kernels import risk_kernels
from planner.analysis.risk.settings import SimulationSettings
from planner.analysis.risk.simulation_result import SimulationResult
from planner.analysis.risk.simulation_result import Sums
from planner.analysis.risk.simulation_result import interval_of_percentile
from planner.timeaxis import DAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from planner.analysis.risk.model import RiskModel
    from planner.analysis.risk.risk_kernels import RiskKernels

BLOCK_VALUES = 6_000_000
"""Draws held in memory at once; 8 bytes each."""

CHECK_ROUNDS = 5
"""Rounds between two looks at the interval of the chosen percentile."""


def simulate(
    model: RiskModel,
    settings: SimulationSettings | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
    using: RiskKernels | None = None,
) -> SimulationResult:
    """Simulate a plan.

    Args:
        model: The uncertain inputs of the plan.
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
        self.kernels = using
        self.layout = RiskLayout.of(model, using)
        self.keys = [key_of(settings.seed, v.key) for v in model.variables]
        self.done = 0
        self.ready: list[NDArray[np.int64]] = []
        self.sums = Sums.empty(self.layout)
        self.workers = 1
        # Plain Python holds the interpreter lock: more threads would only wait for each other.
        if using.kernel_functions.is_compiled:
            self.workers = settings.workers or min(cpu_count() or 1, 8)
        self.pool = ThreadPoolExecutor(self.workers) if self.workers > 1 else None
        self.benches = [self.layout.bench() for _ in range(self.workers)]
        size = max(1, BLOCK_VALUES // (STRATA * max(1, len(model.variables))))
        self.block = settings.block or size
        self.draws: NDArray[np.float64] | None = None

    def next_block(self) -> None:
        """Compute some rounds; nothing of them counts until all of it is done."""
        rounds = min(self.block, self.settings.rounds - self.done)
        if self.settings.within is not None:  # end where the interval is looked at
            rounds = min(rounds, CHECK_ROUNDS - self.done % CHECK_ROUNDS)
        drawn = self._draw(rounds)
        ready = np.empty((rounds * STRATA, len(self.layout.recorded)), dtype=np.int64)
        counts, calls = [], []
        parts = _parts(rounds * STRATA, self.workers)
        for bench, part in zip(self.benches, parts, strict=True):
            own = self.layout.counts()
            given = (*bench, self.layout.chances, drawn, ready, own)
            calls.append(partial(self.kernels.run, *given, *part))
            counts.append(own)
        self._each(calls)
        # Only now, so that a block that is interrupted leaves nothing half counted.
        self.ready.append(ready)
        for own in counts:
            self.sums.add(own)
        self.done += rounds

    def _draw(self, rounds: int) -> NDArray[np.float64]:
        """Per iteration of the next rounds and per variable the draw."""
        variables = len(self.model.variables)
        shape = (rounds * STRATA, variables)
        if self.draws is None or self.draws.shape != shape:
            self.draws = np.empty(shape, dtype=np.float64)
        layout = self.layout
        given = (self.draws, layout.tables, layout.stepped, layout.key_column(self.keys))
        ranks = self._ranks(rounds)
        calls = []
        for part in _parts(variables, self.workers):
            scratch = layout.order_of_strata()
            calls.append(partial(self.kernels.fill, *given, *ranks, scratch, *part, self.done))
        self._each(calls)
        return self.draws

    def _ranks(self, rounds: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The strata of the correlated variables, and per variable its row in them or -1."""
        rank_of = np.full(max(1, len(self.model.variables)), -1, dtype=np.int64)
        rows: list[NDArray[np.int64]] = []
        for group in self.model.correlated:
            keys = [self.keys[v] for v in group.variables]
            rank_of[list(group.variables)] = len(rows) + np.arange(len(keys))
            rows += list(strata_of(group, keys, self.done, rounds))
        ranks = np.array(rows, dtype=np.int64).reshape(len(rows), rounds * STRATA)
        return ranks, rank_of

    def _each(self, calls: Sequence[Callable[[], None]]) -> None:
        """Share calls among the workers and wait for all of them."""
        if self.pool is None:
            for call in calls:
                call()
            return
        for future in list(map(self.pool.submit, calls)):
            future.result()  # raises here what the worker raised

    def is_narrow_enough(self) -> bool:
        """Whether the chosen percentile of the first goal is known well enough."""
        within = self.settings.within
        if within is None or not self.done or self.done % CHECK_ROUNDS:
            return False
        dates = np.sort(self.dates()[:, 0])
        low, high = interval_of_percentile(dates, self.settings.percentile)
        return bool((high - low) / DAY <= within)

    def dates(self) -> NDArray[np.int64]:
        """Per iteration and recorded activity its date."""
        if not self.ready:
            return np.empty((0, len(self.layout.recorded)), dtype=np.int64)
        return np.concatenate(self.ready)

    def outcome(self, *, stopped: bool) -> SimulationResult:
        """The result of the blocks that are done."""
        return SimulationResult(
            self.model, self.settings, self.layout, self.dates(), self.sums, stopped
        )

    def close(self) -> None:
        """Stop the workers."""
        if self.pool is not None:
            self.pool.shutdown(wait=True, cancel_futures=True)


def _parts(length: int, workers: int) -> list[tuple[int, int]]:
    """Even parts of a range, one per worker."""
    edges = [length * w // workers for w in range(workers + 1)]
    return list(pairwise(edges))
