"""Planner of implementation programmes: plan files in, dates and their reasons out."""

from __future__ import annotations

__version__ = "0.1.0"
