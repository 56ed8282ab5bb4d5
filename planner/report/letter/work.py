"""Who does the work, what they work on, and what has yet to be decided."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from planner.model import Tag
from planner.report.letter.dutch import capitalised
from planner.report.letter.dutch import listing
from planner.report.letter.dutch import month
from planner.report.letter.dutch import noun_phrase
from planner.report.letter.dutch import together
from planner.report.letter.grounds import Grounds
from planner.report.letter.grounds import Weight
from planner.report.letter.legal import named
from planner.report.letter.phrases import phrase
from planner.report.letter.selection import in_time
from planner.report.letter.selection import is_named
from planner.report.letter.selection import number_of
from planner.report.letter.selection import reported_grounds
from planner.report.letter.selection import reports
from planner.report.letter.selection import without_owner
from planner.report.letter.statements import Role
from planner.report.letter.statements import Statement
from planner.report.letter.statements import to_parliament

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from planner.report.letter.context import LetterContext
    from planner.report.letter.context import Reported
    from planner.schedule.activity_dates import ActivityDates

    Found = tuple[ActivityDates, Reported]

VARIANTS = 3
"""How many ways there are to say who does the work; sixteen times the same reads badly."""

MOST_NAMED = 3
MOST_DOERS = 2
MOST_DECISIONS = 2
"""How much of one kind a section says; the rest is in the plan."""


def who_statement(subject: LetterContext, workstream: str) -> Statement | None:
    """Say who does the work and with whom."""
    found = subject.plan.workstream(workstream)
    lead = found.lead if found else None
    if lead is None or lead not in subject.names:
        return None
    rows = [row for row in in_time(subject, workstream) if not row.is_finished]
    partners = _by_size(row.owner for row in rows if row.owner != lead and reports(subject, row))
    organisations = [subject.called(name) for name in partners[:4]]
    number = number_of(subject, workstream) % VARIANTS
    says = phrase(
        f"section.leads{'-with' if organisations else ''}-{number}",
        organisation=subject.called(lead),
        Organisation=capitalised(subject.called(lead)),
        partners=listing(organisations),
    )
    grounds = Grounds(activities=tuple(row.id for row in rows), weight=Weight.CALCULATED)
    return Statement(f"{workstream}.who", workstream, Role.ORGANISATION, says, grounds)


def working_statements(subject: LetterContext, workstream: str) -> Iterator[Statement]:
    """Say who works on what, and how far that is reported and how far only planned."""
    groups: dict[tuple[bool, str], list[Found]] = defaultdict(list)
    ministry = subject.ministry
    for row in in_time(subject, workstream):
        reported = subject.said(row.id, "started")
        if not row.is_in_progress or reported is None or not reports(subject, row):
            continue
        if not is_named(row):
            continue
        is_assumed = reported.weight is Weight.ASSUMED
        if is_assumed and row.owner == ministry:
            continue  # a ministry knows what it works on: the flags ask for it
        groups[is_assumed, str(row.owner)].append((row, reported))
    ordered = sorted(groups.items(), key=lambda item: (item[0][0], -len(item[1]), item[0][1]))
    said: set[str] = set()
    for (is_assumed, owner), found in ordered[:MOST_DOERS]:
        key = "working-planned" if is_assumed else "working"
        wording = f"{key}-also" if key in said else key
        if wording == "working-planned" and number_of(subject, workstream) % 2:
            wording = "working-planned-other"
        said.add(key)
        identifier = f"{workstream}.{key}.{owner.lower()}"
        yield _doing(subject, identifier, owner, found[:MOST_NAMED], wording)


def decision_statements(subject: LetterContext, workstream: str) -> Iterator[Statement]:
    """Say which decisions of our own organisations are still open, and when they are expected."""
    rows = [
        row
        for row in in_time(subject, workstream)
        if not row.is_finished
        and Tag.DECISION in subject.plan.activities[row.id].tags
        and is_named(row)
        and reports(subject, row)
    ]
    if not rows:
        return
    first, *rest = rows[:MOST_DECISIONS]
    np = noun_phrase(first.title)
    details = {
        "phrase": to_parliament(np.text),
        "is": "zijn" if np.is_plural else "is",
        "month": month(first.finish),
    }
    key = "decision"
    if rest:
        details |= {"other": named(rest[0].title), "other_month": month(rest[0].finish)}
        key = "decisions-together" if details["month"] == details["other_month"] else "decisions"
    grounds = Grounds(
        activities=tuple(row.id for row in (first, *rest)),
        figures=tuple((f"forecast {row.id}", row.finish) for row in (first, *rest)),
        weight=Weight.CALCULATED,
    )
    says = phrase(f"section.{key}", **details)
    yield Statement(f"{workstream}.decisions", workstream, Role.OPEN, says, grounds)


def _doing(
    subject: LetterContext, identifier: str, owner: str, found: list[Found], key: str
) -> Statement:
    called = subject.called(owner)
    says = phrase(
        f"section.{key}",
        Organisation=capitalised(called),
        organisation=called,
        works="werkt",
        stand="staan" if len(found) > 1 or noun_phrase(found[0][0].title).is_plural else "staat",
        phrases=together(without_owner(named(row.title), called) for row, _ in found),
    )
    section = found[0][0].workstream
    return Statement(identifier, section, Role.STATE, says, reported_grounds(found))


def _by_size(owners: Iterable[str | None]) -> list[str]:
    count: dict[str, int] = {}
    for owner in filter(None, owners):
        count[owner] = count.get(owner, 0) + 1
    return sorted(count, key=lambda name: (-count[name], name))
