"""A simulation as a document: chances, drivers, and every input with its evidence."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from planner.model import DaysImpact
from planner.report.markdown_table import markdown_table
from planner.report.risk_listing import title_of
from planner.report.risk_wording import bias_text
from planner.report.risk_wording import estimated
from planner.report.risk_wording import headline
from planner.report.risk_wording import interval_text
from planner.report.risk_wording import method_text
from planner.report.risk_wording import no_effect_text
from planner.report.risk_wording import share_text
from planner.report.risk_wording import swing_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from planner.analysis.risk import RiskEffect
    from planner.analysis.risk import SimulationResult
    from planner.analysis.risk.simulation_result import GoalChances
    from planner.i18n import Locale
    from planner.model import Estimate
    from planner.model import Evidence
    from planner.model.register import Impact

MOST = 15
"""The number of rows that a table shows."""


def risk_page(
    outcome: SimulationResult,
    effects: Sequence[RiskEffect],
    mitigated: SimulationResult | None,
    locale: Locale,
) -> Iterator[str]:
    """Write a page of Markdown.

    Args:
        outcome: The simulation.
        effects: The gain of removing each risk; may be empty.
        mitigated: The simulation after mitigation.
        locale: The language of the reader.
    """
    schedule = outcome.model.schedule
    yield f"# {locale.say('risk.heading', date=locale.date(schedule.data_date))}"
    yield ""
    yield headline(outcome, locale)
    yield ""
    yield bias_text(outcome.goals[0], locale)
    if mitigated is not None:
        was, now = outcome.goals[0], mitigated.goals[0]
        yield ""
        yield locale.say(
            "risk.mitigated-result",
            was=share_text(was.probability, locale),
            now=share_text(now.probability, locale),
            p80=locale.date(now.at(0.8).day),
        )
    yield from _percentiles(outcome, locale)
    yield from _goals(outcome, locale)
    yield from _drivers(outcome, locale)
    yield from _critical(outcome, locale)
    if effects:
        yield from _effects(effects, locale)
    yield from _inputs(outcome, locale)
    yield ""
    yield method_text(outcome, locale)


def _percentiles(outcome: SimulationResult, locale: Locale) -> Iterator[str]:
    headings = map(locale.say, ("risk.percentile-name", "risk.day", "risk.interval"))
    rows = (
        (
            f"P{round(100 * p.share)}",
            locale.date(p.day),
            interval_text(p.earliest, p.latest, locale),
        )
        for p in outcome.goals[0].percentiles
    )
    yield from markdown_table(headings, rows)


def _goals(outcome: SimulationResult, locale: Locale) -> Iterator[str]:
    yield from ("", f"## {locale.say('risk.goals')}")
    headings = map(locale.say, ("risk.goal", "risk.due", "risk.chance", "risk.deterministic"))
    shares = ("P10", "P50", "P80", "P90")
    rows = (_goal_cells(chances, locale) for chances in outcome.goals)
    yield from markdown_table([*headings, *shares], rows)


def _goal_cells(chances: GoalChances, locale: Locale) -> Iterator[str]:
    due = chances.goal.due
    yield chances.goal.title
    yield locale.date(due, short=True) if due else ""
    yield share_text(chances.probability, locale)
    yield locale.date(chances.deterministic, short=True)
    for percentile in chances.percentiles:
        yield locale.date(percentile.day, short=True)


def _drivers(outcome: SimulationResult, locale: Locale) -> Iterator[str]:
    yield from ("", f"## {locale.say('risk.drivers')}", "")
    yield locale.say("risk.tornado", title=outcome.goals[0].goal.title)
    headings = map(locale.say, ("risk.driver", "risk.low", "risk.high"))
    rows = (
        (bar.title, swing_text(bar.low, locale), swing_text(bar.high, locale))
        for bar in outcome.tornado[:MOST]
    )
    yield from markdown_table(headings, rows)


def _critical(outcome: SimulationResult, locale: Locale) -> Iterator[str]:
    yield from ("", f"## {locale.say('risk.critical-heading')}")
    headings = map(locale.say, ("risk.activity", "risk.criticality", "risk.cruciality", "risk.ssi"))
    rows = (
        (
            title_of(outcome, drive.activity),
            share_text(drive.criticality, locale),
            _index(drive.cruciality, locale),
            _index(drive.sensitivity, locale),
        )
        for drive in islice(outcome.drives.values(), MOST)
    )
    yield from markdown_table(headings, rows)
    yield ""
    yield locale.say("risk.explained")


def _index(value: float | None, locale: Locale) -> str:
    if value is None:
        return ""
    return locale.number(value, decimals=2)


def _effects(effects: Sequence[RiskEffect], locale: Locale) -> Iterator[str]:
    yield from ("", f"## {locale.say('risk.removal')}", "")
    yield locale.say("risk.effects-heading")
    headings = map(locale.say, ("risk.risk", "risk.chance", "risk.days-back", "risk.gain"))
    yield from markdown_table(
        headings, (_effect_cells(effect, locale) for effect in effects[:MOST])
    )


def _effect_cells(effect: RiskEffect, locale: Locale) -> tuple[str, ...]:
    gain = effect.probability_gain
    return (
        effect.title,
        share_text(effect.probability, locale),
        swing_text(-effect.days, locale),
        "" if gain is None else swing_text(100 * gain, locale),
    )


def _inputs(outcome: SimulationResult, locale: Locale) -> Iterator[str]:
    """List every risk and branch that was simulated, with the evidence of the estimates."""
    activities = outcome.model.schedule.plan.activities
    estimates = [e for name in estimated(outcome) if (e := activities[name].estimate) is not None]
    assumed = sum(estimate.is_assumption for estimate in estimates)
    yield from ("", f"## {locale.say('risk.inputs')}", "")
    yield locale.say("risk.inputs-estimates", count=len(estimates), assumed=assumed)
    headings = map(locale.say, ("risk.risk", "risk.chance", "risk.impact", "risk.rests-on"))
    yield from markdown_table(headings, _event_rows(outcome, locale))
    for name, reason in sorted(outcome.model.without_effect.items()):
        yield ""
        yield no_effect_text(name, reason, locale)


def _event_rows(outcome: SimulationResult, locale: Locale) -> Iterator[tuple[str, ...]]:
    plan = outcome.model.schedule.plan
    used = {event.id for event in outcome.model.events}
    for name, risk in plan.risks.items():
        if name in used:
            chance, impact = share_text(risk.probability, locale), _impact(risk.impact, locale)
            yield risk.title, chance, impact, _basis(risk, locale)
    for branch in plan.branches:
        if branch.id in used:
            chance, impact = share_text(branch.probability, locale), _points(branch.duration)
            yield branch.title, chance, impact, _basis(branch, locale)


def _impact(impact: Impact, locale: Locale) -> str:
    if isinstance(impact, DaysImpact):
        return _points(impact)
    factors = (impact.optimistic, impact.likely, impact.pessimistic)
    points = " / ".join(locale.number(float(factor), decimals=2) for factor in factors)
    return locale.say("risk.factor", points=points)


def _points(estimate: DaysImpact | Estimate) -> str:
    return f"{estimate.optimistic} / {estimate.likely} / {estimate.pessimistic}"


def _basis(evidence: Evidence, locale: Locale) -> str:
    if evidence.is_assumption:
        return locale.say("recover.assumption")
    return " ".join(filter(None, (evidence.source, *evidence.fact)))
