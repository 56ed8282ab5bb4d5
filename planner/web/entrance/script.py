"""The script that Streamlit runs anew for every visitor and every choice."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from planner.web.frame import run


def plan_folder() -> Path:
    """Give the folder after `--`, or of PLANNER_PLAN, or the plan beside the program."""
    folders = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    beside = Path(sys.argv[0]).parent / "workstreams"
    return Path(next(iter(folders), "") or os.environ.get("PLANNER_PLAN") or beside)


run(plan_folder())
