"""Comparisons in words: where a target went, and which cause moved it how far."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.i18n import format_date
from planner.i18n import format_number
from planner.i18n import plural
from planner.i18n import text
from planner.report.wording import days_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from planner.analysis.variance.attribution import Movement
    from planner.analysis.variance.attribution import Part
    from planner.analysis.variance.differences import Comparison
    from planner.analysis.variance.differences import TargetComparison
    from planner.analysis.variance.differences import Variance
    from planner.schedule.plan_schedule import Schedule

MOST_NAMED = 5
"""How many activities a cause names before it counts the rest."""

MINUS = "\N{MINUS SIGN}"


def signed(days: Fraction | int, lang: str) -> str:
    """Write working days with a plus or a minus, zero with none."""
    value = round(float(days), 2)
    decimals = 0 if value == int(value) else 2
    number = format_number(abs(value), lang, decimals=decimals).removesuffix("0" * (decimals - 1))
    return f"+{number}" if value > 0 else f"{MINUS}{number}" if value < 0 else number


def cause_text(part: Part, lang: str) -> str:
    """Name a cause, or those that only make a schedule together."""
    return text("wording.and", lang).join(
        text(f"cause.{cause.value}", lang) for cause in part.causes
    )


def target_text(found: TargetComparison, schedule: Schedule, lang: str) -> str:
    """Say where a target stood, where it stands, and how much margin there was and is."""
    title = schedule.plan.activities[found.activity].title
    if found.was is None:
        return text(
            "compare.target-new",
            lang,
            title=title,
            due=format_date(found.now.due, lang),
            now=format_date(found.now.forecast, lang),
            margin=days_text(found.now.margin_days, lang),
        )
    return text(
        "compare.target-reached" if found.now.is_reached else "compare.target",
        lang,
        title=title,
        due=format_date(found.now.due, lang),
        was=format_date(found.was.forecast, lang),
        now=format_date(found.now.forecast, lang),
        margin_was=signed(found.was.margin_days, lang),
        margin=signed(found.now.margin_days, lang),
    )


def movement_text(movement: Movement, lang: str) -> str:
    """Say how far a target moved in all."""
    if movement.days == 0:
        return text(
            "compare.not-moved" if not any(p.days for p in movement.parts) else "compare.no-net",
            lang,
        )
    key = "compare.later" if movement.days > 0 else "compare.earlier"
    return text(key, lang, days=days_text(abs(movement.days), lang))


def part_names(part: Part, programmes: Sequence[Schedule], lang: str) -> str:
    """Name the activities of a cause: those that are decisive, else count them."""
    if not part.changed:
        return ""
    count = plural("count.activity", len(part.changed), lang)
    if not part.decisive or not part.days:
        return count
    shown = [title_of(name, programmes) for name in part.decisive[:MOST_NAMED]]
    rest = len(part.decisive) - len(shown)
    if rest:
        shown.append(plural("wording.more", rest, lang))
    return text("compare.decisive", lang, count=count, names="; ".join(shown))


def title_of(activity: str, schedules: Sequence[Schedule]) -> str:
    """The title of an activity in the last plan that has it."""
    plans = [schedule.plan.activities for schedule in reversed(schedules)]
    return next((plan[activity].title for plan in plans if activity in plan), activity)


def variance_text(variance: Variance, comparison: Comparison, lang: str) -> str:
    """Describe one activity that is not as it was, on one line."""
    schedules = (comparison.before, comparison.after)
    title = title_of(variance.activity, schedules)
    if variance.finish_days is None:
        schedule = comparison.after
        if variance.activity not in schedule.plan.activities:
            schedule = comparison.before
        day = format_date(schedule.activities[variance.activity].finish, lang, short=True)
        return text("compare.one-side", lang, title=title, finish=day)
    was, now = (p.activities[variance.activity].finish for p in schedules)
    line = text(
        "compare.line",
        lang,
        title=title,
        was=format_date(was, lang, short=True),
        now=format_date(now, lang, short=True),
        days=signed(variance.finish_days, lang),
    )
    return " ".join(filter(None, (line, links_text(variance, lang))))


def links_text(variance: Variance, lang: str) -> str:
    """Name the dependencies that were added and dropped."""
    parts = []
    for key, links in (("added", variance.links_added), ("dropped", variance.links_dropped)):
        if links:
            names = ", ".join(f"{name} {kind}{_lag(lag)}" for name, kind, lag in links)
            parts.append(text(f"compare.links-{key}", lang, names=names))
    return " ".join(parts)


def _lag(lag: object) -> str:
    written = str(lag) if lag else ""
    return written if written.startswith("-") or not written else f"+{written}"
