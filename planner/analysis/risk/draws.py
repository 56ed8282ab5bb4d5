"""Random numbers that depend on the seed, the variable and the iteration, and on nothing else.

Philox 4x32-10 (Salmon, Moraes, Dror and Shaw 2011) turns a counter and a key into 128 bits. Each
variable has a key, and the counter counts rounds and positions. Any part of a simulation can
therefore be computed by any worker and gives the same bytes. The functions give the same for the
64-bit integers of compiled code, which wrap, and for those of Python, which do not.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Sequence

MASK = 0xFFFFFFFF
"""The lowest 32 bits."""


def key_of(seed: int, variable: str) -> int:
    """The key of a variable, which does not depend on the other variables."""
    text = f"{seed}\0{variable}".encode()
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "little", signed=True)


def philox(key: int, first: int, second: int) -> tuple[int, int, int, int]:
    """Four random integers of 32 bits for a key and a counter of two words."""
    k0 = key & MASK
    k1 = (key >> 32) & MASK
    c0, c1, c2, c3 = first, second, 0, 0
    for _ in range(10):
        p0 = 0xD2511F53 * c0
        p1 = 0xCD9E8D57 * c2
        c0 = ((p1 >> 32) & MASK) ^ c1 ^ k0
        c1 = p1 & MASK
        c2 = ((p0 >> 32) & MASK) ^ c3 ^ k1
        c3 = p0 & MASK
        k0 = (k0 + 0x9E3779B9) & MASK
        k1 = (k1 + 0xBB67AE85) & MASK
    return c0, c1, c2, c3


def fill(  # noqa: PLR0913, PLR0917 - a kernel has no objects
    draws: Any,  # noqa: ANN401 - an array or a row of one
    tables: Any,  # noqa: ANN401
    stepped: Any,  # noqa: ANN401
    keys: Any,  # noqa: ANN401
    ranks: Any,  # noqa: ANN401
    rank_of: Any,  # noqa: ANN401
    order: Any,  # noqa: ANN401
    first: int,
    last: int,
    first_round: int,
) -> None:
    """Draw variables for consecutive rounds of a Latin hypercube.

    Args:
        draws: Written: per iteration and variable the draw; whole rounds.
        tables: Per variable its quantiles.
        stepped: Per variable 1 when its table has steps that are not to be smoothed.
        keys: Per variable its key.
        ranks: Per correlated variable and iteration the stratum that correlation gives it.
        rank_of: Per variable its row in `ranks`, or -1 when its strata are shuffled freely.
        order: Scratch of one entry per stratum.
        first: The first variable to draw.
        last: The one after the last.
        first_round: Number of the round that the first iteration belongs to.
    """
    strata = len(order)
    rounds = draws.shape[0] // strata
    for variable in range(first, last):
        for turn in range(rounds):
            begin = turn * strata
            row = rank_of[variable]
            for position in range(strata):
                order[position] = position if row < 0 else ranks[row, begin + position]
            # From the last position to the first, as the shuffle of Fisher and Yates goes.
            for pair in range((strata + 1) // 2):
                a, b, c, d = philox(keys[variable], pair, first_round + turn)
                position = strata - 1 - 2 * pair
                one_draw(draws, tables, stepped, order, variable, begin, position, a, b, row < 0)
                if position > 0:
                    one_draw(
                        draws, tables, stepped, order, variable, begin, position - 1, c, d, row < 0
                    )


def one_draw(  # noqa: PLR0913, PLR0917
    draws: Any,  # noqa: ANN401
    tables: Any,  # noqa: ANN401
    stepped: Any,  # noqa: ANN401
    order: Sequence[int],
    variable: int,
    begin: int,
    position: int,
    shuffle: int,
    jitter: int,
    is_free: bool,  # noqa: FBT001
) -> None:
    """Draw for one iteration: choose a stratum (Fisher and Yates 1938), then interpolate."""
    if is_free:
        # A multiplication instead of a remainder spreads 32 random bits over the positions left.
        other = (shuffle * (position + 1)) >> 32
        kept = order[other]
        order[other] = order[position]  # type: ignore[index]
        order[position] = kept  # type: ignore[index]
    stratum = order[position]
    low = tables[variable, stratum]
    if stepped[variable] == 0:
        share = (jitter + 0.5) / 4294967296.0
        low += share * (tables[variable, stratum + 1] - low)
    draws[begin + position, variable] = low
