"""What was finished since the previous letter."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planner.i18n import DEFAULT_LOCALE
from planner.model import Tag
from planner.report.letter.dutch import capitalised
from planner.report.letter.dutch import month
from planner.report.letter.dutch import noun_phrase
from planner.report.letter.dutch import together
from planner.report.letter.grounds import Weight
from planner.report.letter.legal import named
from planner.report.letter.phrases import phrase
from planner.report.letter.phrases import phrases
from planner.report.letter.phrases import words
from planner.report.letter.selection import in_time
from planner.report.letter.selection import is_named
from planner.report.letter.selection import is_news
from planner.report.letter.selection import reported_grounds
from planner.report.letter.selection import reports
from planner.report.letter.selection import without_owner
from planner.report.letter.statements import Role
from planner.report.letter.statements import Statement
from planner.report.letter.statements import to_parliament

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.report.letter.context import LetterContext
    from planner.report.letter.context import Reported
    from planner.schedule.activity_dates import ActivityDates

    Found = tuple[ActivityDates, Reported]

LARGE_SHIFT = 28
"""Days of movement from which a letter mentions it."""

MOST_NAMED = 3
"""How many activities a sentence names."""


def done_statements(
    subject: LetterContext, workstream: str, told: set[str], used: set[str]
) -> Iterator[Statement]:
    """Say what was finished since the previous letter, as far as a source carries it."""
    groups: dict[str | None, list[Found]] = defaultdict(list)
    for row in in_time(subject, workstream):
        reported = subject.said(row.id, "finished") or subject.said(row.id, "started")
        if row.id in told or not is_news(subject, row) or not is_named(row) or reported is None:
            continue
        if reported.weight is Weight.ASSUMED or used.intersection(reported.facts):
            continue
        if row.duration_days == 0 or not reports(subject, row):
            yield _event(row, reported)
            yield from _event_moved(subject, row, reported)
        else:
            groups[row.owner].append((row, reported))
    for owner, found in groups.items():
        yield _finished_by(subject, workstream, str(owner), found[:MOST_NAMED])


def _event(row: ActivityDates, reported: Reported) -> Statement:
    np = noun_phrase(row.title)
    opening = capitalised(to_parliament(np.text))
    is_exact = reported.weight is Weight.SOURCED
    head = row.title.split()[0].casefold()
    participle = next((v for noun, v in phrases("participles").items() if head.endswith(noun)), "")
    verb = "appeared" if head.endswith(words("documents")) else "happened"
    verb = "made" if participle else verb
    says = phrase(
        f"section.{verb}{'-day' if is_exact else ''}",
        Phrase=opening,
        date=DEFAULT_LOCALE.date(row.finish),
        took="vonden" if np.is_plural else "vond",
        appeared="verschenen" if np.is_plural else "verscheen",
        has="hebben" if np.is_plural else "heeft",
        has_been="zijn" if np.is_plural else "is",
        participle=participle,
    )
    grounds = reported_grounds(
        [(row, reported)], figures=(("finish", row.finish),) if is_exact else ()
    )
    return Statement(f"{row.workstream}.event.{row.id}", row.workstream, Role.STATE, says, grounds)


def _event_moved(
    subject: LetterContext, row: ActivityDates, reported: Reported
) -> Iterator[Statement]:
    """Say that a step in parliament or in law came at another time than the plan had it."""
    before = subject.before.activities.get(row.id)
    if before is None or subject.previous is None or reported.weight is not Weight.SOURCED:
        return
    activity = subject.plan.activities[row.id]
    shift = abs((row.finish - before.finish).days)
    if not {Tag.LEGISLATION, Tag.PARLIAMENT} <= set(activity.tags) or shift < LARGE_SHIFT:
        return
    says = phrase("section.event-moved", was=month(before.finish))
    figures = (("finish", row.finish), ("was", before.finish))
    identifier = f"{row.workstream}.event-moved.{row.id}"
    grounds = reported_grounds([(row, reported)], figures=figures)
    yield Statement(identifier, row.workstream, Role.STATE, says, grounds)


def _finished_by(
    subject: LetterContext, workstream: str, owner: str, found: list[Found]
) -> Statement:
    says = phrase(
        "section.done",
        Organisation=capitalised(subject.called(owner)),
        has="heeft",
        phrases=together(
            without_owner(named(row.title), subject.called(owner)) for row, _ in found
        ),
    )
    identifier = f"{workstream}.done.{owner.lower()}"
    return Statement(identifier, workstream, Role.STATE, says, reported_grounds(found))
