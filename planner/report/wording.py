"""Dates explained in words: who does what, why it waits, and what would come next.

The command line and the application both take their sentences here.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from planner.duration import Unit
from planner.schedule.explanation import BoundKind
from planner.schedule.network import LinkType
from planner.timeaxis import day_ending_at
from planner.timeaxis import day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.duration import Duration
    from planner.i18n import Locale
    from planner.model import Dependency
    from planner.schedule.explanation import Bound
    from planner.schedule.explanation import Explanation
    from planner.schedule.paths import PathStep
    from planner.schedule.plan_schedule import Schedule
    from planner.schedule.result import ScheduledLink

FIXED = frozenset({BoundKind.ACTUAL, BoundKind.DATA_DATE})
"""What holds a date and cannot fall away."""

MOST_NAMED = 3
"""How many activities a sentence names before it counts the rest."""


def calendar_days_text(days: Fraction | int, locale: Locale) -> str:
    """Write a number of calendar days."""
    return locale.count("wording.calendar-day", days)


def duration_text(duration: Duration, locale: Locale) -> str:
    """Write a duration or a lag in words, without its sign."""
    amount = abs(duration.amount)
    if duration.unit is Unit.PERCENT:
        return locale.say("wording.share", count=locale.figure(amount))
    return locale.count(f"wording.unit-{duration.unit.value}", amount)


def period_text(schedule: Schedule, activity: str, locale: Locale) -> str:
    """Say when an activity runs, and whether that happened or is expected."""
    row = schedule.activities[activity]
    key = "moment" if row.duration_days == 0 or row.start == row.finish else "period"
    state = "done" if row.is_finished else row.state
    return locale.say(
        f"wording.{key}-{state}",
        start=locale.date(row.start),
        finish=locale.date(row.finish),
    )


def owner_text(schedule: Schedule, activity: str, locale: Locale) -> str:
    """Name who does an activity."""
    owner = schedule.plan.activities[activity].owner
    if owner is None:
        return locale.say("wording.no-owner")
    organisation = schedule.plan.programme.organisations.get(owner)
    return organisation.name if organisation else owner


def explanation_text(schedule: Schedule, explanation: Explanation, locale: Locale) -> str:
    """Say why an activity is where it is, what comes next, and what hangs on it."""
    activity = explanation.activity
    title = schedule.plan.activities[activity].title
    period = period_text(schedule, activity, locale)
    sentences = [locale.say("wording.subject", title=title, period=period)]
    sentences.append(_reason_sentence(schedule, explanation, locale))
    sentences.append(runner_up_text(schedule, explanation, locale))
    driven = list(dict.fromkeys(link.successor for link in explanation.drives))
    if driven:
        names = _named(schedule, driven, locale)
        sentences.append(locale.say("wording.drives", names=names))
    return " ".join(filter(None, sentences))


def step_text(schedule: Schedule, step: PathStep, locale: Locale) -> str:
    """Tell one step of a path: what, who, when, why it waits, and by how much that was close."""
    head = locale.say(
        "wording.step",
        title=schedule.plan.activities[step.activity].title,
        owner=owner_text(schedule, step.activity, locale),
        period=period_text(schedule, step.activity, locale),
    )
    return f"{head} {step_reason(schedule, step, locale)}".strip()


def step_reason(schedule: Schedule, step: PathStep, locale: Locale) -> str:
    """Say why a step of a path waits, and what would hold it next."""
    if step.explanation is None:
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
    """Say what would fix the date if the drivers fell away, and how much earlier that is."""
    runner_up, minutes = explanation.runner_up, explanation.lost_by
    if runner_up is None or not minutes or explanation.drivers[0].kind in FIXED:
        return ""
    amount = _lost_by(schedule, explanation.activity, minutes, locale)
    name = _short_bound(schedule, explanation.activity, runner_up, locale)
    return locale.say("wording.runner-up", amount=amount, name=name)


def reason_text(schedule: Schedule, activity: str, bounds: Sequence[Bound], locale: Locale) -> str:
    """Say in a clause what holds an activity."""
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
    row = schedule.activities[activity]
    key = "wording.waits-on" if row.is_in_progress else "wording.waits"
    return locale.say(key, reason=reason_text(schedule, activity, drivers, locale))


def _reporter(schedule: Schedule, activity: str) -> str:
    """Name who reported what happened."""
    progress = schedule.progress.get(activity)
    if progress is None:
        return ""
    said = progress.said_by.get("finished") or progress.said_by.get("started") or progress.report
    found = next((r.reported_by for r in schedule.plan.reports if r.name == said), "")
    organisation = schedule.plan.programme.organisations.get(found)
    return organisation.name if organisation else found


def _clause(schedule: Schedule, activity: str, bound: Bound, locale: Locale) -> str:
    if bound.link is not None:
        return _link_clause(schedule, bound.link, locale)
    if _is_reported(schedule, activity, bound):
        return locale.say("wording.reported", date=_bound_date(bound, locale))
    return locale.say(f"wording.{bound.kind.value}", date=_bound_date(bound, locale))


def _short_bound(schedule: Schedule, activity: str, bound: Bound, locale: Locale) -> str:
    if bound.link is not None:
        title = schedule.plan.activities[bound.link.predecessor].title
        return locale.say("wording.quoted", title=title)
    kind = "reported" if _is_reported(schedule, activity, bound) else bound.kind.value
    return locale.say(f"wording.short-{kind}", date=_bound_date(bound, locale))


def _is_reported(schedule: Schedule, activity: str, bound: Bound) -> bool:
    """Whether a date is what a report expects of a milestone, not a constraint of the plan."""
    progress = schedule.progress.get(activity)
    if bound.kind is not BoundKind.START_NO_EARLIER_THAN or progress is None:
        return False
    day = progress.expected_finish
    return day is not None and day in {day_of(bound.instant), day_ending_at(bound.instant)}


def _bound_date(bound: Bound, locale: Locale) -> str:
    from_finish = bound.kind in {BoundKind.FINISH_NO_EARLIER_THAN, BoundKind.MUST_FINISH_ON}
    day = day_ending_at(bound.instant) if from_finish else day_of(bound.instant)
    return locale.date(day)


def _link_clause(schedule: Schedule, link: ScheduledLink, locale: Locale) -> str:
    predecessor = schedule.activities[link.predecessor]
    is_milestone = schedule.plan.activities[link.predecessor].is_milestone
    by_finish = link.type in {LinkType.FS, LinkType.FF}
    day = predecessor.finish if by_finish else predecessor.start
    end = "milestone" if is_milestone else "finish" if by_finish else "start"
    past = "-past" if day < schedule.data_date else ""
    clause = locale.say(
        f"wording.predecessor-{end}{past}",
        title=predecessor.title,
        date=locale.date(day),
    )
    done = "-past" if schedule.activities[link.successor].is_finished else ""
    to_start = link.type in {LinkType.FS, LinkType.SS}
    holds = "" if to_start else locale.say(f"wording.holds-finish{done}")
    return f"{clause}{_lag(schedule, link, locale)}{holds}"


def _lag(schedule: Schedule, link: ScheduledLink, locale: Locale) -> str:
    dependency = dependency_of(schedule, link)
    if dependency is None or not dependency.lag:
        return ""
    key = "wording.lead" if dependency.lag.is_negative else "wording.lag"
    return locale.say(key, lag=duration_text(dependency.lag, locale))


def dependency_of(schedule: Schedule, link: ScheduledLink) -> Dependency | None:
    """The line of the plan that a link comes from."""
    found = [
        dependency
        for dependency in schedule.plan.activities[link.successor].after
        if dependency.type == link.type.name
        and link.predecessor in _ends(schedule, dependency.activity)
    ]
    return found[0] if found else None


def _ends(schedule: Schedule, activity: str) -> set[str]:
    """An activity, or both ends of a hammock."""
    span = schedule.plan.activities[activity].spans
    return {activity, span.from_, span.to} if span else {activity}


def _lost_by(schedule: Schedule, activity: str, minutes: int, locale: Locale) -> str:
    """Working days of the calendar that the work runs on, or calendar days."""
    network = schedule.network_schedule.network
    calendar = network.activities.calendar[network.number[activity]]
    per_day = network.work_calendars[calendar].minutes_per_day
    days = Fraction(minutes, per_day)
    if calendar == network.elapsed:
        return calendar_days_text(days, locale)
    return locale.workdays(days)


def _named(schedule: Schedule, activities: Sequence[str], locale: Locale) -> str:
    shown = activities[:MOST_NAMED]
    names = [
        locale.say("wording.quoted", title=schedule.plan.activities[name].title) for name in shown
    ]
    more = len(activities) - len(shown)
    if more:
        names.append(locale.count("wording.more", more))
    last = locale.say("wording.and")
    return last.join(filter(None, (", ".join(names[:-1]), names[-1])))
