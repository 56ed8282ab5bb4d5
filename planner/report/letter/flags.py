"""What the writer of a letter has to look at before it goes out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.analysis.reporting.due_dates import DueState
from planner.analysis.reporting.due_dates import commitments
from planner.analysis.reporting.due_dates import obligations
from planner.analysis.reporting.judgement_levels import judgements
from planner.i18n import DEFAULT_LOCALE
from planner.model import Judgement
from planner.report.letter.abbreviations import unexplained
from planner.report.letter.dutch import plain_sentence
from planner.report.letter.grounds import Weight
from planner.report.letter.markup import MarkupKind
from planner.report.letter.markup import bare
from planner.report.letter.markup import read_lines
from planner.report.letter.markup import without_comments
from planner.report.letter.statements import CONDITIONS
from planner.report.letter.statements import OPENING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.analysis.reporting.due_dates import DueStanding
    from planner.i18n import Locale
    from planner.model import SentStatement as EarlierStatement
    from planner.report.letter.context import LetterContext
    from planner.report.letter.draft import DraftChange
    from planner.report.letter.statements import LetterContent
    from planner.report.letter.statements import Statement

_COMPARED = ("forecast", "due", "target", "number")


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to look at.

    Attributes:
        kind: Key of its wording, `letter.flag.<kind>`.
        about: The sentence, register entry or activity that it is about.
        blocks: Whether no document may be made before it is mended.
    """

    kind: str
    about: str
    details: tuple[tuple[str, str], ...] = ()
    blocks: bool = False

    def message(self, locale: Locale) -> str:
        """Say it."""
        details = dict(self.details)
        if "figure" in details:
            details["figure"] = locale.say(f"letter.figure.{details['figure']}")
        return locale.say(f"letter.flag.{self.kind}", about=self.about, **details)


def letter_flags(
    subject: LetterContext, content: LetterContent, earlier: LetterContent | None
) -> Iterator[Flag]:
    """Find what the facts themselves give cause to look at."""
    yield from _vanished(subject, content)
    yield from _judged_otherwise(subject)
    yield from _due(subject)
    yield from _changed(content, earlier)
    for statement, gaps in content.withheld:
        what = ", ".join(gap.id for gap in gaps) or "-"
        yield _flag("withheld", statement.id, missing=what, says=statement.says)
    for statement in content.statements:
        if statement.grounds.weight in {Weight.ASSUMED, Weight.SECONDARY}:
            yield _flag(statement.grounds.weight.value, statement.id, says=statement.says)
    for workstream in subject.plan.workstreams:
        for point in workstream.open_points:
            if not _was_known(subject, point.fact):
                continue
            yield _flag(
                "open-point",
                point.id,
                title=plain_sentence(workstream.title),
                says=plain_sentence(point.says),
            )


def _was_known(subject: LetterContext, facts: tuple[str, ...]) -> bool:
    """Whether an open point could be known on the day of the letter."""
    found = (subject.plan.facts.get(name) for name in facts)
    sources = (subject.plan.sources.get(fact.source) for fact in found if fact)
    days = [source.date for source in sources if source and source.date]
    return all(day <= subject.day for day in days)


def draft_flags(
    subject: LetterContext, draft: str, changes: tuple[DraftChange, ...] = ()
) -> Iterator[Flag]:
    """Find what the text of a draft gives cause to look at: too strong words come first."""
    yield from _too_strong(subject, draft)
    for change in changes:
        yield _flag(f"draft-{change.move.value}", change.id, was=change.was, says=change.says)
    sentences = [bare(line) for line in without_comments(draft).splitlines()]
    for short in unexplained(sentences):
        yield _flag("abbreviation", short)


def _vanished(subject: LetterContext, content: LetterContent) -> Iterator[Flag]:
    """What the previous letter said and this one is silent on."""
    for number, said in enumerate(subject.previous.statements if subject.previous else ()):
        if not any(_takes_up(found, said) for found in content.statements):
            about = f"{said.workstream}.{number + 1}"
            title = _title(subject, said.workstream)
            yield _flag("vanished", about, says=plain_sentence(said.says), title=title)


def _takes_up(found: Statement, said: EarlierStatement) -> bool:
    named = set(found.grounds.activities) & set(said.activities)
    return bool(named or set(found.grounds.facts) & set(said.fact))


