"""Which risk to remove first: the simulation again, without each of them."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from planner.analysis.risk.settings import SimulationSettings
from planner.analysis.risk.simulation import simulate
from planner.analysis.risk.simulation_result import SwingKind
from planner.analysis.risk.simulation_result import percentile

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.analysis.risk.model import Event
    from planner.analysis.risk.model import RiskModel
    from planner.analysis.risk.simulation_result import SimulationResult

SHARE = 0.8
"""The percentile whose days are compared."""


@dataclass(frozen=True, slots=True)
class RiskEffect:
    """What is gained when a risk or a branch cannot occur.

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
    """Simulate without each risk; the one whose removal gains most comes first.

    All runs share their random numbers, so that a difference comes from the risk alone.

    Args:
        model: The uncertain inputs of the plan.
        settings: How to simulate each time.
        most: Only so many risks, those with the widest bars of the tornado.
        progress: Called after each run with the runs done and asked.
    """
    # Stopping early would give the runs different lengths, and their draws would not match.
    settings = replace(settings or SimulationSettings(), within=None)
    whole = simulate(model, settings)
    if not whole.goals:
        return ()
    events = {event.id: event for event in model.events}
    bars = [swing.id for swing in whole.tornado if swing.kind is SwingKind.EVENT][:most]
    effects = []
    for number, name in enumerate(bars, start=1):
        without = simulate(model.without(name), settings)
        effects.append(_effect(whole, events[name], without))
        if progress is not None:
            progress(number, len(bars))
    return tuple(sorted(effects, key=lambda e: (-e.days, -(e.probability_gain or 0.0), e.id)))


def _effect(whole: SimulationResult, event: Event, without: SimulationResult) -> RiskEffect:
    before, after = whole.goals[0].probability, without.goals[0].probability
    gain = None if before is None or after is None else after - before
    calendar = whole.model.schedule.default_calendar
    minutes = calendar.minutes_between(_percentile(without), _percentile(whole))
    days = minutes / whole.minutes_per_day
    return RiskEffect(event.id, event.title, event.probability, gain, days)


def _percentile(result: SimulationResult) -> int:
    return percentile(np.sort(result.instants(result.model.goals[0])), SHARE)
