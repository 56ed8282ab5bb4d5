"""All there is to know of one activity, as rows of words: its links, evidence and reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.report.wording import dependency_of
from planner.report.wording import duration_text
from planner.schedule.network import LinkType

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import date
    from fractions import Fraction

    from planner.i18n import Locale
    from planner.model import ActivityStatus
    from planner.model import Evidence
    from planner.schedule.plan_schedule import Schedule
    from planner.schedule.result import ScheduledLink


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An activity at the other end of a dependency.

    Attributes:
        rule: The dependency in words, such as `einde-begin, wachttijd 5 werkdagen`.
        slack: Working days by which it could be later; None when it does not bind.
        drives: Whether it fixes the date of the successor.
    """

    activity: str
    title: str
    rule: str
    start: date
    finish: date
    slack: Fraction | None
    drives: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Foundation:
    """What something of an activity rests on."""

    subject: str
    source: str
    says: str


@dataclass(frozen=True, slots=True)
class Said:
    """What one report said of an activity."""

    data_date: date
    reporter: str
    words: str
    note: str


def neighbours(
    schedule: Schedule, activity: str, locale: Locale
) -> tuple[tuple[Neighbour, ...], tuple[Neighbour, ...]]:
    """The predecessors and the successors of an activity; a hammock has neither of its own."""
    if activity not in schedule.network_schedule.network.number:
        return (), ()
    into = schedule.network_schedule.links_into(activity)
    out = schedule.network_schedule.links_out_of(activity)
    return (
        tuple(_neighbour(schedule, link, link.predecessor, locale) for link in into),
        tuple(_neighbour(schedule, link, link.successor, locale) for link in out),
    )


def foundations(schedule: Schedule, activity: str, locale: Locale) -> tuple[Foundation, ...]:
    """The sources, facts and assumptions behind an activity, its dates and its dependencies."""
    found = schedule.plan.activities[activity]
    parts: list[tuple[str, Evidence | None]] = [
        (locale.say("sheet.activity"), found.basis),
        (locale.say("sheet.duration"), found.duration_basis),
        (locale.say("sheet.estimate"), found.estimate),
        (locale.say("sheet.deadline"), found.deadline),
    ]
    parts += [(locale.say("sheet.constraint"), rule) for rule in found.constraints.values()]
    for dependency in found.after:
        title = schedule.plan.activities[dependency.activity].title
        parts.append((locale.say("sheet.dependency", title=title), dependency))
    rows = [
        row for subject, evidence in parts for row in _rests_on(schedule, subject, evidence, locale)
    ]
    if found.rationale:
        rows.insert(
            0,
            Foundation(
                locale.say("sheet.activity"), locale.say("sheet.rationale"), found.rationale
            ),
        )
    return tuple(dict.fromkeys(rows))


def history(schedule: Schedule, activity: str, locale: Locale) -> tuple[Said, ...]:
    """What reports up to the data date said of an activity, the latest first."""
    organisations = schedule.plan.programme.organisations
    found = []
    for report in schedule.plan.reports:
        entry = report.activities.get(activity)
        if entry is None or report.data_date > schedule.data_date:
            continue
        known = organisations.get(report.reported_by)
        name = known.name if known else report.reported_by
        words = "; ".join(_said(entry, locale))
        found.append(Said(report.data_date, name, words, entry.note or ""))
    return tuple(sorted(found, key=lambda said: said.data_date, reverse=True))


def link_words(schedule: Schedule, link: ScheduledLink, locale: Locale) -> str:
    """A dependency in words: its kind and its lag."""
    kind = locale.say(f"sheet.link-{LinkType(link.type).name}")
    dependency = dependency_of(schedule, link)
    if dependency is None or not dependency.lag:
        return kind
    key = "sheet.with-lead" if dependency.lag.is_negative else "sheet.with-lag"
    return locale.say(key, kind=kind, lag=duration_text(dependency.lag, locale))


def _neighbour(schedule: Schedule, link: ScheduledLink, other: str, locale: Locale) -> Neighbour:
    row = schedule.activities[other]
    dependency = dependency_of(schedule, link)
    slack = None if link.slack is None else schedule.working_days(link.slack, link.successor)
    return Neighbour(
        activity=other,
        title=row.title,
        rule=link_words(schedule, link, locale),
        start=row.start,
        finish=row.finish,
        slack=slack,
        drives=link.is_driving,
        reason=(dependency.reason or "") if dependency else "",
    )


def _rests_on(
    schedule: Schedule, subject: str, evidence: Evidence | None, locale: Locale
) -> Iterator[Foundation]:
    if evidence is None:
        return
    if evidence.is_assumption:
        yield Foundation(subject, locale.say("sheet.assumption"), evidence.rationale or "")
        return
    for name in evidence.fact:
        fact = schedule.plan.facts.get(name)
        if fact is not None:
            yield Foundation(subject, _source(schedule, fact.source), f"{name}: {fact.says}")
    if not evidence.fact and evidence.source is not None:
        yield Foundation(subject, _source(schedule, evidence.source), evidence.rationale or "")


def _source(schedule: Schedule, name: str) -> str:
    source = schedule.plan.sources.get(name)
    if source is None:
        return name
    return f"{name}: {source.title}" + (f" ({source.number})" if source.number else "")


def _said(entry: ActivityStatus, locale: Locale) -> Iterable[str]:
    for name in ("started", "finished", "expected_finish"):
        day = getattr(entry, name)
        if day is not None:
            yield locale.say(f"sheet.{name}", date=locale.date(day))
    if entry.remaining is not None:
        yield locale.say("sheet.remaining", amount=duration_text(entry.remaining, locale))
    if entry.percent_complete is not None:
        share = locale.number(float(entry.percent_complete))
        yield locale.say("sheet.percent", share=share)
    if entry.health is not None:
        yield locale.say(f"sheet.health-{entry.health.value}")
