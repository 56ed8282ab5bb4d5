"""Dutch around the words of a plan: articles, plurals, lists, and months instead of days."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.i18n import DEFAULT_LOCALE
from planner.i18n import EnumTexts
from planner.model import Judgement
from planner.report.letter.phrases import phrases
from planner.report.letter.phrases import words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from datetime import date

LONGEST = 400
"""Characters that a text of the plan may bring into a sentence."""

JUDGEMENT_TEXT = EnumTexts("judgement-level", Judgement)
_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})
"""Unicode categories of characters that a reader does not see."""


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A title of the plan with its article, to be used inside a sentence."""

    text: str
    is_plural: bool = False

    @property
    def verbs(self) -> Mapping[str, str]:
        """The forms of the verbs that go with it."""
        return phrases("plural" if self.is_plural else "singular")


def plain_sentence(text: str) -> str:
    """Make one line of a text that a person wrote, without hidden characters."""
    line = " ".join("".join(filter(_is_visible, text)).split())
    if len(line) <= LONGEST:
        return line
    return line[: LONGEST - 1].rstrip() + "…"


def capitalised(text: str) -> str:
    """Give the first letter its capital."""
    if text[:2] == "ij":
        return "IJ" + text[2:]  # Dutch counts `ij` as one letter: `IJsland`
    return text[:1].upper() + text[1:]


def lowered(text: str) -> str:
    """Take the capital off the first word, unless that word always has it."""
    first = text.split(" ", 1)[0]
    # A second capital marks an abbreviation (`IV-systemen`); behind a hyphen it marks a name only.
    rest = first.partition("-")[0][1:]
    if rest != rest.lower() or first.strip(",.;:").casefold() in words("proper"):
        return text
    return text[:1].lower() + text[1:]


def noun_phrase(title: str) -> NounPhrase:
    """Put the article before a title: `Bouw nieuw systeem` is `de bouw van het nieuwe systeem`."""
    line = lowered(plain_sentence(title).rstrip("."))
    return _with_article(line.split(" "))


def named(title: str) -> str:
    """Give a title as a noun phrase, as the Kamer is addressed."""
    return to_parliament(noun_phrase(title).text)


def heading(title: str) -> str:
    """Give the title of a workstream as a heading, without the explanation in brackets."""
    return plain_sentence(title).partition(" (")[0]


def sentence(text: str) -> str:
    """Make a sentence of a clause: a capital in front, a full stop behind."""
    line = capitalised(plain_sentence(text))
    if line.endswith((".", "?", "!", "…")):
        return line
    return f"{line}."


def listing(parts: Iterable[str]) -> str:
    """Sum up: `a`, `a en b`, `a, b en c`."""
    *first, last = list(parts) or [""]
    if not first:
        return last
    return f"{', '.join(first)} en {last}"


def together(parts: Iterable[str]) -> str:
    """Sum up phrases and say a common beginning once: `het ontwerp van a, b en c`."""
    items = list(parts)
    if len(items) > 1 and " en " in "|".join(items):
        # `a en b en c` does not show where an item ends: the comma does.
        return f"{', '.join(items[:-1])}, en {items[-1]}"
    for joint in (" van ", " voor "):
        split = [item.partition(joint) for item in items]
        beginnings = {head + separator for head, separator, _ in split}
        if len(items) > 1 and len(beginnings) == 1 and joint in items[0]:
            return beginnings.pop() + listing(rest for _, _, rest in split)
    return listing(items)


def month(day: date) -> str:
    """Write a day as its month: `september 2025`."""
    return f"{DEFAULT_LOCALE.month(day.month)} {day.year}"


def judgement_text(judgement: Judgement) -> str:
    """Say a judgement in the words of the letter."""
    if judgement is Judgement.NOT_ACHIEVABLE:
        # The text of this level has a place for a condition; here there is none to name.
        return DEFAULT_LOCALE.say("judgement-level.not-achievable-bare")
    return DEFAULT_LOCALE.say(JUDGEMENT_TEXT[judgement])


def to_parliament(text: str) -> str:
    """Address the Kamer as a letter to it does, and give a name its article."""
    for short, full in phrases("names").items():
        text = text.replace(short, full)
    for name, article in phrases("articles").items():
        bare = rf"(?<!{article} )(?<!{article.capitalize()} )\b{re.escape(name)}\b"
        text = re.sub(bare, f"{article} {name}", text)
    # The long name contains the short one and goes first.
    for name in ("de Tweede Kamer der Staten-Generaal", "de Tweede Kamer"):
        text = text.replace(name, "uw Kamer").replace(capitalised(name), "Uw Kamer")
    return text


def is_sentence(text: str) -> bool:
    """Tell whether a line of a register has a finite verb, and so can stand in a letter."""
    said = {word.strip(",.;:").casefold() for word in text.split()}
    if not said.isdisjoint(words("finite")):
        return True
    # `verwacht` is a participle in a heading and a verb behind a subject.
    has_subject = text.startswith(("De ", "Het ", "Een ", "Nederland "))
    return has_subject and not said.isdisjoint(words("expecting"))


def _is_visible(character: str) -> bool:
    # A line break has a hidden category too, but must leave a space between two words.
    return character.isspace() or unicodedata.category(character) not in _HIDDEN


def _with_article(title: list[str]) -> NounPhrase:
    """Put the article before the first noun, and before the object of a noun of doing."""
    inflected = phrases("adjectives")
    adjectives: list[str] = []
    rest = list(title)
    while len(rest) > 1 and rest[0].casefold() in inflected:
        adjectives.append(inflected[rest.pop(0).casefold()])
    head, *tail = rest
    noun = head.strip(",").casefold()
    is_plural = noun.endswith(words("plural"))
    line = " ".join(filter(None, [_article(noun, is_plural=is_plural), *adjectives, head]))
    return NounPhrase(line + _completed(noun, tail), is_plural=is_plural or tail[:1] == ["en"])


def _article(noun: str, *, is_plural: bool) -> str:
    """Give the article of a noun; a name has none."""
    if noun in words("bare") or noun[-1:].isdecimal():
        return ""
    # A compound takes the article of its last part, and every plural takes `de`.
    if noun.endswith(words("het")) and not is_plural:
        return "het"
    return "de"


def _completed(noun: str, tail: list[str]) -> str:
    """Write the words behind the noun, with `van` or `voor` where the title left it out."""
    if not tail:
        return ""
    first = tail[0].strip(",").casefold()
    if first == "en" and len(tail) > 1:
        return f" en {_with_article(tail[1:]).text}"
    is_joined = first in words("joints") or not re.match(r"\w", tail[0])
    if not is_joined and noun.endswith(words("of")):
        return f" van {_with_article(tail).text}"
    if not is_joined and noun.endswith(words("for")):
        return f" voor {_with_article(tail).text}"
    return " " + " ".join(tail)
