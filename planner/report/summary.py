"""The state of a target and the points of attention, in the sentences that come first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.analysis.reporting.attention import AttentionKind
from planner.i18n import EnumTexts
from planner.report.wording import calendar_days_text
from planner.report.wording import organisation_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.analysis.reporting.attention import Point
    from planner.i18n import Locale
    from planner.schedule.activity_dates import TargetForecast
    from planner.schedule.paths import PathStep
    from planner.schedule.plan_schedule import Schedule

ATTENTION_TEXT = EnumTexts("attention", AttentionKind)
REACHED = ("summary.reached-early", "summary.reached-on-day", "summary.reached-late")
EXPECTED = ("summary.expected-early", "summary.expected-on-day", "summary.expected-late")

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
    return locale.say(_verdict(forecast), **details)


def is_late(forecast: TargetForecast) -> bool:
    """Whether a target comes, or came, after its date."""
    return forecast.forecast > forecast.due


def movement_text(before: TargetForecast, now: TargetForecast, since: str, locale: Locale) -> str:
    """Say how the forecast moved since an earlier data date."""
    days = (now.forecast - before.forecast).days
    key = "summary.moved-same"
    if days:
        key = "summary.moved-later" if days > 0 else "summary.moved-earlier"
    return locale.say(
        key,
        since=since,
        days=calendar_days_text(abs(days), locale),
        before=locale.date(before.forecast),
        now=locale.date(now.forecast),
    )


def chain_text(schedule: Schedule, steps: Sequence[PathStep], locale: Locale) -> str:
    """Name the driving chain in one line; a long one loses the steps in the middle."""
    titles = [schedule.plan.activities[step.activity].title for step in steps]
    left_out = len(titles) - MOST_STEPS
    # Leaving out one step would save no room: a count takes its place.
    if left_out > 1:
        between = locale.count("summary.steps", left_out)
        titles = [titles[0], between, *titles[-MOST_STEPS + 1 :]]
    return " → ".join(titles)


def attention_text(schedule: Schedule, point: Point, locale: Locale) -> str:
    """Describe a point of attention with its first names."""
    count = len(point.names)
    amount = ""
    # Float is in working days, the delay of a report in calendar days.
    if point.subject is AttentionKind.NEGATIVE_FLOAT and point.days is not None:
        amount = locale.workdays(-point.days)
    elif point.days is not None:
        amount = calendar_days_text(point.days, locale)
    return locale.count(
        ATTENTION_TEXT[point.subject],
        count,
        names=_names(schedule, point, locale),
        amount=amount,
    )


def _verdict(forecast: TargetForecast) -> str:
    early, on_day, late = EXPECTED
    if forecast.is_reached:
        early, on_day, late = REACHED
    if is_late(forecast):
        return late
    return on_day if forecast.forecast == forecast.due else early


def _names(schedule: Schedule, point: Point, locale: Locale) -> str:
    names = []
    for name in point.names[:MOST_NAMED]:
        activity = schedule.plan.activities.get(name)
        if activity is None:
            names.append(organisation_name(schedule.plan, name))
        else:
            names.append(locale.say("wording.quoted", title=activity.title))
    line = ", ".join(names)
    rest = len(point.names) - len(names)
    if not rest:
        return line
    return locale.say("summary.and-more", names=line, count=rest)
