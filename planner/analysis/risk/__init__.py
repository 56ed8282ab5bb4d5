"""The chances that a date holds, by Monte Carlo simulation with the schedule's own forward pass."""

from __future__ import annotations

from planner.analysis.risk.building import risk_model
from planner.analysis.risk.model import RiskModel
from planner.analysis.risk.removal import RiskEffect
from planner.analysis.risk.removal import risk_effects
from planner.analysis.risk.settings import SimulationSettings
from planner.analysis.risk.simulation import simulate
from planner.analysis.risk.simulation_result import SimulationResult

__all__ = [
    "RiskEffect",
    "RiskModel",
    "SimulationResult",
    "SimulationSettings",
    "risk_effects",
    "risk_model",
    "simulate",
]
