"""The work of a section: who does it, what is finished, under way or to be decided."""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.i18n import DEFAULT_LOCALE
from planner.model import Tag
from planner.report.letter.bill import PASSING
from planner.report.letter.dutch import capitalised
from planner.report.letter.dutch import listing
from planner.report.letter.dutch import month
from planner.report.letter.dutch import named
from planner.report.letter.dutch import noun_phrase
from planner.report.letter.dutch import to_parliament
from planner.report.letter.dutch import together
from planner.report.letter.grounds import Figure
from planner.report.letter.grounds import FigureKind
from planner.report.letter.grounds import Grounds
from planner.report.letter.grounds import Weight
from planner.report.letter.grounds import merged
from planner.report.letter.phrases import phrase
from planner.report.letter.phrases import phrases
from planner.report.letter.phrases import words
from planner.report.letter.selection import in_time
from planner.report.letter.selection import is_named
from planner.report.letter.selection import is_news
from planner.report.letter.selection import largest_first
from planner.report.letter.selection import variant
from planner.report.letter.selection import without_owner
from planner.report.letter.statements import Role
from planner.report.letter.statements import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.report.letter.context import LetterContext
    from planner.report.letter.context import Reported
    from planner.schedule.activity_dates import ActivityDates

LARGE_SHIFT = 28
"""Days of movement from which a letter mentions it."""

MOST_NAMED = 3
MOST_PARTNERS = 4
MOST_DOERS = 2
MOST_DECISIONS = 2
"""How much of one kind a section says; the rest is in the plan."""

_LEADS = ("section.leads-0", "section.leads-1", "section.leads-2")
_LEADS_WITH = ("section.leads-with-0", "section.leads-with-1", "section.leads-with-2")
_PLANNED = ("section.working-planned", "section.working-planned-other")
_APPEARED = ("section.appeared", "section.appeared-day")
_MADE = ("section.made", "section.made-day")
_HAPPENED = ("section.happened", "section.happened-day")
"""Each without and with the day."""


def who_statement(subject: LetterContext, workstream: str) -> Iterator[Statement]:
    """Say who does the work and with whom."""
    known = subject.plan.workstream(workstream)
    lead = known.lead if known else None
    if lead is None or lead not in subject.plan.programme.organisations:
        return
    rows = [row for row in in_time(subject, workstream) if not row.is_finished]
    partners = _partners(subject, rows, lead)
    says = phrase(
        variant(subject, workstream, _LEADS_WITH if partners else _LEADS),
        organisation=subject.called(lead),
        Organisation=capitalised(subject.called(lead)),
        partners=listing(map(subject.called, partners)),
    )
    grounds = Grounds(activities=tuple(row.id for row in rows))
    yield Statement(f"{workstream}.who", workstream, Role.ORGANISATION, says, grounds)


def _partners(subject: LetterContext, rows: list[ActivityDates], lead: str) -> list[str]:
    """Give the other organisations that report, those with the most activities first."""
    owners = Counter(row.owner for row in rows if row.owner and row.owner != lead)
    return list(filter(subject.plan.has_reports_from, largest_first(owners)))[:MOST_PARTNERS]


def done_statements(
    subject: LetterContext, workstream: str, told: set[str], used: set[str]
) -> Iterator[Statement]:
    """Say what was finished since the previous letter, where a source reports it.

    `told` holds the activities that the facts of the section tell of, `used` the facts told so far.
    """
    by_owner: defaultdict[str, list[Reported]] = defaultdict(list)
    for reported in _finished(subject, workstream):
        row = reported.row
        if row.id in told or not used.isdisjoint(reported.grounds.facts):
            continue
        if row.duration_days == 0 or not subject.plan.has_reports_from(row.owner):
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
        reported = subject.said(row.id, "finished") or subject.said(row.id, "started")
        if reported is not None and reported.grounds.weight is not Weight.ASSUMED:
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
    is_exact = reported.grounds.weight is Weight.SOURCED
    says = phrase(
        sentences[is_exact],
        Phrase=capitalised(to_parliament(title.text)),
        date=DEFAULT_LOCALE.date(row.finish),
        participle=participle,
        **title.verbs,
    )
    figures = (Figure(FigureKind.FINISH, row.finish),) if is_exact else ()
    grounds = replace(reported.grounds, figures=figures)
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
    if before is None or subject.previous is None or reported.grounds.weight is not Weight.SOURCED:
        return
    shift = abs((row.finish - before.finish).days)
    if not subject.plan.tags(row.id) >= PASSING or shift < LARGE_SHIFT:
        return
    says = phrase("section.event-moved", was=month(before.finish))
    figures = (Figure(FigureKind.FINISH, row.finish), Figure(FigureKind.WAS, before.finish))
    identifier = f"{row.workstream}.event-moved.{row.id}"
    grounds = replace(reported.grounds, figures=figures)
    yield Statement(identifier, row.workstream, Role.STATE, says, grounds)


