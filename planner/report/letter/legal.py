"""Legal obligations and facts of the register, as sentences of a letter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.model import Certainty
from planner.report.letter.bill import bill_of
from planner.report.letter.dutch import is_sentence
from planner.report.letter.dutch import listing
from planner.report.letter.dutch import noun_phrase
from planner.report.letter.dutch import plain_sentence
from planner.report.letter.dutch import sentence
from planner.report.letter.grounds import Grounds
from planner.report.letter.grounds import weight_of
from planner.report.letter.phrases import phrase
from planner.report.letter.phrases import phrases
from planner.report.letter.statements import Footnote
from planner.report.letter.statements import Role
from planner.report.letter.statements import Statement
from planner.report.letter.statements import to_parliament

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.model import Obligation
    from planner.report.letter.context import LetterContext

MOST_OBLIGATIONS = 2
"""In a first letter; a later one recalls the first of them."""

_ORDINALS = (
    "nulde",
    "eerste",
    "tweede",
    "derde",
    "vierde",
    "vijfde",
    "zesde",
    "zevende",
    "achtste",
    "negende",
    "tiende",
)
_ACT = re.compile(r"\d{4}/\d+")
_DONE = re.compile(
    r"^([^;,]*?) (is|zijn) ((?:uiterlijk|binnen) [^;,]*?) ((?:ge|be|ver|over|her)\w+)(?= en |;|,|$)"
)
_PARAGRAPHS = re.compile(r"(\d+(?:-\d+)?)((?:\(\d+\))(?:-\(\d+\))?)?")


def legal_statements(subject: LetterContext, workstream: str) -> Iterator[Statement]:
    """Say what the law asks of a workstream: what is due first, and at most a few."""
    found = [
        (name, entry)
        for name, entry in subject.plan.obligations.items()
        if _belongs(subject, entry, workstream) and not _met_before(subject, entry)
    ]
    found.sort(key=lambda pair: (pair[1].due is None, str(pair[1].due)))
    said = 0
    for name, entry in found:
        text = _wording(subject, entry)
        if text is None:
            continue
        yield _statement(subject, workstream, name, entry, text)
        said += 1
        if said == (MOST_OBLIGATIONS if subject.previous is None else 1):
            return


def usable(subject: LetterContext, name: str) -> str | None:
    """Give what a fact says when it can stand in a letter of that day.

    What was inferred, a line without a verb, a line about our own search for sources, and a
    judgement of someone else cannot: how a workstream stands is for the ladder to say.
    """
    fact = subject.plan.facts.get(name)
    source = subject.plan.sources.get(fact.source) if fact else None
    if fact is None or source is None or (source.date and source.date > subject.day):
        return None
    if fact.origin is Certainty.INFERRED:
        return None
    parts = [part.strip() for part in plain_sentence(fact.says).rstrip(".").split(";")]
    kept = [part for part in parts if is_sentence(part) and not _is_private(part)]
    if not kept or kept[0] != parts[0]:
        return None
    return to_parliament("; ".join(kept))


def article_text(article: str) -> str:
    """Write `63(5)` as `63, vijfde lid`."""

    def written(match: re.Match[str]) -> str:
        number = match[1].replace("-", " tot en met ") if "-" in match[1] else match[1]
        numbers = [int(found) for found in re.findall(r"\((\d+)\)", match[2] or "")]
        if not numbers or max(numbers) >= len(_ORDINALS):
            return number
        return f"{number}, {listing(_ORDINALS[n] for n in numbers)} lid,"

    line = _PARAGRAPHS.sub(written, plain_sentence(article))
    return re.sub(r"^(\d+) tot en met (\d+)", _two, line)


def _two(match: re.Match[str]) -> str:
    first, last = int(match[1]), int(match[2])
    return f"{first} {'en' if last == first + 1 else 'tot en met'} {last}"


def act_text(act: str) -> str:
    """Name an act by its short Dutch name, with its number behind it."""
    line = plain_sentence(act)
    number = _ACT.search(line)
    short = phrases("acts").get(number[0]) if number else None
    return f"{line} ({short})" if short else line


def _wording(subject: LetterContext, entry: Obligation) -> str | None:
    for name in entry.fact:
        text = usable(subject, name)
        if text is not None:
            said = normative(text)
            if entry.due and entry.due < subject.day:
                said = re.sub(
                    r"\bmoet(en)?\b", lambda m: "moesten" if m[1] else "moest", said, count=1
                )
            return sentence(said)
    return None


def normative(text: str) -> str:
    """Say that something must be so where a register says that it is: `moet zijn gemeld`."""
    return _DONE.sub(
        lambda m: f"{m[1]} {'moeten' if m[2] == 'zijn' else 'moet'} {m[3]} zijn {m[4]}",
        text,
        count=1,
    )


def _statement(
    subject: LetterContext, workstream: str, name: str, entry: Obligation, text: str
) -> Statement:
    figures = (("due", entry.due),) if entry.due else ()
    sources = tuple(dict.fromkeys([*filter(None, [entry.source]), *_sources(subject, entry.fact)]))
    grounds = Grounds(
        activities=entry.fulfilled_by,
        obligations=(name,),
        sources=sources,
        facts=entry.fact,
        figures=figures,
        weight=weight_of(entry, subject.plan),
    )
    note = _footnote(name, entry)
    return Statement(f"{workstream}.legal.{name}", workstream, Role.LEGAL, text, grounds, note)


def _footnote(name: str, entry: Obligation) -> Footnote | None:
    if not entry.act:
        return None
    act = act_text(entry.act)
    if not entry.article:
        return Footnote(name, phrase("footnote.act", act=act))
    article = article_text(entry.article)
    several = bool(re.search(r"\d\D* en \D*\d|tot en met", re.sub(r"\w+ lid", "", article)))
    key = "footnote.articles" if several else "footnote.article"
    return Footnote(name, phrase(key, article=article, act=act))


def _sources(subject: LetterContext, facts: tuple[str, ...]) -> list[str]:
    found = (subject.plan.facts.get(name) for name in facts)
    return [fact.source for fact in found if fact]


def _belongs(subject: LetterContext, entry: Obligation, workstream: str) -> bool:
    """An obligation is told once: under the first workstream that does more than pass the bill."""
    found = [
        activity.workstream
        for activity in map(subject.plan.activities.get, entry.fulfilled_by)
        if activity is not None
    ]
    bill = bill_of(subject)
    own = [name for name in found if bill is None or name != bill.adoption.workstream]
    return (own or found)[:1] == [workstream]


def _met_before(subject: LetterContext, entry: Obligation) -> bool:
    """What was met before the previous letter is not told again."""
    rows = subject.before.activities
    return all(rows[name].is_finished for name in entry.fulfilled_by)


def _is_private(text: str) -> bool:
    """Whether a line judges, or speaks of our own search."""
    lexicon = phrases("lexicon")
    marks = f"{lexicon['judging']}|{lexicon['private']}"
    return re.search(rf"\b(?:{marks})\b", text.casefold()) is not None or " - " in text


def named(title: str) -> str:
    """Give a title as a noun phrase, as the Kamer is addressed."""
    return to_parliament(noun_phrase(title).text)
