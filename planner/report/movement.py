"""Comparisons in words: where a target went, and which cause moved it how far."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.analysis.variance.attribution import Movement
    from planner.analysis.variance.attribution import Part
    from planner.analysis.variance.differences import Comparison
    from planner.analysis.variance.differences import TargetComparison
    from planner.analysis.variance.differences import Variance
    from planner.i18n import Locale
    from planner.schedule.plan_schedule import Schedule

MOST_NAMED = 5
"""How many activities a cause names before it counts the rest."""

MINUS = "\N{MINUS SIGN}"


def cause_text(part: Part, locale: Locale) -> str:
    """Name a cause, or those that only make a schedule together."""
    return locale.say("wording.and").join(
        locale.say(f"cause.{cause.value}") for cause in part.causes
    )


def target_text(found: TargetComparison, schedule: Schedule, locale: Locale) -> str:
    """Say where a target stood, where it stands, and how much margin there was and is."""
    title = schedule.plan.activities[found.activity].title
    if found.was is None:
        return locale.say(
            "compare.target-new",
            title=title,
            due=locale.date(found.now.due),
            now=locale.date(found.now.forecast),
            margin=locale.workdays(found.now.margin_days),
        )
    return locale.say(
        "compare.target-reached" if found.now.is_reached else "compare.target",
        title=title,
        due=locale.date(found.now.due),
        was=locale.date(found.was.forecast),
        now=locale.date(found.now.forecast),
        margin_was=locale.signed(found.was.margin_days),
        margin=locale.signed(found.now.margin_days),
    )


def movement_text(movement: Movement, locale: Locale) -> str:
    """Say how far a target moved in all."""
    if movement.days == 0:
        return locale.say(
            "compare.not-moved" if not any(p.days for p in movement.parts) else "compare.no-net"
        )
    key = "compare.later" if movement.days > 0 else "compare.earlier"
    return locale.say(key, days=locale.workdays(abs(movement.days)))


def part_names(part: Part, programmes: Sequence[Schedule], locale: Locale) -> str:
    """Name the activities of a cause: those that are decisive, else count them."""
    if not part.changed:
        return ""
    count = locale.count("count.activity", len(part.changed))
    if not part.decisive or not part.days:
        return count
    shown = [title_of(name, programmes) for name in part.decisive[:MOST_NAMED]]
    rest = len(part.decisive) - len(shown)
    if rest:
        shown.append(locale.count("wording.more", rest))
    return locale.say("compare.decisive", count=count, names="; ".join(shown))


def title_of(activity: str, schedules: Sequence[Schedule]) -> str:
    """The title of an activity in the last plan that has it."""
    plans = [schedule.plan.activities for schedule in reversed(schedules)]
    return next((plan[activity].title for plan in plans if activity in plan), activity)


def variance_text(variance: Variance, comparison: Comparison, locale: Locale) -> str:
    """Describe one activity that is not as it was, on one line."""
    schedules = (comparison.before, comparison.after)
    title = title_of(variance.activity, schedules)
    if variance.finish_days is None:
        schedule = comparison.after
        if variance.activity not in schedule.plan.activities:
            schedule = comparison.before
        day = locale.date(schedule.activities[variance.activity].finish, short=True)
        return locale.say("compare.one-side", title=title, finish=day)
    was, now = (p.activities[variance.activity].finish for p in schedules)
    line = locale.say(
        "compare.line",
        title=title,
        was=locale.date(was, short=True),
        now=locale.date(now, short=True),
        days=locale.signed(variance.finish_days),
    )
    return " ".join(filter(None, (line, links_text(variance, locale))))


def links_text(variance: Variance, locale: Locale) -> str:
    """Name the dependencies that were added and dropped."""
    parts = []
    for key, links in (("added", variance.links_added), ("dropped", variance.links_dropped)):
        if links:
            names = ", ".join(f"{name} {kind}{_lag(lag)}" for name, kind, lag in links)
            parts.append(locale.say(f"compare.links-{key}", names=names))
    return " ".join(parts)


def _lag(lag: object) -> str:
    written = str(lag) if lag else ""
    return written if written.startswith("-") or not written else f"+{written}"
