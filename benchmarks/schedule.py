"""Speed of the engine and of the command line, against other programs in the same run.

    python benchmarks/schedule.py [--sizes 1000 10000 100000] [--repeat 5]

Times are medians of wall seconds and say something about this machine alone; the ratios are what
counts. Memory is that of a fresh process that builds and schedules one network.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from typing import TYPE_CHECKING

from benchmarks.peers import installed
from planner.schedule.engine import schedule_network
from tests.networks import START
from tests.networks import large
from tests.networks import network

if TYPE_CHECKING:
    from benchmarks.peers import Run

LAST_YEAR = 2065
LARGEST_FOR_PEERS = 10_000


def median_seconds(run: Run, repeat: int) -> float:
    """Median wall time of a call, after one that does not count."""
    run()
    times = []
    for _ in range(repeat):
        begin = time.perf_counter()
        run()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def engine_rows(sizes: list[int], repeat: int) -> None:
    """The full pass at each size, and the peers where they finish in reasonable time."""
    print("\n| activities | program | median s | ratio to the planner |\n| --- | --- | --- | --- |")
    for size in sizes:
        parts = large(size)
        ours = network(*parts, last_year=LAST_YEAR)
        own = median_seconds(partial(schedule_network, ours, data_date=START), repeat)
        build = median_seconds(partial(network, *parts, last_year=LAST_YEAR), repeat)
        print(f"| {size:,} | planner: all dates, floats, driving links | {own:.3f} | 1.0 |")
        layout = "planner: laying out the columns first"
        print(f"| {size:,} | {layout} | {build:.3f} | {build / own:.1f} |")
        if size > LARGEST_FOR_PEERS:
            continue
        for name, make in installed().items():
            try:
                seconds = median_seconds(make(*parts), max(1, repeat // 2))
            except Exception as refusal:  # noqa: BLE001 - a peer's own limits
                print(f"| {size:,} | {name} | refused: {type(refusal).__name__} | |")
                continue
            print(f"| {size:,} | {name} | {seconds:.3f} | {seconds / own:.1f} |")


def memory_row(size: int) -> None:
    """Peak memory of a fresh process that schedules one network."""
    code = (
        "from tests.networks import START, large, network\n"
        "from planner.schedule.engine import schedule_network\n"
        f"schedule_network(network(*large({size}), last_year={LAST_YEAR}), data_date=START)\n"
        "import resource\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    unit = 1024 if sys.platform == "darwin" else 1
    print(f"\npeak memory at {size:,} activities: {int(done.stdout) / unit / 1024:.0f} MB")


def process_seconds(arguments: list[str], repeat: int) -> float:
    """Median wall time of a whole process."""

    def run() -> None:
        subprocess.run(arguments, cwd=ROOT, capture_output=True, check=False)

    return median_seconds(run, repeat)


def command_line_rows(repeat: int) -> None:
    """`planner check` on the real plan against the imports that it cannot do without."""
    bare = process_seconds([sys.executable, "-c", "import pydantic, networkx"], repeat)
    check = process_seconds([sys.executable, "-m", "planner", "check", "workstreams"], repeat)
    print(
        f"\nplanner check workstreams/: {check:.2f} s; import pydantic, networkx: {bare:.2f} s; ",
        end="",
    )
    print(f"ratio {check / bare:.2f}")


def loading_row(size: int) -> None:
    """Reading a plan of so many activities in YAML."""
    from planner.source import read_plan
    from tests.yamlplans import write_large_plan

    with TemporaryDirectory() as folder:
        write_large_plan(Path(folder), size)
        seconds = median_seconds(lambda: read_plan(Path(folder)), 3)
    print(f"\nreading {size:,} activities from YAML: {seconds:.2f} s")


def main() -> None:
    """Print every measurement as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--repeat", type=int, default=5)
    given = parser.parse_args()
    engine_rows(given.sizes, given.repeat)
    memory_row(max(given.sizes))
    command_line_rows(given.repeat)
    loading_row(10_000)
    used = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    print(f"\n{used:.0f} s of processor time in all")


if __name__ == "__main__":
    main()
