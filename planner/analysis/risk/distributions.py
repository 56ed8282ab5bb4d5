"""Probability distributions as tables of quantiles, from which a simulation draws.

A table has `STRATA + 1` quantiles at even steps of probability. A draw from a stratum is
interpolated between the two quantiles that bound it, so every distribution costs the same.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from planner.model import Distribution

if TYPE_CHECKING:
    from numpy.typing import NDArray

STRATA = 1000
"""Strata of a round of Latin hypercube sampling (McKay, Beckman and Conover 1979)."""

TAIL = 0.1 / STRATA
"""The probability at which a distribution without end is cut off on each side."""

SWANSON = (0.3, 0.7)
"""Cumulated weights of Swanson's rule: 30% low, 40% likely, 30% high."""

TENTH_DEVIATE = 1.2815515655446004
"""Standard normal deviate of the ninetieth percentile."""


def quantiles(
    distribution: Distribution, low: float, likely: float, high: float
) -> NDArray[np.float64]:
    """Make the table of quantiles of an estimate.

    Args:
        distribution: Its shape. Of a lognormal estimate `likely` is the median and `low` and
            `high` lie at the ratio of its tenth and ninetieth percentile; of a discrete one the
            three points have the weights of Swanson's rule.
        low: The optimistic value.
        likely: The most likely value.
        high: The pessimistic value.
    """
    if distribution is Distribution.FIXED or low == high:
        return np.full(STRATA + 1, float(likely))
    if distribution is Distribution.LOGNORMAL:
        # Without a positive low there is no ratio to take a spread from.
        sigma = float(np.log(high / low)) / (2 * TENTH_DEVIATE) if low > 0 else 0.0
        return likely * _lognormal(sigma)
    if distribution is Distribution.DISCRETE:
        return discrete((low, likely, high), SWANSON)
    share = (likely - low) / (high - low)
    return low + (high - low) * _unit(distribution, share)


def discrete(values: tuple[float, ...], cumulated: tuple[float, ...]) -> NDArray[np.float64]:
    """Make a table of steps: each stratum takes the value at its middle."""
    middles = (np.arange(STRATA + 1) + 0.5) / STRATA
    steps = np.searchsorted(np.asarray(cumulated), np.minimum(middles, 1.0), side="right")
    return np.asarray(values, dtype=np.float64)[steps]


def uniform_table() -> NDArray[np.float64]:
    """Probabilities themselves, for what occurs or does not."""
    return np.arange(STRATA + 1) / STRATA


@lru_cache(maxsize=4096)
def _unit(distribution: Distribution, share: float) -> NDArray[np.float64]:
    """Quantiles on the interval from 0 to 1 with the mode at `share`."""
    at = uniform_table()
    if distribution is Distribution.UNIFORM:
        return at
    if distribution is Distribution.TRIANGULAR:
        rising = np.sqrt(at * share)
        falling = 1 - np.sqrt((1 - at) * (1 - share))
        return np.where(at < share, rising, falling)
    from scipy.special import betaincinv  # noqa: PLC0415 - only PERT needs it

    # PERT (Malcolm and others 1959; Vose): a beta distribution whose mean is (a + 4m + b) / 6.
    alpha, beta = 1 + 4 * share, 5 - 4 * share
    table = np.array(betaincinv(alpha, beta, at), dtype=np.float64)
    table[0] = table[1] * _tail(alpha)
    table[-1] = 1 - (1 - table[-2]) * _tail(beta)
    return table


def _tail(power: float) -> float:
    """The value at the outer edge of the last stratum of a beta distribution.

    It is given as a share of the value at the inner edge. Near its end the quantile is a power of
    the probability. With this edge, drawing along a straight line keeps the mean of the stratum.
    """
    return (power - 1) / (power + 1)


@lru_cache(maxsize=1024)
def _lognormal(sigma: float) -> NDArray[np.float64]:
    from scipy.special import ndtri  # noqa: PLC0415

    return np.exp(sigma * np.asarray(ndtri(np.clip(uniform_table(), TAIL, 1 - TAIL))))
