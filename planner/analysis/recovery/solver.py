"""The integer programme of recovery: the cheapest choice that all cuts allow."""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds
from scipy.optimize import LinearConstraint
from scipy.optimize import milp
from scipy.sparse import csr_array

from planner.analysis.recovery.measures import Cut

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

INFEASIBLE = 2
"""Status of HiGHS for a programme without solution."""

HALF = 0.5
"""A solution holds 0 and 1 as floats, which may be a little off."""


class SolverError(RuntimeError):
    """The solver gave neither a solution nor a proof that there is none."""


def propose(
    costs: Sequence[Fraction], cuts: Sequence[Cut], groups: Sequence[Sequence[int]]
) -> tuple[int, ...] | None:
    """The cheapest choice; among equally cheap ones that with the fewest options.

    Args:
        costs: The cost of every option.
        cuts: What every choice must satisfy.
        groups: Options of which at most one may be chosen.

    Returns:
        The numbers of the options, or None when nothing satisfies every cut.
    """
    if Cut((), ()) in cuts:  # nothing can satisfy it
        return None
    if not costs:
        return ()
    rows, low, high = _rows(len(costs), cuts, groups)
    constraints = []
    if len(rows):
        constraints.append(LinearConstraint(csr_array(rows), low, high))
    answer = milp(
        _objective(costs),
        integrality=np.ones(len(costs), dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=constraints,
        options={"mip_rel_gap": 0.0},  # HiGHS would otherwise stop within a gap of the optimum
    )
    if answer.status == INFEASIBLE:
        return None
    if answer.x is None or not answer.success:
        raise SolverError(answer.message)
    return tuple(np.flatnonzero(answer.x > HALF).tolist())


def _objective(costs: Sequence[Fraction]) -> NDArray[np.float64]:
    """Whole numbers in which the cost counts first, then the number of options."""
    # The scale makes the smallest difference in cost larger than all options together.
    scale = lcm(*(cost.denominator for cost in costs)) * (len(costs) + 1)
    return np.array([int(cost * scale) + 1 for cost in costs], dtype=np.float64)


def _rows(
    count: int, cuts: Sequence[Cut], groups: Sequence[Sequence[int]]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """A row of coefficients per cut and per group, with its least and its greatest sum."""
    rows = np.zeros((len(cuts) + len(groups), count))
    low = np.full(len(rows), -np.inf)
    high = np.full(len(rows), np.inf)
    # The sum of `take` minus that of `leave` reaches its bound in every case but one: all of
    # `leave` chosen and none of `take`.
    for row, cut in enumerate(cuts):
        rows[row, list(cut.take)] = 1
        rows[row, list(cut.leave)] = -1
        low[row] = 1 - len(cut.leave)
    for row, group in enumerate(groups, start=len(cuts)):
        rows[row, list(group)] = 1
        high[row] = 1
    return rows, low, high
