"""The kernels of the simulation: compiled where numba is installed, plain Python elsewhere."""

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
    """The kernels, with the schedule's functions that work on the same kind of column."""

    fill: Callable[..., None]
    run: Callable[..., None]
    kernel_functions: KernelFunctions

    def integers(self, values: Sequence[int]) -> Any:  # noqa: ANN401 - a list or an array
        """A column of integers."""
        return self._column(values, np.int64)

    def numbers(self, values: Sequence[float]) -> Any:  # noqa: ANN401
        """A column of real numbers."""
        return self._column(values, np.float64)

    def _column(self, values: Sequence[float], kind: type[np.number]) -> Any:  # noqa: ANN401
        is_compiled = self.kernel_functions.is_compiled
        return np.asarray(values, dtype=kind) if is_compiled else list(values)


@lru_cache(maxsize=1)
def plain_risk_kernels() -> RiskKernels:
    """The kernels as plain Python: slow, with the same results."""
    return RiskKernels(draws.fill, iterations.run, plain_functions())


@lru_cache(maxsize=1)
def risk_kernels() -> RiskKernels:
    """The compiled kernels; plain Python where numba is not installed."""
    kernel_functions = compiled_functions()
    if not kernel_functions.is_compiled:
        return plain_risk_kernels()
    from numba import njit  # noqa: PLC0415 - optional, slow to import
    from numba.extending import register_jitable  # noqa: PLC0415

    for function in _CALLED:
        register_jitable(**INLINED)(function)
    # `nogil` lets the workers of a simulation run side by side.
    compile_it = njit(nogil=True, **NJIT_OPTIONS)  # type: ignore[call-overload]
    return RiskKernels(compile_it(draws.fill), compile_it(iterations.run), kernel_functions)


_CALLED = (
    draws.philox,
    draws.one_draw,
    iterations.instant_of_goal,
    iterations.vary,
    iterations.trace,
    iterations.held_by_link,
    iterations.held_by_dates,
    iterations.tally,
)
"""The functions that the two kernels call."""
