"""Will a date hold: Monte Carlo simulation of the plan over the passes of the schedule itself."""

from __future__ import annotations

from planner.analysis.risk.building import risk_model
from planner.analysis.risk.model import RiskModel
from planner.analysis.risk.removal import RiskEffect
from planner.analysis.risk.removal import risk_effects
from planner.analysis.risk.simulation import SimulationSettings
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
