"""The integer programme behind recovery: the cheapest choice that all cuts allow."""

from __future__ import annotations

from dataclasses import dataclass
from math import lcm
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds
from scipy.optimize import LinearConstraint
from scipy.optimize import milp
from scipy.sparse import csr_array

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

INFEASIBLE = 2
"""Status of HiGHS for a programme without solution."""

HALF = 0.5


class SolverError(RuntimeError):
    """The solver gave neither a solution nor a proof that there is none."""


@dataclass(frozen=True, slots=True)
class Cut:
    """At least one of `take` must be chosen, or one of `leave` must not."""

    take: tuple[int, ...]
    leave: tuple[int, ...]


def propose(
    costs: Sequence[Fraction], cuts: Sequence[Cut], groups: Sequence[tuple[int, ...]]
) -> tuple[int, ...] | None:
    """The cheapest choice; of equally cheap ones that with the fewest, then the first ones.

    Args:
        costs: Of every option.
        cuts: What every choice must satisfy.
        groups: Of each at most one may be chosen.

    Returns:
        The numbers of the options, or None when nothing satisfies every cut.
    """
    if any(not cut.take and not cut.leave for cut in cuts):
        return None
    if not costs:
        return None if cuts else ()
    rows, low, high = _rows(len(costs), cuts, groups)
    constraints = [LinearConstraint(csr_array(rows), low, high)] if len(rows) else []
    found = milp(
        _objective(costs),
        integrality=np.ones(len(costs), dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=constraints,
        options={"mip_rel_gap": 0.0},
    )
    if found.status == INFEASIBLE:
        return None
    if found.x is None or not found.success:
        raise SolverError(found.message)
    return tuple(int(n) for n in np.flatnonzero(found.x > HALF))


def _objective(costs: Sequence[Fraction]) -> NDArray[np.float64]:
    """Whole numbers: the cost first, then how many are chosen."""
    scale = lcm(*(cost.denominator for cost in costs)) * (len(costs) + 1)
    return np.array([int(cost * scale) + 1 for cost in costs], dtype=np.float64)


def _rows(
    count: int, cuts: Sequence[Cut], groups: Sequence[tuple[int, ...]]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    rows = np.zeros((len(cuts) + len(groups), count))
    low = np.full(len(rows), -np.inf)
    high = np.full(len(rows), np.inf)
    for row, cut in enumerate(cuts):
        rows[row, list(cut.take)] = 1
        rows[row, list(cut.leave)] = -1
        low[row] = 1 - len(cut.leave)
    for row, group in enumerate(groups, start=len(cuts)):
        rows[row, list(group)] = 1
        high[row] = 1
    return rows, low, high
