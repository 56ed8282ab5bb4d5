"""Speed of the comparison with its attribution, against scheduling the same plan once.

    python benchmarks/compare.py [--sizes 1000 10000] [--repeat 5]

Times are medians of wall seconds and say something about this machine alone; the ratio to
scheduling the plan in the same run is what counts.
"""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.schedule import median_seconds
from planner.analysis.variance.differences import compare
from planner.schedule.plan_schedule import schedule_plan
from tests.large_changes import SECOND
from tests.large_changes import large_change

if TYPE_CHECKING:
    from planner.schedule.plan_schedule import Schedule


def compared(before: Schedule, after: Schedule) -> None:
    """Everything that the comparison computes: variances and the causes of each movement."""
    found = compare(before, after)
    assert found.targets  # noqa: S101 - computed when asked for


def main() -> None:
    """Print a table as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--repeat", type=int, default=5)
    chosen = parser.parse_args()
    print("| activities | changed since | comparison s | scheduling s | ratio |")
    print("| --- | --- | --- | --- | --- |")
    for size in chosen.sizes:
        for plan_too in (False, True):
            before, after = large_change(size, plan_too=plan_too)
            own = median_seconds(partial(schedule_plan, after.plan, SECOND), chosen.repeat)
            seconds = median_seconds(partial(compared, before, after), chosen.repeat)
            what = "reports and plan" if plan_too else "reports"
            print(f"| {size:,} | {what} | {seconds:.2f} | {own:.2f} | {seconds / own:.1f} |")


if __name__ == "__main__":
    main()
