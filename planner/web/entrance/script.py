"""What Streamlit runs anew for every visitor and every choice."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from planner.web.frame import run


def plan_folder() -> Path:
    """The folder after `--`, else that of PLANNER_PLAN, else the plan beside the program."""
    folders = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    named = folders[0] if folders else os.environ.get("PLANNER_PLAN")
    return Path(named) if named else Path(sys.argv[0]).parent / "workstreams"


run(plan_folder())
