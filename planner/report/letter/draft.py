"""The draft of a letter: made from the plan, edited by people, made again with their edits."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.report.letter.abbreviations import Definitions
from planner.report.letter.dutch import plain_sentence
from planner.report.letter.markup import GONE
from planner.report.letter.markup import Item
from planner.report.letter.markup import MarkupKind
from planner.report.letter.markup import MarkupLine
from planner.report.letter.markup import bare
from planner.report.letter.markup import read_lines
from planner.report.letter.markup import remark
from planner.report.letter.markup import written
from planner.report.letter.phrases import phrase

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from planner.report.letter.context import LetterContext
    from planner.report.letter.statements import LetterContent

_HEADER = re.compile(r"\A<!-- brief\n.*?-->\n*", re.DOTALL)
_REGISTER = re.compile(r"\n*<!-- register\n(.*?)-->\s*\Z", re.DOTALL)


TITLE, ANNEXES = "titel", "bijlagen"
OFFICE, NAME = "ondertekening.", "naam."
"""Ids of lines that are no statement, or how they begin."""


class Move(StrEnum):
    """A change in a sentence when a draft is made again."""

    ADDED = "added"
    UPDATED = "updated"
    DROPPED = "dropped"
    DIFFERS = "differs"
    GONE = "gone"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class DraftChange:
    """A sentence for which plan and draft differ.

    Attributes:
        was: What the draft says or said.
        says: What the plan says now; empty when it no longer says anything.
    """

    move: Move
    id: str
    was: str
    says: str


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """A draft as text, with the changes since the text that was there."""

    text: str
    changes: tuple[DraftChange, ...] = ()


def make_draft(
    content: LetterContent, subject: LetterContext, existing: str | None = None
) -> LetterDraft:
    """Write the draft; keep the edits of an existing one and show what the plan says now."""
    items = [*_letter(content, subject), *_below(content, subject)]
    register = _register(existing or "")
    body = _REGISTER.sub("", _HEADER.sub("", existing or ""))
    changes: list[DraftChange] = []
    lines = list(_kept(read_lines(body), items, changes))
    changes += _added(lines, items, register)
    text = _text(lines, items, subject, register)
    # In a first draft every sentence is new: that is no change to look at.
    return LetterDraft(text, tuple(changes) if existing is not None else ())


def title_of(subject: LetterContext) -> str:
    """Give the title of the letter."""
    if subject.letter.title:
        return plain_sentence(subject.letter.title)
    name = plain_sentence(subject.plan.programme.programme)
    return phrase("metadata.default-title", programme=name[:1].lower() + name[1:])


def _letter(content: LetterContent, subject: LetterContext) -> Iterator[Item]:
    """Give the title, and each section with its sentences."""
    yield Item(MarkupKind.HEADING, TITLE, title_of(subject), level=1)
    for section in content.sections:
        if section.title is not None:
            yield Item(MarkupKind.HEADING, section.id, plain_sentence(section.title), section.id)
        for statement in section.statements:
            label = statement.footnote.label if statement.footnote else None
            says, place = statement.says, statement.place
            yield Item(MarkupKind.SENTENCE, statement.id, says, section.id, place, label)


def _below(content: LetterContent, subject: LetterContext) -> Iterator[Item]:
    """Give the signatures, the annexes and the footnotes."""
    for number, signatory in enumerate(subject.signed_by):
        office = f"{plain_sentence(signatory.office)},"
        yield Item(MarkupKind.SENTENCE, f"{OFFICE}{number}", office, f"sign{number}")
        if signatory.name:
            name = plain_sentence(signatory.name)
            yield Item(MarkupKind.SENTENCE, f"{NAME}{number}", name, f"sign{number}", 1)
    annexes = subject.letter.annexes
    if annexes:
        title = phrase("closing.annexes" if len(annexes) > 1 else "closing.annex")
        yield Item(MarkupKind.HEADING, ANNEXES, title, ANNEXES)
    for number, annex in enumerate(annexes):
        yield Item(MarkupKind.POINT, f"bijlage.{number}", plain_sentence(annex.title), ANNEXES)
    for label, says in content.footnotes.items():
        yield Item(MarkupKind.NOTE, label, says, f"noot-{label}")


def _is_apart(before: Item, item: Item) -> bool:
    """Tell whether an empty line stands between two items."""
    has_heading = MarkupKind.HEADING in {before.kind, item.kind}
    return has_heading or (before.section, before.paragraph) != (item.section, item.paragraph)


def _kept(
    lines: Iterable[MarkupLine], items: Iterable[Item], changes: list[DraftChange]
) -> Iterator[MarkupLine]:
    """Give the lines of the existing draft as they now must be, and add to the changes."""
    new = {item.id: item for item in items}
    is_remark_old = False
    for line in lines:
        # Our own remark of an earlier time goes when a new one comes in its place.
        if line.is_plan_remark and is_remark_old:
            continue
        is_remark_old = False
        if line.kind is None:
            yield line
            continue
        settled, change = _settled(line, new.get(line.id))
        yield from settled
        if change is not None:
            is_remark_old = True
            changes.append(change)


def _added(
    lines: list[MarkupLine], items: list[Item], register: Mapping[str, str]
) -> Iterator[DraftChange]:
    """Insert the new sentences; a sentence that the writer struck out stays out."""
    present = {line.id for line in lines if line.kind}
    for number, item in enumerate(items):
        if item.id in present:
            continue
        if item.id not in register:
            _insert(lines, items[:number], item)
            yield DraftChange(Move.ADDED, item.id, "", item.says)
        elif register[item.id] != item.digest:
            yield DraftChange(Move.STRUCK, item.id, "", item.says)


def _settled(line: MarkupLine, item: Item | None) -> tuple[list[MarkupLine], DraftChange | None]:
    """Settle one marked line against what the plan now says."""
    was = bare(line.text)
    if item is None:
        if not line.is_edited:
            return [], DraftChange(Move.DROPPED, line.id, was, "")
        return [line, MarkupLine(GONE)], DraftChange(Move.GONE, line.id, was, "")
    if not line.is_edited:
        # Written again even without a change: the mark-up around the text can have changed.
        if item.digest == line.digest:
            return [written(item)], None
        return [written(item)], DraftChange(Move.UPDATED, item.id, was, item.says)
    if item.digest == line.digest:
        return [line], None
    # The new digest goes with the old text, so that the writer is told of a change once.
    told = MarkupLine(line.text, line.kind, line.id, item.digest)
    return [told, remark(item.says)], DraftChange(Move.DIFFERS, item.id, was, item.says)


def _insert(lines: list[MarkupLine], before: Sequence[Item], item: Item) -> None:
    """Put a new line behind the last one that goes before it in the letter."""
    places = {line.id: number for number, line in enumerate(lines) if line.kind}
    previous = next((earlier for earlier in reversed(before) if earlier.id in places), None)
    at = 0
    if previous is not None:
        at = places[previous.id] + 1
    # A remark belongs to the line above it.
    while at < len(lines) and lines[at].is_plan_remark:
        at += 1
    new = [written(item)]
    if previous is None or _is_apart(previous, item):
        new = [MarkupLine(""), *new, MarkupLine("")]
    lines[at:at] = new


def _text(
    lines: list[MarkupLine],
    items: Sequence[Item],
    subject: LetterContext,
    register: Mapping[str, str],
) -> str:
    """Write the file: a header, the lines with abbreviations written out once, the register."""
    body = "\n".join(str(line) for line in _explained(lines, items))
    body = re.sub(r"\n{3,}", "\n\n", body).strip()
    told = {**register, **{item.id: item.digest for item in items}}
    entries = "".join(f"{name} {mark}\n" for name, mark in told.items())
    header = f"<!-- brief\nsinds {subject.since}\npeildatum {subject.day}\n-->"
    return f"{header}\n\n{body}\n\n<!-- register\n{entries}-->\n"


def _explained(lines: list[MarkupLine], items: Sequence[Item]) -> Iterator[MarkupLine]:
    """Write out each abbreviation in the first sentence of ours that has it."""
    new = {item.id: item for item in items if item.kind is MarkupKind.SENTENCE}
    definitions = Definitions()
    for line in lines:
        item = new.get(line.id)
        # A text of the writer is never changed, but what it explains needs no second time.
        if item is None or line.is_edited:
            definitions.learn(line.text)
            yield line
        else:
            yield written(item, definitions.expanded(item.says))


def _register(text: str) -> dict[str, str]:
    """Read the sentences that earlier versions of the draft had, also those since struck out."""
    match = _REGISTER.search(text)
    if match is None:
        return {}
    return dict(re.findall(r"^[ \t]*(\S+)[ \t]+(\S+)[ \t]*$", match[1], re.MULTILINE))
