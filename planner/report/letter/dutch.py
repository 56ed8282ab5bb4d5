"""Dutch around the words of a plan: articles, plurals, lists, and time without false precision."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from planner.i18n import DEFAULT_LOCALE
from planner.report.letter.phrases import phrases
from planner.report.letter.phrases import words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

LONGEST = 400
"""Characters that a text of the plan may bring into a sentence."""

_HIDDEN = {"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A title of the plan with its article, to be used inside a sentence."""

    text: str
    is_plural: bool = False

    @property
    def opening(self) -> str:
        """The same at the start of a sentence."""
        return capitalised(self.text)


def plain_sentence(text: str, longest: int = LONGEST) -> str:
    """Make one line of what a person wrote, without signs that steer a screen or a document."""
    seen = "".join(
        " " if c.isspace() else "" if unicodedata.category(c) in _HIDDEN else c for c in text
    )
    line = " ".join(seen.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def capitalised(text: str) -> str:
    """Give the first letter its capital, and both letters of `ij` theirs."""
    if text[:2] == "ij":
        return "IJ" + text[2:]
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """Take the capital off the first word, unless that word always has it."""
    first = text.split(" ", 1)[0]
    bare = first.strip(",.;:").casefold()
    if any(c.isupper() for c in first.partition("-")[0][1:]) or bare in words("proper"):
        return text
    return text[:1].lower() + text[1:]


def noun_phrase(title: str) -> NounPhrase:
    """Put the article before a title: `Bouw nieuw systeem` is `de bouw van het nieuwe systeem`."""
    line = lowered(plain_sentence(title).rstrip("."))
    return _with_article(line.split(" "))


def sentence(text: str) -> str:
    """Make a sentence of a clause: a capital in front, a full stop behind."""
    line = capitalised(plain_sentence(text))
    return line if line.endswith((".", "?", "!", "…")) else f"{line}."


def listing(parts: Iterable[str]) -> str:
    """Sum up: `a`, `a en b`, `a, b en c`."""
    found = list(parts)
    if len(found) < 2:  # noqa: PLR2004
        return "".join(found)
    return f"{', '.join(found[:-1])} en {found[-1]}"


def together(parts: Iterable[str]) -> str:
    """Sum up phrases that begin alike with that beginning once: `het ontwerp van a, b en c`."""
    found = list(parts)
    if len(found) > 1 and any(" en " in part for part in found):
        return f"{', '.join(found[:-1])}, en {found[-1]}"
    for joint in (" van ", " voor "):
        heads = {part.partition(joint)[0] for part in found if joint in part}
        if len(found) > 1 and len(heads) == 1 and all(joint in part for part in found):
            head = heads.pop()
            return f"{head}{joint}{listing(part.partition(joint)[2] for part in found)}"
    return listing(found)


def month(day: date) -> str:
    """Write a coming or past day as its month: `september 2025`."""
    return f"{DEFAULT_LOCALE.month(day.month)} {day.year}"


def organisation(identifier: str, names: dict[str, str], *, plural_we: bool = False) -> str:
    """Call an organisation as running text does."""
    if identifier == "AenM":
        return "ons ministerie" if plural_we else "mijn ministerie"
    return phrases("organisations").get(identifier) or plain_sentence(
        names.get(identifier, identifier)
    )


def is_sentence(text: str) -> bool:
    """Whether a line of a register has a finite verb, and so can stand in a letter."""
    found = {word.strip(",.;:").casefold() for word in text.split()}
    has_subject = text.startswith(("De ", "Het ", "Een ", "Nederland "))
    return bool(found & _finite()) or (has_subject and bool(found & set(words("expecting"))))


@cache
def _finite() -> frozenset[str]:
    return frozenset(words("finite"))


@cache
def _adjectives() -> dict[str, str]:
    return dict(pair.split(":") for pair in words("adjectives"))


def _with_article(found: list[str]) -> NounPhrase:
    """Put the article before the first noun, and do the same behind a noun of doing."""
    adjectives: list[str] = []
    rest = list(found)
    while len(rest) > 1 and rest[0].casefold() in _adjectives():
        adjectives.append(_adjectives()[rest.pop(0).casefold()])
    head, *tail = rest
    noun = head.strip(",").casefold()
    plural = noun.endswith(words("plural"))
    both = bool(tail) and tail[0] == "en"
    article = "de" if plural or not noun.endswith(words("het")) else "het"
    if _takes_none(noun):
        article = ""
    line = " ".join(filter(None, [article, *adjectives, head]))
    return NounPhrase(line + _completed(noun, tail), is_plural=plural or both)


def _takes_none(noun: str) -> bool:
    """Whether a name needs no article."""
    return noun in words("bare") or noun.endswith(tuple("0123456789"))


def _completed(noun: str, tail: list[str]) -> str:
    """Write the words behind the noun, with `van` or `voor` where the title left it out."""
    if not tail:
        return ""
    first = tail[0].strip(",").casefold()
    if first == "en" and len(tail) > 1:
        return f" en {_with_article(tail[1:]).text}"
    is_joined = first in words("joints") or not re.match(r"[\w(]", tail[0])
    if is_joined or first.startswith("("):
        return " " + " ".join(tail)
    for joint in ("of", "for"):
        if noun.endswith(words(joint)):
            return f" {'van' if joint == 'of' else 'voor'} {_with_article(tail).text}"
    return " " + " ".join(tail)
