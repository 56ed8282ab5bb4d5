"""Simulations for the pages: run once for each question, with what was asked as the key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from planner.analysis.risk import Settings
from planner.analysis.risk import risk_effects
from planner.analysis.risk import risk_model
from planner.analysis.risk import simulate
from planner.analysis.risk.machine import machine

if TYPE_CHECKING:
    from planner.analysis.risk import Outcome
    from planner.analysis.risk import RiskEffect
    from planner.analysis.risk import RiskModel
    from planner.web.view import View

QUICK, SLOW = 10_000, 1_000
"""Iterations with and without the compiled kernels."""

FEWER = 2_000
"""Iterations of each of many runs."""


def simulated(view: View, *, mitigated: bool = False) -> Outcome:
    """The simulation of the chosen data date and target.

    Raises:
        planner.analysis.risk.correlation.CorrelationError: The register contradicts itself.
    """
    with st.spinner(view.say("risk.running")):
        return _outcome(_key(view), view, mitigated=mitigated)


def effects(view: View) -> tuple[RiskEffect, ...]:
    """What removing each risk gives back."""
    with st.spinner(view.say("risk.running")):
        return _effects(_key(view), view)


def settings(iterations: int = QUICK) -> Settings:
    """As many iterations as this machine does in a moment."""
    return Settings(iterations if machine().passes.is_compiled else SLOW)


def _key(view: View) -> tuple[object, ...]:
    plan = view.workspace.plan
    target = view.target.milestone if view.target else None
    return plan.digest if plan else "", view.schedule.data_date, target


@st.cache_resource(max_entries=16, show_spinner=False)
def _outcome(key: tuple[object, ...], _view: View, *, mitigated: bool) -> Outcome:
    del key
    return simulate(_model(_view, mitigated=mitigated), settings())


@st.cache_resource(max_entries=16, show_spinner=False)
def _effects(key: tuple[object, ...], _view: View) -> tuple[RiskEffect, ...]:
    del key
    return risk_effects(_model(_view), settings(FEWER))


def _model(view: View, *, mitigated: bool = False) -> RiskModel:
    chosen = view.target.milestone if view.target else None
    return risk_model(view.schedule, chosen=chosen, mitigated=mitigated)
