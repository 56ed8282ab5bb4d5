"""The opening of a letter: what it is about, for which motion, and what went before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.i18n import DEFAULT_LOCALE
from planner.model import CommitmentKind
from planner.model import CommitmentStatus
from planner.model import Tag
from planner.report.letter.dutch import listing
from planner.report.letter.dutch import lowered
from planner.report.letter.dutch import plain_sentence
from planner.report.letter.dutch import sentence
from planner.report.letter.grounds import Grounds
from planner.report.letter.grounds import Weight
from planner.report.letter.grounds import weight_of
from planner.report.letter.legal import usable
from planner.report.letter.phrases import phrase
from planner.report.letter.statements import OPENING
from planner.report.letter.statements import Footnote
from planner.report.letter.statements import Role
from planner.report.letter.statements import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.model import Commitment
    from planner.model import SentLetter
    from planner.report.letter.context import LetterContext

_SPANS = (
    (11, "een klein jaar"),
    (9, "ruim driekwart jaar"),
    (7, "ruim een half jaar"),
    (5, "ongeveer een half jaar"),
    (4, "een klein half jaar"),
    (3, "ruim drie maanden"),
    (2, "ruim twee maanden"),
    (1, "ruim een maand"),
)
"""How long is left, from so many whole months on."""


def opening_statements(subject: LetterContext) -> Iterator[Statement]:
    """Say when it applies, what the letter does, and what the Kamer heard before."""
    anchor = _anchor(subject)
    if anchor is not None:
        yield anchor
    yield _purpose(subject)
    yield from _motions(subject)
    yield from _previous(subject)


def person(subject: LetterContext) -> dict[str, str]:
    """Give the verbs and pronouns for one signatory, or for more."""
    if subject.is_plural:
        return {
            "i": "wij",
            "inform": "informeren",
            "informed": "informeerden",
            "give": "geven",
            "go": "gaan",
        }
    return {"i": "ik", "inform": "informeer", "informed": "informeerde", "give": "geef", "go": "ga"}


def short_name(programme: str) -> tuple[str, str | None]:
    """Give the name of what is implemented, and the short name by which the letter calls it."""
    name = re.sub(
        r"^(Implementatie|Invoering|Uitvoering)( van)?( het| de)? ", "", plain_sentence(programme)
    )
    parts = re.split(r" en ", name)
    if len(parts) > 1 and len(parts[-1].split()) == 1 and parts[0].endswith("-"):
        return name, parts[-1][:1].upper() + parts[-1][1:]
    return name, None


def motion_open(subject: LetterContext, entry: Commitment) -> bool:
    """Whether a motion to inform the Kamer still asks for this letter."""
    activities = (subject.plan.activities.get(name) for name in entry.addressed_by)
    reports = any(found and Tag.PARLIAMENT in found.tags for found in activities)
    is_open = entry.status is CommitmentStatus.OPEN
    made = entry.made_on is None or entry.made_on <= subject.day
    return entry.kind is CommitmentKind.MOTION and is_open and made and reports


def reporting_motions(subject: LetterContext) -> list[tuple[str, Commitment]]:
    """The open motions that the letters themselves carry out."""
    letters = {
        name
        for name, activity in subject.plan.activities.items()
        if Tag.PARLIAMENT in activity.tags and "brief" in activity.title.casefold()
    }
    return [
        (name, entry)
        for name, entry in subject.plan.commitments.items()
        if motion_open(subject, entry) and letters.intersection(entry.addressed_by)
    ]


def paper(number: str) -> str:
    """Write the number of a parliamentary paper: `32 317, nr. 913`."""
    return re.sub(r",? nr\. ?", ", nr. ", plain_sentence(number).removeprefix("Kamerstuk ").strip())


def _anchor(subject: LetterContext) -> Statement | None:
    target = subject.plan.programme.target
    if target is None:
        return None
    name, short = short_name(subject.plan.programme.programme)
    days = (target.date - subject.day).days
    key, span = _span(days)
    says = phrase(
        f"opening.{key}",
        date=DEFAULT_LOCALE.date(target.date),
        name=name,
        short=f" (hierna: {short})" if short else "",
        span=span,
    )
    grounds = Grounds(
        activities=(target.milestone,),
        figures=(("target", target.date),),
        weight=Weight.CALCULATED,
    )
    return Statement("opening.anchor", OPENING, Role.OPENING, says, grounds)


def _span(days: int) -> tuple[str, str]:
    if days <= 0:
        return ("anchor-today" if days == 0 else "anchor-past"), ""
    if days > 400:  # noqa: PLR2004
        return "anchor-years", ""
    if days > 345:  # noqa: PLR2004
        return "anchor-year", ""
    months = next((span for whole, span in _SPANS if days >= whole * 30.4), None)
    return ("anchor-months", months) if months else ("anchor-weeks", "")


def _purpose(subject: LetterContext) -> Statement:
    says = phrase("opening.purpose", **person(subject))
    target = subject.plan.programme.target
    grounds = Grounds(activities=(target.milestone,) if target else ())
    return Statement("opening.purpose", OPENING, Role.OPENING, says, grounds)


def _motions(subject: LetterContext) -> Iterator[Statement]:
    for name, entry in reporting_motions(subject):
        number = f"Kamerstuk {paper(entry.number)}" if entry.number else ""
        says = phrase(
            "opening.motion" if number else "opening.motion-unnumbered",
            **person(subject),
            title=f"de {lowered(plain_sentence(entry.title).rstrip('.'))}",
            number=paper(entry.number or ""),
        )
        grounds = Grounds(
            commitments=(name,),
            sources=(entry.source,) if entry.source else (),
            facts=entry.fact,
            figures=(("number", number),) if number else (),
            weight=weight_of(entry, subject.plan),
        )
        yield Statement(f"opening.motion.{name}", OPENING, Role.MOTION, says, grounds)


def _previous(subject: LetterContext) -> Iterator[Statement]:
    letter = subject.previous
    if letter is not None:
        yield _previous_letter(subject, letter)
        return
    for row in sorted(subject.before.activities.values(), key=lambda r: r.finish, reverse=True):
        tags = subject.plan.activities[row.id].tags
        reported = subject.said(row.id, "finished")
        if not row.is_finished or Tag.PARLIAMENT not in tags or reported is None:
            continue
        for name in reported.facts:
            text = usable(subject, name)
            if text is None:
                continue
            grounds = Grounds(
                activities=(row.id,),
                reports=(reported.report,),
                sources=(subject.plan.facts[name].source,),
                facts=(name,),
                figures=(("finish", row.finish),),
                weight=reported.weight,
            )
            yield Statement("opening.previous", OPENING, Role.PREVIOUS, sentence(text), grounds)
            return


def _previous_letter(subject: LetterContext, letter: SentLetter) -> Statement:
    here = {found.name for found in subject.signed_by}
    same = bool(here.intersection(found.name for found in letter.signatories if found.name))
    key = "previous-own" if same or not letter.signatories else "previous-other"
    says = phrase(
        f"opening.{key}",
        **person(subject),
        date=DEFAULT_LOCALE.date(letter.date),
        predecessor=f"{'onze' if subject.is_plural else 'mijn'} ambtsvoorganger",
    )
    grounds = Grounds(
        letters=(letter.name,), figures=(("previous", letter.date),), weight=Weight.SOURCED
    )
    note = None
    if letter.number:
        number = phrase("footnote.number", session=session(letter), number=paper(letter.number))
        note = Footnote("vorige-brief", number)
    return Statement("opening.previous", OPENING, Role.PREVIOUS, says, grounds, note)


def session(letter: SentLetter) -> str:
    """Give the parliamentary year of a letter: it begins on the third Tuesday of September."""
    year = letter.date.year
    third = 15 + (1 - letter.date.replace(month=9, day=15).weekday()) % 7
    start = year if letter.date >= letter.date.replace(month=9, day=third) else year - 1
    return f"{start}/{str(start + 1)[2:]}"


def motion_titles(subject: LetterContext) -> str:
    """Name the motions that the letter carries out, for the sheets beside it."""
    return listing(lowered(plain_sentence(entry.title)) for _, entry in reporting_motions(subject))
