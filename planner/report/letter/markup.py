"""The draft as text: one sentence a line, each with a mark behind it that names the sentence.

The mark is a comment: it shows in git and not in the letter. It has the digest of the sentence as
the plan made it, so that a line with another digest was changed by its writer.
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
    """The kinds of marked lines, as the marks name them."""

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
        """The digest of its text."""
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
    """Digest a sentence without regard to spaces and abbreviations written out."""
    # Which sentence writes an abbreviation out changes when one is added above it.
    line = shortened(" ".join(text.split()))
    return hashlib.sha256(line.encode()).hexdigest()[:8]


def escaped(text: str) -> str:
    """Write plain text so that Markdown takes it as it is."""
    line = _SPECIAL.sub(r"\\\1", text)
    # At the start of a line these make a list, a heading or a definition.
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", re.sub(r"^([-+=:])", r"\\\1", line))


def bare(text: str) -> str:
    """Give what a line says, without the marks of Markdown."""
    line = _NOTE.sub(r"\g<text>", re.sub(r"^(#+|-)\s+", "", text))
    line = _REFERENCE.sub("", line)
    return _ESCAPED.sub(r"\1", line).strip()


def without_comments(text: str) -> str:
    """Leave out every comment; one that is not closed runs to the end."""
    return _COMMENT.sub("", text)


def remark(text: str) -> MarkupLine:
    """Remark what the plan now says."""
    # Two hyphens or a bracket would end the comment.
    harmless = text.replace("--", "‐‐").replace(">", "›")  # noqa: RUF001
    return MarkupLine(f"{PLAN_SAYS}{harmless} -->")


def written(item: Item, says: str | None = None) -> MarkupLine:
    """Write an item as a line, its text possibly with abbreviations written out."""
    text = escaped(says or item.says)
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
    """Read the lines of a draft, each with its mark."""
    return list(map(_read_line, text.splitlines()))


def _read_line(line: str) -> MarkupLine:
    match = _MARK.match(line)
    if match is None:
        return MarkupLine(line.rstrip())
    return MarkupLine(match["body"], MarkupKind(match["kind"]), match["id"], match["digest"])
