"""The statements of a letter in its order, as far as the plan carries them."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from planner.analysis.reporting.judgement_levels import judgements
from planner.report.letter.conditions import condition_statements
from planner.report.letter.dutch import heading
from planner.report.letter.facts import fact_statements
from planner.report.letter.grounds import missing
from planner.report.letter.judging import overall_statements
from planner.report.letter.judging import section_judgement
from planner.report.letter.legal import legal_statements
from planner.report.letter.motions import section_motions
from planner.report.letter.opening import opening_statements
from planner.report.letter.phrases import phrase
from planner.report.letter.statements import CONDITIONS
from planner.report.letter.statements import OPENING
from planner.report.letter.statements import LetterContent
from planner.report.letter.statements import Role
from planner.report.letter.statements import Section
from planner.report.letter.work import decision_statements
from planner.report.letter.work import done_statements
from planner.report.letter.work import who_statement
from planner.report.letter.work import working_statements

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date

    from planner.analysis.reporting.judgement_levels import WorkstreamJudgement
    from planner.report.letter.context import LetterContext
    from planner.report.letter.statements import Statement


def letter_content(subject: LetterContext) -> LetterContent:
    """Gather the statements, section by section, and withhold those without evidence."""
    withheld: list[tuple[Statement, tuple[str, ...]]] = []
    sections: list[Section] = []
    for identifier, title, statements in _gathered(subject, judgements(subject.now)):
        kept = []
        for statement in statements:
            gaps = tuple(missing(statement.grounds, subject.plan, subject.day))
            # Only the opening may say something that rests on nothing: what the letter is for.
            is_bare = statement.grounds.is_empty and statement.role is not Role.OPENING
            if gaps or is_bare:
                withheld.append((statement, gaps))
            else:
                kept.append(statement)
        if kept:
            kept.sort(key=lambda statement: statement.place)
            sections.append(Section(identifier, title, tuple(kept)))
    return LetterContent(tuple(sections), tuple(withheld))


def _gathered(
    subject: LetterContext, judged: Mapping[str, WorkstreamJudgement]
) -> Iterator[tuple[str, str | None, Iterable[Statement]]]:
    """Give each section with all that could be said in it."""
    opening = [*opening_statements(subject), *overall_statements(subject, judged)]
    yield OPENING, None, opening
    # A fact is told once in a letter: `used` remembers those that a sentence has told.
    used = set(chain.from_iterable(statement.grounds.facts for statement in opening))
    for workstream in subject.workstreams:
        statements = list(_of_workstream(subject, workstream.id, judged, used))
        yield workstream.id, heading(workstream.title), statements
    yield CONDITIONS, phrase("conditions.title"), condition_statements(subject)


def _of_workstream(
    subject: LetterContext,
    workstream: str,
    judged: Mapping[str, WorkstreamJudgement],
    used: set[str],
) -> Iterator[Statement]:
    # The law goes before the work, and so do its facts.
    for statement in legal_statements(subject, workstream):
        used.update(statement.grounds.facts)
        yield statement
    told: set[str] = set()
    news: list[Statement] = []
    for statement in fact_statements(subject, workstream, used):
        told.update(statement.grounds.activities)
        if statement.role is Role.STATE:
            news.append(statement)
        else:
            yield statement
    yield from who_statement(subject, workstream)
    news += done_statements(subject, workstream, told, used)
    yield from sorted(news, key=lambda statement: _moment(subject, statement))
    yield from working_statements(subject, workstream)
    yield from section_motions(subject, workstream)
    if workstream in judged:
        yield from section_judgement(subject, judged[workstream])
    yield from decision_statements(subject, workstream)


def _moment(subject: LetterContext, statement: Statement) -> date:
    """Give the finish of the last activity that a sentence tells of."""
    return max(subject.now.activities[name].finish for name in statement.grounds.activities)
