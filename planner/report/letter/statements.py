"""The statements of a letter: one for each sentence, with the evidence that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from planner.report.letter.grounds import Grounds


class Role(StrEnum):
    """The part of a sentence in its section, in the order of a section."""

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
    Role.PREVIOUS: 1,
    Role.OVERALL: 2,
    Role.ORGANISATION: 1,
    Role.STATE: 1,
    Role.JUDGEMENT: 2,
    Role.OUTLOOK: 2,
    Role.OPEN: 2,
}
"""The paragraph of its section that a sentence stands in; the first for other roles."""

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
        id: The same at every data date, so that two letters or drafts can be compared.
        section: A workstream, or one of the sections that every letter has.
        says: The sentence as plain text; abbreviations are written out when the draft is made.
        paragraph: The paragraph of its section, when its role does not decide that.
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
        if self.paragraph is None:
            return PARAGRAPH.get(self.role, 0)
        return self.paragraph


@dataclass(frozen=True, slots=True)
class Section:
    """The statements under one heading; the opening has none."""

    id: str
    title: str | None
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class LetterContent:
    """The statements of a letter.

    Attributes:
        withheld: The statements without enough evidence, each with the evidence that is missing.
    """

    sections: tuple[Section, ...]
    withheld: tuple[tuple[Statement, tuple[str, ...]], ...] = ()

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement in the order of the letter."""
        return tuple(chain.from_iterable(section.statements for section in self.sections))

    @property
    def footnotes(self) -> dict[str, str]:
        """The notes by label, in the order of the letter."""
        notes = (statement.footnote for statement in self.statements)
        return {note.label: note.says for note in notes if note}
