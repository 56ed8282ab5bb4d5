"""Plan files in: text with places, a plan, and everything that is wrong with it."""

from __future__ import annotations

from planner.source.places import Places
from planner.source.reading import Reading
from planner.source.reading import read_plan

__all__ = ["Places", "Reading", "read_plan"]
