"""Abbreviations: written out at their first use, and only then."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from planner.report.letter.dutch import capitalised
from planner.report.letter.phrases import phrases

if TYPE_CHECKING:
    from collections.abc import Iterable

_CAPITALS = re.compile(r"\b(?:[A-Z]{2,}[A-Za-z]*|[A-Z][a-z]*[A-Z]\w*)\b")


class Definitions:
    """Which abbreviations a letter has explained so far."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def expanded(self, text: str) -> str:
        """Write out what is used here for the first time."""
        for short, pattern in _patterns():
            if _base(short) in self._known or self._note(short, text):
                continue
            found = pattern.search(text)
            if found is not None:
                self._known.add(_base(short))
                text = text[: found.start()] + _full(short) + text[found.end() :]
        return capitalised(text)

    def learned(self, text: str) -> None:
        """Remember what someone else's sentence explains."""
        for short, _ in _patterns():
            self._note(short, text)

    def _note(self, short: str, text: str) -> bool:
        is_told = _full(short) in text or f"({short})" in text
        if is_told:
            self._known.add(_base(short))
        return is_told


def shortened(text: str) -> str:
    """Undo the writing out, so that two drafts can be compared sentence by sentence."""
    for short, _ in _patterns():
        text = text.replace(_full(short), short).replace(capitalised(_full(short)), short)
    return text


def unexplained(sentences: Iterable[str]) -> list[str]:
    """Find the abbreviations that a letter uses without ever having explained them."""
    explained = set(words_known())
    found: dict[str, None] = {}
    for text in sentences:
        explained.update(re.findall(r"\(([^()]*)\)", text))
        explained.update(part for name in list(explained) for part in re.split(r"[ -]", name))
        for match in _CAPITALS.findall(text):
            if match not in explained:
                found[match] = None
    return list(found)


def words_known() -> tuple[str, ...]:
    """Give the capitals that need no explanation."""
    return tuple(str(phrases("known")["words"]).split())


def _full(short: str) -> str:
    return str(phrases("abbreviations")[short])


def _base(short: str) -> str:
    """The two numbers of one abbreviation are one."""
    return re.sub(r"-systee?m(en)?$", "-systeem", short)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (short, re.compile(rf"(?<![\w(-]){re.escape(short)}(?![\w-])"))
        for short in phrases("abbreviations")
    )


__all__ = ["Definitions", "shortened", "unexplained"]
