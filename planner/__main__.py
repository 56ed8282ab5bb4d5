"""The program `planner`, and `python -m planner`.

Only here, where a process is ours alone, two habits of Python are set aside that a short command
pays for without use: the frequent search for reference cycles, and pydantic's search through all
installed packages for plugins.
"""

from __future__ import annotations

import gc
import os
import sys

gc.set_threshold(200_000)
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from planner.cli import main  # noqa: E402 - importing is what makes most objects

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
