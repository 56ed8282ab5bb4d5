"""Facts of the register, as sentences about the work of a workstream."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.i18n import DEFAULT_LOCALE
from planner.report.letter.dutch import month
from planner.report.letter.dutch import sentence
from planner.report.letter.grounds import Grounds
from planner.report.letter.grounds import Weight
from planner.report.letter.grounds import weakest
from planner.report.letter.legal import usable
from planner.report.letter.selection import in_time
from planner.report.letter.selection import is_news
from planner.report.letter.selection import is_old
from planner.report.letter.statements import Role
from planner.report.letter.statements import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.report.letter.context import LetterContext
    from planner.report.letter.context import Reported
    from planner.schedule.activity_dates import ActivityDates

    Found = tuple[ActivityDates, Reported]

MOST_FACTS = 5
"""How many facts a section tells; the rest is in the plan."""


def fact_statements(subject: LetterContext, workstream: str, used: set[str]) -> Iterator[Statement]:
    """Say what the sources say of the work of a workstream, as far as it is new.

    A fact is told once in a letter: `used` holds those that stand elsewhere, and grows.
    """
    count = 0
    dues = {DEFAULT_LOCALE.date(o.due) for o in subject.plan.obligations.values() if o.due}
    for row in in_time(subject, workstream):
        if is_old(subject, row):
            continue
        for name, reported in _facts_of(subject, row.id):
            if count == MOST_FACTS or name in used or not _is_new(subject, name):
                continue
            text = usable(subject, name)
            if text is None or _repeats(text, dues):
                continue
            used.add(name)
            count += 1
            fact = subject.plan.facts[name]
            grounds = Grounds(
                activities=(row.id,),
                reports=(reported.report,) if reported else (),
                sources=(fact.source,),
                facts=(name,),
                weight=weakest([Weight(fact.origin.value)]),
            )
            identifier = f"{workstream}.fact.{name.lower()}"
            role = Role.STATE if is_news(subject, row) else Role.SITUATION
            yield Statement(identifier, workstream, role, sentence(_now(subject, text)), grounds)


def _now(subject: LetterContext, text: str) -> str:
    """Leave out of a fact that it holds in the very month of the letter."""
    return text.replace(f" in {month(subject.day)} dat ", " dat ")


def _facts_of(subject: LetterContext, activity: str) -> Iterator[tuple[str, Reported | None]]:
    """The facts behind an activity: those of what was reported first, then those of the plan."""
    for name in ("finished", "started"):
        reported = subject.said(activity, name)
        if reported is not None:
            yield from ((fact, reported) for fact in reported.facts)
    basis = subject.plan.activities[activity].basis
    if basis is not None:
        yield from ((fact, None) for fact in basis.fact)


def _repeats(text: str, dues: set[str]) -> bool:
    """Whether a fact only says what the law does: that a legal date is some day."""
    return "wettelijke" in text and any(text.endswith(f" was {due}") for due in dues)


def _is_new(subject: LetterContext, name: str) -> bool:
    """A fact is told once: when it is younger than the previous letter, or in the first one.

    What an obligation rests on is told there.
    """
    fact = subject.plan.facts.get(name)
    source = subject.plan.sources.get(fact.source) if fact else None
    if source is None or any(name in found.fact for found in subject.plan.obligations.values()):
        return False
    return subject.previous is None or source.date is None or source.date > subject.since
