"""Simulations for the pages, each run once and then cached."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from planner.analysis.risk import SimulationSettings
from planner.analysis.risk import risk_effects
from planner.analysis.risk import risk_model
from planner.analysis.risk import simulate
from planner.analysis.risk.risk_kernels import risk_kernels
from planner.web.result_cache import cached

if TYPE_CHECKING:
    from planner.analysis.risk import RiskEffect
    from planner.analysis.risk import RiskModel
    from planner.analysis.risk import SimulationResult
    from planner.web.view import View

QUICK, SLOW = 10_000, 1_000
"""Iterations with the compiled kernels and without them."""

FEWER = 2_000
"""Iterations of a simulation that is run once for each risk."""


def run_simulation(view: View, *, mitigated: bool = False) -> SimulationResult:
    """Simulate the schedule at the chosen data date, for the chosen target.

    Raises:
        planner.analysis.risk.correlation.CorrelationError: The register contradicts itself.
    """

    def make() -> SimulationResult:
        return simulate(_model(view, mitigated=mitigated), settings())

    with st.spinner(view.locale.say("risk.running")):
        return cached(view, make, "simulation", mitigated)


def effects(view: View) -> tuple[RiskEffect, ...]:
    """Compute how much time the removal of each risk gives back."""

    def make() -> tuple[RiskEffect, ...]:
        return risk_effects(_model(view), settings(FEWER))

    with st.spinner(view.locale.say("risk.running")):
        return cached(view, make, "risk-effects")


def settings(iterations: int = QUICK) -> SimulationSettings:
    """Ask for as many iterations as this computer does while a reader waits."""
    return SimulationSettings(iterations if risk_kernels().kernel_functions.is_compiled else SLOW)


def _model(view: View, *, mitigated: bool = False) -> RiskModel:
    return risk_model(view.schedule, chosen=view.milestone, mitigated=mitigated)
