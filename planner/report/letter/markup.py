"""The draft as text: one sentence a line, each with a mark behind it that says which it is.

The mark is a comment, so that it shows in git and not in the letter. Its digest is that of the
sentence as the plan made it: a line that no longer has that digest was changed by its writer.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from planner.report.letter.abbreviations import shortened

_MARK = re.compile(
    r"^(?P<body>.*?)\s*<!-- (?P<kind>kop|zin|noot|punt) (?P<id>\S+) (?P<digest>[0-9a-f]{8}) -->\s*$"
)
_NOTE = re.compile(r"^\[\^(?P<label>[^\]\s]+)\]:\s*(?P<text>.*)$")
_REFERENCE = re.compile(r"\[\^([^\]\s]+)\]")
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~^$&!{}@])")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
PLAN_SAYS = "<!-- plan: "
GONE = "<!-- plan: zegt dit niet meer -->"


class MarkupKind(StrEnum):
    """What a marked line is."""

    HEADING = "kop"
    SENTENCE = "zin"
    NOTE = "noot"
    POINT = "punt"


@dataclass(frozen=True, slots=True)
class Item:
    """A line that the plan made: plain text, with where it belongs."""

    kind: MarkupKind
    id: str
    says: str
    section: str = ""
    paragraph: int = 0
    note: str | None = None
    level: int = 2

    @property
    def digest(self) -> str:
        """The digest of what it says."""
        return digest(self.says)


@dataclass(frozen=True, slots=True)
class MarkupLine:
    """A line of a draft as it stands in the file."""

    text: str
    kind: MarkupKind | None = None
    id: str = ""
    digest: str = ""

    @property
    def is_plan_remark(self) -> bool:
        """Whether it is our own remark on a sentence that its writer changed."""
        return self.text.startswith(PLAN_SAYS)

    @property
    def is_edited(self) -> bool:
        """Whether its writer changed it."""
        return self.kind is not None and digest(bare(self.text)) != self.digest

    def __str__(self) -> str:
        if self.kind is None:
            return self.text
        return f"{self.text} <!-- {self.kind.value} {self.id} {self.digest} -->"


def digest(text: str) -> str:
    """Digest a sentence, whatever its spaces and whether its abbreviations are written out."""
    line = shortened(" ".join(text.split()))
    return hashlib.sha256(line.encode()).hexdigest()[:8]


def escaped(text: str) -> str:
    """Write plain text so that Markdown takes it as it is."""
    line = _SPECIAL.sub(r"\\\1", text)
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", re.sub(r"^([-+=:])", r"\\\1", line))


def bare(text: str) -> str:
    """Give what a line says, without the marks of Markdown."""
    line = re.sub(r"^(#+|-)\s+", "", text)
    note = _NOTE.match(line)
    line = _REFERENCE.sub("", note["text"] if note else line)
    return _ESCAPED.sub(r"\1", line).strip()


def without_comments(text: str) -> str:
    """Leave out every comment; one that is not closed runs to the end."""
    return _COMMENT.sub("", text)


def remark(text: str) -> MarkupLine:
    """Remark what the plan now says, harmless inside a comment."""
    harmless = text.replace("--", "‐‐").replace(">", "›")  # noqa: RUF001
    return MarkupLine(f"{PLAN_SAYS}{harmless} -->")


def written(item: Item, says: str | None = None) -> MarkupLine:
    """Write an item as a line, its text possibly with abbreviations written out."""
    text = escaped(item.says if says is None else says)
    if item.kind is MarkupKind.HEADING:
        text = f"{'#' * item.level} {text}"
    elif item.kind is MarkupKind.NOTE:
        text = f"[^{item.id}]: {text}"
    elif item.kind is MarkupKind.POINT:
        text = f"- {text}"
    elif item.note:
        text += f"[^{item.note}]"
    return MarkupLine(text, item.kind, item.id, item.digest)


def read_lines(text: str) -> list[MarkupLine]:
    """Read a draft, comments of more than one line left out."""
    lines = []
    for raw in text.splitlines():
        match = _MARK.match(raw)
        if match is None:
            lines.append(MarkupLine(raw.rstrip()))
        else:
            lines.append(
                MarkupLine(match["body"], MarkupKind(match["kind"]), match["id"], match["digest"])
            )
    return lines
