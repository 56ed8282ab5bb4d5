"""The tables of an XER file: `%T` names one, `%F` its columns, `%R` gives a row of values."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from planner.exchange.bounded import bounded_moment
from planner.exchange.project import ExchangeError
from planner.exchange.project import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

Row = Mapping[str, str]

MOST_COLUMNS = 500
MOST_ROWS = 3_000_000
MARKS = (b"%T", b"%F", b"%R", b"%E")
BEYOND_ASCII = re.compile(rb"[\xc0-\xff]")
SIDE_BY_SIDE = re.compile(rb"[\xc0-\xff]{2,}")
WANTED = frozenset(
    {"PROJECT", "SCHEDOPTIONS", "CALENDAR", "PROJWBS", "TASK", "TASKPRED", "TASKRSRC"}
)


@dataclass(slots=True)
class Tables:
    """The tables of a file.

    Attributes:
        rows: The rows of the tables that an import needs.
        counts: The number of rows of every table.
        is_cut_off: Whether the last row stops before its last columns and nothing follows.
    """

    rows: dict[str, list[Row]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    is_cut_off: bool = False
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
        self.is_cut_off = False
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
            self.is_cut_off = len(values) < len(columns)
            row = dict.fromkeys(columns, "")
            row.update(zip(columns, values, strict=False))
            self.rows[self._name].append(row)
        return True


def read_tables(path: Path) -> Tables:
    """Read the tables that an import needs; of the others the rows are counted.

    Raises:
        ExchangeError: It is no XER file, is broken or too large, or ends in the middle.
    """
    try:
        lines = list(_wanted_lines(path))
    except OSError as fault:
        raise ExchangeError(Fault.UNREADABLE, file=path, reason=fault.strerror) from None
    encoding = code_page(line for _, line in lines)
    tables = Tables()
    try:
        for number, line in lines:
            if not tables.take(*line.decode(encoding).split("\t")):
                raise ExchangeError(Fault.ROW, file=path, line=number)
    except UnicodeError:
        raise ExchangeError(Fault.ENCODING, file=path) from None
    if tables.is_cut_off:
        raise ExchangeError(Fault.TRUNCATED, file=path, line=lines[-1][0])
    return tables


def _wanted_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Give the numbered lines that count; the rows of other tables without their values.

    Those may hold anything, bytes that are no text among them.

    Raises:
        ExchangeError: It is no XER file.
    """
    is_wanted = False
    with path.open("rb") as stream:
        # Only a line feed ends a row: a carriage return alone is part of a value.
        for number, raw in enumerate(stream, start=1):
            line = raw.rstrip(b"\r\n")
            if number == 1:
                _check_head(path, line)
            mark, _, rest = line.removeprefix(codecs.BOM_UTF8).partition(b"\t")
            if mark == b"%T":
                is_wanted = rest.split(b"\t")[0].decode("ascii", "replace") in WANTED
            if mark == b"%R" and not is_wanted:
                yield number, mark
            elif mark in MARKS:
                yield number, line


def _check_head(path: Path, line: bytes) -> None:
    if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ExchangeError(Fault.ENCODING, file=path)
    if line.removeprefix(codecs.BOM_UTF8).split(b"\t")[0] != b"ERMHDR":
        raise ExchangeError(Fault.NOT_XER, file=path)


def code_page(lines: Iterable[bytes]) -> str:
    """Give the code page of text that does not name it: UTF-8, or that of a Windows computer.

    Text in a code page of Windows is hardly ever valid UTF-8. In Cyrillic text (code page 1251)
    letters beyond ASCII stand side by side; in Western text (1252) they stand alone, as accents.
    """
    is_utf8 = True
    beyond = together = 0
    for line in lines:
        if line.isascii():
            continue
        is_utf8 = is_utf8 and _is_utf8(line)
        beyond += len(BEYOND_ASCII.findall(line))
        together += sum(map(len, SIDE_BY_SIDE.findall(line)))
    if is_utf8:
        return "utf-8"
    return "cp1251" if together * 2 > beyond else "cp1252"


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeError:
        return False
    return True


def moment(text: str | None) -> datetime | None:
    """Read a date and time such as `2026-06-12 17:00`.

    Raises:
        ValueError: It is no date.
    """
    if not text or not text.strip():
        return None
    return bounded_moment(text)


def stored_moment(text: str | None) -> datetime | None:
    """Read a date and time that decides nothing; None where it is no date of a plan."""
    try:
        return moment(text)
    except ValueError:
        return None


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
