"""Planner of implementation programmes: computes dates from plan files and explains them."""

from __future__ import annotations

__version__ = "0.1.0"
