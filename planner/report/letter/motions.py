"""The motions that the letters or the work of a workstream carry out."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.model import CommitmentKind
from planner.model import CommitmentStatus
from planner.model import Tag
from planner.report.letter.dutch import listing
from planner.report.letter.dutch import lowered
from planner.report.letter.dutch import plain_sentence
from planner.report.letter.grounds import Figure
from planner.report.letter.grounds import FigureKind
from planner.report.letter.grounds import evidence_grounds
from planner.report.letter.grounds import merged
from planner.report.letter.phrases import phrase
from planner.report.letter.selection import is_news
from planner.report.letter.statements import OPENING
from planner.report.letter.statements import Role
from planner.report.letter.statements import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.model import Activity
    from planner.model import Commitment
    from planner.report.letter.context import LetterContext
    from planner.report.letter.grounds import Grounds
    from planner.schedule.activity_dates import ActivityDates


def reporting_motions(subject: LetterContext) -> Iterator[tuple[str, Commitment]]:
    """Give the open motions that the letters themselves carry out."""
    for name, entry in subject.plan.commitments.items():
        is_open = entry.kind is CommitmentKind.MOTION and entry.status is CommitmentStatus.OPEN
        is_made = entry.made_on is None or entry.made_on <= subject.day
        activities = filter(None, map(subject.plan.activities.get, entry.addressed_by))
        if is_open and is_made and any(map(_is_letter, activities)):
            yield name, entry


def paper(number: str) -> str:
    """Write the number of a parliamentary paper: `32 317, nr. 913`."""
    return re.sub(r",? nr\. ?", ", nr. ", plain_sentence(number).removeprefix("Kamerstuk ").strip())


def motion_titles(subject: LetterContext) -> str:
    """Name the motions that the letter carries out, for the sheets beside it."""
    return listing(lowered(plain_sentence(entry.title)) for _, entry in reporting_motions(subject))


def opening_motions(subject: LetterContext) -> Iterator[Statement]:
    """Say in the opening which motions the letter carries out."""
    for name, entry in reporting_motions(subject):
        details = {"title": _motion_name(entry), **subject.writer}
        says = phrase("opening.motion-unnumbered", **details)
        grounds = replace(evidence_grounds(entry, subject.plan), commitments=(name,))
        if entry.number:
            number = paper(entry.number)
            says = phrase("opening.motion", number=number, **details)
            figure = Figure(FigureKind.NUMBER, f"Kamerstuk {number}")
            grounds = replace(grounds, figures=(figure,))
        yield Statement(f"opening.motion.{name}", OPENING, Role.MOTION, says, grounds)


def section_motions(subject: LetterContext, workstream: str) -> Iterator[Statement]:
    """Say which motions the work of a workstream carries out, once it has begun."""
    titles: list[str] = []
    grounds: list[Grounds] = []
    for name, entry in _open_motions(subject):
        rows = list(_addressing(subject, entry, workstream))
        if any(_is_under_way(subject, row) for row in rows):
            titles.append(_title(entry))
            evidence = evidence_grounds(entry, subject.plan)
            activities = tuple(row.id for row in rows)
            figure = Figure(FigureKind.NUMBER, paper(str(entry.number)), name)
            grounds.append(
                replace(evidence, commitments=(name,), activities=activities, figures=(figure,))
            )
    if titles:
        says = phrase("section.motions", titles=listing(titles))
        identifier = f"{workstream}.motions"
        yield Statement(identifier, workstream, Role.STATE, says, merged(grounds))


def _motion_name(entry: Commitment) -> str:
    """Name a motion in running text: `de motie-Podt`."""
    return f"de {lowered(plain_sentence(entry.title).rstrip('.'))}"


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
    # Some motions are known by the number of a dossier only: that is no paper to refer to.
    if "nr" not in number:
        return phrase("section.motion-unnumbered", title=_motion_name(entry))
    return phrase("section.motion", title=_motion_name(entry), number=paper(number))


def _is_under_way(subject: LetterContext, row: ActivityDates) -> bool:
    # A moment in parliament has no work in progress: it counts once it has happened.
    is_moment = row.duration_days == 0 and Tag.PARLIAMENT in subject.plan.tags(row.id)
    return is_news(subject, row) or (row.is_in_progress and not is_moment)


def _is_letter(activity: Activity) -> bool:
    """Tell whether an activity is a letter to parliament."""
    return Tag.PARLIAMENT in activity.tags and "brief" in activity.title.casefold()
