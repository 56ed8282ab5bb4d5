"""The facts of a letter: one statement a sentence, each with what it rests on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.report.letter.dutch import capitalised
from planner.report.letter.phrases import phrases

if TYPE_CHECKING:
    from planner.report.letter.grounds import Grounds
    from planner.report.letter.grounds import Missing


class Role(StrEnum):
    """What a sentence does in its section; the order is the order of a section."""

    OPENING = "opening"
    MOTION = "motion"
    PREVIOUS = "previous"
    OVERALL = "overall"
    LEGAL = "legal"
    SITUATION = "situation"
    ORGANISATION = "organisation"
    STATE = "state"
    JUDGEMENT = "judgement"
    OUTLOOK = "outlook"
    OPEN = "open"
    CONDITION = "condition"


PARAGRAPH = {
    Role.OPENING: 0,
    Role.MOTION: 0,
    Role.PREVIOUS: 1,
    Role.OVERALL: 2,
    Role.LEGAL: 0,
    Role.SITUATION: 0,
    Role.ORGANISATION: 1,
    Role.STATE: 1,
    Role.JUDGEMENT: 2,
    Role.OUTLOOK: 2,
    Role.OPEN: 2,
    Role.CONDITION: 0,
}
"""Which paragraph of its section a sentence stands in."""

OPENING = "opening"
CONDITIONS = "conditions"
"""The sections that are no workstream."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """A note at the foot of the page: a legal ground or a parliamentary paper."""

    label: str
    says: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of a letter and what it rests on.

    Attributes:
        id: Stable over data dates, so that two letters and two drafts can be laid side by side.
        section: A workstream, or one of the sections that every letter has.
        says: The sentence as plain text; abbreviations are written out when the draft is made.
        paragraph: Where it stands in its section, when that is not what its role says.
    """

    id: str
    section: str
    role: Role
    says: str
    grounds: Grounds
    footnote: Footnote | None = None
    paragraph: int | None = None

    @property
    def place(self) -> int:
        """The paragraph of its section in which it stands."""
        return PARAGRAPH[self.role] if self.paragraph is None else self.paragraph


@dataclass(frozen=True, slots=True)
class Section:
    """The statements under one heading; the opening has none."""

    id: str
    title: str | None
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class LetterContent:
    """All that a letter says, and what it could not say for want of evidence."""

    sections: tuple[Section, ...]
    withheld: tuple[tuple[Statement, tuple[Missing, ...]], ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement in the order of the letter."""
        return tuple(found for section in self.sections for found in section.statements)

    @property
    def footnotes(self) -> dict[str, str]:
        """The notes by label, in the order of the letter."""
        notes = (found.footnote for found in self.statements)
        return {note.label: note.says for note in notes if note}


def to_parliament(text: str) -> str:
    """Address the Kamer as a letter to it does, and give a name its article."""
    for short, full in phrases("names").items():
        text = text.replace(short, full)
    for name, article in phrases("articles").items():
        bare = rf"(?<!{article} )(?<!{article.capitalize()} )\b{re.escape(name)}\b"
        text = re.sub(bare, f"{article} {name}", text)
    for name in ("de Tweede Kamer der Staten-Generaal", "de Tweede Kamer"):
        text = text.replace(name, "uw Kamer").replace(capitalised(name), "Uw Kamer")
    return text
