"""A plan of another program, whichever of the known formats it is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.exchange.bounded import checked_size
from planner.exchange.mspdi_read import read_mspdi
from planner.exchange.project import ExchangeError
from planner.exchange.project import Fault
from planner.exchange.xer import read_xer

if TYPE_CHECKING:
    from pathlib import Path

    from planner.exchange.mspdi_write import Step
    from planner.exchange.project import ExchangeProject

JAVA_FORMATS = frozenset({".mpp", ".mpt", ".mpx", ".mpd", ".pmxml"})


def read_project(
    path: Path, step: Step | None = None, project: str | None = None
) -> ExchangeProject:
    """Read a plan of Microsoft Project or Primavera P6.

    The ending tells the format: `.xml` MSPDI (or PMXML), `.xer` XER, others go through mpxj.

    Args:
        path: The file.
        step: Is called now and then with the number of tasks read since the last time.
        project: The short name of the project to take, when a file holds several.

    Raises:
        ExchangeError: It cannot be read; the text says why and what to do.
    """
    checked_size(path)
    ending = path.suffix.casefold()
    if ending == ".xer":
        return read_xer(path, step, project)
    if ending == ".xml" and not _is_primavera(path):
        return read_mspdi(path, step)
    if ending in JAVA_FORMATS | {".xml"}:
        from planner.exchange.java import read_with_java  # noqa: PLC0415 - seldom needed

        return read_with_java(path, step)
    raise ExchangeError(Fault.UNKNOWN_FORMAT, file=path, ending=ending or path.name)


def expected_tasks(path: Path) -> int:
    """Guess the number of tasks in a file, for a progress bar; at least one."""
    checked_size(path)
    count, rest = 0, b""
    with path.open("rb") as stream:
        while chunk := stream.read(1 << 20):
            text = rest + chunk
            count += text.count(b"<Task>")
            # A tag may be cut in two by the end of a piece; it is one longer than this rest.
            rest = text[-5:]
    return max(count, 1)


def _is_primavera(path: Path) -> bool:
    # Both programs write `.xml`; the first element tells which of them did.
    with path.open("rb") as stream:
        return b"APIBusinessObjects" in stream.read(2000)
