"""Which risk to remove first: the simulation again, without each of them."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from planner.analysis.risk.simulation import SimulationSettings
from planner.analysis.risk.simulation import simulate
from planner.analysis.risk.simulation_result import percentile

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from planner.analysis.risk.model import Event
    from planner.analysis.risk.model import RiskModel
    from planner.analysis.risk.simulation_result import SimulationResult

SHARE = 0.8
"""The percentile of which the days are given back."""


@dataclass(frozen=True, slots=True)
class RiskEffect:
    """What it would do when a risk or a branch could not occur.

    Attributes:
        id: Of the risk or the branch.
        probability_gain: How much likelier the first goal meets its date; None without a date.
        days: Working days by which its P80 comes earlier.
    """

    id: str
    title: str
    probability: float
    probability_gain: float | None
    days: float


def risk_effects(
    model: RiskModel,
    settings: SimulationSettings | None = None,
    *,
    most: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[RiskEffect, ...]:
    """Simulate without each risk, and put the one that gives most back first.

    All runs share their random numbers, so that a difference is the work of the risk alone.

    Args:
        model: What may turn out otherwise.
        settings: How to simulate each time.
        most: Only so many risks, those with the widest bars of the tornado.
        progress: Called after each run with the runs done and asked.
    """
    settings = replace(settings or SimulationSettings(), within=None)
    whole = simulate(model, settings)
    if not whole.goals:
        return ()
    bars = [swing.id for swing in whole.tornado if swing.kind == "event"]
    events = {event.id: event for event in model.events}
    chosen = [events[name] for name in bars[:most]]
    found = []
    for number, event in enumerate(chosen):
        found.append(_effect(whole, event, simulate(model.without(event.id), settings)))
        if progress is not None:
            progress(number + 1, len(chosen))
    return tuple(sorted(found, key=lambda e: (-e.days, -(e.probability_gain or 0.0), e.id)))


def _effect(whole: SimulationResult, event: Event, without: SimulationResult) -> RiskEffect:
    before, after = whole.goals[0].probability, without.goals[0].probability
    gain = None if before is None or after is None else after - before
    calendar = whole.model.schedule.default_calendar
    early, late = (percentile(_ordered(outcome), SHARE) for outcome in (without, whole))
    days = calendar.minutes_between(early, late) / whole.minutes_per_day
    return RiskEffect(event.id, event.title, event.probability, gain, days)


def _ordered(outcome: SimulationResult) -> NDArray[np.int64]:
    return np.sort(outcome.instants(outcome.model.goals[0]))
