"""Files that only Java can read (`.mpp`, `.mpx`, PMXML), through mpxj in a separate process."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from planner.exchange.bounded import checked_size
from planner.exchange.mspdi_read import read_mspdi
from planner.exchange.project import ExchangeError
from planner.exchange.project import Fault
from planner.exchange.xer import read_xer

if TYPE_CHECKING:
    from planner.exchange.mspdi_write import Step
    from planner.exchange.project import ExchangeProject

LONGEST_SECONDS = 120
# Without a bound Java may take a quarter of the memory of the machine.
LARGEST_HEAP = "-Xmx1g"

CONVERT = """
import sys, jpype, mpxj
mpxj.startJVM(sys.argv[4])
from org.mpxj.reader import UniversalProjectReader
from org.mpxj.writer import FileFormat, UniversalProjectWriter
project = UniversalProjectReader().read(sys.argv[1])
if project is None:
    sys.exit("unknown format")
UniversalProjectWriter(getattr(FileFormat, sys.argv[3])).write(project, sys.argv[2])
"""
"""Reads a file of any format that mpxj knows, and writes it in one that we read ourselves."""


def missing() -> Fault | None:
    """Give the first thing that is missing to read such files, None when all is there."""
    if find_spec("mpxj") is None or find_spec("jpype") is None:
        return Fault.NEEDS_MPXJ
    return None if shutil.which("java") else Fault.NEEDS_JAVA


def read_with_java(path: Path, step: Step | None = None) -> ExchangeProject:
    """Read a plan through mpxj: that of Primavera by way of XER, others by way of MSPDI.

    Raises:
        ExchangeError: Java or mpxj is not there, or the file cannot be read.
    """
    checked_size(path)
    absent = missing()
    if absent is not None:
        raise ExchangeError(absent, file=path)
    is_primavera = path.suffix.casefold() in {".xml", ".pmxml"}
    form, reader = ("XER", read_xer) if is_primavera else ("MSPDI", read_mspdi)
    with tempfile.TemporaryDirectory() as scratch:
        converted = Path(scratch) / "plan"
        arguments = [str(path.resolve()), str(converted), form, LARGEST_HEAP]
        # A process of its own can be stopped when a bad file makes Java hang.
        try:
            done = subprocess.run(  # noqa: S603 - our own interpreter and our own program
                [sys.executable, "-c", CONVERT, *arguments],
                capture_output=True,
                timeout=LONGEST_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise ExchangeError(Fault.JAVA_TIMEOUT, file=path, seconds=LONGEST_SECONDS) from None
        if done.returncode or not converted.exists():
            lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["?"]
            raise ExchangeError(Fault.JAVA_FAILED, file=path, reason=lines[-1][:200])
        return reader(converted, step)
