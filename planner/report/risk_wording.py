"""The results of a simulation in words: dates, drivers and risks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from planner.analysis.risk.simulation_result import GoalChances
    from planner.analysis.risk.simulation_result import SimulationResult
    from planner.i18n import Locale

NO_EFFECT_TEXT = {
    "statutory-term": "risk.statutory-term",
    "affects-nothing-open": "risk.affects-nothing-open",
    "no-work-to-multiply": "risk.no-work-to-multiply",
}
"""The message for each reason why something changes nothing."""

RARE = 0.005
"""A smaller share is written as less than 1%; a share as near to one as more than 99%."""


def share_text(share: float | None, locale: Locale) -> str:
    """Write a probability as a percentage; 0% and 100% are only for what is certain."""
    if share is None:
        return locale.say("risk.no-date")
    if 0 < share < RARE:
        return locale.say("risk.below-one")
    if 1 - RARE < share < 1:
        return locale.say("risk.above-ninety-nine")
    return locale.say("wording.share", count=locale.number(100 * share))


def method_text(outcome: SimulationResult, locale: Locale) -> str:
    """Say how the simulation was run, so that anyone can repeat it."""
    return locale.say(
        "risk.method",
        iterations=locale.number(outcome.iterations),
        seed=outcome.settings.seed,
        estimates=len(tuple(estimated(outcome))),
        events=len(outcome.model.events),
    )


def estimated(outcome: SimulationResult) -> Iterator[str]:
    """Give the planned activities with an estimate; work that a risk brings is no part of them."""
    for name, varied in outcome.model.varied.items():
        if varied.estimate >= 0 and varied.event < 0:
            yield name


def no_effect_text(name: str, reason: str, locale: Locale) -> str:
    """Say why a risk, branch or estimate changes nothing."""
    return locale.say(NO_EFFECT_TEXT[reason], name=name)


def headline(outcome: SimulationResult, locale: Locale) -> str:
    """Answer whether the first goal will be met."""
    chances = outcome.goals[0]
    details = {
        "title": chances.goal.title,
        "p50": locale.date(chances.at(0.5).day),
        "p80": locale.date(chances.at(0.8).day),
    }
    if chances.probability is None or chances.goal.due is None:
        return locale.say("risk.headline-without-date", **details)
    return locale.say(
        "risk.headline",
        **details,
        due=locale.date(chances.goal.due),
        share=share_text(chances.probability, locale),
        low=share_text(chances.probability_low, locale),
        high=share_text(chances.probability_high, locale),
    )


def bias_text(chances: GoalChances, locale: Locale) -> str:
    """Say how far P50 lies from the date of the schedule."""
    days = round(chances.merge_bias)
    day = locale.date(chances.deterministic)
    if days == 0:
        return locale.say("risk.no-bias", date=day)
    key = "risk.bias-later" if days > 0 else "risk.bias-earlier"
    return locale.say(key, date=day, days=locale.workdays(abs(days)))


def interval_text(earliest: date, latest: date, locale: Locale) -> str:
    """Write the interval of a percentile."""
    low, high = locale.date(earliest, short=True), locale.date(latest, short=True)
    return low if low == high else f"{low} - {high}"


def swing_text(days: float, locale: Locale) -> str:
    """Write a shift in whole working days."""
    return locale.signed(round(days))
