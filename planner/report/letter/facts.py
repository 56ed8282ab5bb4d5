"""Facts of the register, as sentences about the work of a workstream."""

from __future__ import annotations

from itertools import islice
from itertools import product
from typing import TYPE_CHECKING

from planner.i18n import DEFAULT_LOCALE
from planner.report.letter.dutch import month
from planner.report.letter.dutch import sentence
from planner.report.letter.grounds import Grounds
from planner.report.letter.grounds import Weight
from planner.report.letter.legal import usable
from planner.report.letter.selection import in_time
from planner.report.letter.selection import is_news
from planner.report.letter.selection import is_old
from planner.report.letter.statements import Role
from planner.report.letter.statements import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.report.letter.context import LetterContext
    from planner.schedule.activity_dates import ActivityDates

MOST_FACTS = 5
"""How many facts a section tells; the rest is in the plan."""


def fact_statements(subject: LetterContext, workstream: str, used: set[str]) -> Iterator[Statement]:
    """Say what the sources say of the work of a workstream, as far as it is new.

    A fact is told once in a letter: `used` holds those that stand elsewhere, and grows.
    """
    return islice(_statements(subject, workstream, used), MOST_FACTS)


def _statements(subject: LetterContext, workstream: str, used: set[str]) -> Iterator[Statement]:
    for row in in_time(subject, workstream):
        if is_old(subject, row):
            continue
        for name, reports in _facts_of(subject, row.id):
            if name in used or not _is_new(subject, name):
                continue
            text = usable(subject, name)
            if text is not None and not _is_legal_date(subject, text):
                used.add(name)
                yield _statement(subject, row, name, reports, text)


def _statement(
    subject: LetterContext, row: ActivityDates, name: str, reports: tuple[str, ...], text: str
) -> Statement:
    fact = subject.plan.facts[name]
    grounds = Grounds(
        activities=(row.id,),
        reports=reports,
        sources=(fact.source,),
        facts=(name,),
        weight=Weight(fact.origin.value),
    )
    # In the month of the letter itself, `in juni 2025` is left out.
    says = sentence(text.replace(f" in {month(subject.day)} dat ", " dat "))
    role = Role.STATE if is_news(subject, row) else Role.SITUATION
    identifier = f"{row.workstream}.fact.{name.lower()}"
    return Statement(identifier, row.workstream, role, says, grounds)


def _facts_of(subject: LetterContext, activity: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give the facts of an activity with their report: reported ones before those of the plan."""
    for name in ("finished", "started"):
        reported = subject.said(activity, name)
        if reported is not None:
            yield from product(reported.grounds.facts, [reported.grounds.reports])
    basis = subject.plan.activities[activity].basis
    if basis is not None:
        yield from product(basis.fact, [()])


def _is_legal_date(subject: LetterContext, text: str) -> bool:
    """Tell whether a fact only repeats the date of an obligation, which has its own sentence."""
    for entry in subject.plan.obligations.values():
        if entry.due and text.endswith(f" was {DEFAULT_LOCALE.date(entry.due)}"):
            return "wettelijke" in text
    return False


def _is_new(subject: LetterContext, name: str) -> bool:
    """Tell whether a fact is younger than the previous letter; in a first letter all are.

    A fact of an obligation is told with the obligation.
    """
    fact = subject.plan.facts.get(name)
    source = subject.plan.sources.get(fact.source) if fact else None
    if source is None or any(name in entry.fact for entry in subject.plan.obligations.values()):
        return False
    return subject.previous is None or source.date is None or source.date > subject.since
