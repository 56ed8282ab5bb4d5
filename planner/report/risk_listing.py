"""The results of a simulation as plain values, for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.analysis.risk import RiskEffect
    from planner.analysis.risk import SimulationResult
    from planner.analysis.risk.simulation_result import ActivityDrive
    from planner.analysis.risk.simulation_result import GoalChances


def title_of(outcome: SimulationResult, activity: str) -> str:
    """The title of an activity, also of work that only a risk or a branch brings."""
    planned = outcome.model.schedule.plan.activities.get(activity)
    if planned is not None:
        return planned.title
    # Such work has the name of what it delays, a tilde, and the name of its event.
    event = activity.rpartition("~")[2]
    return next((each.title for each in outcome.model.events if each.id == event), activity)


def risk_listing(
    outcome: SimulationResult, removed: Sequence[RiskEffect] = ()
) -> dict[str, object]:
    """List all results of a simulation for other programs."""
    return {
        "programme": outcome.model.schedule.plan.programme.programme,
        "data_date": outcome.model.schedule.data_date.isoformat(),
        "iterations": outcome.iterations,
        "seed": outcome.settings.seed,
        "stopped": outcome.stopped,
        "goals": list(map(_goal, outcome.goals)),
        "activities": list(map(_drive, outcome.drives.values())),
        "tornado": [
            {"kind": bar.kind, "id": bar.id, "low_days": bar.low, "high_days": bar.high}
            for bar in outcome.tornado
        ],
        "without_each_risk": [
            {"risk": e.id, "days": e.days, "probability_gain": e.probability_gain} for e in removed
        ],
        "without_effect": dict(outcome.model.without_effect),
    }


def _goal(chances: GoalChances) -> dict[str, object]:
    due = chances.goal.due
    return {
        "kind": chances.goal.kind.value,
        "id": chances.goal.id,
        "title": chances.goal.title,
        "due": due and due.isoformat(),
        "deterministic": chances.deterministic.isoformat(),
        "probability": chances.probability,
        "probability_interval": [chances.probability_low, chances.probability_high],
        "merge_bias_days": round(chances.merge_bias, 2),
        "mean": chances.mean.isoformat(),
        "percentiles": {
            f"P{round(100 * p.share)}": {
                "date": p.day.isoformat(),
                "interval": [p.earliest.isoformat(), p.latest.isoformat()],
            }
            for p in chances.percentiles
        },
    }


def _drive(drive: ActivityDrive) -> dict[str, object]:
    return {
        "activity": drive.activity,
        "criticality": drive.criticality,
        "correlation": drive.correlation,
        "cruciality": drive.cruciality,
        "sensitivity_index": drive.sensitivity,
    }
