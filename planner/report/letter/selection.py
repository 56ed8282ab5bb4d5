"""Select the activities that a letter mentions, with their evidence."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from planner.report.letter.grounds import Grounds
from planner.report.letter.grounds import each_once
from planner.report.letter.grounds import weakest
from planner.report.letter.phrases import words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from planner.report.letter.context import LetterContext
    from planner.report.letter.context import Reported
    from planner.report.letter.grounds import Figure
    from planner.schedule.activity_dates import ActivityDates


def is_news(subject: LetterContext, row: ActivityDates) -> bool:
    """Tell whether something was finished since the previous letter."""
    if not row.is_finished or is_old(subject, row):
        return False
    before = subject.before.activities.get(row.id)
    return before is None or not before.is_finished


def is_old(subject: LetterContext, row: ActivityDates) -> bool:
    """Tell whether something happened before the previous letter, even if reported later."""
    # Without a previous letter nothing can have been told in it.
    return subject.previous is not None and row.is_finished and row.finish < subject.since


def is_named(row: ActivityDates) -> bool:
    """Tell whether the title names a thing or a deed; `Opvang gereed` names a state."""
    return set(words("ready")).isdisjoint(row.title.casefold().split())


def in_time(subject: LetterContext, workstream: str) -> list[ActivityDates]:
    """Give the activities of a workstream in the order of time."""
    rows = [row for row in subject.now.activities.values() if row.workstream == workstream]
    # The id decides between equal dates, so that the same plan gives the same letter.
    return sorted(rows, key=lambda row: (row.start, row.finish, row.id))


def number_of(subject: LetterContext, workstream: str) -> int:
    """Give the place of a workstream in the programme."""
    return [known.id for known in subject.plan.workstreams].index(workstream)


def without_owner(text: str, called: str) -> str:
    """Leave the name of the organisation out of what it does."""
    # `De IND bouwt het systeem van de IND` names it twice.
    return text.removesuffix(f" van {called}").removesuffix(f" door {called}")


def largest_first(amounts: Mapping[str, float]) -> list[str]:
    """Sort names by their amounts, the largest first; equal amounts by name."""
    return sorted(amounts, key=lambda name: (-amounts[name], name))


def reported_grounds(reports: Sequence[Reported], figures: tuple[Figure, ...] = ()) -> Grounds:
    """Say what a sentence about several activities rests on."""
    return Grounds(
        activities=tuple(reported.row.id for reported in reports),
        reports=each_once(reported.report for reported in reports),
        sources=each_once(reported.source for reported in reports),
        facts=each_once(chain.from_iterable(reported.facts for reported in reports)),
        figures=figures,
        weight=weakest(reported.weight for reported in reports),
    )
