"""Simulations of other packages, run by `risk.py` in a Python that has them.

Reads a network as JSON from standard input and writes the seconds of each package. They simulate
less: `trueppm-scheduler` has whole days, its own PERT and no criticality per activity of ours;
`pmcontrols` has finish-to-start links without lags and no calendars.
"""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from datetime import timedelta
from importlib.util import find_spec
from typing import Any


def trueppm(network: dict[str, Any], runs: int) -> float:
    """Whole days, three calendars, all link types."""
    import trueppm_scheduler as peer
    from trueppm_scheduler import engine

    holidays = [date.fromisoformat(day) for day in network["holidays"]]
    off = [peer.DateRange(day, day) for day in holidays]
    calendars = {name: peer.Calendar(exceptions=off) for name in network["calendars"]}
    tasks = [
        peer.Task(
            a["id"],
            a["id"],
            timedelta(days=a["likely"]),
            optimistic_duration=timedelta(days=a["low"]),
            most_likely_duration=timedelta(days=a["likely"]),
            pessimistic_duration=timedelta(days=a["high"]),
            calendar_id=a["calendar"],
        )
        for a in network["activities"]
    ]
    links = [
        peer.Dependency(p, s, peer.DependencyType(kind), timedelta(days=lag))
        for p, s, kind, lag in network["links"]
    ]
    start = date.fromisoformat(network["start"])
    project = peer.Project("p", "p", start, tasks, links, calendars["rijk"], calendars=calendars)
    began = time.perf_counter()
    engine.monte_carlo(project, runs=runs, seed=1, max_runs=runs, max_tasks=len(tasks))
    return time.perf_counter() - began


def pmcontrols(network: dict[str, Any], runs: int) -> float:
    """No calendars and only finish-to-start links without lags."""
    from pmcontrols.network import pert

    before: dict[str, list[str]] = {a["id"]: [] for a in network["activities"]}
    for predecessor, successor, _, _ in network["links"]:
        before[successor].append(predecessor)
    activities = [
        {
            "id": a["id"],
            "predecessors": sorted(set(before[a["id"]])),
            "a": a["low"],
            "m": a["likely"],
            "b": a["high"],
        }
        for a in network["activities"]
    ]
    began = time.perf_counter()
    pert(activities, n_sim=runs)
    return time.perf_counter() - began


def main() -> None:
    """Time every package that is here, a second run of each."""
    given = json.load(sys.stdin)
    found: dict[str, object] = {}
    for module, name, run in (
        ("trueppm_scheduler", "trueppm-scheduler", trueppm),
        ("pmcontrols", "pmcontrols", pmcontrols),
    ):
        if find_spec(module) is None:
            found[name] = "not installed"
            continue
        try:
            run(given["network"], given["runs"])
            found[name] = run(given["network"], given["runs"])
        except Exception as fault:  # noqa: BLE001 - what a peer cannot do is a result
            found[name] = f"{type(fault).__name__}: {fault}"[:100]
    print(json.dumps(found))


if __name__ == "__main__":
    main()
