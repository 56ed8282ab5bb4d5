"""The passes of the kernel as functions to call: as they stand on lists, or compiled on arrays.

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
from planner.schedule import kernel
from planner.schedule.columns import Activities
from planner.schedule.columns import Links
from planner.schedule.columns import Shifts
from planner.schedule.kernel import backward_pass
from planner.schedule.kernel import float_pass
from planner.schedule.kernel import forward_pass
from planner.schedule.kernel import links
from planner.schedule.kernel import order

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence
    from types import ModuleType

    from planner.schedule.network import Network
    from planner.timeaxis import Writable

COMPILED_MODULES = (timeaxis, links, order, forward_pass, backward_pass, float_pass)
"""Where the functions that compiled code may call are written."""

INLINED = {"_nrt": False, "forceinline": True}
"""A call would copy the addresses of all columns; that costs more than most functions do."""

Columns = TypeVar("Columns", Activities, Links, timeaxis.Calendars, Shifts)
"""A tuple of columns."""


@dataclass(frozen=True, slots=True)
class KernelFunctions:
    """The kernel's functions together with the kind of column they work on."""

    topological_order: Callable[[Links, Writable, Writable], int]
    forward: Callable[[kernel.KernelInput, Writable, kernel.Dates], None]
    as_late_as_possible: Callable[[kernel.KernelInput, Writable, kernel.Dates], None]
    backward: Callable[[kernel.KernelInput, Writable, kernel.Dates], None]
    floats: Callable[[kernel.KernelInput, kernel.Dates], None]
    copy: Callable[[Sequence[int]], Writable]
    is_compiled: bool = False

    def column(self, length: int) -> Writable:
        """An empty column."""
        return self.copy([0] * length)

    def dates(self, activities: int, links: int) -> kernel.Dates:
        """Empty columns for the passes to fill."""
        fields = kernel.Dates._fields
        return kernel.Dates(*(self.column(links if f == "slack" else activities) for f in fields))

    def setting(self, network: Network, rules: kernel.Rules) -> kernel.KernelInput:
        """What the passes read."""
        return kernel.KernelInput(
            self.columns(Activities, network.activities),
            self.columns(Links, network.links),
            self.columns(timeaxis.Calendars, network.calendars),
            self.columns(Shifts, network.shifts),
            rules,
        )

    def columns(self, kind: type[Columns], given: Columns) -> Columns:
        """Columns as these passes want them."""
        if not self.is_compiled:
            return given
        columns: Columns = kind(*(self.copy(column) for column in given))
        return columns


def plain_functions() -> KernelFunctions:
    """The passes as they stand, on lists."""
    return KernelFunctions(
        kernel.topological_order,
        kernel.forward,
        kernel.as_late_as_possible,
        kernel.backward,
        kernel.floats,
        list,
    )


@lru_cache(maxsize=1)
def compiled_functions() -> KernelFunctions:
    """The passes compiled on arrays; as they stand where numba is not installed."""
    try:
        numba = load_numba()
    except ImportError:
        return plain_functions()
    import numpy as np  # noqa: PLC0415 - slow to import

    def array(values: Sequence[int]) -> Any:  # noqa: ANN401 - an array serves as a column
        return np.array(values, dtype=np.int64)

    make_callable()
    # Nothing is allocated in the kernel; without reference counts a call costs a tenth.
    compile_it = numba.njit(cache=True, _nrt=False)
    return KernelFunctions(
        compile_it(kernel.topological_order),
        compile_it(kernel.forward),
        compile_it(kernel.as_late_as_possible),
        compile_it(kernel.backward),
        compile_it(kernel.floats),
        array,
        is_compiled=True,
    )


def load_numba() -> ModuleType:
    """Import numba with a cache folder of this version of the kernel.

    Raises:
        ImportError: numba is not installed.
    """
    text = b"".join(Path(str(module.__file__)).read_bytes() for module in COMPILED_MODULES)
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = home / "implementation-planner" / sha256(text).hexdigest()[:16]
    os.environ.setdefault("NUMBA_CACHE_DIR", str(folder))
    import numba  # noqa: PLC0415 - slow to import

    return numba


@lru_cache(maxsize=1)
def make_callable() -> None:
    """Let compiled code call the functions of the kernel and of the time axis."""
    from numba.extending import register_jitable  # noqa: PLC0415 - slow to import

    for module in COMPILED_MODULES:
        for value in vars(module).values():
            if isinstance(value, FunctionType) and value.__module__ == module.__name__:
                register_jitable(**INLINED)(value)
