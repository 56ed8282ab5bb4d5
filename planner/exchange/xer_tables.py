"""The tables of an XER file: `%T` names one, `%F` its columns, `%R` gives a row of values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from planner.exchange.bounded import bounded_moment
from planner.exchange.project import ExchangeError
from planner.exchange.project import Fault

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

Row = Mapping[str, str]

MOST_COLUMNS = 500
MOST_ROWS = 3_000_000
WANTED = frozenset(
    {"PROJECT", "SCHEDOPTIONS", "CALENDAR", "PROJWBS", "TASK", "TASKPRED", "TASKRSRC"}
)


@dataclass(slots=True)
class Tables:
    """The tables of a file.

    Attributes:
        rows: The rows of the tables that an import needs.
        counts: The number of rows of every table.
    """

    rows: dict[str, list[Row]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    _name: str = ""
    _columns: list[str] = field(default_factory=list)

    def of(self, name: str, project: str | None = None) -> list[Row]:
        """Give the rows of a table; of one project, with those that name no project."""
        rows = self.rows.get(name, [])
        if project is None:
            return rows
        return [row for row in rows if row.get("proj_id", project) == project]

    def take(self, mark: str, *values: str) -> bool:
        """Take the next line; false when it is a row without a place, or one too many."""
        if mark == "%T":
            # Without its `%F` a table has no columns; those of the table before do not count.
            self._name, self._columns = next(iter(values), ""), []
            self.rows.setdefault(self._name, [])
        elif mark == "%F":
            self._columns = [*values]
        elif mark == "%R":
            return self._take_row(values)
        return True

    def _take_row(self, values: tuple[str, ...]) -> bool:
        columns = self._columns
        self.counts[self._name] += 1
        if not columns or len(columns) > MOST_COLUMNS or self.counts[self._name] > MOST_ROWS:
            return False
        if self._name in WANTED:
            # A row may stop before its last columns; those are then empty.
            row = dict.fromkeys(columns, "")
            row.update(zip(columns, values, strict=False))
            self.rows[self._name].append(row)
        return True


def read_tables(path: Path) -> Tables:
    """Read the file line by line; text is UTF-8 or the code page of Western Windows.

    Raises:
        ExchangeError: It is no XER file, or is broken or too large.
    """
    tables = Tables()
    encoding = _encoding(path)
    try:
        # Only a line feed ends a row: a carriage return alone is part of a value.
        with path.open(encoding=encoding, errors="strict", newline="\n") as stream:
            for number, line in enumerate(stream, start=1):
                parts = line.rstrip("\r\n").split("\t")
                if number == 1 and parts[0] != "ERMHDR":
                    raise ExchangeError(Fault.NOT_XER, file=path)
                if not tables.take(*parts):
                    raise ExchangeError(Fault.ROW, file=path, line=number)
    except UnicodeError:
        raise ExchangeError(Fault.ENCODING, file=path) from None
    except OSError as fault:
        raise ExchangeError(Fault.UNREADABLE, file=path, reason=fault.strerror) from None
    return tables


def _encoding(path: Path) -> str:
    """Give UTF-8 when the whole file is, else code page 1252.

    Raises:
        ExchangeError: It is UTF-16, or no text at all.
    """
    with path.open("rb") as stream:
        head = stream.read(4096)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ExchangeError(Fault.ENCODING, file=path)
    if b"\0" in head:
        raise ExchangeError(Fault.NOT_XER, file=path)
    # The file does not tell its encoding. Text in code page 1252 is hardly ever valid UTF-8.
    try:
        with path.open(encoding="utf-8-sig") as stream:
            while stream.read(1 << 20):
                pass
    except UnicodeError:
        return "cp1252"
    return "utf-8-sig"


def moment(text: str | None) -> datetime | None:
    """Read a date and time such as `2026-06-12 17:00`.

    Raises:
        ValueError: It is no date.
    """
    if not text or not text.strip():
        return None
    return bounded_moment(text)


def minutes(hours: str | None) -> int:
    """Give the minutes of a number of hours; a comma may stand for the point.

    Raises:
        ValueError: It is no number.
    """
    if not hours:
        return 0
    amount = float(hours.replace(",", "."))
    if not abs(amount) < 1e7:  # noqa: PLR2004 - false for what is no number, too
        raise ValueError(hours[:40])
    return round(amount * 60)
