"""Simulations for the pages: run once for each question, with what was asked as the key."""

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
"""Iterations with and without the compiled kernels."""

FEWER = 2_000
"""Iterations of each of many runs."""


def run_simulation(view: View, *, mitigated: bool = False) -> SimulationResult:
    """The simulation of the chosen data date and target.

    Raises:
        planner.analysis.risk.correlation.CorrelationError: The register contradicts itself.
    """

    def make() -> SimulationResult:
        return simulate(_model(view, mitigated=mitigated), settings())

    with st.spinner(view.locale.say("risk.running")):
        return cached(view, make, "simulation", mitigated)


def effects(view: View) -> tuple[RiskEffect, ...]:
    """What removing each risk gives back."""

    def make() -> tuple[RiskEffect, ...]:
        return risk_effects(_model(view), settings(FEWER))

    with st.spinner(view.locale.say("risk.running")):
        return cached(view, make, "risk-effects")


def settings(iterations: int = QUICK) -> SimulationSettings:
    """As many iterations as this machine does in a moment."""
    return SimulationSettings(iterations if risk_kernels().kernel_functions.is_compiled else SLOW)


def _model(view: View, *, mitigated: bool = False) -> RiskModel:
    chosen = view.target.milestone if view.target else None
    return risk_model(view.schedule, chosen=chosen, mitigated=mitigated)
