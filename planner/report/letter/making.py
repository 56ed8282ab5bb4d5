"""One letter with the sheets beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.i18n import DEFAULT_LOCALE
from planner.report.letter.accountability import accountability_sheet
from planner.report.letter.beslisnota import beslisnota
from planner.report.letter.content import letter_content
from planner.report.letter.draft import make_draft
from planner.report.letter.flags import draft_flags
from planner.report.letter.flags import letter_flags
from planner.report.letter.metadata import metadata_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from planner.i18n import Locale
    from planner.model import Plan
    from planner.report.letter.context import LetterContext
    from planner.report.letter.draft import LetterDraft
    from planner.report.letter.flags import Flag
    from planner.report.letter.statements import LetterContent


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: its statements, its draft, and what the writer must look at."""

    subject: LetterContext
    content: LetterContent
    draft: LetterDraft
    flags: tuple[Flag, ...]

    @property
    def is_blocked(self) -> bool:
        """Whether the draft says more than the evidence carries: then there is no document."""
        return any(flag.blocks for flag in self.flags)

    def accountability(self, locale: Locale = DEFAULT_LOCALE) -> str:
        """Write the accountability sheet."""
        return accountability_sheet(
            self.subject, self.content, self.flags, self.draft.changes, locale
        )

    def metadata(self, locale: Locale = DEFAULT_LOCALE) -> str:
        """Write the metadata sheet."""
        return metadata_sheet(self.subject, locale)

    def beslisnota(self) -> str:
        """Write the outline of the decision memorandum."""
        return beslisnota(self.subject, self.content)


def make_letter(
    subject: LetterContext, existing: str | None = None, earlier: LetterContext | None = None
) -> Letter:
    """Make a letter.

    Args:
        subject: The plan at the two data dates.
        existing: The draft as its writer left it.
        earlier: The plan at the dates of the previous letter, to find what changed since.
    """
    content = letter_content(subject)
    draft = make_draft(content, subject, existing)
    before = letter_content(earlier) if earlier else None
    flags = (
        *draft_flags(subject, draft.text, draft.changes),
        *letter_flags(subject, content, before),
    )
    return Letter(subject, content, draft, flags)


def previous_data_date(plan: Plan, day: date, data_dates: Iterable[date]) -> date | None:
    """Find what a letter is compared with: the letter before it, else the first report."""
    letters: list[date] = []
    for letter in plan.letters:
        # A letter that went out says itself what it compared with.
        if letter.date == day and letter.since:
            return letter.since
        if letter.date < day:
            letters.append(letter.data_date or letter.date)
    if letters:
        return max(letters)
    return min((report for report in data_dates if report < day), default=None)
