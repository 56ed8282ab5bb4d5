"""What a status report would change, in words; for the command line and the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.analysis.reporting.reporters import Conflict
from planner.analysis.variance.differences import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.analysis.reporting.reporters import Claim
    from planner.analysis.variance.differences import Comparison
    from planner.analysis.variance.differences import TargetComparison
    from planner.analysis.variance.differences import Variance
    from planner.i18n import Locale

MOST_SHOWN = 12
"""How many activities are named before the rest is counted."""


def effect_lines(effect: Comparison, locale: Locale) -> tuple[str, ...]:
    """Say what moves, becomes tighter, or is done."""
    targets = [_target(found, effect, locale) for found in effect.targets]
    moved = sorted(
        (v for v in effect.variances.values() if v.kinds or v.float_days),
        key=lambda v: (not v.kinds, -abs(v.finish_days or v.float_days or 0), v.activity),
    )
    if not moved:
        return (locale.say("status.effect-none"), *targets)
    lines = [_line(variance, effect, locale) for variance in moved[:MOST_SHOWN]]
    if len(moved) > MOST_SHOWN:
        lines.append(locale.say("status.effect-rest", count=len(moved) - MOST_SHOWN))
    return (*targets, *lines)


def _target(found: TargetComparison, effect: Comparison, locale: Locale) -> str:
    title = effect.after.plan.activities[found.activity].title
    now = locale.date(found.now.forecast)
    margin = locale.signed(found.now.margin_days)
    if found.was is None or found.was.forecast == found.now.forecast:
        return locale.say("status.effect-target-same", title=title, now=now, margin=margin)
    return locale.say(
        "status.effect-target",
        title=title,
        now=now,
        was=locale.date(found.was.forecast),
        margin=margin,
        margin_was=locale.signed(found.was.margin_days),
    )


def _line(variance: Variance, effect: Comparison, locale: Locale) -> str:
    was, now = (p.activities[variance.activity] for p in (effect.before, effect.after))
    details = {"title": now.title, "now": locale.date(now.finish)}
    if ChangeKind.DONE in variance.kinds:
        return locale.say("status.effect-done", **details)
    if variance.finish_days:
        days = locale.signed(variance.finish_days)
        before = locale.date(was.finish)
        return locale.say("status.effect-activity", **details, was=before, days=days)
    if ChangeKind.STARTED in variance.kinds:
        return locale.say("status.effect-started", **details)
    floats = {
        key: "-" if value is None else locale.signed(value)
        for key, value in (("float", now.total_float), ("float_was", was.total_float))
    }
    return locale.say("status.effect-float", title=now.title, **floats)


def contradiction_lines(claims: tuple[Claim, ...], locale: Locale) -> Iterator[tuple[str, str]]:
    """Set what was said beside what the schedule computes, for every claim that it contradicts."""
    for claim in claims:
        if claim.conflict is None:
            continue
        who = locale.say(
            "status.overview.said-by",
            title=claim.title,
            activity=claim.activity,
            reporter=claim.reported_by,
            date=locale.date(claim.data_date),
        )
        finish = locale.date(claim.finish)
        details = {"finish": finish}
        if claim.conflict is Conflict.EXPECTS_EARLIER and claim.expected_finish:
            details["expected"] = locale.date(claim.expected_finish)
        elif claim.total_float is not None:
            details["float"] = locale.workdays(claim.total_float)
        yield who, locale.say(f"status.overview.{claim.conflict.value}", **details)
