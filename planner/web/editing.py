"""Whether readers may write into the plan; only when the application was started so."""

from __future__ import annotations

import os
import sys

FLAG = "--edit"
VARIABLE = "PLANNER_EDIT"


def may_edit() -> bool:
    """Tell whether the application was started with `-- PLAN --edit` or with PLANNER_EDIT=1."""
    return FLAG in sys.argv[1:] or os.environ.get(VARIABLE) == "1"
