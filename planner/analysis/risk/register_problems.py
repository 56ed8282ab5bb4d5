"""What is wrong with the risk register, with its place in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.problems import Problem
from planner.problems import Severity

if TYPE_CHECKING:
    from planner.analysis.risk.correlation import CorrelationError
    from planner.source import Places


def correlation_problem(fault: CorrelationError, places: Places) -> Problem:
    """Coefficients that cannot hold together, at the last of the entries that say so."""
    found = [places.file("risks.yaml", "correlations", number) for number in fault.entries]
    located = tuple(place for place in found if place is not None)
    last = located[-1] if located else None
    lines = ", ".join(str(place.line) for place in located)
    details = {"activities": fault.activities, "lines": lines}
    return Problem("correlation-contradiction", Severity.ERROR, last, details, located)
