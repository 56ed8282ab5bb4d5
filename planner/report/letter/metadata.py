"""The metadata sheet: what goes into the systems of ministry and Kamer with a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.i18n import DEFAULT_LOCALE
from planner.report.letter.draft import title_of
from planner.report.letter.opening import paper
from planner.report.letter.opening import reporting_motions
from planner.report.letter.phrases import phrase
from planner.report.letter.sheets import safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.i18n import Locale
    from planner.report.letter.context import LetterContext


def metadata_sheet(subject: LetterContext, locale: Locale = DEFAULT_LOCALE) -> str:
    """Write the sheet in Markdown; what is not known yet is said to follow."""
    lines = [f"# {locale.say('letter.metadata.title')}", ""]
    lines += [
        f"- {locale.say(f'letter.metadata.{key}')}: {value}"
        for key, value in _fields(subject, locale)
    ]
    return "\n".join(lines) + "\n"


def _fields(subject: LetterContext, locale: Locale) -> Iterator[tuple[str, str]]:
    letter = subject.letter
    follows = locale.say("letter.metadata.follows")
    yield "subject", safe(title_of(subject))
    yield "kind", phrase("metadata.kind")
    yield "date", safe(letter.date if letter else subject.day)
    yield "data-date", safe(subject.day)
    yield "since", safe(subject.since)
    yield "number", safe(letter.number) if letter and letter.number else follows
    yield "document", safe(letter.document) if letter and letter.document else follows
    source = _source(subject)
    yield "case", safe(source) if source else follows
    yield "committee", phrase("metadata.committee")
    for position, signatory in enumerate(subject.signed_by):
        name = f", {safe(signatory.name)}" if signatory.name else ""
        key = "first-signatory" if position == 0 else "next-signatory"
        yield key, f"{safe(signatory.office)}{name}"
    for _, motion in reporting_motions(subject):
        yield "motion", f"{safe(motion.title)} ({safe(paper(motion.number or ''))})"
    if subject.previous is not None:
        number = subject.previous.number
        yield "previous", safe(number) if number else safe(subject.previous.date)
    for annex in letter.annexes if letter else ():
        document = f" ({safe(annex.document)})" if annex.document else ""
        yield "annex", f"{safe(annex.title)}{document}"


def _source(subject: LetterContext) -> str | None:
    """The reference of the letter where the plan has it as a source."""
    document = subject.letter.document if subject.letter else None
    for source in subject.plan.sources.values():
        if document and source.reference and document in source.reference:
            rest = source.reference.replace(document, "").strip(" ,")
            return rest.removeprefix("zaak ") or None
    return None
