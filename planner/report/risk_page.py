"""A simulation as a document: chances, drivers, and every input with what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.i18n import format_date
from planner.i18n import format_number
from planner.i18n import text
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
    from planner.model import Evidence
    from planner.model.register import Impact

MOST = 15


def risk_page(
    outcome: SimulationResult,
    effects: Sequence[RiskEffect],
    mitigated: SimulationResult | None,
    lang: str,
) -> Iterator[str]:
    """A page of Markdown.

    Args:
        outcome: The simulation.
        effects: What removing each risk gives back; may be empty.
        mitigated: The simulation after mitigation.
        lang: `nl` or `en`.
    """
    schedule = outcome.model.schedule
    yield f"# {text('risk.heading', lang, date=format_date(schedule.data_date, lang))}"
    yield ""
    yield headline(outcome, lang)
    yield ""
    yield bias_text(outcome.goals[0], lang)
    if mitigated is not None:
        found, now = outcome.goals[0], mitigated.goals[0]
        yield ""
        yield text(
            "risk.mitigated-result",
            lang,
            was=share_text(found.probability, lang),
            now=share_text(now.probability, lang),
            p80=format_date(now.at(0.8).day, lang),
        )
    yield from _percentiles(outcome, lang)
    yield from _goals(outcome, lang)
    yield from _drivers(outcome, lang)
    yield from _critical(outcome, lang)
    if effects:
        yield from _effects(effects, lang)
    yield from _inputs(outcome, lang)
    yield ""
    yield method_text(outcome, lang)


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield ""
    yield f"| {' | '.join(headings)} |"
    yield f"| {' | '.join('---' for _ in headings)} |"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def _percentiles(outcome: SimulationResult, lang: str) -> Iterator[str]:
    headings = [text(f"risk.{k}", lang) for k in ("percentile-name", "day", "interval")]
    rows = [
        (
            f"P{round(100 * p.share)}",
            format_date(p.day, lang),
            interval_text(p.earliest, p.latest, lang),
        )
        for p in outcome.goals[0].percentiles
    ]
    yield from _table(headings, rows)


def _goals(outcome: SimulationResult, lang: str) -> Iterator[str]:
    yield ""
    yield f"## {text('risk.goals', lang)}"
    headings = [text(f"risk.{k}", lang) for k in ("goal", "due", "chance", "deterministic")]
    rows = [
        (
            found.goal.title,
            format_date(found.goal.due, lang, short=True) if found.goal.due else "",
            share_text(found.probability, lang),
            format_date(found.deterministic, lang, short=True),
            *(format_date(p.day, lang, short=True) for p in found.percentiles),
        )
        for found in outcome.goals
    ]
    yield from _table([*headings, "P10", "P50", "P80", "P90"], rows)


def _drivers(outcome: SimulationResult, lang: str) -> Iterator[str]:
    yield ""
    yield f"## {text('risk.drivers', lang)}"
    yield ""
    yield text("risk.tornado", lang, title=outcome.goals[0].goal.title)
    headings = [text(f"risk.{k}", lang) for k in ("driver", "low", "high")]
    rows = [
        (bar.title, swing_text(bar.low, lang), swing_text(bar.high, lang))
        for bar in outcome.tornado[:MOST]
    ]
    yield from _table(headings, rows)


def _critical(outcome: SimulationResult, lang: str) -> Iterator[str]:
    yield ""
    yield f"## {text('risk.critical-heading', lang)}"
    headings = [text(f"risk.{k}", lang) for k in ("activity", "criticality", "cruciality", "ssi")]
    rows = [
        (
            title_of(outcome, drive.activity),
            share_text(drive.criticality, lang),
            *(
                "" if value is None else format_number(value, lang, decimals=2)
                for value in (drive.cruciality, drive.sensitivity)
            ),
        )
        for drive in list(outcome.drives.values())[:MOST]
    ]
    yield from _table(headings, rows)
    yield ""
    yield text("risk.explained", lang)


def _effects(effects: Sequence[RiskEffect], lang: str) -> Iterator[str]:
    yield ""
    yield f"## {text('risk.removal', lang)}"
    yield ""
    yield text("risk.effects-heading", lang)
    headings = [text(f"risk.{k}", lang) for k in ("risk", "chance", "days-back", "gain")]
    rows = [
        (
            effect.title,
            share_text(effect.probability, lang),
            swing_text(-effect.days, lang),
            ""
            if effect.probability_gain is None
            else swing_text(100 * effect.probability_gain, lang),
        )
        for effect in effects[:MOST]
    ]
    yield from _table(headings, rows)


def _inputs(outcome: SimulationResult, lang: str) -> Iterator[str]:
    """Every risk, branch and correlation that counted, and how the estimates are founded."""
    plan = outcome.model.schedule.plan
    yield ""
    yield f"## {text('risk.inputs', lang)}"
    varied = [name for name, v in outcome.model.varied.items() if v.estimate >= 0 and v.event < 0]
    estimates = [e for name in varied if (e := plan.activities[name].estimate) is not None]
    assumed = sum(estimate.is_assumption for estimate in estimates)
    yield ""
    yield text("risk.inputs-estimates", lang, count=len(estimates), assumed=assumed)
    headings = [text(f"risk.{k}", lang) for k in ("risk", "chance", "impact", "rests-on")]
    used = {event.id for event in outcome.model.events}
    rows = [
        (
            risk.title,
            share_text(risk.probability, lang),
            _impact(risk.impact, lang),
            _basis(risk, lang),
        )
        for name, risk in plan.risks.items()
        if name in used
    ]
    for branch in plan.branches:
        if branch.id in used:
            d = branch.duration
            points = f"{d.optimistic} / {d.likely} / {d.pessimistic}"
            rows.append(
                (branch.title, share_text(branch.probability, lang), points, _basis(branch, lang))
            )
    yield from _table(headings, rows)
    for name, reason in sorted(outcome.model.without_effect.items()):
        yield ""
        yield text(f"risk.{reason}", lang, name=name)


def _impact(impact: Impact, lang: str) -> str:
    points = (impact.optimistic, impact.likely, impact.pessimistic)
    if isinstance(impact, DaysImpact):
        return " / ".join(map(str, points))
    factors = (format_number(float(p), lang, decimals=2) for p in points)  # type: ignore[arg-type]
    return text("risk.factor", lang, points=" / ".join(factors))


def _basis(evidence: Evidence, lang: str) -> str:
    if evidence.is_assumption:
        return text("recover.assumption", lang)
    sources = [evidence.source or "", *evidence.fact]
    return " ".join(filter(None, sources))
