"""The tables of an XER file: `%T` names one, `%F` its columns, `%R` gives a row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from planner.exchange.project import ExchangeError
from planner.exchange.project import Fault

if TYPE_CHECKING:
    from pathlib import Path

Row = Mapping[str, str]

MOST_COLUMNS = 500
MOST_ROWS = 3_000_000


@dataclass(slots=True)
class Tables:
    """The tables of a file that matter, and how many rows the others have."""

    rows: dict[str, list[Row]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def of(self, name: str) -> list[Row]:
        """The rows of a table."""
        return self.rows.get(name, [])


WANTED = frozenset(
    {"PROJECT", "SCHEDOPTIONS", "CALENDAR", "PROJWBS", "TASK", "TASKPRED", "TASKRSRC"}
)


def read_tables(path: Path) -> Tables:
    """Read the file line by line; text is UTF-8 or the code page of Western Windows."""
    tables = Tables()
    name = ""
    columns: list[str] = []
    encoding = _encoding(path)
    try:
        with path.open(encoding=encoding, errors="strict", newline="\n") as stream:
            for number, line in enumerate(stream, start=1):
                parts = line.rstrip("\r\n").split("\t")
                if number == 1 and parts[0] != "ERMHDR":
                    raise ExchangeError(Fault.NOT_XER, file=path)
                if parts[0] == "%T":
                    name, columns = (parts[1] if len(parts) > 1 else ""), []
                    tables.rows.setdefault(name, [])
                elif parts[0] == "%F":
                    columns = parts[1:]
                elif parts[0] == "%R" and not _add(tables, name, columns, parts[1:]):
                    raise ExchangeError(Fault.ROW, file=path, line=number)
    except UnicodeError:
        raise ExchangeError(Fault.ENCODING, file=path) from None
    except OSError as fault:
        raise ExchangeError(Fault.UNREADABLE, file=path, reason=fault.strerror) from None
    return tables


def _encoding(path: Path) -> str:
    """UTF-8 when all of it is, else code page 1252.

    Raises:
        ExchangeError: It is UTF-16, or no text at all.
    """
    with path.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ExchangeError(Fault.ENCODING, file=path)
    if b"\0" in head:
        raise ExchangeError(Fault.NOT_XER, file=path)
    try:
        with path.open(encoding="utf-8-sig") as stream:
            while stream.read(1 << 20):
                pass
    except UnicodeError:
        return "cp1252"
    return "utf-8-sig"


def _add(tables: Tables, name: str, columns: list[str], values: list[str]) -> bool:
    """Keep a row of a table that matters; false when it has no place or there are too many."""
    tables.counts[name] += 1
    if not columns or len(columns) > MOST_COLUMNS or tables.counts[name] > MOST_ROWS:
        return False
    if name in WANTED:
        values += [""] * (len(columns) - len(values))
        tables.rows[name].append(dict(zip(columns, values, strict=False)))
    return True
