"""Tests, one module for each module of the planner."""

from __future__ import annotations
