"""What the writer of a letter must look at before it goes out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.analysis.reporting.due_dates import DueState
from planner.analysis.reporting.due_dates import commitments
from planner.analysis.reporting.due_dates import obligations
from planner.analysis.reporting.judgement_levels import judgements
from planner.i18n import EnumTexts
from planner.model import Judgement
from planner.report.letter.abbreviations import unexplained
from planner.report.letter.draft import TITLE
from planner.report.letter.dutch import judgement_text
from planner.report.letter.dutch import plain_sentence
from planner.report.letter.grounds import FIGURE_TEXT
from planner.report.letter.grounds import FigureKind
from planner.report.letter.grounds import Weight
from planner.report.letter.markup import MarkupKind
from planner.report.letter.markup import bare
from planner.report.letter.markup import read_lines
from planner.report.letter.markup import without_comments
from planner.report.letter.sheets import shown
from planner.report.letter.statements import CONDITIONS
from planner.report.letter.statements import OPENING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping

    from planner.analysis.reporting.due_dates import DueStanding
    from planner.i18n import Locale
    from planner.model import SentStatement
    from planner.report.letter.context import LetterContext
    from planner.report.letter.draft import DraftChange
    from planner.report.letter.statements import LetterContent
    from planner.report.letter.statements import Statement


class FlagKind(StrEnum):
    """The kinds of things to look at."""

    VANISHED = "vanished"
    JUDGED_OTHERWISE = "judged-otherwise"
    OBLIGATION_PASSED = "obligation-passed"
    OBLIGATION_COMING = "obligation-coming"
    OBLIGATION_MET_LATE = "obligation-met-late"
    COMMITMENT_PASSED = "commitment-passed"
    COMMITMENT_COMING = "commitment-coming"
    COMMITMENT_MET_LATE = "commitment-met-late"
    CHANGED = "changed"
    WITHHELD = "withheld"
    ASSUMED = "assumed"
    SECONDARY = "secondary"
    OPEN_POINT = "open-point"
    TOO_STRONG = "too-strong"
    ABBREVIATION = "abbreviation"
    DRAFT_ADDED = "draft-added"
    DRAFT_UPDATED = "draft-updated"
    DRAFT_DROPPED = "draft-dropped"
    DRAFT_DIFFERS = "draft-differs"
    DRAFT_GONE = "draft-gone"
    DRAFT_STRUCK = "draft-struck"


_FLAG_TEXT = EnumTexts("letter.flag", FlagKind)
_WEAK = {Weight.ASSUMED: FlagKind.ASSUMED, Weight.SECONDARY: FlagKind.SECONDARY}
_OBLIGATION = {
    DueState.OVERDUE: FlagKind.OBLIGATION_PASSED,
    DueState.LATE: FlagKind.OBLIGATION_COMING,
    DueState.MET_LATE: FlagKind.OBLIGATION_MET_LATE,
}
_COMMITMENT = {
    DueState.OVERDUE: FlagKind.COMMITMENT_PASSED,
    DueState.LATE: FlagKind.COMMITMENT_COMING,
    DueState.MET_LATE: FlagKind.COMMITMENT_MET_LATE,
}
_COMPARED = frozenset({FigureKind.FORECAST, FigureKind.DUE, FigureKind.TARGET, FigureKind.NUMBER})


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to look at.

    Attributes:
        about: The sentence, register entry or activity that it is about.
        details: The words to fill in its text.
        figure: The kind of figure that changed.
        blocks: Whether no document may be made before it is mended.
    """

    kind: FlagKind
    about: str
    details: Mapping[str, str]
    figure: FigureKind | None = None
    blocks: bool = False

    def message(self, locale: Locale) -> str:
        """Word it for the writer."""
        figure = locale.say(FIGURE_TEXT[self.figure]) if self.figure else ""
        return locale.say(_FLAG_TEXT[self.kind], about=self.about, figure=figure, **self.details)


def letter_flags(
    subject: LetterContext, content: LetterContent, earlier: LetterContent | None
) -> Iterator[Flag]:
    """Find what the facts themselves give cause to look at."""
    yield from _vanished(subject, content)
    yield from _judged_otherwise(subject)
    yield from _due(subject, obligations(subject.now), _OBLIGATION)
    yield from _due(subject, commitments(subject.now), _COMMITMENT)
    if earlier is not None:
        yield from _changed(content, earlier)
    for statement, gaps in content.withheld:
        missing = ", ".join(gaps) or "-"
        yield _flag(FlagKind.WITHHELD, statement.id, missing=missing, says=statement.says)
    for statement in content.statements:
        weak = _WEAK.get(statement.grounds.weight)
        if weak is not None:
            yield _flag(weak, statement.id, says=statement.says)
    yield from _open_points(subject)


def draft_flags(
    subject: LetterContext, draft: str, changes: tuple[DraftChange, ...] = ()
) -> Iterator[Flag]:
    """Find what the text of a draft gives cause to look at: too strong words come first."""
    yield from _too_strong(subject, draft)
    for change in changes:
        kind = FlagKind(f"draft-{change.move.value}")
        yield _flag(kind, change.id, was=change.was, says=change.says)
    for short in unexplained(map(bare, without_comments(draft).splitlines())):
        yield _flag(FlagKind.ABBREVIATION, short)


