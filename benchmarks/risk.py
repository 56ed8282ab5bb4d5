"""Speed of the simulation, against other packages and a bare kernel without calendars.

    python benchmarks/risk.py [--peers PYTHON] [--iterations 10000]

Every case runs once to warm up (kernels compiled, tables made); then the best of some runs counts.
A run is all of it: model, draws, schedules, percentiles and drivers.
`--peers` names a Python in which `trueppm-scheduler` and `pmcontrols` are installed. The script
ends with 1 when one of our own cases takes longer than it may.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from datetime import date
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from planner.analysis.risk import SimulationSettings
from planner.analysis.risk import risk_model
from planner.analysis.risk import simulate
from planner.analysis.risk.risk_kernels import risk_kernels
from planner.model import Activity
from planner.model import ActivityStatus
from planner.model import Calendar
from planner.model import Closure
from planner.model import Dependency
from planner.model import Estimate
from planner.model import MilestoneKind
from planner.model import Plan
from planner.model import Programme
from planner.model import StatusReport
from planner.model import Target
from planner.schedule.plan_schedule import schedule_plan
from planner.workspace.plan_folder import open_workspace

START, DATA_DATE = date(2025, 6, 2), date(2025, 9, 1)
CALENDARS = ("rijk", "kamer", "continu")
CORES = 2
RUNS = 5
"""The best of so many counts: whatever else the machine does only adds."""

LIMITS = {"1,000 activities": 0.5, "real programme": 0.2}
"""Seconds that 10,000 iterations may take on two cores."""


def large(count: int, seed: int = 1) -> Plan:
    """A plan with three calendars, all link types, lags, progress and a target."""
    random = Random(seed)  # noqa: S311 - a repeatable example
    activities: dict[str, Activity] = {}
    status: dict[str, ActivityStatus] = {}
    waited_for: set[str] = set()
    for i in range(count - 1):
        name, likely = f"w.a{i:05}", random.randrange(4, 30)
        first = max(0, i - count * 6 // 100)  # as deep for any size
        after = [
            Dependency(
                activity=f"w.a{random.randrange(first, i):05}",
                type=random.choice(["FS", "FS", "FS", "SS", "FF", "SF"]),
                lag=f"{random.choice([0, 0, 0, 1, 2, -1])}d",
            )
            for _ in range(min(i, 2))
        ]
        waited_for.update(d.activity for d in after)
        low, high = likely * random.choice([0.6, 0.7, 0.8]), likely * random.choice([1.3, 1.6, 2.0])
        activities[name] = Activity(
            id=name,
            workstream="w",
            title=name,
            duration=f"{likely}d",
            calendar=random.choice(CALENDARS),
            after=tuple({d.activity: d for d in after}.values()),
            estimate=Estimate(
                optimistic=f"{low:.1f}d",
                likely=f"{likely}d",
                pessimistic=f"{high:.1f}d",
                distribution=random.choice(["pert", "triangular"]),
            ),
        )
        if i < count // 50:
            status[name] = ActivityStatus(started=START, remaining="5d")
    ends = [name for name in activities if name not in waited_for]
    activities["w.z-target"] = Activity(
        id="w.z-target",
        workstream="w",
        title="target",
        milestone=MilestoneKind.START,
        after=tuple(Dependency(activity=name) for name in ends),
    )
    recess = Closure(name="reces", from_=date(2025, 7, 4), to=date(2025, 8, 31))
    programme = Programme(
        programme="groot",
        start=START,
        target=Target(milestone="w.z-target", date=date(2027, 1, 1)),
        default_calendar="rijk",
        calendars={
            "rijk": Calendar(holidays="NL"),
            "kamer": Calendar(based_on="rijk", closures=(recess,)),
            "continu": Calendar(week="all"),
        },
    )
    report = StatusReport(name="r", data_date=DATA_DATE, reported_by="A", activities=status)
    return Plan(programme=programme, activities=activities, reports=(report,))


def timed(plan: Plan, day: date, iterations: int) -> tuple[float, float, str]:
    """Seconds on the clock and on the cores of the best run, and what was computed."""
    schedule = schedule_plan(plan, day)
    simulate(risk_model(schedule), SimulationSettings(iterations)).goals  # noqa: B018 - warms up
    runs = []
    for _ in range(RUNS):
        began, worked = time.perf_counter(), time.process_time()
        outcome = simulate(risk_model(schedule), SimulationSettings(iterations))
        goals, drives = outcome.goals, outcome.drives
        runs.append((time.perf_counter() - began, time.process_time() - worked))
    computed = len(outcome.layout.chances.order)
    return *min(runs), f"{computed} computed, {len(goals)} goals, {len(drives)} drive"


def bare(plan: Plan, iterations: int) -> float:
    """Only additions and maxima in days, with a trace of one path: what no planner can beat."""
    from numba import njit

    names = list(plan.activities)
    number = {name: i for i, name in enumerate(names)}
    first, before = [0], []
    for activity in plan.activities.values():
        before += [number[d.activity] for d in activity.after]
        first.append(len(before))
    random = np.random.default_rng(1)
    draws = random.uniform(4, 30, (iterations, len(names)))

    @njit
    def run(draws, first, before, critical):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        count = draws.shape[1]
        finish, by = np.zeros(count), np.zeros(count, dtype=np.int64)
        total = 0.0
        for row in range(draws.shape[0]):
            for i in range(count):
                start, by[i] = 0.0, -1
                for k in range(first[i], first[i + 1]):
                    if finish[before[k]] > start:
                        start, by[i] = finish[before[k]], before[k]
                finish[i] = start + draws[row, i]
            i = count - 1
            while i >= 0:
                critical[i] += 1
                i = by[i]
            total += finish[count - 1]
        return total

    columns = (np.array(first), np.array(before), np.zeros(len(names), dtype=np.int64))
    run(draws, *columns)
    began = time.perf_counter()
    run(draws, *columns)
    return time.perf_counter() - began


def as_network(plan: Plan) -> dict[str, Any]:
    """The plan for packages that know less: whole days, estimates in order."""
    activities, links = [], []
    for a in plan.activities.values():
        if a.estimate is not None:
            points = (a.estimate.optimistic, a.estimate.likely, a.estimate.pessimistic)
            low, likely, high = (max(1, round(float(p.amount))) for p in points)
            calendar = a.calendar or "rijk"
            activities.append(
                {"id": a.id, "low": low, "likely": likely, "high": high, "calendar": calendar}
            )
            links += [(d.activity, a.id, d.type.value, int(d.lag.amount)) for d in a.after]
    christmas = date(2025, 12, 25)
    holidays = [(christmas + timedelta(365 * n)).isoformat() for n in range(8)]
    return {
        "activities": activities,
        "links": links,
        "start": START.isoformat(),
        "calendars": CALENDARS,
        "holidays": holidays,
    }


def peers(python: str, plan: Plan, iterations: int) -> dict[str, object]:
    """Seconds of other packages in their own Python."""
    given = json.dumps({"network": as_network(plan), "runs": iterations})
    script = Path(__file__).with_name("risk_peers.py")
    found = subprocess.run(
        [python, str(script)], input=given, capture_output=True, text=True, check=True
    )
    return dict(json.loads(found.stdout))


def main() -> int:
    """Print a line per case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", help="a Python with the other packages")
    parser.add_argument("--iterations", type=int, default=10_000)
    parser.add_argument("--large", action="store_true", help="10,000 activities too")
    choice = parser.parse_args()
    is_compiled = risk_kernels().kernel_functions.is_compiled
    print(f"kernels compiled: {is_compiled}; {choice.iterations} iterations")
    slow = []
    plan = large(1000)
    real = open_workspace(ROOT / "workstreams").plan
    cases: list[tuple[str, Plan, date]] = [("1,000 activities", plan, DATA_DATE)]
    cases += [("2,000 activities", large(2000), DATA_DATE)]
    if real is not None:
        cases.append(("real programme", real, date(2025, 6, 25)))
    if choice.large:
        cases.append(("10,000 activities", large(10_000), DATA_DATE))
    for name, case, day in cases:
        seconds, cores, what = timed(case, day, choice.iterations)
        limit = LIMITS.get(name)
        busy = min(seconds, cores / CORES)  # on a machine that does other things as well
        if limit is not None and busy > limit * choice.iterations / 10_000:
            slow.append(name)
        print(f"{name:22} {seconds:7.3f} s, {cores:.3f} s of the cores ({what})")
    print(f"{'bare kernel, 1,000':22} {bare(plan, choice.iterations):7.3f} s (one core)")
    if choice.peers:
        for name, found in peers(choice.peers, plan, choice.iterations).items():
            shown = f"{found:7.3f} s" if isinstance(found, float) else str(found)
            print(f"{name:22} {shown}")
    else:
        print("other packages: skipped, name a Python that has them with --peers")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    memory //= 1024 * (1024 if sys.platform == "darwin" else 1)
    print(f"memory at most {memory} MB")
    for name in slow:
        print(f"{name} took longer than {LIMITS[name]} s")
    return int(bool(slow))


if __name__ == "__main__":
    sys.exit(main())
