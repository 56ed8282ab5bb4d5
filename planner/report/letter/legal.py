"""Legal obligations and facts of the register, as sentences of a letter."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from planner.model import Certainty
from planner.report.letter.dutch import is_sentence
from planner.report.letter.dutch import listing
from planner.report.letter.dutch import plain_sentence
from planner.report.letter.dutch import sentence
from planner.report.letter.dutch import to_parliament
from planner.report.letter.grounds import Figure
from planner.report.letter.grounds import FigureKind
from planner.report.letter.grounds import Grounds
from planner.report.letter.grounds import each_once
from planner.report.letter.grounds import evidence_grounds
from planner.report.letter.phrases import phrase
from planner.report.letter.phrases import phrases
from planner.report.letter.statements import Footnote
from planner.report.letter.statements import Role
from planner.report.letter.statements import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.model import Obligation
    from planner.report.letter.context import LetterContext

_MOST_IN_FIRST, _MOST_LATER = 2, 1
"""How many obligations a section tells: a later letter recalls the most urgent one."""

_ORDINALS = (
    *("nulde", "eerste", "tweede", "derde", "vierde", "vijfde"),
    *("zesde", "zevende", "achtste", "negende", "tiende"),
)
_OBLIGED = {"is": "moet", "zijn": "moeten"}
_PAST = {"moet": "moest", "moeten": "moesten"}
_ACT = re.compile(r"\d{4}/\d+")
_DONE = re.compile(
    r"^([^;,]*?) (is|zijn) ((?:uiterlijk|binnen) [^;,]*?) ((?:ge|be|ver|over|her)\w+)(?= en |;|,|$)"
)
_PARAGRAPHS = re.compile(r"(\d+(?:-\d+)?)((?:\(\d+\))(?:-\(\d+\))?)?")


def legal_statements(subject: LetterContext, workstream: str) -> Iterator[Statement]:
    """Say what the law asks of a workstream: what is due first, and at most a few."""
    entries = list(_obligations(subject, workstream))
    entries.sort(key=lambda pair: (pair[1].due is None, str(pair[1].due)))
    most = _MOST_IN_FIRST if subject.previous is None else _MOST_LATER
    statements = (_statement(subject, workstream, name, entry) for name, entry in entries)
    yield from islice(filter(None, statements), most)


def usable(subject: LetterContext, name: str) -> str | None:
    """Give what a fact says, when it can stand in a letter of that day.

    Not usable are an inference, a line without a verb, a line about our own search for sources,
    and a judgement of someone else: how a workstream stands follows from its judgement level.
    """
    fact = subject.plan.facts.get(name)
    if fact is None or fact.origin is Certainty.INFERRED:
        return None
    if fact.source not in subject.plan.sources or subject.is_younger(fact.source):
        return None
    parts = [part.strip() for part in plain_sentence(fact.says).rstrip(".").split(";")]
    kept = [part for part in parts if is_sentence(part) and not _is_private(part)]
    # Later parts can lean on the first one (`dat`, `deze`): without it they do not stand.
    if kept[:1] != parts[:1]:
        return None
    return to_parliament("; ".join(kept))


def article_text(article: str) -> str:
    """Write `63(5)` as `63, vijfde lid,`."""
    line = _PARAGRAPHS.sub(_paragraphs, plain_sentence(article))
    return re.sub(r"^(\d+) tot en met (\d+)", _two, line)


def _paragraphs(match: re.Match[str]) -> str:
    article = match[1].replace("-", " tot en met ")
    numbers = [int(digits) for digits in re.findall(r"\d+", match[2] or "")]
    if not numbers or max(numbers) >= len(_ORDINALS):
        return article
    return f"{article}, {listing(_ORDINALS[number] for number in numbers)} lid,"


def _two(match: re.Match[str]) -> str:
    # Two articles in a row are no range: `14 en 15`, not `14 tot en met 15`.
    if int(match[2]) == int(match[1]) + 1:
        return f"{int(match[1])} en {int(match[2])}"
    return f"{int(match[1])} tot en met {int(match[2])}"


def act_text(act: str) -> str:
    """Name an act by its number, with its short Dutch name behind it."""
    line = plain_sentence(act)
    number = _ACT.search(line)
    if number is None or number[0] not in phrases("acts"):
        return line
    return f"{line} ({phrases('acts')[number[0]]})"


def normative(text: str) -> str:
    """Say that something must be so where a register says that it is: `moet zijn gemeld`."""
    return _DONE.sub(lambda m: f"{m[1]} {_OBLIGED[m[2]]} {m[3]} zijn {m[4]}", text, count=1)


def _obligations(subject: LetterContext, workstream: str) -> Iterator[tuple[str, Obligation]]:
    """Give the obligations to tell under a workstream, unless they were met by the last letter."""
    before = subject.before.activities
    for name, entry in subject.plan.obligations.items():
        was_met = all(before[activity].is_finished for activity in entry.fulfilled_by)
        if not was_met and _told_under(subject, entry) == workstream:
            yield name, entry


def _told_under(subject: LetterContext, entry: Obligation) -> str | None:
    """Choose the one workstream that tells an obligation."""
    activities = filter(None, map(subject.plan.activities.get, entry.fulfilled_by))
    workstreams = [activity.workstream for activity in activities]
    # An obligation can name the bill too, but the work that is done for it says more.
    bill = subject.bill
    own = [name for name in workstreams if bill is None or name != bill.adoption.workstream]
    return next(iter(own or workstreams), None)


def _statement(
    subject: LetterContext, workstream: str, name: str, entry: Obligation
) -> Statement | None:
    """Say what an obligation asks; None when none of its facts can stand in a letter."""
    texts = filter(None, (usable(subject, fact) for fact in entry.fact))
    text = normative(next(texts, ""))
    if not text:
        return None
    figures: tuple[Figure, ...] = ()
    if entry.due:
        figures = (Figure(FigureKind.DUE, entry.due),)
    if entry.due and entry.due < subject.day:
        text = re.sub(r"\bmoet(en)?\b", lambda match: _PAST[match[0]], text, count=1)
    facts = filter(None, map(subject.plan.facts.get, entry.fact))
    grounds = Grounds(
        activities=entry.fulfilled_by,
        obligations=(name,),
        sources=each_once((entry.source, *(fact.source for fact in facts))),
        facts=entry.fact,
        figures=figures,
        weight=evidence_grounds(entry, subject.plan).weight,
    )
    identifier = f"{workstream}.legal.{name}"
    note = _footnote(name, entry)
    return Statement(identifier, workstream, Role.LEGAL, sentence(text), grounds, note)


def _footnote(name: str, entry: Obligation) -> Footnote | None:
    if not entry.act:
        return None
    act = act_text(entry.act)
    if not entry.article:
        return Footnote(name, phrase("footnote.act", act=act))
    article = article_text(entry.article)
    # `vierde en vijfde lid` is still one article.
    has_several = re.search(r"\d\D* en \D*\d|tot en met", re.sub(r"\w+ lid", "", article))
    key = "footnote.articles" if has_several else "footnote.article"
    return Footnote(name, phrase(key, article=article, act=act))


def _is_private(text: str) -> bool:
    """Tell whether a line judges, or speaks of our own search."""
    lexicon = phrases("lexicon")
    marks = f"{lexicon['judging']}|{lexicon['private']}"
    return re.search(rf"\b(?:{marks})\b", text.casefold()) is not None or " - " in text
