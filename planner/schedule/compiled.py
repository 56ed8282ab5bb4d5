"""The kernel's functions to call: plain Python on lists, or compiled on arrays.

Compiling needs the optional package numba (extra `fast`). Its result is kept in the user's cache
folder under the digest of the kernel's text, so that it happens once for each version.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from types import FunctionType
from typing import TYPE_CHECKING
from typing import Any
from typing import TypeVar

from planner import timeaxis
from planner.schedule import columns
from planner.schedule import kernel
from planner.schedule.columns import Activities
from planner.schedule.columns import Links
from planner.schedule.columns import Shifts
from planner.schedule.kernel import backward_pass
from planner.schedule.kernel import float_pass
from planner.schedule.kernel import forward_pass
from planner.schedule.kernel import inputs
from planner.schedule.kernel import instants
from planner.schedule.kernel import limits
from planner.schedule.kernel import links
from planner.schedule.kernel import order

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from types import ModuleType

    from planner.schedule.network import Network
    from planner.timeaxis import Writable

_CODES = (timeaxis, columns, inputs)
COMPILED_MODULES = (
    *_CODES,
    instants,
    links,
    limits,
    order,
    forward_pass,
    backward_pass,
    float_pass,
)
"""The modules whose functions and integers are in the compiled code."""

# `_nrt` is a private option of numba (seen in 0.68.1) that switches reference counts off. They are
# of no use here, because the kernel allocates nothing. `_nrt=False` makes a call about six times
# faster: 92 ms against 556 ms at 20,000 activities.
NJIT_OPTIONS = {"_nrt": False, "cache": True}
"""For functions that Python calls."""

# A call would copy the addresses of all columns; that costs more than most functions do.
INLINED = {"_nrt": False, "forceinline": True}
"""For functions that only compiled code calls."""

Columns = TypeVar("Columns", Activities, Links, Shifts, timeaxis.Calendars)
"""A tuple of columns."""


@dataclass(frozen=True, slots=True)
class KernelFunctions:
    """The kernel's functions together with the kind of column they work on."""

    topological_order: Callable[[Links, Writable, Writable], int]
    forward: Callable[[kernel.KernelInput, Writable, kernel.Dates], None]
    as_late_as_possible: Callable[[kernel.KernelInput, Writable, kernel.Dates], None]
    backward: Callable[[kernel.KernelInput, Writable, kernel.Dates], None]
    floats: Callable[[kernel.KernelInput, Writable, kernel.Dates], None]
    copy: Callable[[Sequence[int]], Writable]
    is_compiled: bool = False

    def column(self, length: int) -> Writable:
        """Make a column of zeros."""
        return self.copy([0] * length)

    def dates(self, activities: int, links: int) -> kernel.Dates:
        """Make columns of zeros for the passes to fill."""
        lengths = dict.fromkeys(kernel.Dates._fields, activities)
        lengths["slack"] = links
        return kernel.Dates(*map(self.column, lengths.values()))

    def inputs(self, network: Network, rules: kernel.Rules) -> kernel.KernelInput:
        """Make the columns that the passes read."""
        return kernel.KernelInput(
            self.columns(network.activities),
            self.columns(network.links),
            self.columns(network.calendars),
            self.columns(network.shifts),
            rules,
        )

    def columns(self, given: Columns) -> Columns:
        """Give columns of the kind that the functions work on, copied only where they must."""
        if not self.is_compiled:
            return given
        copies: Columns = type(given)(*map(self.copy, given))
        return copies


PASSES = (
    kernel.topological_order,
    kernel.forward,
    kernel.as_late_as_possible,
    kernel.backward,
    kernel.floats,
)


def plain_functions() -> KernelFunctions:
    """Give the functions as plain Python, on lists."""
    return KernelFunctions(*PASSES, copy=list)


@lru_cache(maxsize=1)
def compiled_functions() -> KernelFunctions:
    """Give the compiled functions, on arrays; the plain ones where numba is not installed."""
    try:
        numba = load_numba()
    except ImportError:
        return plain_functions()
    import numpy as np  # noqa: PLC0415 - slow to import

    def array(values: Sequence[int]) -> Any:  # noqa: ANN401 - an array serves as a column
        return np.array(values, dtype=np.int64)

    make_callable()
    compiled = map(numba.njit(**NJIT_OPTIONS), PASSES)
    return KernelFunctions(*compiled, copy=array, is_compiled=True)  # type: ignore[misc]


def load_numba() -> ModuleType:
    """Import numba with a cache folder of this version of the kernel.

    Raises:
        ImportError: numba is not installed.
    """
    text = b"".join(Path(str(module.__file__)).read_bytes() for module in COMPILED_MODULES)
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    # Numba looks at the file of a compiled function alone, not at those of the functions it calls.
    folder = home / "implementation-planner" / sha256(text).hexdigest()[:16]
    os.environ.setdefault("NUMBA_CACHE_DIR", str(folder))
    import numba  # noqa: PLC0415 - slow to import; it reads its cache folder when imported

    return numba


@lru_cache(maxsize=1)
def make_callable() -> None:
    """Let compiled code call the functions of the kernel and of the time axis."""
    from numba.extending import register_jitable  # noqa: PLC0415 - slow to import

    for module in COMPILED_MODULES:
        for value in vars(module).values():
            if isinstance(value, FunctionType) and value.__module__ == module.__name__:
                register_jitable(**INLINED)(value)
