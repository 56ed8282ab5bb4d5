"""The sheet of one activity: its dependencies, evidence and reports, as rows of words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.i18n import EnumTexts
from planner.model import DependencyType
from planner.model import Health
from planner.report.wording import dependency_of
from planner.report.wording import duration_text
from planner.report.wording import organisation_name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from fractions import Fraction

    from planner.i18n import Locale
    from planner.model import ActivityStatus
    from planner.model import Evidence
    from planner.model import Plan
    from planner.schedule.plan_schedule import Schedule
    from planner.schedule.result import ScheduledLink

LINK_TEXT = EnumTexts("sheet.link", DependencyType)
HEALTH_TEXT = EnumTexts("sheet.health", Health)


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An activity at the other end of a dependency.

    Attributes:
        rule: The dependency in words, such as `einde-begin, wachttijd 5 werkdagen`.
        slack: Working days by which it could be later; None for a dependency that does not bind.
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
    """The evidence of one part of an activity."""

    subject: str
    source: str
    says: str


@dataclass(frozen=True, slots=True)
class Said:
    """The words of one report about an activity."""

    data_date: date
    reporter: str
    words: str
    note: str


def neighbours(
    schedule: Schedule, activity: str, locale: Locale
) -> tuple[tuple[Neighbour, ...], tuple[Neighbour, ...]]:
    """List the predecessors and the successors of an activity; a hammock has none of its own."""
    if activity not in schedule.network_schedule.network.number:
        return (), ()
    into = schedule.network_schedule.links_into(activity)
    out = schedule.network_schedule.links_out_of(activity)
    return (
        tuple(_neighbour(schedule, link, link.predecessor, locale) for link in into),
        tuple(_neighbour(schedule, link, link.successor, locale) for link in out),
    )


def foundations(schedule: Schedule, activity: str, locale: Locale) -> tuple[Foundation, ...]:
    """List the sources, facts and assumptions of an activity, its dates and its dependencies."""
    rationale = schedule.plan.activities[activity].rationale
    rows = []
    if rationale:
        subject, source = locale.say("sheet.activity"), locale.say("sheet.rationale")
        rows.append(Foundation(subject, source, rationale))
    for subject, evidence in _evidence(schedule.plan, activity, locale):
        rows += _foundations(schedule.plan, subject, evidence, locale)
    # Several parts may have the same evidence: it is named once.
    return tuple(dict.fromkeys(rows))


def history(schedule: Schedule, activity: str, locale: Locale) -> tuple[Said, ...]:
    """List the reports on an activity up to the data date, the latest first."""
    reports = []
    for report in schedule.plan.reports:
        entry = report.activities.get(activity)
        # A later report is not known yet at the data date.
        if entry is not None and report.data_date <= schedule.data_date:
            reporter = organisation_name(schedule.plan, report.reported_by)
            words = "; ".join(_said(entry, locale))
            reports.append(Said(report.data_date, reporter, words, entry.note or ""))
    return tuple(sorted(reports, key=lambda said: said.data_date, reverse=True))


def link_words(schedule: Schedule, link: ScheduledLink, locale: Locale) -> str:
    """Write a dependency in words: its kind and its lag."""
    kind = locale.say(LINK_TEXT[DependencyType[link.type.name]])
    dependency = dependency_of(schedule, link)
    if dependency is None or not dependency.lag:
        return kind
    key = "sheet.with-lead" if dependency.lag.is_negative else "sheet.with-lag"
    return locale.say(key, kind=kind, lag=duration_text(dependency.lag, locale))


def _neighbour(schedule: Schedule, link: ScheduledLink, other: str, locale: Locale) -> Neighbour:
    row = schedule.activities[other]
    dependency = dependency_of(schedule, link)
    slack = None
    if link.slack is not None:
        slack = schedule.working_days(link.slack, link.successor)
    return Neighbour(
        activity=other,
        title=row.title,
        rule=link_words(schedule, link, locale),
        start=row.start,
        finish=row.finish,
        slack=slack,
        drives=link.is_driving,
        reason=(dependency and dependency.reason) or "",
    )


def _evidence(plan: Plan, activity: str, locale: Locale) -> Iterator[tuple[str, Evidence]]:
    planned = plan.activities[activity]
    for key, evidence in (
        ("sheet.activity", planned.basis),
        ("sheet.duration", planned.duration_basis),
        ("sheet.estimate", planned.estimate),
        ("sheet.deadline", planned.deadline),
    ):
        if evidence is not None:
            yield locale.say(key), evidence
    for rule in planned.constraints.values():
        yield locale.say("sheet.constraint"), rule
    for dependency in planned.after:
        title = plan.activities[dependency.activity].title
        yield locale.say("sheet.dependency", title=title), dependency


def _foundations(
    plan: Plan, subject: str, evidence: Evidence, locale: Locale
) -> Iterator[Foundation]:
    if evidence.is_assumption:
        yield Foundation(subject, locale.say("sheet.assumption"), evidence.rationale or "")
        return
    for name in evidence.fact:
        fact = plan.facts.get(name)
        if fact is not None:
            yield Foundation(subject, _source(plan, fact.source), f"{name}: {fact.says}")
    # A fact has a source of its own, so the source is named only where there is no fact.
    if not evidence.fact and evidence.source is not None:
        yield Foundation(subject, _source(plan, evidence.source), evidence.rationale or "")


def _source(plan: Plan, name: str) -> str:
    source = plan.sources.get(name)
    if source is None:
        return name
    title = f"{name}: {source.title}"
    if source.number:
        title += f" ({source.number})"
    return title


def _said(entry: ActivityStatus, locale: Locale) -> Iterator[str]:
    for key, day in (
        ("sheet.started", entry.started),
        ("sheet.finished", entry.finished),
        ("sheet.expected_finish", entry.expected_finish),
    ):
        if day is not None:
            yield locale.say(key, date=locale.date(day))
    if entry.remaining is not None:
        yield locale.say("sheet.remaining", amount=duration_text(entry.remaining, locale))
    if entry.percent_complete is not None:
        share = locale.number(float(entry.percent_complete))
        yield locale.say("sheet.percent", share=share)
    if entry.health is not None:
        yield locale.say(HEALTH_TEXT[entry.health])
