"""The schedule as it would be under a scenario, an amendment or a slip of the law."""

from __future__ import annotations

from planner.analysis.scenarios.overlay import Overlaid
from planner.analysis.scenarios.overlay import WhatIf
from planner.analysis.scenarios.overlay import lay_over
from planner.analysis.scenarios.overlay import what_if
from planner.analysis.scenarios.query import Query
from planner.analysis.scenarios.query import UnknownQueryError
from planner.analysis.scenarios.query import query_of
from planner.analysis.scenarios.reach import Impact
from planner.analysis.scenarios.reach import impact

__all__ = [
    "Impact",
    "Overlaid",
    "Query",
    "UnknownQueryError",
    "WhatIf",
    "impact",
    "lay_over",
    "query_of",
    "what_if",
]
