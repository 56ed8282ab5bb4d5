"""A simulation as a document: chances, drivers, and every input with what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.model import DaysImpact
from planner.report.risk_listing import title_of
from planner.report.risk_wording import bias_text
from planner.report.risk_wording import headline
from planner.report.risk_wording import interval_text
from planner.report.risk_wording import method_text
from planner.report.risk_wording import share_text
from planner.report.risk_wording import swing_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from planner.analysis.risk import RiskEffect
    from planner.analysis.risk import SimulationResult
    from planner.i18n import Locale
    from planner.model import Evidence
    from planner.model.register import Impact

MOST = 15


def risk_page(
    outcome: SimulationResult,
    effects: Sequence[RiskEffect],
    mitigated: SimulationResult | None,
    locale: Locale,
) -> Iterator[str]:
    """A page of Markdown.

    Args:
        outcome: The simulation.
        effects: What removing each risk gives back; may be empty.
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
        found, now = outcome.goals[0], mitigated.goals[0]
        yield ""
        yield locale.say(
            "risk.mitigated-result",
            was=share_text(found.probability, locale),
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


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield ""
    yield f"| {' | '.join(headings)} |"
    yield f"| {' | '.join('---' for _ in headings)} |"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def _percentiles(outcome: SimulationResult, locale: Locale) -> Iterator[str]:
    headings = [locale.say(f"risk.{k}") for k in ("percentile-name", "day", "interval")]
    rows = [
        (
            f"P{round(100 * p.share)}",
            locale.date(p.day),
            interval_text(p.earliest, p.latest, locale),
        )
        for p in outcome.goals[0].percentiles
    ]
    yield from _table(headings, rows)


def _goals(outcome: SimulationResult, locale: Locale) -> Iterator[str]:
    yield ""
    yield f"## {locale.say('risk.goals')}"
    headings = [locale.say(f"risk.{k}") for k in ("goal", "due", "chance", "deterministic")]
    rows = [
        (
            found.goal.title,
            locale.date(found.goal.due, short=True) if found.goal.due else "",
            share_text(found.probability, locale),
            locale.date(found.deterministic, short=True),
            *(locale.date(p.day, short=True) for p in found.percentiles),
        )
        for found in outcome.goals
    ]
    yield from _table([*headings, "P10", "P50", "P80", "P90"], rows)


def _drivers(outcome: SimulationResult, locale: Locale) -> Iterator[str]:
    yield ""
    yield f"## {locale.say('risk.drivers')}"
    yield ""
    yield locale.say("risk.tornado", title=outcome.goals[0].goal.title)
    headings = [locale.say(f"risk.{k}") for k in ("driver", "low", "high")]
    rows = [
        (bar.title, swing_text(bar.low, locale), swing_text(bar.high, locale))
        for bar in outcome.tornado[:MOST]
    ]
    yield from _table(headings, rows)


def _critical(outcome: SimulationResult, locale: Locale) -> Iterator[str]:
    yield ""
    yield f"## {locale.say('risk.critical-heading')}"
    headings = [locale.say(f"risk.{k}") for k in ("activity", "criticality", "cruciality", "ssi")]
    rows = [
        (
            title_of(outcome, drive.activity),
            share_text(drive.criticality, locale),
            *(
                "" if value is None else locale.number(value, decimals=2)
                for value in (drive.cruciality, drive.sensitivity)
            ),
        )
        for drive in list(outcome.drives.values())[:MOST]
    ]
    yield from _table(headings, rows)
    yield ""
    yield locale.say("risk.explained")


def _effects(effects: Sequence[RiskEffect], locale: Locale) -> Iterator[str]:
    yield ""
    yield f"## {locale.say('risk.removal')}"
    yield ""
    yield locale.say("risk.effects-heading")
    headings = [locale.say(f"risk.{k}") for k in ("risk", "chance", "days-back", "gain")]
    rows = [
        (
            effect.title,
            share_text(effect.probability, locale),
            swing_text(-effect.days, locale),
            ""
            if effect.probability_gain is None
            else swing_text(100 * effect.probability_gain, locale),
        )
        for effect in effects[:MOST]
    ]
    yield from _table(headings, rows)


def _inputs(outcome: SimulationResult, locale: Locale) -> Iterator[str]:
    """Every risk, branch and correlation that counted, and how the estimates are founded."""
    plan = outcome.model.schedule.plan
    yield ""
    yield f"## {locale.say('risk.inputs')}"
    varied = [name for name, v in outcome.model.varied.items() if v.estimate >= 0 and v.event < 0]
    estimates = [e for name in varied if (e := plan.activities[name].estimate) is not None]
    assumed = sum(estimate.is_assumption for estimate in estimates)
    yield ""
    yield locale.say("risk.inputs-estimates", count=len(estimates), assumed=assumed)
    headings = [locale.say(f"risk.{k}") for k in ("risk", "chance", "impact", "rests-on")]
    used = {event.id for event in outcome.model.events}
    rows = [
        (
            risk.title,
            share_text(risk.probability, locale),
            _impact(risk.impact, locale),
            _basis(risk, locale),
        )
        for name, risk in plan.risks.items()
        if name in used
    ]
    for branch in plan.branches:
        if branch.id in used:
            d = branch.duration
            points = f"{d.optimistic} / {d.likely} / {d.pessimistic}"
            rows.append(
                (
                    branch.title,
                    share_text(branch.probability, locale),
                    points,
                    _basis(branch, locale),
                )
            )
    yield from _table(headings, rows)
    for name, reason in sorted(outcome.model.without_effect.items()):
        yield ""
        yield locale.say(f"risk.{reason}", name=name)


def _impact(impact: Impact, locale: Locale) -> str:
    points = (impact.optimistic, impact.likely, impact.pessimistic)
    if isinstance(impact, DaysImpact):
        return " / ".join(map(str, points))
    factors = (locale.number(float(p), decimals=2) for p in points)  # type: ignore[arg-type]
    return locale.say("risk.factor", points=" / ".join(factors))


def _basis(evidence: Evidence, locale: Locale) -> str:
    if evidence.is_assumption:
        return locale.say("recover.assumption")
    sources = [evidence.source or "", *evidence.fact]
    return " ".join(filter(None, sources))
