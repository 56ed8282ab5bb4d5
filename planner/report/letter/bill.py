"""The bill on which the plan rests: its steps, found by what the plan says of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from planner.model import Tag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.report.letter.context import LetterContext
    from planner.schedule.activity_dates import ActivityDates

PASSING = frozenset({Tag.LEGISLATION, Tag.PARLIAMENT})


@dataclass(frozen=True, slots=True)
class Bill:
    """The steps of the bill.

    Attributes:
        adoption: The vote after which the text is fixed, as the provisions of the plan name it.
        submission: When it comes to parliament.
        advice: The advice that goes before, by a body that does not report to us.
        last_vote: The vote that ends the passage through parliament.
        amendment_test: The test of what an amendment means for the work.
        resting: The activities outside the bill that rest on its provisions.
        waiting: The activities outside the bill that wait for the vote.
    """

    adoption: ActivityDates
    submission: ActivityDates | None
    advice: ActivityDates | None
    last_vote: ActivityDates
    amendment_test: ActivityDates | None
    resting: tuple[str, ...]
    waiting: tuple[str, ...]

    @property
    def stage(self) -> str:
        """Where it stands."""
        if self.last_vote.is_finished:
            return "adopted"
        if self.adoption.is_finished:
            return "ek"
        if self.submission and self.submission.is_finished:
            return "tk"
        if self.advice is None or not self.advice.is_started:
            return "draft"
        return "decision" if self.advice.is_finished else "council"


def bill_of(subject: LetterContext) -> Bill | None:
    """Find the bill in the plan; None when no provision says by what it is decided."""
    decided = {p.decided_by for p in subject.plan.programme.provisions.values() if p.decided_by}
    names = sorted(name for name in decided if name in subject.now.activities)
    if not names:
        return None
    adoption = subject.now.activities[names[0]]
    before = _before(subject, adoption)
    votes = [
        row
        for row in subject.now.activities.values()
        if row.workstream == adoption.workstream
        and set(_tags(subject, row.id)) >= PASSING
        and adoption.id in _ancestors(subject, row.id)
    ]
    submission = _last(
        row
        for row in before
        if set(_tags(subject, row.id)) >= PASSING
        and _reports(subject, row)
        and row.duration_days == 0
    )
    advice = _last(
        row
        for row in _before(subject, submission)
        if Tag.LEGISLATION in _tags(subject, row.id)
        and Tag.PARLIAMENT not in _tags(subject, row.id)
        and row.duration_days > 0
        and not _reports(subject, row)
    )
    test = _last(
        row
        for row in before
        if {Tag.LEGISLATION, Tag.WORK_PROCESS} <= set(_tags(subject, row.id))
        and row.id in {d.activity for d in subject.plan.activities[adoption.id].after}
    )
    return Bill(
        adoption=adoption,
        submission=submission,
        advice=advice,
        last_vote=max(votes, key=lambda row: (row.finish, row.id), default=adoption),
        amendment_test=test,
        resting=_resting(subject, adoption.id),
        waiting=_waiting(subject, adoption),
    )


def _resting(subject: LetterContext, adoption: str) -> tuple[str, ...]:
    provisions = subject.plan.programme.provisions
    own = {name for name, found in provisions.items() if found.decided_by == adoption}
    return tuple(
        name
        for name, activity in subject.plan.activities.items()
        if own.intersection(activity.provisions)
    )


def _waiting(subject: LetterContext, adoption: ActivityDates) -> tuple[str, ...]:
    return tuple(
        name
        for name, activity in subject.plan.activities.items()
        if activity.workstream != adoption.workstream
        and any(found.activity == adoption.id for found in activity.after)
    )


def _before(subject: LetterContext, row: ActivityDates | None) -> list[ActivityDates]:
    if row is None:
        return []
    return [subject.now.activities[name] for name in _ancestors(subject, row.id)]


def _ancestors(subject: LetterContext, activity: str) -> list[str]:
    found: dict[str, None] = {}
    stack = [activity]
    while stack:
        for dependency in subject.plan.activities[stack.pop()].after:
            if dependency.activity not in found:
                found[dependency.activity] = None
                stack.append(dependency.activity)
    return list(found)


def _last(rows: Iterable[ActivityDates]) -> ActivityDates | None:
    return max(rows, key=lambda row: (row.finish, row.id), default=None)


def _tags(subject: LetterContext, activity: str) -> tuple[Tag, ...]:
    return subject.plan.activities[activity].tags


def _reports(subject: LetterContext, row: ActivityDates) -> bool:
    found = subject.plan.programme.organisations.get(row.owner or "")
    return found is not None and found.reports
