"""Which work of a plan a letter tells, and how far what was reported of it carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.report.letter.grounds import Grounds
from planner.report.letter.grounds import weakest
from planner.report.letter.phrases import words

if TYPE_CHECKING:
    from planner.report.letter.context import LetterContext
    from planner.report.letter.context import Reported
    from planner.schedule.activity_dates import ActivityDates

    Found = tuple[ActivityDates, Reported]


def is_news(subject: LetterContext, row: ActivityDates) -> bool:
    """Tell whether something was finished since the previous letter."""
    if not row.is_finished or is_old(subject, row):
        return False
    before = subject.before.activities.get(row.id)
    return before is None or not before.is_finished


def is_old(subject: LetterContext, row: ActivityDates) -> bool:
    """Whether something happened before the previous letter, though it was reported later."""
    return subject.previous is not None and row.is_finished and row.finish < subject.since


def is_named(row: ActivityDates) -> bool:
    """Whether the title names a thing or a deed; `Opvang gereed` names a state."""
    return not any(word.casefold() in words("ready") for word in row.title.split())


def reports(subject: LetterContext, row: ActivityDates) -> bool:
    """Tell whether who does it is one of the organisations of the programme."""
    found = subject.plan.programme.organisations.get(row.owner or "")
    return found is not None and found.reports


def in_time(subject: LetterContext, workstream: str) -> list[ActivityDates]:
    """Give the activities of a workstream in the order of time."""
    rows = [row for row in subject.now.activities.values() if row.workstream == workstream]
    return sorted(rows, key=lambda row: (row.start, row.finish, row.id))


def number_of(subject: LetterContext, workstream: str) -> int:
    """Give the place of a workstream in the programme."""
    return [found.id for found in subject.plan.workstreams].index(workstream)


def without_owner(text: str, called: str) -> str:
    """Leave the doer out of what he does."""
    return text.removesuffix(f" van {called}").removesuffix(f" door {called}")


def reported_grounds(
    found: list[Found],
    figures: tuple[tuple[str, object], ...] = (),
) -> Grounds:
    """Say what a sentence about several activities rests on."""
    return Grounds(
        activities=tuple(row.id for row, _ in found),
        reports=tuple(dict.fromkeys(said.report for _, said in found)),
        sources=tuple(dict.fromkeys(said.source for _, said in found if said.source)),
        facts=tuple(dict.fromkeys(name for _, said in found for name in said.facts)),
        figures=figures,  # type: ignore[arg-type]
        weight=weakest(said.weight for _, said in found),
    )
