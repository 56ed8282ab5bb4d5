"""The opening of a letter: its subject, its purpose, and the letter before it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.i18n import DEFAULT_LOCALE
from planner.model import Tag
from planner.report.letter.dutch import capitalised
from planner.report.letter.dutch import plain_sentence
from planner.report.letter.dutch import sentence
from planner.report.letter.grounds import Figure
from planner.report.letter.grounds import FigureKind
from planner.report.letter.grounds import Grounds
from planner.report.letter.grounds import Weight
from planner.report.letter.legal import usable
from planner.report.letter.motions import opening_motions
from planner.report.letter.motions import paper
from planner.report.letter.phrases import phrase
from planner.report.letter.statements import OPENING
from planner.report.letter.statements import Footnote
from planner.report.letter.statements import Role
from planner.report.letter.statements import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from planner.model import SentLetter
    from planner.report.letter.context import LetterContext
    from planner.report.letter.context import Reported

_SPANS = (
    (401, "ruim een jaar"),
    (346, "ongeveer een jaar"),
    (335, "een klein jaar"),
    (274, "ruim driekwart jaar"),
    (213, "ruim een half jaar"),
    (152, "ongeveer een half jaar"),
    (122, "een klein half jaar"),
    (92, "ruim drie maanden"),
    (61, "ruim twee maanden"),
    (31, "ruim een maand"),
    (1, "enkele weken"),
)
"""How long is left, from so many days on; a month counts 30.4 days."""


def opening_statements(subject: LetterContext) -> Iterator[Statement]:
    """Say when it applies, what the letter does, and what the Kamer heard before."""
    yield from _anchor(subject)
    yield _purpose(subject)
    yield from opening_motions(subject)
    if subject.previous is not None:
        yield _previous_letter(subject, subject.previous)
    else:
        yield from _first_told(subject)


def short_name(programme: str) -> tuple[str, str | None]:
    """Give the name of what is implemented, and the short name by which the letter calls it."""
    name = re.sub(
        r"^(Implementatie|Invoering|Uitvoering)( van)?( het| de)? ", "", plain_sentence(programme)
    )
    first, *others = name.split(" en ")
    # `Asiel- en Migratiepact` ends in a word that can stand for the whole.
    if others and first.endswith("-") and len(others[-1].split()) == 1:
        return name, capitalised(others[-1])
    return name, None


def session(letter: SentLetter) -> str:
    """Give the parliamentary year of a letter: `2024/25`."""
    # Article 65 of the Grondwet: the year opens on the third Tuesday of September.
    fifteenth = letter.date.replace(month=9, day=15)
    begin = fifteenth.replace(day=15 + (1 - fifteenth.weekday()) % 7)
    start = letter.date.year
    if letter.date < begin:
        start -= 1
    return f"{start}/{str(start + 1)[2:]}"


def _anchor(subject: LetterContext) -> Iterator[Statement]:
    """Say when the programme applies and how long that is from now."""
    target = subject.target
    if target is None:
        return
    says = _anchor_text(subject, target.date)
    figures = (Figure(FigureKind.TARGET, target.date),)
    grounds = Grounds(activities=(target.milestone,), figures=figures)
    yield Statement("opening.anchor", OPENING, Role.OPENING, says, grounds)


def _anchor_text(subject: LetterContext, target: date) -> str:
    name, short = short_name(subject.plan.programme.programme)
    details = {
        "date": DEFAULT_LOCALE.date(target),
        "name": name,
        "short": f" (hierna: {short})" if short else "",
    }
    left = (target - subject.day).days
    for least, span in _SPANS:
        if left >= least:
            return phrase("opening.anchor", span=span, **details)
    if left == 0:
        return phrase("opening.anchor-today", **details)
    return phrase("opening.anchor-past", **details)


def _purpose(subject: LetterContext) -> Statement:
    target = subject.target
    grounds = Grounds(activities=(target.milestone,)) if target else Grounds()
    says = phrase("opening.purpose", **subject.writer)
    return Statement("opening.purpose", OPENING, Role.OPENING, says, grounds)


def _first_told(subject: LetterContext) -> Iterator[Statement]:
    """Say in a first letter what the Kamer was last told, where a source has a usable fact."""
    for reported in _last_in_parliament(subject):
        for name in reported.grounds.facts:
            text = usable(subject, name)
            if text is None:
                continue
            grounds = replace(
                reported.grounds,
                sources=(subject.plan.facts[name].source,),
                facts=(name,),
                figures=(Figure(FigureKind.FINISH, reported.row.finish),),
            )
            yield Statement("opening.previous", OPENING, Role.PREVIOUS, sentence(text), grounds)
            return


def _last_in_parliament(subject: LetterContext) -> Iterator[Reported]:
    """Give what was reported of finished steps in parliament, the last of them first."""
    rows = subject.before.activities.values()
    for row in sorted(rows, key=lambda row: row.finish, reverse=True):
        reported = subject.said(row.id, "finished")
        if row.is_finished and Tag.PARLIAMENT in subject.plan.tags(row.id) and reported is not None:
            yield reported


def _previous_letter(subject: LetterContext, letter: SentLetter) -> Statement:
    """Refer to the previous letter, as one's own or as that of a predecessor."""
    names = {signatory.name for signatory in letter.signatories if signatory.name}
    is_own = not letter.signatories or any(who.name in names for who in subject.signed_by)
    says = phrase(
        "opening.previous-own" if is_own else "opening.previous-other",
        date=DEFAULT_LOCALE.date(letter.date),
        **subject.writer,
    )
    grounds = Grounds(
        letters=(letter.name,),
        figures=(Figure(FigureKind.PREVIOUS, letter.date),),
        weight=Weight.SOURCED,
    )
    note = None
    if letter.number:
        number = phrase("footnote.number", session=session(letter), number=paper(letter.number))
        note = Footnote("vorige-brief", number)
    return Statement("opening.previous", OPENING, Role.PREVIOUS, says, grounds, note)
