"""What was finished since the previous letter."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planner.i18n import DEFAULT_LOCALE
from planner.report.letter.bill import PASSING
from planner.report.letter.dutch import capitalised
from planner.report.letter.dutch import month
from planner.report.letter.dutch import named
from planner.report.letter.dutch import noun_phrase
from planner.report.letter.dutch import to_parliament
from planner.report.letter.dutch import together
from planner.report.letter.grounds import Figure
from planner.report.letter.grounds import FigureKind
from planner.report.letter.grounds import Weight
from planner.report.letter.phrases import phrase
from planner.report.letter.phrases import phrases
from planner.report.letter.phrases import words
from planner.report.letter.selection import in_time
from planner.report.letter.selection import is_named
from planner.report.letter.selection import is_news
from planner.report.letter.selection import reported_grounds
from planner.report.letter.selection import without_owner
from planner.report.letter.statements import Role
from planner.report.letter.statements import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.report.letter.context import LetterContext
    from planner.report.letter.context import Reported

LARGE_SHIFT = 28
"""Days of movement from which a letter mentions it."""

MOST_NAMED = 3
"""How many activities a sentence names."""

_APPEARED = ("section.appeared", "section.appeared-day")
_MADE = ("section.made", "section.made-day")
_HAPPENED = ("section.happened", "section.happened-day")
"""Each without and with the day."""


def done_statements(
    subject: LetterContext, workstream: str, told: set[str], used: set[str]
) -> Iterator[Statement]:
    """Say what was finished since the previous letter, where a source reports it.

    `told` holds the activities that the facts of the section tell of, `used` the facts told so far.
    """
    by_owner: defaultdict[str, list[Reported]] = defaultdict(list)
    for reported in _finished(subject, workstream):
        row = reported.row
        if row.id in told or not used.isdisjoint(reported.facts):
            continue
        if row.duration_days == 0 or not subject.has_reports_from(row.owner):
            yield _event(reported)
            yield from _event_moved(subject, reported)
        else:
            by_owner[str(row.owner)].append(reported)
    for owner, group in by_owner.items():
        yield _finished_by(subject, owner, group[:MOST_NAMED])


def _finished(subject: LetterContext, workstream: str) -> Iterator[Reported]:
    """Give what was reported of each activity that was finished since the previous letter."""
    for row in in_time(subject, workstream):
        if not is_news(subject, row) or not is_named(row):
            continue
        # A report can say that work was done in the entry that says when it began.
        reported = subject.said(row.id, "finished") or subject.said(row.id, "started")
        if reported is not None and reported.weight is not Weight.ASSUMED:
            yield reported


def _event(reported: Reported) -> Statement:
    """Say that something happened; on which day, only when a source gives that day."""
    row = reported.row
    title = noun_phrase(row.title)
    head = row.title.split()[0].casefold()
    participle = _participle(head)
    sentences = _HAPPENED
    if participle:
        sentences = _MADE
    elif head.endswith(words("documents")):
        sentences = _APPEARED
    is_exact = reported.weight is Weight.SOURCED
    says = phrase(
        sentences[is_exact],
        Phrase=capitalised(to_parliament(title.text)),
        date=DEFAULT_LOCALE.date(row.finish),
        participle=participle,
        **title.verbs,
    )
    figures = (Figure(FigureKind.FINISH, row.finish),) if is_exact else ()
    grounds = reported_grounds([reported], figures)
    return Statement(f"{row.workstream}.event.{row.id}", row.workstream, Role.STATE, says, grounds)


def _participle(head: str) -> str:
    """Give the participle that goes with a noun: `keuze` is `gemaakt`; empty for most nouns."""
    for noun, participle in phrases("participles").items():
        if head.endswith(noun):
            return participle
    return ""


def _event_moved(subject: LetterContext, reported: Reported) -> Iterator[Statement]:
    """Add a sentence when a step in parliament came at another time than the plan had it."""
    row = reported.row
    before = subject.before.activities.get(row.id)
    if before is None or subject.previous is None or reported.weight is not Weight.SOURCED:
        return
    shift = abs((row.finish - before.finish).days)
    if not subject.tags(row.id) >= PASSING or shift < LARGE_SHIFT:
        return
    says = phrase("section.event-moved", was=month(before.finish))
    figures = (Figure(FigureKind.FINISH, row.finish), Figure(FigureKind.WAS, before.finish))
    identifier = f"{row.workstream}.event-moved.{row.id}"
    grounds = reported_grounds([reported], figures)
    yield Statement(identifier, row.workstream, Role.STATE, says, grounds)


def _finished_by(subject: LetterContext, owner: str, group: list[Reported]) -> Statement:
    called = subject.called(owner)
    titles = (without_owner(named(reported.row.title), called) for reported in group)
    says = phrase("section.done", Organisation=capitalised(called), phrases=together(titles))
    workstream = group[0].row.workstream
    identifier = f"{workstream}.done.{owner.lower()}"
    return Statement(identifier, workstream, Role.STATE, says, reported_grounds(group))
