"""A plan folder opened, its earlier schedules, and reports that are handed in to it."""

from __future__ import annotations

from planner.workspace.plan_folder import Workspace
from planner.workspace.plan_folder import open_workspace

__all__ = ["Workspace", "open_workspace"]
