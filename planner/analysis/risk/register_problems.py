"""Problems of the risk register, with their places in the file."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from planner.problems import Problem
from planner.problems import Severity

if TYPE_CHECKING:
    from planner.analysis.risk.correlation import CorrelationError
    from planner.source import Places


def correlation_problem(fault: CorrelationError, places: Places) -> Problem:
    """Report coefficients that contradict each other, at the last of their entries."""
    place_of = partial(places.file, "risks.yaml", "correlations")
    located = tuple(filter(None, map(place_of, fault.entries)))
    lines = ", ".join(str(place.line) for place in located)
    details = {"activities": fault.activities, "lines": lines}
    last = located[-1] if located else None
    return Problem("correlation-contradiction", Severity.ERROR, last, details, located)
