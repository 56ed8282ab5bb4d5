"""How to simulate: how long, with which seed, and when to stop early."""

from __future__ import annotations

from dataclasses import dataclass

from planner.analysis.risk.distributions import STRATA

SEED = 20260612
"""Stated with every result; the day on which the Pact applies."""


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
