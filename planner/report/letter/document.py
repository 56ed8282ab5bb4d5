"""The letter as a document, in the Kamerstuk form or as it goes out, from the draft's one text."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import as_file
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from planner.i18n import DEFAULT_LOCALE
from planner.report.letter.dutch import listing
from planner.report.letter.dutch import lowered
from planner.report.letter.dutch import plain_sentence
from planner.report.letter.markup import MarkupKind
from planner.report.letter.markup import bare
from planner.report.letter.markup import read_lines
from planner.report.letter.markup import without_comments
from planner.report.letter.opening import paper
from planner.report.letter.package import Properties
from planner.report.letter.package import finish
from planner.report.letter.pandoc import blocks
from planner.report.letter.pandoc import write
from planner.report.letter.phrases import phrase
from planner.report.letter.phrases import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.report.letter.context import LetterContext
    from planner.report.letter.markup import MarkupLine

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
    """A draft taken apart: what stands above, in and below the letter."""

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
    parts = take_apart(draft)
    content = [*_head(parts, subject, form, kind), *_body(parts), *_foot(parts)]
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / f"letter.{kind}"
        with as_file(files("planner").joinpath(f"report/letter/house/letter.{kind}")) as style:
            write(content, made, kind, style=style, day=subject.day)
        finish(made, properties(parts, subject))
        return made.read_bytes()


def properties(parts: Parts, subject: LetterContext) -> Properties:
    """Say what the document is, for whoever searches or has it read aloud."""
    return Properties(
        title=parts.title,
        subject=phrase("metadata.kind"),
        author=listing(plain_sentence(found.office) for found in subject.signed_by),
        keywords=plain_sentence(subject.plan.programme.programme),
        day=subject.day,
    )


def take_apart(draft: str) -> Parts:
    """Find title, body, signature and annexes of a draft; the notes stay with the body."""
    title = ""
    body: list[str] = []
    annexes: list[str] = []
    signature: list[tuple[str, str]] = []
    rest = body
    for line in read_lines(_clean(_blocks_of_comment(draft))):
        if line.kind is MarkupKind.HEADING and line.id == "titel":
            title = bare(line.text)
        elif line.id.startswith(("ondertekening.", "naam.")):
            style = "Naam" if line.id.startswith("naam.") else "Ondertekening"
            signature.append((style, bare(line.text)))
        else:
            if line.id == "bijlagen":
                rest = annexes
            target = body if _is_note(line) else rest
            target.append(line.text)

    def join(lines: list[str]) -> str:
        return _TOGETHER.sub("\N{NO-BREAK SPACE}", "\n".join(lines))

    return Parts(
        title, without_comments(join(body)), tuple(signature), without_comments(join(annexes))
    )


def _is_note(line: MarkupLine) -> bool:
    return line.kind is MarkupKind.NOTE or re.match(r"\[\^[^\]]+\]:", line.text) is not None


def _blocks_of_comment(draft: str) -> str:
    """Leave out the header, the register and our remarks; the marks are still needed."""
    return re.sub(r"<!-- (?:brief|register|plan:).*?-->", "", draft, flags=re.DOTALL)


def _clean(text: str) -> str:
    """Leave out signs that steer a screen or that XML cannot hold."""
    return "".join(
        c for c in text if c in "\n\t" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Cn"}
    )


def _head(parts: Parts, subject: LetterContext, form: LetterForm, kind: str) -> Iterator[Any]:
    date = DEFAULT_LOCALE.date(subject.letter.date if subject.letter else subject.day)
    if form is LetterForm.KAMERSTUK:
        yield from _dossier(subject)
        yield _styled("Kenmerk", [phrase("metadata.addressee")])
        yield _styled("Kenmerk", [f"{phrase('metadata.place')}, {date}"])
        yield _styled(_TITLE_STYLE[kind], [parts.title])
        return
    head = phrases("outgoing")
    yield _styled("Retouradres", [head["return"]])
    yield _styled("Adressering", str(head["addressee"]).split("|"))
    yield _styled("Kenmerk", [f"{head['date']}: {date}"])
    yield _styled("Kenmerk", [f"{head['regarding']}: {parts.title}"])
    document = subject.letter.document if subject.letter else None
    if document:
        yield _styled("Kenmerk", [f"{head['reference']}: {plain_sentence(document)}"])
    count = len(re.findall(r"^- ", parts.annexes, flags=re.MULTILINE))
    if count:
        yield _styled("Kenmerk", [f"{head['annexes']}: {count}"])
    yield _styled("Retouradres", [head["quote"]])
    yield _styled("Aanhef", [head["salutation"]])


def _dossier(subject: LetterContext) -> Iterator[Any]:
    number = subject.letter.number if subject.letter else None
    offices = listing(lowered(plain_sentence(found.office)) for found in subject.signed_by)
    if number:
        dossier, _, nr = paper(number).partition(", nr. ")
        yield _styled("Dossier", [dossier])
        yield _styled(
            "Dossier", [f"Nr. {nr} Brief van {offices}" if nr else f"Brief van {offices}"]
        )
    else:
        yield _styled("Dossier", [f"Brief van {offices}"])


def _body(parts: Parts) -> Iterator[Any]:
    for block in blocks(parts.body):
        yield _raised(block)


def _foot(parts: Parts) -> Iterator[Any]:
    for style, text in parts.signature:
        yield _styled(style, [text])
    for block in blocks(parts.annexes):
        yield _raised(block)


def _raised(block: Any) -> Any:  # noqa: ANN401
    """Make the sections headings of the first level: the title stands above the letter."""
    if isinstance(block, dict) and block.get("t") == "Header":
        level, _, inlines = block["c"]
        return {"t": "Header", "c": [max(1, level - 1), ["", [], []], inlines]}
    return block


def _styled(style: str, lines: list[str]) -> Any:  # noqa: ANN401
    """Make a paragraph in a style of the house, its lines under each other."""
    inlines: list[Any] = []
    for number, line in enumerate(lines):
        if number:
            inlines.append({"t": "LineBreak"})
        inlines.append({"t": "Str", "c": line})
    paragraph = {"t": "Para", "c": inlines}
    return {"t": "Div", "c": [["", [], [["custom-style", style]]], [paragraph]]}
