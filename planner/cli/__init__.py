"""The command line: `planner VERB`, each verb a module of its own."""

from __future__ import annotations

from planner.cli.entry import main

__all__ = ["main"]