def _open_points(subject: LetterContext) -> Iterator[Flag]:
    """Give the open points that could be known on the day of the letter."""
    for workstream in subject.plan.workstreams:
        title = plain_sentence(workstream.title)
        for point in workstream.open_points:
            facts = filter(None, map(subject.plan.facts.get, point.fact))
            if not any(subject.is_younger(fact.source) for fact in facts):
                says = plain_sentence(point.says)
                yield _flag(FlagKind.OPEN_POINT, point.id, title=title, says=says)


def _vanished(subject: LetterContext, content: LetterContent) -> Iterator[Flag]:
    """Find the statements of the previous letter that this letter does not come back to."""
    for number, said in enumerate(subject.said_before, start=1):
        if not any(_takes_up(statement, said) for statement in content.statements):
            about = f"{said.workstream}.{number}"
            title = _title(subject, said.workstream)
            yield _flag(FlagKind.VANISHED, about, says=plain_sentence(said.says), title=title)


def _takes_up(statement: Statement, said: SentStatement) -> bool:
    # Wording changes from letter to letter: two sentences on one subject share their evidence.
    activities, facts = statement.grounds.activities, statement.grounds.facts
    return not (set(activities).isdisjoint(said.activities) and set(facts).isdisjoint(said.fact))


def _judged_otherwise(subject: LetterContext) -> Iterator[Flag]:
    judged = judgements(subject.now)
    for said in subject.said_before:
        now = judged.get(said.workstream)
        if said.judgement is Judgement.NONE or now is None or now.level is said.judgement:
            continue
        yield _flag(
            FlagKind.JUDGED_OTHERWISE,
            said.workstream,
            was=judgement_text(said.judgement),
            now=judgement_text(now.level),
            title=_title(subject, said.workstream),
        )


def _due(
    subject: LetterContext, standings: Iterable[DueStanding], kinds: Mapping[DueState, FlagKind]
) -> Iterator[Flag]:
    """Find the dates that passed without being met, were met late, or are in danger."""
    for standing in standings:
        kind = kinds.get(standing.state)
        if kind is None or standing.due is None:
            continue
        # A date met late is news once: in the letter over the period in which it fell.
        is_recent = subject.since < standing.due <= subject.day
        if standing.state is DueState.MET_LATE and not is_recent:
            continue
        yield _flag(
            kind,
            standing.id,
            title=plain_sentence(standing.title),
            due=shown(standing.due),
            forecast=shown(standing.forecast or ""),
        )


def _changed(content: LetterContent, earlier: LetterContent) -> Iterator[Flag]:
    """Find the figures that the previous letter gave otherwise in the same sentence."""
    before = {
        (statement.id, figure.kind, figure.of): figure.value
        for statement in earlier.statements
        for figure in statement.grounds.figures
        if figure.kind in _COMPARED
    }
    for statement in content.statements:
        for figure in statement.grounds.figures:
            was = before.get((statement.id, figure.kind, figure.of), figure.value)
            if was != figure.value:
                details = {"was": shown(was), "now": shown(figure.value), "says": statement.says}
                yield Flag(FlagKind.CHANGED, statement.id, details, figure.kind)


def _too_strong(subject: LetterContext, draft: str) -> Iterator[Flag]:
    """Find wordings that are stronger than the evidence, also those of a writer."""
    judged = judgements(subject.now)
    target = subject.target
    programme = subject.plan.activities[target.milestone].workstream if target else ""
    section = OPENING
    for line in read_lines(draft):
        if line.kind is MarkupKind.HEADING:
            section = line.id
        used = used_judgement(line.text)
        # The opening and the conditions speak of the programme as a whole.
        whole = section in {OPENING, CONDITIONS, TITLE}
        evidence = judged.get(programme if whole else section)
        if used is None or evidence is None or line.is_plan_remark or evidence.allows(used):
            continue
        details = {
            "used": judgement_text(used),
            "most": judgement_text(evidence.level),
            "says": bare(line.text),
        }
        about = line.id or section
        yield Flag(FlagKind.TOO_STRONG, about, details, blocks=True)


def used_judgement(sentence: str) -> Judgement | None:
    """Recognise the strongest judgement in a sentence."""
    said = sentence.casefold()
    # The longer wordings first: all of them contain `op schema`.
    if re.search(r"\b(?:niet|buiten) op (?:schema|koers)\b", said):
        return None
    if re.search(r"vooralsnog op (?:schema|koers)", said):
        return Judgement.PROVISIONALLY_ON_SCHEDULE
    if re.search(r"\bop (?:schema|koers)\b", said):
        return Judgement.ON_SCHEDULE
    return None


def _title(subject: LetterContext, workstream: str) -> str:
    known = subject.plan.workstream(workstream)
    if known is None:
        return workstream
    return plain_sentence(known.title)


def _flag(kind: FlagKind, about: str, **details: str) -> Flag:
    return Flag(kind, about, details)
