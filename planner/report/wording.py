"""Dates explained in words: who does what, why it waits, and for how long.

The command line and the application both take their sentences here.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.duration import UNIT_TEXT
from planner.i18n import EnumTexts
from planner.model import ActivityState
from planner.schedule.explanation import BoundKind
from planner.timeaxis import day_ending_at
from planner.timeaxis import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.duration import Duration
    from planner.i18n import Locale
    from planner.model import Dependency
    from planner.model import Plan
    from planner.schedule.explanation import Bound
    from planner.schedule.explanation import Explanation
    from planner.schedule.paths import PathStep
    from planner.schedule.plan_schedule import Schedule
    from planner.schedule.result import ScheduledLink

PERIOD_TEXT = EnumTexts("wording.period", ActivityState)
MOMENT_TEXT = EnumTexts("wording.moment", ActivityState)

DATED_BOUNDS = set(BoundKind) - {BoundKind.LINK, BoundKind.ACTUAL}
"""The bounds that are a date; links and actual dates have sentences of their own."""
BOUND_TEXT = EnumTexts("wording.bound", DATED_BOUNDS)
SHORT_BOUND_TEXT = EnumTexts("wording.short-bound", (*DATED_BOUNDS, BoundKind.ACTUAL))
PREDECESSOR_STARTS = ("wording.predecessor-start", "wording.predecessor-start-past")
PREDECESSOR_FINISHES = ("wording.predecessor-finish", "wording.predecessor-finish-past")
PREDECESSOR_MILESTONE = ("wording.predecessor-milestone", "wording.predecessor-milestone-past")

FIXED = frozenset({BoundKind.ACTUAL, BoundKind.DATA_DATE})
"""The bounds that cannot fall away."""

MOST_NAMED = 3
"""The number of activities that a sentence names before it counts the rest."""


def calendar_days_text(days: Fraction | int, locale: Locale) -> str:
    """Write a number of calendar days."""
    return locale.count("wording.calendar-day", days)


def duration_text(duration: Duration, locale: Locale) -> str:
    """Write a duration or a lag in words, without its sign."""
    return locale.count(UNIT_TEXT[duration.unit], abs(duration.amount))


def period_text(schedule: Schedule, activity: str, locale: Locale) -> str:
    """Say when an activity runs or ran."""
    row = schedule.activities[activity]
    is_moment = row.duration_days == 0 or row.start == row.finish
    texts = MOMENT_TEXT if is_moment else PERIOD_TEXT
    return locale.say(
        texts[row.state], start=locale.date(row.start), finish=locale.date(row.finish)
    )


def owner_text(schedule: Schedule, activity: str, locale: Locale) -> str:
    """Name the organisation that does an activity."""
    owner = schedule.plan.activities[activity].owner
    if owner is None:
        return locale.say("wording.no-owner")
    return organisation_name(schedule.plan, owner)


def organisation_name(plan: Plan, organisation: str) -> str:
    """Name an organisation; one that the plan does not describe keeps its code."""
    described = plan.programme.organisations.get(organisation)
    return described.name if described else organisation


def explanation_text(schedule: Schedule, explanation: Explanation, locale: Locale) -> str:
    """Say when an activity runs, why not earlier, and which activities wait for it."""
    activity = explanation.activity
    title = schedule.plan.activities[activity].title
    period = period_text(schedule, activity, locale)
    sentences = [locale.say("wording.subject", title=title, period=period)]
    sentences.append(_reason_sentence(schedule, explanation, locale))
    sentences.append(runner_up_text(schedule, explanation, locale))
    # Two links may lead to the same activity.
    driven = list(dict.fromkeys(link.successor for link in explanation.drives))
    if driven:
        names = _named(schedule, driven, locale)
        sentences.append(locale.say("wording.drives", names=names))
    return " ".join(filter(None, sentences))


def step_reason(schedule: Schedule, step: PathStep, locale: Locale) -> str:
    """Say why a step of a path waits, and what would hold it if that reason fell away."""
    if step.explanation is None:
        # A path that was reached follows from actual dates, which need no explanation.
        if step.bound is None or step.bound.link is None:
            return locale.say("wording.first-fact")
        return locale.say(
            "wording.followed", reason=_link_clause(schedule, step.bound.link, locale)
        )
    parts = (
        _reason_sentence(schedule, step.explanation, locale),
        runner_up_text(schedule, step.explanation, locale),
    )
    return " ".join(filter(None, parts))


def runner_up_text(schedule: Schedule, explanation: Explanation, locale: Locale) -> str:
    """Say what would hold the date if the drivers fell away, and how much earlier it would be."""
    runner_up, minutes = explanation.runner_up, explanation.lost_by
    if runner_up is None or not minutes or explanation.drivers[0].kind in FIXED:
        return ""
    amount = _lost_by(schedule, explanation.activity, minutes, locale)
    name = _short_bound(schedule, explanation.activity, runner_up, locale)
    return locale.say("wording.runner-up", amount=amount, name=name)


def reason_text(schedule: Schedule, activity: str, bounds: Sequence[Bound], locale: Locale) -> str:
    """Give the reasons that hold an activity, as one clause."""
    clauses = [_clause(schedule, activity, bound, locale) for bound in bounds]
    return locale.say("wording.and").join(dict.fromkeys(clauses))


def _reason_sentence(schedule: Schedule, explanation: Explanation, locale: Locale) -> str:
    drivers = explanation.drivers
    if not drivers:
        return ""
    activity = explanation.activity
    if drivers[0].kind is BoundKind.ACTUAL:
        reporter = _reporter(schedule, activity)
        return locale.say("wording.actual", reporter=reporter) if reporter else ""
    key = "wording.waits"
    if schedule.activities[activity].is_in_progress:
        key = "wording.waits-on"
    elif schedule.activities[activity].is_finished:
        key = "wording.passes-on"
    return locale.say(key, reason=reason_text(schedule, activity, drivers, locale))


def _reporter(schedule: Schedule, activity: str) -> str:
    """Name the organisation that reported the start or the finish."""
    progress = schedule.progress.get(activity)
    if progress is None:
        return ""
    source = progress.said_by.get("finished") or progress.said_by.get("started") or progress.report
    for report in schedule.plan.reports:
        if report.name == source:
            return organisation_name(schedule.plan, report.reported_by)
    return ""


def _clause(schedule: Schedule, activity: str, bound: Bound, locale: Locale) -> str:
    if bound.link is not None:
        return _link_clause(schedule, bound.link, locale)
    key = BOUND_TEXT[bound.kind]
    if _is_reported(schedule, activity, bound):
        key = "wording.reported"
    return locale.say(key, date=_bound_date(bound, locale))


def _short_bound(schedule: Schedule, activity: str, bound: Bound, locale: Locale) -> str:
    if bound.link is not None:
        title = schedule.plan.activities[bound.link.predecessor].title
        return locale.say("wording.quoted", title=title)
    key = SHORT_BOUND_TEXT[bound.kind]
    if _is_reported(schedule, activity, bound):
        key = "wording.short-reported"
    return locale.say(key, date=_bound_date(bound, locale))


def _is_reported(schedule: Schedule, activity: str, bound: Bound) -> bool:
    """Whether a report expects a milestone on this date; the plan then has no constraint."""
    progress = schedule.progress.get(activity)
    if bound.kind is not BoundKind.START_NO_EARLIER_THAN or progress is None:
        return False
    # A start milestone falls on the morning of its day, a finish milestone on the evening.
    return progress.expected_finish in {day_of(bound.instant), day_ending_at(bound.instant)}


def _bound_date(bound: Bound, locale: Locale) -> str:
    if bound.kind in {BoundKind.FINISH_NO_EARLIER_THAN, BoundKind.MUST_FINISH_ON}:
        return locale.date(day_ending_at(bound.instant))
    return locale.date(day_of(bound.instant))


def _link_clause(schedule: Schedule, link: ScheduledLink, locale: Locale) -> str:
    predecessor = schedule.activities[link.predecessor]
    day, key, past_key = predecessor.start, *PREDECESSOR_STARTS
    if link.type.is_from_finish:
        day, key, past_key = predecessor.finish, *PREDECESSOR_FINISHES
    if predecessor.is_milestone:
        key, past_key = PREDECESSOR_MILESTONE
    # Days before the data date are told in the past tense.
    if day < schedule.data_date:
        key = past_key
    clause = locale.say(key, title=predecessor.title, date=locale.date(day))
    clause += _lag(schedule, link, locale)
    scheduled = schedule.network_schedule
    if scheduled.passes_on(link.predecessor):
        clause += locale.say("wording.passed-on")
    if link.type.is_to_finish and not scheduled.passes_on(link.successor):
        is_past = schedule.activities[link.successor].is_finished
        clause += locale.say("wording.holds-finish-past" if is_past else "wording.holds-finish")
    return clause


def _lag(schedule: Schedule, link: ScheduledLink, locale: Locale) -> str:
    dependency = dependency_of(schedule, link)
    if dependency is None or not dependency.lag:
        return ""
    key = "wording.lead" if dependency.lag.is_negative else "wording.lag"
    return locale.say(key, lag=duration_text(dependency.lag, locale))


def dependency_of(schedule: Schedule, link: ScheduledLink) -> Dependency | None:
    """Find the line of the plan that a link comes from."""
    for dependency in schedule.plan.activities[link.successor].after:
        ends = {dependency.activity}
        # The network has no hammocks: a link comes from one of the two ends.
        span = schedule.plan.activities[dependency.activity].spans
        if span is not None:
            ends |= {span.from_, span.to}
        if dependency.type == link.type.name and link.predecessor in ends:
            return dependency
    return None


def _lost_by(schedule: Schedule, activity: str, minutes: int, locale: Locale) -> str:
    """Write minutes as working days of the activity's own calendar, or as calendar days."""
    network = schedule.network_schedule.network
    calendar = network.activities.calendar[network.number[activity]]
    days = Fraction(minutes, network.work_calendars[calendar].minutes_per_day)
    if calendar == network.elapsed:
        return calendar_days_text(days, locale)
    return locale.workdays(days)


def _named(schedule: Schedule, activities: Sequence[str], locale: Locale) -> str:
    names = []
    for activity in activities[:MOST_NAMED]:
        title = schedule.plan.activities[activity].title
        names.append(locale.say("wording.quoted", title=title))
    more = len(activities) - len(names)
    if more:
        names.append(locale.count("wording.more", more))
    *first, last = names
    return locale.say("wording.and").join(filter(None, (", ".join(first), last)))
