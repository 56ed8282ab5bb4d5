"""The metadata sheet: what the systems of ministry and Kamer ask about a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.i18n import DEFAULT_LOCALE
from planner.report.letter.draft import title_of
from planner.report.letter.motions import paper
from planner.report.letter.motions import reporting_motions
from planner.report.letter.phrases import phrase
from planner.report.letter.sheets import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.i18n import Locale
    from planner.report.letter.context import LetterContext


def metadata_sheet(subject: LetterContext, locale: Locale = DEFAULT_LOCALE) -> str:
    """Write the sheet in Markdown; what is not known yet is said to follow."""
    lines = [f"# {locale.say('letter.metadata.title')}", ""]
    for key, value in (*_register(subject), *_people(subject), *_papers(subject)):
        lines.append(f"- {locale.say(key)}: {value or locale.say('letter.metadata.follows')}")
    return "\n".join(lines) + "\n"


def _register(subject: LetterContext) -> Iterator[tuple[str, str]]:
    """Give what the register of papers asks; empty is not known before the letter goes out."""
    letter = subject.letter
    yield "letter.metadata.subject", safe(title_of(subject))
    yield "letter.metadata.kind", phrase("metadata.kind")
    yield "letter.metadata.date", safe(letter.date)
    yield "letter.metadata.data-date", safe(subject.day)
    yield "letter.metadata.since", safe(subject.since)
    # The Kamer gives these numbers once it has the letter.
    yield "letter.metadata.number", safe(letter.number or "")
    yield "letter.metadata.document", safe(letter.document or "")
    yield "letter.metadata.case", safe(_case(subject))
    yield "letter.metadata.committee", phrase("metadata.committee")


def _people(subject: LetterContext) -> Iterator[tuple[str, str]]:
    key = "letter.metadata.first-signatory"
    for signatory in subject.signed_by:
        yield key, ", ".join(map(safe, filter(None, (signatory.office, signatory.name))))
        key = "letter.metadata.next-signatory"


def _papers(subject: LetterContext) -> Iterator[tuple[str, str]]:
    """Give the motions, the previous letter and the annexes."""
    for _, motion in reporting_motions(subject):
        number = paper(motion.number or "")
        yield "letter.metadata.motion", f"{safe(motion.title)} ({safe(number)})"
    if subject.previous is not None:
        yield "letter.metadata.previous", safe(subject.previous.number or subject.previous.date)
    for annex in subject.letter.annexes:
        document = f" ({safe(annex.document)})" if annex.document else ""
        yield "letter.metadata.annex", f"{safe(annex.title)}{document}"


def _case(subject: LetterContext) -> str:
    """Give the case number, which only the source of a letter that went out has."""
    document = subject.letter.document
    for source in subject.plan.sources.values():
        if document and source.reference and document in source.reference:
            # A reference gives both numbers: `2025D29927, zaak 2025Z13211`.
            return source.reference.replace(document, "").strip(" ,").removeprefix("zaak ")
    return ""
