"""The motions that the work of a workstream carries out."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from planner.model import CommitmentKind
from planner.model import CommitmentStatus
from planner.model import Tag
from planner.report.letter.dutch import listing
from planner.report.letter.grounds import Figure
from planner.report.letter.grounds import FigureKind
from planner.report.letter.grounds import Grounds
from planner.report.letter.grounds import each_once
from planner.report.letter.grounds import weakest
from planner.report.letter.grounds import weight_of
from planner.report.letter.opening import motion_name
from planner.report.letter.opening import paper
from planner.report.letter.opening import reporting_motions
from planner.report.letter.phrases import phrase
from planner.report.letter.selection import is_news
from planner.report.letter.statements import Role
from planner.report.letter.statements import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.model import Commitment
    from planner.report.letter.context import LetterContext
    from planner.schedule.activity_dates import ActivityDates


def motion_statement(subject: LetterContext, workstream: str) -> Iterator[Statement]:
    """Say which motions the work of a workstream carries out, once it has begun."""
    entries: dict[str, Commitment] = {}
    activities: list[str] = []
    for name, entry in _open_motions(subject):
        rows = list(_addressing(subject, entry, workstream))
        if any(_is_under_way(subject, row) for row in rows):
            entries[name] = entry
            activities += [row.id for row in rows]
    if not entries:
        return
    motions = entries.values()
    numbers = {name: paper(str(entry.number)) for name, entry in entries.items()}
    grounds = Grounds(
        commitments=tuple(entries),
        activities=tuple(activities),
        sources=each_once(entry.source for entry in motions),
        facts=each_once(chain.from_iterable(entry.fact for entry in motions)),
        figures=tuple(Figure(FigureKind.NUMBER, text, name) for name, text in numbers.items()),
        weight=weakest(weight_of(entry, subject.plan) for entry in motions),
    )
    says = phrase("section.motions", titles=listing(map(_title, motions)))
    yield Statement(f"{workstream}.motions", workstream, Role.STATE, says, grounds)


def _open_motions(subject: LetterContext) -> Iterator[tuple[str, Commitment]]:
    """Give the open motions with a number, those that ask for the letter itself left out."""
    reporting = dict(reporting_motions(subject))
    for name, entry in subject.plan.commitments.items():
        is_open = entry.kind is CommitmentKind.MOTION and entry.status is CommitmentStatus.OPEN
        # A letter of an earlier day does not know the motions that came after it.
        is_known = name not in reporting and not subject.is_younger(entry.source)
        if is_open and is_known and entry.number:
            yield name, entry


def _addressing(
    subject: LetterContext, entry: Commitment, workstream: str
) -> Iterator[ActivityDates]:
    for activity in entry.addressed_by:
        row = subject.now.activities.get(activity)
        if row is not None and row.workstream == workstream:
            yield row


def _title(entry: Commitment) -> str:
    """Name a motion, with its paper when it was printed as one."""
    number = str(entry.number)
    # The number of a motion in a debate has no `nr.` before it is printed as a paper.
    if "nr" not in number:
        return phrase("section.motion-unnumbered", title=motion_name(entry))
    return phrase("section.motion", title=motion_name(entry), number=paper(number))


def _is_under_way(subject: LetterContext, row: ActivityDates) -> bool:
    # A moment in parliament has no work in progress: it counts once it has happened.
    is_moment = row.duration_days == 0 and Tag.PARLIAMENT in subject.tags(row.id)
    return is_news(subject, row) or (row.is_in_progress and not is_moment)
