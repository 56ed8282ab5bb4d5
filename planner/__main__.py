"""The program `planner`, and `python -m planner`.

Two settings make a short command start sooner. They stand here, because only here the whole
process is ours.
"""

from __future__ import annotations

import gc
import os
import sys

# Reading a plan makes many objects that stay: the frequent search for cycles is of no use.
gc.set_threshold(200_000)
# Pydantic otherwise looks through all installed packages for plugins.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from planner.cli import main  # noqa: E402 - importing is what makes most objects

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
