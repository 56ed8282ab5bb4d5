"""The motions to which the work of a workstream gives effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.model import CommitmentKind
from planner.model import CommitmentStatus
from planner.model import Tag
from planner.report.letter.dutch import listing
from planner.report.letter.dutch import lowered
from planner.report.letter.dutch import plain_sentence
from planner.report.letter.grounds import Grounds
from planner.report.letter.grounds import weakest
from planner.report.letter.grounds import weight_of
from planner.report.letter.opening import paper
from planner.report.letter.opening import reporting_motions
from planner.report.letter.phrases import phrase
from planner.report.letter.selection import is_news
from planner.report.letter.statements import Role
from planner.report.letter.statements import Statement

if TYPE_CHECKING:
    from planner.model import Commitment
    from planner.report.letter.context import LetterContext
    from planner.report.letter.context import Reported
    from planner.schedule.activity_dates import ActivityDates

    Found = tuple[ActivityDates, Reported]


def motion_statement(subject: LetterContext, workstream: str) -> Statement | None:
    """Say to which motions the work of a workstream gives effect, once it has begun."""
    found = []
    for name, entry in subject.plan.commitments.items():
        own = [a for a in entry.addressed_by if a in subject.now.activities]
        rows = [subject.now.activities[a] for a in own if a.startswith(f"{workstream}.")]
        is_motion = entry.kind is CommitmentKind.MOTION and entry.status is CommitmentStatus.OPEN
        if is_motion and entry.number and any(_is_under_way(subject, row) for row in rows):
            found.append((name, entry, rows))
    told = {name for name, _ in reporting_motions(subject)}
    found = [x for x in found if x[0] not in told and not missing_sources(subject, x[1])]
    if not found:
        return None
    titles = [
        phrase(
            "section.motion" if "nr" in str(entry.number) else "section.motion-unnumbered",
            title=f"de {lowered(plain_sentence(entry.title).rstrip('.'))}",
            number=paper(str(entry.number)),
        )
        for _, entry, _ in found
    ]
    grounds = Grounds(
        commitments=tuple(name for name, _, _ in found),
        activities=tuple(row.id for _, _, rows in found for row in rows),
        sources=tuple(dict.fromkeys(e.source for _, e, _ in found if e.source)),
        facts=tuple(dict.fromkeys(fact for _, e, _ in found for fact in e.fact)),
        figures=tuple((f"number {name}", paper(str(e.number))) for name, e, _ in found),
        weight=weakest(weight_of(e, subject.plan) for _, e, _ in found),
    )
    says = phrase("section.motions", titles=listing(titles))
    return Statement(f"{workstream}.motions", workstream, Role.STATE, says, grounds)


def missing_sources(subject: LetterContext, entry: Commitment) -> bool:
    """Whether the source of a motion is younger than the letter."""
    source = subject.plan.sources.get(entry.source or "")
    return source is not None and source.date is not None and source.date > subject.day


def _is_under_way(subject: LetterContext, row: ActivityDates) -> bool:
    if Tag.PARLIAMENT in subject.plan.activities[row.id].tags and row.duration_days == 0:
        return is_news(subject, row)
    return row.is_in_progress or is_news(subject, row)
