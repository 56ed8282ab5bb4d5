"""The draft of a letter: made from the plan, edited by people, made again without losing them."""

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
from planner.report.letter.statements import OPENING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from planner.report.letter.context import LetterContext
    from planner.report.letter.statements import LetterContent

_HEADER = re.compile(r"\A<!-- brief\n.*?-->\n*", re.DOTALL)
_REGISTER = re.compile(r"\n*<!-- register\n(.*?)-->\s*\Z", re.DOTALL)


class Move(StrEnum):
    """What making a draft again did to a sentence."""

    ADDED = "added"
    UPDATED = "updated"
    DROPPED = "dropped"
    DIFFERS = "differs"
    GONE = "gone"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True)
class DraftChange:
    """A sentence for which the plan says something else than the draft did.

    Attributes:
        was: What the draft says or said.
        says: What the plan says now; empty when it says nothing any more.
    """

    move: Move
    id: str
    was: str
    says: str


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """A draft as text, and what changed since the text that was there."""

    text: str
    changes: tuple[DraftChange, ...] = ()


def make_draft(
    content: LetterContent, subject: LetterContext, existing: str | None = None
) -> LetterDraft:
    """Write the draft; with an existing one keep what its writer did and show what now differs."""
    items = list(_items(content, subject))
    if existing is None:
        lines = list(_fresh(items))
        return LetterDraft(_text(lines, items, subject, {}))
    register = _register(existing)
    body = _REGISTER.sub("", _HEADER.sub("", existing))
    lines, changes = _again(read_lines(body), items, register)
    return LetterDraft(_text(lines, items, subject, register), tuple(changes))


def title_of(subject: LetterContext) -> str:
    """Give the title of the letter."""
    if subject.letter and subject.letter.title:
        return plain_sentence(subject.letter.title)
    name = plain_sentence(subject.plan.programme.programme)
    return phrase("metadata.default-title", programme=name[:1].lower() + name[1:])


def _items(content: LetterContent, subject: LetterContext) -> Iterator[Item]:
    yield Item(MarkupKind.HEADING, "titel", title_of(subject), level=1)
    for section in content.sections:
        if section.title is not None:
            yield Item(MarkupKind.HEADING, section.id, plain_sentence(section.title), section.id)
        for found in section.statements:
            note = found.footnote.label if found.footnote else None
            yield Item(MarkupKind.SENTENCE, found.id, found.says, section.id, found.place, note)
    for number, signatory in enumerate(subject.signed_by):
        office = f"{plain_sentence(signatory.office)},"
        yield Item(MarkupKind.SENTENCE, f"ondertekening.{number}", office, f"sign{number}")
        if signatory.name:
            name = plain_sentence(signatory.name)
            yield Item(MarkupKind.SENTENCE, f"naam.{number}", name, f"sign{number}", 1)
    annexes = subject.letter.annexes if subject.letter else ()
    if annexes:
        title = phrase("closing.annexes" if len(annexes) > 1 else "closing.annex")
        yield Item(MarkupKind.HEADING, "bijlagen", title, "bijlagen")
    for number, annex in enumerate(annexes):
        yield Item(MarkupKind.POINT, f"bijlage.{number}", plain_sentence(annex.title), "bijlagen")
    for label, says in content.footnotes.items():
        yield Item(MarkupKind.NOTE, label, says, f"noot-{label}")


def _fresh(items: Sequence[Item]) -> Iterator[MarkupLine]:
    before: Item | None = None
    for item in items:
        if before is not None and _is_apart(before, item):
            yield MarkupLine("")
        yield written(item)
        before = item


def _is_apart(before: Item, item: Item) -> bool:
    """Whether an empty line stands between two items."""
    headings = MarkupKind.HEADING in {before.kind, item.kind}
    return headings or (before.section, before.paragraph) != (item.section, item.paragraph)


def _again(
    lines: list[MarkupLine], items: list[Item], register: Mapping[str, str]
) -> tuple[list[MarkupLine], list[DraftChange]]:
    new = {item.id: item for item in items}
    kept: list[MarkupLine] = []
    changes: list[DraftChange] = []
    skip_remark = False
    for line in lines:
        if line.is_plan_remark and skip_remark:
            continue
        skip_remark = False
        if line.kind is None:
            kept.append(line)
            continue
        found, change = _settled(line, new.get(line.id))
        skip_remark = change is not None
        kept.extend(found)
        if change is not None:
            changes.append(change)
    present = {line.id for line in kept if line.kind}
    for number, item in enumerate(items):
        if item.id in present:
            continue
        if item.id in register and not any(c.id == item.id for c in changes):
            if register[item.id] != item.digest:
                changes.append(DraftChange(Move.STRUCK, item.id, "", item.says))
            continue
        _insert(kept, items[:number], item)
        present.add(item.id)
        changes.append(DraftChange(Move.ADDED, item.id, "", item.says))
    return kept, changes


def _settled(line: MarkupLine, item: Item | None) -> tuple[list[MarkupLine], DraftChange | None]:
    """Settle one marked line against what the plan now says."""
    was = bare(line.text)
    if item is None:
        if not line.is_edited:
            return [], DraftChange(Move.DROPPED, line.id, was, "")
        return [line, MarkupLine(GONE)], DraftChange(Move.GONE, line.id, was, "")
    if not line.is_edited:
        change = DraftChange(Move.UPDATED, item.id, was, item.says)
        return [written(item)], change if item.digest != line.digest else None
    if item.digest == line.digest:
        return [line], None
    told = MarkupLine(line.text, line.kind, line.id, item.digest)
    return [told, remark(item.says)], DraftChange(Move.DIFFERS, item.id, was, item.says)


def _insert(lines: list[MarkupLine], before: Sequence[Item], item: Item) -> None:
    """Put a new line behind the last one that goes before it in the letter."""
    places = {line.id: number for number, line in enumerate(lines) if line.kind}
    previous = next((found for found in reversed(before) if found.id in places), None)
    at = places[previous.id] + 1 if previous else 0
    while at < len(lines) and lines[at].is_plan_remark:
        at += 1
    apart = previous is None or _is_apart(previous, item)
    new = [MarkupLine(""), written(item), MarkupLine("")] if apart else [written(item)]
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
    new = {item.id: item for item in items}
    definitions = Definitions()
    for line in lines:
        item = new.get(line.id)
        if item is None or item.kind is not MarkupKind.SENTENCE or line.is_edited:
            definitions.learned(line.text)
            yield line
        elif item.section == OPENING or item.section:
            yield written(item, definitions.expanded(item.says))
        else:
            yield line


def _register(text: str) -> dict[str, str]:
    """The sentences that earlier versions of the draft had, also those since struck out."""
    match = _REGISTER.search(text)
    pairs = (line.split() for line in match[1].splitlines()) if match else ()
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}  # noqa: PLR2004
