"""Problems of a plan, as values with their place in its files.

A fault of the *plan* is a `Problem`; a fault of the *program* is an exception. The exceptions that
a caller may meet form one tree:

    PlannerError
    ├── UnknownTextError          (planner.i18n: a text that no catalogue has)
    └── every other room's own    (planner.exchange, planner.report, ...)
"""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from pathlib import Path


class PlannerError(Exception):
    """Base of all exceptions with a text that a person may read."""


class Severity(StrEnum):
    """The weight of a problem: an error stops the schedule."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Its place in a list that starts with the worst."""
        return _RANKS[self]


_NEAR = 0.6
# Codes such as `IND-04` all look alike; a suggestion among them must be nearly right.
_NEAR_CODE = 0.8

_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a plan file, counted from one as editors do."""

    file: Path
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem; its text is in the message catalogues under `code`."""

    code: str
    severity: Severity = Severity.ERROR
    location: Location | None = None
    details: Mapping[str, object] = field(default_factory=dict)
    related: tuple[Location, ...] = ()
    """Further places that belong to the problem, such as each link of a cycle."""


def error(code: str, location: Location | None = None, **details: object) -> Problem:
    """Make an error."""
    return Problem(code, Severity.ERROR, location, details)


def warning(code: str, location: Location | None = None, **details: object) -> Problem:
    """Make a warning."""
    return Problem(code, Severity.WARNING, location, details)


def remark(code: str, location: Location | None = None, **details: object) -> Problem:
    """Make a problem that needs no action."""
    return Problem(code, Severity.INFO, location, details)


def in_reading_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort by file, line and column; each problem once."""
    # Details are a dict, which has no hash; their text tells two problems on one line apart.
    once = {(p.code, p.location, str(p.details)): p for p in problems}
    return tuple(sorted(once.values(), key=_reading_key))


def _reading_key(problem: Problem) -> tuple[str, int, int, int, str, str]:
    place = problem.location
    file, line, column = (str(place.file), place.line, place.column) if place else ("", 0, 0)
    return file, line, column, problem.severity.rank, problem.code, str(problem.details)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Tell whether any of the problems is an error."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Find the known word that was probably meant; None when nothing is near."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a plan with a mistake needs it

    known = sorted(known)
    is_code = any(letter.isdigit() for letter in word)
    close = get_close_matches(word, known, n=1, cutoff=_NEAR_CODE if is_code else _NEAR)
    if close:
        return close[0]
    # `difflib` minds case: to it `EURODAC` and `eurodac` have nothing in common.
    folded = {name.casefold(): name for name in known}
    return folded.get(word.casefold())
