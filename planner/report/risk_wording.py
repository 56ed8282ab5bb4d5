"""Chances in words: what a simulation says of dates, drivers and risks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from planner.analysis.risk.simulation_result import GoalChances
    from planner.analysis.risk.simulation_result import SimulationResult
    from planner.i18n import Locale

RARE = 0.005
"""A smaller share is written as less than one percent, and as much at the other end."""


def share_text(share: float | None, locale: Locale) -> str:
    """Write a probability as a percentage, never 0% or 100% for what is merely rare."""
    if share is None:
        return locale.say("risk.no-date")
    if 0 < share < RARE:
        return locale.say("risk.below-one")
    if 1 - RARE < share < 1:
        return locale.say("risk.above-ninety-nine")
    return locale.say("wording.share", count=locale.number(100 * share))


def method_text(outcome: SimulationResult, locale: Locale) -> str:
    """Say how the figures came about, so that anyone can repeat them."""
    return locale.say(
        "risk.method",
        iterations=locale.number(outcome.iterations),
        seed=outcome.settings.seed,
        estimates=sum(v.estimate >= 0 and v.event < 0 for v in outcome.model.varied.values()),
        events=len(outcome.model.events),
    )


def headline(outcome: SimulationResult, locale: Locale) -> str:
    """Answer the question: will the first goal hold?"""
    found = outcome.goals[0]
    details = {
        "title": found.goal.title,
        "p50": locale.date(found.at(0.5).day),
        "p80": locale.date(found.at(0.8).day),
    }
    if found.probability is None or found.goal.due is None:
        return locale.say("risk.headline-without-date", **details)
    return locale.say(
        "risk.headline",
        **details,
        due=locale.date(found.goal.due),
        share=share_text(found.probability, locale),
        low=share_text(found.probability_low, locale),
        high=share_text(found.probability_high, locale),
    )


def bias_text(found: GoalChances, locale: Locale) -> str:
    """Say how far the middle of the chances lies from the date of the schedule."""
    days = round(found.merge_bias)
    day = locale.date(found.deterministic)
    if days == 0:
        return locale.say("risk.no-bias", date=day)
    key = "risk.bias-later" if days > 0 else "risk.bias-earlier"
    return locale.say(key, date=day, days=locale.workdays(abs(days)))


def interval_text(earliest: date, latest: date, locale: Locale) -> str:
    """Write the interval of a percentile."""
    low, high = (locale.date(day, short=True) for day in (earliest, latest))
    return low if low == high else f"{low} - {high}"


def swing_text(days: float, locale: Locale) -> str:
    """Write a shift in whole working days."""
    return locale.signed(round(days))
