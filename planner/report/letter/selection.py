"""Select the activities that a letter mentions, with their evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.report.letter.phrases import words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from planner.report.letter.context import LetterContext
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


def rows_of(subject: LetterContext, workstream: str) -> list[ActivityDates]:
    """Give the activities of a workstream in the order of the plan."""
    return [row for row in subject.now.activities.values() if row.workstream == workstream]


def in_time(subject: LetterContext, workstream: str) -> list[ActivityDates]:
    """Give the activities of a workstream in the order of time."""
    # The id decides between equal dates, so that the same plan gives the same letter.
    return sorted(rows_of(subject, workstream), key=lambda row: (row.start, row.finish, row.id))


def variant(subject: LetterContext, workstream: str, keys: Sequence[str]) -> str:
    """Choose one of several wordings; sections take turns, so that they do not all read alike."""
    order = [known.id for known in subject.plan.workstreams]
    return keys[order.index(workstream) % len(keys)]


def without_owner(text: str, called: str) -> str:
    """Leave the name of the organisation out of what it does."""
    # `De IND bouwt het systeem van de IND` names it twice.
    return text.removesuffix(f" van {called}").removesuffix(f" door {called}")


def largest_first(amounts: Mapping[str, float]) -> list[str]:
    """Sort names by their amounts, the largest first; equal amounts by name."""
    return sorted(amounts, key=lambda name: (-amounts[name], name))
