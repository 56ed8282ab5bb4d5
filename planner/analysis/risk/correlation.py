"""Activities that run late together: rank correlation by a Gaussian copula."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING

import numpy as np

from planner.analysis.risk.distributions import STRATA
from planner.analysis.risk.draws import key_of
from planner.analysis.risk.draws import philox
from planner.problems import PlannerError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from planner.model import Plan

Matrix = dict[tuple[str, str], float]

LEAST_EIGENVALUE = 1e-10
"""Below this a matrix is not positive definite; rounding keeps it from being exactly zero."""


class CorrelationError(PlannerError):
    """Coefficients of correlation that contradict each other.

    Attributes:
        activities: The activities that they link.
        entries: Places of the entries in the register, counted from zero.
    """

    def __init__(self, activities: tuple[str, ...], entries: tuple[int, ...]) -> None:
        self.activities = activities
        self.entries = entries
        super().__init__(", ".join(activities))


@dataclass(frozen=True, eq=False)
class Correlated:
    """Variables that are drawn together.

    Attributes:
        variables: Their numbers.
        factor: The lower triangle whose product with itself is their correlation.
    """

    variables: tuple[int, ...]
    factor: NDArray[np.float64]


def correlated(plan: Plan, variables: Mapping[str, int]) -> tuple[Correlated, ...]:
    """The groups of correlated activities, as far as their work still varies.

    Args:
        plan: The plan with its correlations.
        variables: Per activity the number of the variable of its estimate, or -1.

    Raises:
        CorrelationError: The coefficients of a group contradict each other.
    """
    groups = []
    for members, entries in components(plan):
        pairs = _pairs(plan, entries)
        # A contradiction is reported as it was written, also when part of the work is done.
        factor_of(members, pairs, entries)
        varying = {a: variables[a] for a in members if variables.get(a, -1) >= 0}
        if len(varying) > 1:
            factor = factor_of(tuple(varying), pairs, entries)
            groups.append(Correlated(tuple(varying.values()), factor))
    return tuple(groups)


def components(plan: Plan) -> list[tuple[tuple[str, ...], tuple[int, ...]]]:
    """The groups of activities that correlations link, with the entries that link them."""
    groups: list[tuple[set[str], set[int]]] = []
    for number, entry in enumerate(plan.correlations):
        names, numbers = set(entry.activities), {number}
        # An entry may join groups that were apart before it.
        apart = []
        for group in groups:
            if group[0] & names:
                names |= group[0]
                numbers |= group[1]
            else:
                apart.append(group)
        groups = [*apart, (names, numbers)]
    return [(tuple(sorted(names)), tuple(sorted(numbers))) for names, numbers in groups]


def _pairs(plan: Plan, entries: Iterable[int]) -> Matrix:
    """The coefficient of each pair, in both orders; the last entry about a pair counts."""
    coefficients: Matrix = {}
    for number in entries:
        entry = plan.correlations[number]
        for pair in permutations(entry.activities, 2):
            coefficients[pair] = float(entry.coefficient)
    return coefficients


def normal_correlation(rank: float) -> float:
    """The correlation of two normal variables, by their rank correlation (Pearson 1907)."""
    return 2 * float(np.sin(np.pi * rank / 6))


def factor_of(
    members: tuple[str, ...], pairs: Matrix, entries: tuple[int, ...]
) -> NDArray[np.float64]:
    """Cholesky's factor of the correlation of normal scores.

    Raises:
        CorrelationError: The matrix is not positive definite.
    """
    matrix = np.eye(len(members))
    for (i, a), (j, b) in permutations(enumerate(members), 2):
        matrix[i, j] = normal_correlation(pairs.get((a, b), 0.0))
    if float(np.linalg.eigvalsh(matrix)[0]) < LEAST_EIGENVALUE:
        raise CorrelationError(members, entries)
    return np.asarray(np.linalg.cholesky(matrix))


def strata_of(
    group: Correlated, keys: list[int], first_round: int, rounds: int
) -> NDArray[np.int64]:
    """The strata of correlated variables for some rounds: the ranks of correlated normal scores.

    Args:
        group: The variables.
        keys: The key of each of them.
        first_round: Number of the first round.
        rounds: How many.
    """
    strata = np.empty((len(keys), rounds * STRATA), dtype=np.int64)
    for turn in range(rounds):
        scores = [normal_scores(key, first_round + turn) for key in keys]
        columns = slice(turn * STRATA, (turn + 1) * STRATA)
        for i in range(len(keys)):
            mixed = np.zeros(STRATA)
            # Added one by one, because a matrix product may round otherwise on another machine.
            for j in range(i + 1):
                mixed += group.factor[i, j] * scores[j]
            order = np.argsort(mixed, kind="stable")
            strata[i, columns][order] = np.arange(STRATA)
    return strata


def normal_scores(key: int, turn: int) -> NDArray[np.float64]:
    """Independent normal numbers for one round, from another stream than the draws."""
    from scipy.special import ndtri  # noqa: PLC0415 - only correlation needs it

    words = _words(key_of(key, "copula"), turn)
    return np.asarray(ndtri((words + 0.5) / 4294967296.0), dtype=np.float64)


def _words(key: int, turn: int) -> NDArray[np.float64]:
    """Random integers of 32 bits, one per stratum."""
    counters = np.arange(STRATA // 4, dtype=np.int64)
    words = philox_columns(key, counters, turn)
    return np.stack(words, axis=1).reshape(STRATA).astype(np.float64)


def philox_columns(
    key: int, first: NDArray[np.int64], second: int
) -> tuple[NDArray[np.int64], ...]:
    """`philox` over a column of counters at once."""
    with np.errstate(over="ignore"):  # products that wrap at 64 bits are part of the method
        return philox(key, first, np.full_like(first, second))  # type: ignore[arg-type, return-value]
