"""Read plan files: their text with places, the plan, and its problems."""

from __future__ import annotations

from planner.source.places import Places
from planner.source.reading import Reading
from planner.source.reading import read_plan

__all__ = ["Places", "Reading", "read_plan"]