def _judged_otherwise(subject: LetterContext) -> Iterator[Flag]:
    judged = judgements(subject.now)
    for said in subject.previous.statements if subject.previous else ():
        now = judged.get(said.workstream)
        if said.judgement is Judgement.NONE or now is None or now.rung is said.judgement:
            continue
        yield _flag(
            "judged-otherwise",
            said.workstream,
            was=rung_text(said.judgement),
            now=rung_text(now.rung),
            title=_title(subject, said.workstream),
        )


def rung_text(rung: Judgement) -> str:
    """Name a rung of the ladder in Dutch, as the letter does."""
    bare_form = rung is Judgement.NOT_ACHIEVABLE
    return DEFAULT_LOCALE.say("ladder.not-achievable-bare" if bare_form else f"ladder.{rung.value}")


def _due(subject: LetterContext) -> Iterator[Flag]:
    """Dates that passed without being met, or that were met late, or that the plan passes."""
    for kind, standings in (
        ("obligation", obligations(subject.now)),
        ("commitment", commitments(subject.now)),
    ):
        for found in standings:
            if found.due is None:
                continue
            if found.state is DueState.OVERDUE:
                yield _owed(f"{kind}-passed", found)
            elif found.state is DueState.LATE:
                yield _owed(f"{kind}-coming", found)
            elif found.state is DueState.MET_LATE and subject.since < found.due <= subject.day:
                yield _owed(f"{kind}-met-late", found)


def _owed(kind: str, found: DueStanding) -> Flag:
    return _flag(
        kind,
        found.id,
        title=plain_sentence(found.title),
        due=DEFAULT_LOCALE.date(found.due) if found.due else "",
        forecast=DEFAULT_LOCALE.date(found.forecast) if found.forecast else "",
    )


def _changed(content: LetterContent, earlier: LetterContent | None) -> Iterator[Flag]:
    """Numbers and dates that the previous letter gave otherwise for the same sentence."""
    before = (
        {found.id: dict(found.grounds.figures) for found in earlier.statements} if earlier else {}
    )
    for found in content.statements:
        for name, value in found.grounds.figures:
            was = before.get(found.id, {}).get(name)
            if was is not None and was != value and name.split()[0] in _COMPARED:
                figure = name.split()[0]
                details = {"was": _shown(was), "now": _shown(value), "says": found.says}
                yield _flag("changed", found.id, figure=figure, **details)


def _too_strong(subject: LetterContext, draft: str) -> Iterator[Flag]:
    """Wordings that the evidence does not reach, also where a writer made them stronger."""
    judged = judgements(subject.now)
    target = subject.plan.programme.target
    programme = subject.plan.activities[target.milestone].workstream if target else ""
    section = OPENING
    for line in read_lines(draft):
        if line.kind is MarkupKind.HEADING:
            section = line.id
        used = used_rung(line.text)
        where = programme if section in {OPENING, CONDITIONS, "titel"} else section
        found = judged.get(where)
        if used is None or found is None or line.is_plan_remark or found.allows(used):
            continue
        yield Flag(
            "too-strong",
            line.id or section,
            (("used", rung_text(used)), ("most", rung_text(found.rung)), ("says", bare(line.text))),
            blocks=True,
        )


def used_rung(sentence: str) -> Judgement | None:
    """Recognise the strongest judgement of the ladder in a sentence."""
    said = sentence.casefold()
    if re.search(r"\b(?:niet|buiten) op (?:schema|koers)\b", said):
        return None
    if re.search(r"vooralsnog op (?:schema|koers)", said):
        return Judgement.PROVISIONALLY_ON_SCHEDULE
    if re.search(r"\bop (?:schema|koers)\b", said):
        return Judgement.ON_SCHEDULE
    return None


def _title(subject: LetterContext, workstream: str) -> str:
    found = subject.plan.workstream(workstream)
    return plain_sentence(found.title) if found else workstream


def _flag(kind: str, about: str, **details: str) -> Flag:
    return Flag(kind, about, tuple(details.items()))


def _shown(value: object) -> str:
    return DEFAULT_LOCALE.date(value) if hasattr(value, "isoformat") else str(value)  # type: ignore[arg-type]