def _finished_by(subject: LetterContext, owner: str, group: list[Reported]) -> Statement:
    called = subject.called(owner)
    titles = (without_owner(named(reported.row.title), called) for reported in group)
    says = phrase("section.done", Organisation=capitalised(called), phrases=together(titles))
    workstream = group[0].row.workstream
    identifier = f"{workstream}.done.{owner.lower()}"
    grounds = merged([reported.grounds for reported in group])
    return Statement(identifier, workstream, Role.STATE, says, grounds)


def working_statements(subject: LetterContext, workstream: str) -> Iterator[Statement]:
    """Say who works on what, and whether that is reported or only planned."""
    groups: defaultdict[tuple[bool, str], list[Reported]] = defaultdict(list)
    for reported in _under_way(subject, workstream):
        groups[reported.grounds.weight is Weight.ASSUMED, str(reported.row.owner)].append(reported)
    # What is reported goes before what is only planned, and who does most goes first.
    ordered = sorted(groups.items(), key=lambda item: (item[0][0], -len(item[1]), item[0][1]))
    before: bool | None = None
    for (is_assumed, owner), group in ordered[:MOST_DOERS]:
        if is_assumed:
            identifier = f"{workstream}.working-planned.{owner.lower()}"
            sentence = variant(subject, workstream, _PLANNED)
            also = "section.working-planned-also"
        else:
            identifier = f"{workstream}.working.{owner.lower()}"
            sentence, also = "section.working", "section.working-also"
        if is_assumed is before:
            sentence = also
        before = is_assumed
        says = _doing(subject, owner, group[:MOST_NAMED], sentence)
        grounds = merged([reported.grounds for reported in group[:MOST_NAMED]])
        yield Statement(identifier, workstream, Role.STATE, says, grounds)


def _under_way(subject: LetterContext, workstream: str) -> Iterator[Reported]:
    """Give what was reported of each activity in progress of an organisation that reports."""
    for row in in_time(subject, workstream):
        reported = subject.said(row.id, "started")
        if not row.is_in_progress or reported is None or not is_named(row):
            continue
        # A ministry knows what it works on: an assumption about that becomes a flag, no sentence.
        is_own = row.owner == subject.ministry
        if is_own and reported.grounds.weight is Weight.ASSUMED:
            continue
        if subject.plan.has_reports_from(row.owner):
            yield reported


def _doing(subject: LetterContext, owner: str, group: list[Reported], sentence: str) -> str:
    called = subject.called(owner)
    titles = [without_owner(named(reported.row.title), called) for reported in group]
    is_plural = len(group) > 1 or noun_phrase(group[0].row.title).is_plural
    return phrase(
        sentence,
        Organisation=capitalised(called),
        organisation=called,
        stand="staan" if is_plural else "staat",
        phrases=together(titles),
    )


def decision_statements(subject: LetterContext, workstream: str) -> Iterator[Statement]:
    """Say which decisions of our own organisations are still open, and when they are expected."""
    rows = [row for row in in_time(subject, workstream) if _is_open_decision(subject, row)]
    if not rows:
        return
    first, *rest = rows[:MOST_DECISIONS]
    title = noun_phrase(first.title)
    details = {"phrase": to_parliament(title.text), "month": month(first.finish), **title.verbs}
    sentence = "section.decision"
    for other in rest:
        details |= {"other": named(other.title), "other_month": month(other.finish)}
        sentence = "section.decisions"
        if details["month"] == details["other_month"]:
            sentence = "section.decisions-together"
    grounds = Grounds(
        activities=tuple(row.id for row in (first, *rest)),
        figures=tuple(Figure(FigureKind.FORECAST, row.finish, row.id) for row in (first, *rest)),
    )
    says = phrase(sentence, **details)
    yield Statement(f"{workstream}.decisions", workstream, Role.OPEN, says, grounds)


def _is_open_decision(subject: LetterContext, row: ActivityDates) -> bool:
    is_ours = subject.plan.has_reports_from(row.owner)
    is_open = is_ours and not row.is_finished and is_named(row)
    return is_open and Tag.DECISION in subject.plan.tags(row.id)
