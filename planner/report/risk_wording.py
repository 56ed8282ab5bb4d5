"""Chances in words: what a simulation says of dates, drivers and risks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.i18n import format_date
from planner.i18n import format_number
from planner.i18n import text
from planner.report.movement import signed
from planner.report.wording import days_text

if TYPE_CHECKING:
    from datetime import date

    from planner.analysis.risk.simulation_result import GoalChances
    from planner.analysis.risk.simulation_result import SimulationResult

RARE = 0.005
"""A smaller share is written as less than one percent, and as much at the other end."""


def share_text(share: float | None, lang: str) -> str:
    """Write a probability as a percentage, never 0% or 100% for what is merely rare."""
    if share is None:
        return text("risk.no-date", lang)
    if 0 < share < RARE:
        return text("risk.below-one", lang)
    if 1 - RARE < share < 1:
        return text("risk.above-ninety-nine", lang)
    return text("wording.share", lang, count=format_number(100 * share, lang))


def method_text(outcome: SimulationResult, lang: str) -> str:
    """Say how the figures came about, so that anyone can repeat them."""
    return text(
        "risk.method",
        lang,
        iterations=format_number(outcome.iterations, lang),
        seed=outcome.settings.seed,
        estimates=sum(v.estimate >= 0 and v.event < 0 for v in outcome.model.varied.values()),
        events=len(outcome.model.events),
    )


def headline(outcome: SimulationResult, lang: str) -> str:
    """Answer the question: will the first goal hold?"""
    found = outcome.goals[0]
    details = {
        "title": found.goal.title,
        "p50": format_date(found.at(0.5).day, lang),
        "p80": format_date(found.at(0.8).day, lang),
    }
    if found.probability is None or found.goal.due is None:
        return text("risk.headline-without-date", lang, **details)
    return text(
        "risk.headline",
        lang,
        **details,
        due=format_date(found.goal.due, lang),
        share=share_text(found.probability, lang),
        low=share_text(found.probability_low, lang),
        high=share_text(found.probability_high, lang),
    )


def bias_text(found: GoalChances, lang: str) -> str:
    """Say how far the middle of the chances lies from the date of the schedule."""
    days = round(found.merge_bias)
    day = format_date(found.deterministic, lang)
    if days == 0:
        return text("risk.no-bias", lang, date=day)
    key = "risk.bias-later" if days > 0 else "risk.bias-earlier"
    return text(key, lang, date=day, days=days_text(abs(days), lang))


def interval_text(earliest: date, latest: date, lang: str) -> str:
    """Write the interval of a percentile."""
    low, high = (format_date(day, lang, short=True) for day in (earliest, latest))
    return low if low == high else f"{low} - {high}"


def swing_text(days: float, lang: str) -> str:
    """Write a shift in whole working days."""
    return signed(round(days), lang)
