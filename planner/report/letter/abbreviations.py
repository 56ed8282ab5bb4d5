"""Abbreviations: written out at their first use, and only then."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from planner.report.letter.dutch import capitalised
from planner.report.letter.phrases import phrases
from planner.report.letter.phrases import words

if TYPE_CHECKING:
    from collections.abc import Iterable

_CAPITALS = re.compile(r"\b(?:[A-Z]{2,}[A-Za-z]*|[A-Z][a-z]*[A-Z]\w*)\b")


class Definitions:
    """The abbreviations that a letter has explained so far."""

    def __init__(self) -> None:
        self._known: set[str] = set()

    def expanded(self, text: str) -> str:
        """Write out each abbreviation that is used here for the first time."""
        for short, pattern in _patterns():
            if _base(short) in self._known or self._note(short, text):
                continue
            match = pattern.search(text)
            if match is not None:
                self._known.add(_base(short))
                text = text[: match.start()] + _full(short) + text[match.end() :]
        # A full name can begin with a small letter, where the abbreviation began the sentence.
        return capitalised(text)

    def learn(self, text: str) -> None:
        """Remember the abbreviations that a sentence of the writer explains."""
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
    """Find the abbreviations that a letter uses and has not explained by then."""
    explained = set(words("known"))
    unknown: dict[str, None] = {}
    for text in sentences:
        for name in re.findall(r"\(([^()]*)\)", text):
            # `(AC) Schiphol` and `(IV-systemen)` explain their parts too.
            explained.update((name, *re.split(r"[ -]", name)))
        for short in _CAPITALS.findall(text):
            if short not in explained:
                unknown[short] = None
    return list(unknown)


def _full(short: str) -> str:
    return phrases("abbreviations")[short]


def _base(short: str) -> str:
    """Give singular and plural of one abbreviation the same name."""
    return re.sub(r"-systee?m(en)?$", "-systeem", short)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    # Inside a compound (`IND-medewerker`) or brackets an abbreviation is not written out.
    return tuple(
        (short, re.compile(rf"(?<![\w(-]){re.escape(short)}(?![\w-])"))
        for short in phrases("abbreviations")
    )
