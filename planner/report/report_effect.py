"""The effect of a status report in words, for the command line and the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.analysis.reporting.reporters import Conflict
from planner.analysis.variance.differences import ChangeKind
from planner.i18n import EnumTexts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.analysis.reporting.reporters import Claim
    from planner.analysis.variance.differences import Comparison
    from planner.analysis.variance.differences import TargetComparison
    from planner.analysis.variance.differences import Variance
    from planner.i18n import Locale
    from planner.schedule.activity_dates import ActivityDates

CONFLICT_TEXT = EnumTexts("status.overview", Conflict)

MOST_SHOWN = 12
"""The number of activities that are named before the rest is counted."""


def effect_lines(effect: Comparison, locale: Locale) -> tuple[str, ...]:
    """Name the targets, then the activities that move, lose float or are finished."""
    targets = [_target(target, effect, locale) for target in effect.targets]
    # Changes first, the largest shift on top; then what only lost or gained float.
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


def _target(target: TargetComparison, effect: Comparison, locale: Locale) -> str:
    details = {
        "title": effect.after.plan.activities[target.activity].title,
        "now": locale.date(target.now.forecast),
        "margin": locale.signed(target.now.margin_days),
    }
    if target.was is None or target.was.forecast == target.now.forecast:
        return locale.say("status.effect-target-same", **details)
    return locale.say(
        "status.effect-target",
        **details,
        was=locale.date(target.was.forecast),
        margin_was=locale.signed(target.was.margin_days),
    )


def _line(variance: Variance, effect: Comparison, locale: Locale) -> str:
    was = effect.before.activities[variance.activity]
    now = effect.after.activities[variance.activity]
    details = {"title": now.title, "now": locale.date(now.finish)}
    # One line per activity: only its most important change.
    if ChangeKind.DONE in variance.kinds:
        return locale.say("status.effect-done", **details)
    if variance.finish_days:
        days = locale.signed(variance.finish_days)
        before = locale.date(was.finish)
        return locale.say("status.effect-activity", **details, was=before, days=days)
    if ChangeKind.STARTED in variance.kinds:
        return locale.say("status.effect-started", **details)
    floats = {"float": _float(now, locale), "float_was": _float(was, locale)}
    return locale.say("status.effect-float", title=now.title, **floats)


def _float(row: ActivityDates, locale: Locale) -> str:
    if row.total_float is None:
        return "-"
    return locale.signed(row.total_float)


def contradiction_lines(claims: tuple[Claim, ...], locale: Locale) -> Iterator[tuple[str, str]]:
    """Give every claim that the schedule contradicts, with what the schedule computes."""
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
        details = {"finish": locale.date(claim.finish)}
        if claim.conflict is Conflict.EXPECTS_EARLIER and claim.expected_finish:
            details["expected"] = locale.date(claim.expected_finish)
        elif claim.total_float is not None:
            details["float"] = locale.workdays(claim.total_float)
        yield who, locale.say(CONFLICT_TEXT[claim.conflict], **details)
