"""Where a target stands, in the sentences that a reader wants first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.analysis.reporting.attention import AttentionKind
from planner.report.wording import calendar_days_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.analysis.reporting.attention import Point
    from planner.i18n import Locale
    from planner.schedule.activity_dates import TargetForecast
    from planner.schedule.paths import PathStep
    from planner.schedule.plan_schedule import Schedule

MOST_NAMED = 3
MOST_STEPS = 6


def verdict_text(schedule: Schedule, forecast: TargetForecast, locale: Locale) -> str:
    """Say whether a target holds, and by how much."""
    details = {
        "title": schedule.plan.activities[forecast.activity].title,
        "due": locale.date(forecast.due),
        "forecast": locale.date(forecast.forecast),
        "days": locale.workdays(abs(forecast.margin_days)),
        "calendar_days": calendar_days_text(abs(forecast.margin_calendar_days), locale),
    }
    return locale.say(f"summary.{_verdict(forecast)}", **details)


def is_late(forecast: TargetForecast) -> bool:
    """Whether a target comes, or came, after its date."""
    return forecast.forecast > forecast.due


def movement_text(before: TargetForecast, now: TargetForecast, since: str, locale: Locale) -> str:
    """Say how the forecast moved since an earlier data date."""
    days = (now.forecast - before.forecast).days
    key = "same" if days == 0 else "later" if days > 0 else "earlier"
    return locale.say(
        f"summary.moved-{key}",
        since=since,
        days=calendar_days_text(abs(days), locale),
        before=locale.date(before.forecast),
        now=locale.date(now.forecast),
    )


def chain_text(schedule: Schedule, steps: Sequence[PathStep], locale: Locale) -> str:
    """Name the driving chain in one line; of a long one the head and the last steps."""
    titles = [schedule.plan.activities[step.activity].title for step in steps]
    left_out = len(titles) - MOST_STEPS
    if left_out > 1:
        between = locale.count("summary.steps", left_out)
        titles = [titles[0], between, *titles[-MOST_STEPS + 1 :]]
    return " → ".join(titles)


def attention_text(schedule: Schedule, point: Point, locale: Locale) -> str:
    """Say what needs attention and name the first of it."""
    count = len(point.names)
    amount = ""
    if point.subject is AttentionKind.NEGATIVE_FLOAT and point.days is not None:
        amount = locale.workdays(-point.days)
    elif point.days is not None:
        amount = calendar_days_text(point.days, locale)
    return locale.count(
        f"attention.{point.subject.value}",
        count,
        names=_names(schedule, point, locale),
        amount=amount,
    )


def _verdict(forecast: TargetForecast) -> str:
    state = "reached" if forecast.is_reached else "expected"
    if is_late(forecast):
        return f"{state}-late"
    if forecast.forecast == forecast.due:
        return f"{state}-on-day"
    return f"{state}-early"


def _names(schedule: Schedule, point: Point, locale: Locale) -> str:
    organisations = schedule.plan.programme.organisations
    titles = []
    for name in point.names[:MOST_NAMED]:
        if name in schedule.plan.activities:
            title = schedule.plan.activities[name].title
            titles.append(locale.say("wording.quoted", title=title))
        else:
            titles.append(organisations[name].name if name in organisations else name)
    words = ", ".join(titles)
    rest = len(point.names) - len(titles)
    return locale.say("summary.and-more", names=words, count=rest) if rest else words
