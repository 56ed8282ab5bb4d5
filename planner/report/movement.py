"""Comparisons in words: how far a target moved, and by which causes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.analysis.variance.replay import Cause
from planner.i18n import EnumTexts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.analysis.variance.attribution import Movement
    from planner.analysis.variance.attribution import Part
    from planner.analysis.variance.differences import Comparison
    from planner.analysis.variance.differences import TargetComparison
    from planner.analysis.variance.differences import Variance
    from planner.duration import Duration
    from planner.i18n import Locale
    from planner.schedule.plan_schedule import Schedule

MOST_NAMED = 5
"""How many activities a cause names before it counts the rest."""

CAUSE_TEXT = EnumTexts("cause", Cause)


def cause_text(part: Part, locale: Locale) -> str:
    """Name a cause, or the causes that only make a schedule together."""
    return locale.say("wording.and").join(locale.say(CAUSE_TEXT[cause]) for cause in part.causes)


def target_text(target: TargetComparison, schedule: Schedule, locale: Locale) -> str:
    """Say the forecast and the margin of a target, then and now."""
    details = {
        "title": schedule.plan.activities[target.activity].title,
        "due": locale.date(target.now.due),
        "now": locale.date(target.now.forecast),
    }
    if target.was is None:
        margin = locale.workdays(target.now.margin_days)
        return locale.say("compare.target-new", **details, margin=margin)
    return locale.say(
        "compare.target-reached" if target.now.is_reached else "compare.target",
        **details,
        was=locale.date(target.was.forecast),
        margin_was=locale.signed(target.was.margin_days),
        margin=locale.signed(target.now.margin_days),
    )


def movement_text(movement: Movement, locale: Locale) -> str:
    """Say how far a target moved in total."""
    if movement.days == 0:
        # Causes that pull in opposite directions may cancel each other out.
        moved = any(part.days for part in movement.parts)
        return locale.say("compare.no-net" if moved else "compare.not-moved")
    key = "compare.later" if movement.days > 0 else "compare.earlier"
    return locale.say(key, days=locale.workdays(abs(movement.days)))


def part_names(part: Part, schedules: Sequence[Schedule], locale: Locale) -> str:
    """Count the activities of a cause, and name the decisive ones."""
    if not part.changed:
        return ""
    count = locale.count("count.activity", len(part.changed))
    if not part.decisive or not part.days:
        return count
    names = [title_of(name, schedules) for name in part.decisive[:MOST_NAMED]]
    rest = len(part.decisive) - len(names)
    if rest:
        names.append(locale.count("wording.more", rest))
    return locale.say("compare.decisive", count=count, names="; ".join(names))


def title_of(activity: str, schedules: Sequence[Schedule]) -> str:
    """The title of an activity in the last plan that has it."""
    for schedule in reversed(schedules):
        if activity in schedule.plan.activities:
            return schedule.plan.activities[activity].title
    return activity


def variance_text(variance: Variance, comparison: Comparison, locale: Locale) -> str:
    """Describe one activity that changed, on one line."""
    title = title_of(variance.activity, (comparison.before, comparison.after))
    was = comparison.before.activities.get(variance.activity)
    now = comparison.after.activities.get(variance.activity)
    if was is None or now is None or variance.finish_days is None:
        row = now or comparison.before.activities[variance.activity]
        finish = locale.date(row.finish, short=True)
        return locale.say("compare.one-side", title=title, finish=finish)
    line = locale.say(
        "compare.line",
        title=title,
        was=locale.date(was.finish, short=True),
        now=locale.date(now.finish, short=True),
        days=locale.signed(variance.finish_days),
    )
    return f"{line} {links_text(variance, locale)}".strip()


def links_text(variance: Variance, locale: Locale) -> str:
    """Name the dependencies that were added and dropped."""
    parts = []
    for key, links in (
        ("compare.links-added", variance.links_added),
        ("compare.links-dropped", variance.links_dropped),
    ):
        if links:
            names = ", ".join(f"{name} {kind}{_lag(lag)}" for name, kind, lag in links)
            parts.append(locale.say(key, names=names))
    return " ".join(parts)


def _lag(lag: Duration) -> str:
    # As in a plan file: `FS+3d` for a lag, `FS-3d` for a lead.
    if not lag:
        return ""
    if lag.is_negative:
        return str(lag)
    return f"+{lag}"
