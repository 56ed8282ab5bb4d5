"""The statements of a letter in its order, as far as the plan carries them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.analysis.reporting.judgement_levels import judgements
from planner.report.letter.conditions import condition_statements
from planner.report.letter.done import done_statements
from planner.report.letter.facts import fact_statements
from planner.report.letter.grounds import missing
from planner.report.letter.judging import heading
from planner.report.letter.judging import moved_statement
from planner.report.letter.judging import overall_statements
from planner.report.letter.judging import section_judgement
from planner.report.letter.legal import legal_statements
from planner.report.letter.motions import motion_statement
from planner.report.letter.opening import opening_statements
from planner.report.letter.phrases import phrase
from planner.report.letter.statements import CONDITIONS
from planner.report.letter.statements import OPENING
from planner.report.letter.statements import LetterContent
from planner.report.letter.statements import Role
from planner.report.letter.statements import Section
from planner.report.letter.work import decision_statements
from planner.report.letter.work import who_statement
from planner.report.letter.work import working_statements

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date

    from planner.analysis.reporting.judgement_levels import WorkstreamJudgement
    from planner.report.letter.context import LetterContext
    from planner.report.letter.grounds import Missing
    from planner.report.letter.statements import Statement


def letter_content(subject: LetterContext) -> LetterContent:
    """Gather what a letter can say, section after section, and hold back what nothing carries."""
    judged = judgements(subject.now)
    withheld: list[tuple[Statement, tuple[Missing, ...]]] = []
    sections: list[Section] = []
    for identifier, title, found in _gathered(subject, judged):
        kept = []
        for statement in found:
            gaps = tuple(missing(statement.grounds, subject.plan, subject.day))
            is_bare = statement.grounds.is_empty and statement.role is not Role.OPENING
            if gaps or is_bare:
                withheld.append((statement, gaps))
            else:
                kept.append(statement)
        if kept:
            ordered = sorted(kept, key=lambda s: s.place)
            sections.append(Section(identifier, title, tuple(ordered)))
    return LetterContent(tuple(sections), tuple(withheld))


def _gathered(
    subject: LetterContext, judged: Mapping[str, WorkstreamJudgement]
) -> Iterator[tuple[str, str | None, Iterable[Statement]]]:
    used: set[str] = set()
    opening = [*opening_statements(subject), *overall_statements(subject, judged)]
    used.update(name for found in opening for name in found.grounds.facts)
    yield OPENING, None, opening
    for workstream in subject.workstreams:
        found = list(_of_workstream(subject, workstream.id, judged, used))
        yield workstream.id, heading(workstream.title), found
    yield CONDITIONS, phrase("conditions.title"), list(condition_statements(subject))


def _of_workstream(
    subject: LetterContext,
    workstream: str,
    judged: Mapping[str, WorkstreamJudgement],
    used: set[str],
) -> Iterator[Statement]:
    legal = list(legal_statements(subject, workstream))
    used.update(name for found in legal for name in found.grounds.facts)
    yield from legal
    facts = list(fact_statements(subject, workstream, used))
    yield from (found for found in facts if found.role is not Role.STATE)
    who = who_statement(subject, workstream)
    if who is not None:
        yield who
    told = {name for found in facts for name in found.grounds.activities}
    states = [found for found in facts if found.role is Role.STATE]
    states += done_statements(subject, workstream, told, used)
    yield from sorted(states, key=lambda found: _moment(subject, found))
    yield from working_statements(subject, workstream)
    motion = motion_statement(subject, workstream)
    if motion is not None:
        yield motion
    if workstream in judged:
        judgement = section_judgement(subject, judged[workstream])
        if judgement is not None:
            yield judgement
            yield from moved_statement(subject, judgement)
    yield from decision_statements(subject, workstream)


def _moment(subject: LetterContext, found: Statement) -> date:
    """The day of what a sentence tells."""
    return max(subject.now.activities[name].finish for name in found.grounds.activities)
