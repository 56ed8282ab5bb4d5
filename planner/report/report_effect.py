"""What a status report would change, in words; for the command line and the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.analysis.reporting.reporters import Conflict
from planner.analysis.variance.differences import ChangeKind
from planner.i18n import format_date
from planner.i18n import text
from planner.report.movement import signed
from planner.report.wording import days_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.analysis.reporting.reporters import Claim
    from planner.analysis.variance.differences import Comparison
    from planner.analysis.variance.differences import TargetComparison
    from planner.analysis.variance.differences import Variance

MOST_SHOWN = 12
"""How many activities are named before the rest is counted."""


def effect_lines(effect: Comparison, lang: str) -> tuple[str, ...]:
    """Say what moves, becomes tighter, or is done."""
    targets = [_target(found, effect, lang) for found in effect.targets]
    moved = sorted(
        (v for v in effect.variances.values() if v.kinds or v.float_days),
        key=lambda v: (not v.kinds, -abs(v.finish_days or v.float_days or 0), v.activity),
    )
    if not moved:
        return (text("status.effect-none", lang), *targets)
    lines = [_line(variance, effect, lang) for variance in moved[:MOST_SHOWN]]
    if len(moved) > MOST_SHOWN:
        lines.append(text("status.effect-rest", lang, count=len(moved) - MOST_SHOWN))
    return (*targets, *lines)


def _target(found: TargetComparison, effect: Comparison, lang: str) -> str:
    title = effect.after.plan.activities[found.activity].title
    now = format_date(found.now.forecast, lang)
    margin = signed(found.now.margin_days, lang)
    if found.was is None or found.was.forecast == found.now.forecast:
        return text("status.effect-target-same", lang, title=title, now=now, margin=margin)
    return text(
        "status.effect-target",
        lang,
        title=title,
        now=now,
        was=format_date(found.was.forecast, lang),
        margin=margin,
        margin_was=signed(found.was.margin_days, lang),
    )


def _line(variance: Variance, effect: Comparison, lang: str) -> str:
    was, now = (p.activities[variance.activity] for p in (effect.before, effect.after))
    details = {"title": now.title, "now": format_date(now.finish, lang)}
    if ChangeKind.DONE in variance.kinds:
        return text("status.effect-done", lang, **details)
    if variance.finish_days:
        days = signed(variance.finish_days, lang)
        before = format_date(was.finish, lang)
        return text("status.effect-activity", lang, **details, was=before, days=days)
    if ChangeKind.STARTED in variance.kinds:
        return text("status.effect-started", lang, **details)
    floats = {
        key: "-" if value is None else signed(value, lang)
        for key, value in (("float", now.total_float), ("float_was", was.total_float))
    }
    return text("status.effect-float", lang, title=now.title, **floats)


def contradiction_lines(claims: tuple[Claim, ...], lang: str) -> Iterator[tuple[str, str]]:
    """Set what was said beside what the schedule computes, for every claim that it contradicts."""
    for claim in claims:
        if claim.conflict is None:
            continue
        who = text(
            "status.overview.said-by",
            lang,
            title=claim.title,
            activity=claim.activity,
            reporter=claim.reported_by,
            date=format_date(claim.data_date, lang),
        )
        finish = format_date(claim.finish, lang)
        details = {"finish": finish}
        if claim.conflict is Conflict.EXPECTS_EARLIER and claim.expected_finish:
            details["expected"] = format_date(claim.expected_finish, lang)
        elif claim.total_float is not None:
            details["float"] = days_text(claim.total_float, lang)
        yield who, text(f"status.overview.{claim.conflict.value}", lang, **details)
