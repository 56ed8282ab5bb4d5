"""A simulation for other programs: every figure, with what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.analysis.risk import RiskEffect
    from planner.analysis.risk import SimulationResult


def title_of(outcome: SimulationResult, activity: str) -> str:
    """The title of an activity, also of work that only a risk or a branch brings."""
    found = outcome.model.schedule.plan.activities.get(activity)
    if found is not None:
        return found.title
    event = activity.rpartition("~")[2]
    return next((e.title for e in outcome.model.events if e.id == event), activity)


def risk_listing(
    outcome: SimulationResult, removed: Sequence[RiskEffect] = ()
) -> dict[str, object]:
    """Everything that a simulation says, for other programs."""
    return {
        "programme": outcome.model.schedule.plan.programme.programme,
        "data_date": outcome.model.schedule.data_date.isoformat(),
        "iterations": outcome.iterations,
        "seed": outcome.settings.seed,
        "stopped": outcome.stopped,
        "goals": [
            {
                "kind": found.goal.kind.value,
                "id": found.goal.id,
                "title": found.goal.title,
                "due": found.goal.due.isoformat() if found.goal.due else None,
                "deterministic": found.deterministic.isoformat(),
                "probability": found.probability,
                "probability_interval": [found.probability_low, found.probability_high],
                "merge_bias_days": round(found.merge_bias, 2),
                "mean": found.mean.isoformat(),
                "percentiles": {
                    f"P{round(100 * p.share)}": {
                        "date": p.day.isoformat(),
                        "interval": [p.earliest.isoformat(), p.latest.isoformat()],
                    }
                    for p in found.percentiles
                },
            }
            for found in outcome.goals
        ],
        "activities": [
            {
                "activity": drive.activity,
                "criticality": drive.criticality,
                "correlation": drive.correlation,
                "cruciality": drive.cruciality,
                "sensitivity_index": drive.sensitivity,
            }
            for drive in outcome.drives.values()
        ],
        "tornado": [
            {"kind": bar.kind, "id": bar.id, "low_days": bar.low, "high_days": bar.high}
            for bar in outcome.tornado
        ],
        "without_each_risk": [
            {"risk": e.id, "days": e.days, "probability_gain": e.probability_gain} for e in removed
        ],
        "without_effect": dict(outcome.model.without_effect),
    }
