"""The simulation's kernels as functions to call: compiled where numba is, else as they stand."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from typing import Any

import numpy as np

from planner.analysis.risk import draws
from planner.analysis.risk import iterations
from planner.schedule.compiled import INLINED
from planner.schedule.compiled import NJIT_OPTIONS
from planner.schedule.compiled import compiled_functions
from planner.schedule.compiled import plain_functions

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence

    from planner.schedule.compiled import KernelFunctions


@dataclass(frozen=True, slots=True)
class RiskKernels:
    """The kernels, with the passes of the schedule that belong to them."""

    fill: Callable[..., None]
    run: Callable[..., None]
    passes: KernelFunctions

    def integers(self, values: Sequence[int]) -> Any:  # noqa: ANN401 - a list or an array
        """A column of integers."""
        return np.asarray(values, dtype=np.int64) if self.passes.is_compiled else list(values)

    def numbers(self, values: Sequence[float]) -> Any:  # noqa: ANN401
        """A column of numbers."""
        return np.asarray(values, dtype=np.float64) if self.passes.is_compiled else list(values)


@lru_cache(maxsize=1)
def plain_risk_kernels() -> RiskKernels:
    """The kernels as they stand: slow, and the same bytes."""
    return RiskKernels(draws.fill, iterations.run, plain_functions())


@lru_cache(maxsize=1)
def risk_kernels() -> RiskKernels:
    """The kernels compiled; as they stand where numba is not installed."""
    found = compiled_functions()
    if not found.is_compiled:
        return plain_risk_kernels()
    from numba import njit  # noqa: PLC0415 - optional, slow to import
    from numba.extending import register_jitable  # noqa: PLC0415

    for module, names in ((draws, ("philox", "one_draw")), (iterations, _HELPERS)):
        for name in names:
            register_jitable(**INLINED)(getattr(module, name))
    compile_it = njit(nogil=True, **NJIT_OPTIONS)  # type: ignore[call-overload]
    return RiskKernels(compile_it(draws.fill), compile_it(iterations.run), found)


_HELPERS = ("instant_of_goal", "vary", "trace", "link_work", "held_by_dates", "tally")
