"""The document of a draft, as a parliamentary paper (Kamerstuk) or as the letter that goes out."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import as_file
from importlib.resources import files
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from planner.i18n import DEFAULT_LOCALE
from planner.report.letter.draft import ANNEXES
from planner.report.letter.draft import NAME
from planner.report.letter.draft import OFFICE
from planner.report.letter.draft import TITLE
from planner.report.letter.dutch import listing
from planner.report.letter.dutch import lowered
from planner.report.letter.dutch import plain_sentence
from planner.report.letter.markup import MarkupKind
from planner.report.letter.markup import bare
from planner.report.letter.markup import read_lines
from planner.report.letter.markup import without_comments
from planner.report.letter.motions import paper
from planner.report.letter.package import Properties
from planner.report.letter.package import finish
from planner.report.letter.pandoc import read_blocks
from planner.report.letter.pandoc import write
from planner.report.letter.phrases import phrase
from planner.report.letter.phrases import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.report.letter.context import LetterContext

FORMS = ("docx", "odt")
_TOGETHER = re.compile(
    r"(?<=\bnr\.) (?=\d)|(?<=\d) (?=\d{3}\b)"
    r"|(?<=\b\d) (?=[a-z]{3,9} 20)|(?<=\b\d\d) (?=[a-z]{3,9} 20)"
)
"""Where no line may break: in a number of a paper, and between a day and its month."""

_TITLE_STYLE = {"docx": "Title", "odt": "Briefkop"}


class LetterForm(StrEnum):
    """The two appearances of one letter."""

    KAMERSTUK = "kamerstuk"
    OUTGOING = "outgoing"


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a draft: title, text, signatures with their styles, and annexes."""

    title: str
    body: str
    signature: tuple[tuple[str, str], ...]
    annexes: str


def letter_document(
    draft: str, subject: LetterContext, kind: str, form: LetterForm = LetterForm.KAMERSTUK
) -> bytes:
    """Make the document of a draft, `docx` or `odt`; the same draft gives the same bytes.

    Raises:
        planner.report.letter.pandoc.DocumentError: The converter failed.
    """
    parts = _take_apart(draft)
    head = _kamerstuk_head if form is LetterForm.KAMERSTUK else _outgoing_head
    content = [
        *head(parts, subject, kind),
        *map(_raised, read_blocks(parts.body)),
        *starmap(_styled, parts.signature),
        *map(_raised, read_blocks(parts.annexes)),
    ]
    # Pandoc writes these forms to a file only.
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / f"letter.{kind}"
        with as_file(files("planner").joinpath(f"report/letter/house/letter.{kind}")) as style:
            write(content, made, kind, style=style, day=subject.day)
        finish(made, _properties(parts, subject))
        return made.read_bytes()


def _properties(parts: Parts, subject: LetterContext) -> Properties:
    """Say what the document is, for search and for screen readers."""
    return Properties(
        title=parts.title,
        subject=phrase("metadata.kind"),
        author=listing(_offices(subject)),
        keywords=plain_sentence(subject.plan.programme.programme),
        day=subject.day,
    )


def _offices(subject: LetterContext) -> list[str]:
    return [plain_sentence(signatory.office) for signatory in subject.signed_by]


def _take_apart(draft: str) -> Parts:
    """Find title, body, signature and annexes of a draft; the notes stay with the body."""
    title = ""
    body: list[str] = []
    annexes: list[str] = []
    signature: list[tuple[str, str]] = []
    rest = body
    # The header, the register and our remarks go; the marks are still needed to tell lines apart.
    marked = re.sub(r"<!-- (?:brief|register|plan:).*?-->", "", draft, flags=re.DOTALL)
    for line in read_lines("".join(filter(_is_printable, marked))):
        if line.kind is MarkupKind.HEADING and line.id == TITLE:
            title = bare(line.text)
        elif line.id.startswith(OFFICE):
            signature.append(("Ondertekening", bare(line.text)))
        elif line.id.startswith(NAME):
            signature.append(("Naam", bare(line.text)))
        elif line.kind is MarkupKind.NOTE or re.match(r"\[\^[^\]]+\]:", line.text):
            # Pandoc finds the text of a note only in the document that refers to it.
            body.append(line.text)
        else:
            if line.id == ANNEXES:
                rest = annexes
            rest.append(line.text)
    return Parts(title, _joined(body), tuple(signature), _joined(annexes))


def _joined(lines: list[str]) -> str:
    return without_comments(_TOGETHER.sub("\N{NO-BREAK SPACE}", "\n".join(lines)))


def _is_printable(character: str) -> bool:
    """Tell whether XML can hold a character and a screen does not obey it."""
    is_hidden = unicodedata.category(character) in {"Cc", "Cf", "Cs", "Cn"}
    return character in "\n\t" or not is_hidden


def _kamerstuk_head(parts: Parts, subject: LetterContext, kind: str) -> Iterator[Any]:
    """Make the head of a parliamentary paper: dossier, number, addressee, place and date."""
    sender = listing(map(lowered, _offices(subject)))
    dossier, _, number = paper(subject.letter.number or "").partition(", nr. ")
    if dossier:
        yield _styled("Dossier", dossier)
    nr = f"Nr. {number} " if number else ""
    yield _styled("Dossier", f"{nr}Brief van {sender}")
    yield _styled("Kenmerk", phrase("metadata.addressee"))
    date = DEFAULT_LOCALE.date(subject.letter.date)
    yield _styled("Kenmerk", f"{phrase('metadata.place')}, {date}")
    yield _styled(_TITLE_STYLE[kind], parts.title)


def _outgoing_head(parts: Parts, subject: LetterContext, _: str) -> Iterator[Any]:
    """Make the head of the letter as it goes out: addresses, date, subject and reference."""
    head = phrases("outgoing")
    yield _styled("Retouradres", head["return"])
    yield _styled("Adressering", *head["addressee"].split("|"))
    yield _styled("Kenmerk", f"{head['date']}: {DEFAULT_LOCALE.date(subject.letter.date)}")
    yield _styled("Kenmerk", f"{head['regarding']}: {parts.title}")
    document = plain_sentence(subject.letter.document or "")
    if document:
        yield _styled("Kenmerk", f"{head['reference']}: {document}")
    count = len(re.findall(r"^- ", parts.annexes, flags=re.MULTILINE))
    if count:
        yield _styled("Kenmerk", f"{head['annexes']}: {count}")
    yield _styled("Retouradres", head["quote"])
    yield _styled("Aanhef", head["salutation"])


def _raised(block: Any) -> Any:  # noqa: ANN401
    """Raise a heading one level: the title stands above the letter, in a style of its own."""
    if block["t"] != "Header":
        return block
    level, _, inlines = block["c"]
    # The ids that pandoc makes of headings would show as bookmarks.
    return {"t": "Header", "c": [max(1, level - 1), ["", [], []], inlines]}


def _styled(style: str, *lines: str) -> Any:  # noqa: ANN401
    """Make a paragraph in a style of the house, its lines under each other."""
    inlines: list[Any] = []
    for line in lines:
        inlines += [{"t": "LineBreak"}, {"t": "Str", "c": line}]
    paragraph = {"t": "Para", "c": inlines[1:]}
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], [paragraph]]}
