"""The measures that win back a date at the least cost."""

from __future__ import annotations

from planner.analysis.recovery.cheapest import Recovery
from planner.analysis.recovery.cheapest import recover
from planner.analysis.recovery.measures import Option
from planner.analysis.recovery.measures import Skipped
from planner.analysis.recovery.measures import SkipReason
from planner.analysis.recovery.search import Remedy

__all__ = ["Option", "Recovery", "Remedy", "SkipReason", "Skipped", "recover"]
