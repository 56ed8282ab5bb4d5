"""The bill on which the plan rests, with its steps recognised by tags and links."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.model import Tag

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.plan_schedule import Schedule

PASSING = frozenset({Tag.LEGISLATION, Tag.PARLIAMENT})
_LAW_ONLY = frozenset({Tag.LEGISLATION})


class BillStage(StrEnum):
    """How far the bill is: the body that has it, or adopted."""

    DRAFT = "draft"
    COUNCIL = "council"
    """At the Raad van State, for advice."""
    DECISION = "decision"
    """Back from the Raad van State, not yet submitted."""
    TK = "tk"
    EK = "ek"
    ADOPTED = "adopted"


@dataclass(frozen=True, slots=True)
class Bill:
    """The steps of the bill.

    Attributes:
        adoption: The vote after which the text is fixed, as the provisions of the plan name it.
        submission: The submission to parliament.
        advice: The advice before that, by a body that does not report to us.
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
    def stage(self) -> BillStage:
        """The body that has it now, or the end of its passage."""
        # The last step first: a plan need not have all the earlier ones.
        if self.last_vote.is_finished:
            return BillStage.ADOPTED
        if self.adoption.is_finished:
            return BillStage.EK
        if self.submission and self.submission.is_finished:
            return BillStage.TK
        if self.advice is None or not self.advice.is_started:
            return BillStage.DRAFT
        if self.advice.is_finished:
            return BillStage.DECISION
        return BillStage.COUNCIL


def find_bill(schedule: Schedule) -> Bill | None:
    """Find the bill in the plan; None when no provision names the vote that decides it."""
    provisions = schedule.plan.programme.provisions.values()
    votes = {provision.decided_by for provision in provisions if provision.decided_by}
    names = sorted(votes.intersection(schedule.activities))
    if not names:
        return None
    adoption = schedule.activities[names[0]]
    submission = _latest(_submissions(schedule, adoption))
    return Bill(
        adoption=adoption,
        submission=submission,
        advice=_latest(_advices(schedule, submission)),
        last_vote=_latest(_later_votes(schedule, adoption)) or adoption,
        amendment_test=_latest(_amendment_tests(schedule, adoption)),
        resting=tuple(_resting(schedule, adoption)),
        waiting=tuple(_waiting(schedule, adoption)),
    )


def _later_votes(schedule: Schedule, adoption: ActivityDates) -> Iterator[ActivityDates]:
    """Give the steps in parliament that follow the adoption."""
    for row in schedule.activities.values():
        if row.workstream != adoption.workstream or not schedule.plan.tags(row.id) >= PASSING:
            continue
        if adoption in _before(schedule, row):
            yield row


def _submissions(schedule: Schedule, adoption: ActivityDates) -> Iterator[ActivityDates]:
    """Give the moments at which our own organisations bring the bill to parliament."""
    for row in _before(schedule, adoption):
        is_ours = schedule.plan.has_reports_from(row.owner)
        if is_ours and row.duration_days == 0 and schedule.plan.tags(row.id) >= PASSING:
            yield row


def _advices(schedule: Schedule, submission: ActivityDates | None) -> Iterator[ActivityDates]:
    """Give the work of others on the bill before it comes to parliament."""
    if submission is None:
        return
    for row in _before(schedule, submission):
        is_ours = schedule.plan.has_reports_from(row.owner)
        if (
            not is_ours
            and row.duration_days > 0
            and schedule.plan.tags(row.id) & PASSING == _LAW_ONLY
        ):
            yield row


def _amendment_tests(schedule: Schedule, adoption: ActivityDates) -> Iterator[ActivityDates]:
    """Give the tests of work processes on which the adoption waits directly."""
    for dependency in schedule.plan.activities[adoption.id].after:
        if schedule.plan.tags(dependency.activity) >= {Tag.LEGISLATION, Tag.WORK_PROCESS}:
            yield schedule.activities[dependency.activity]


def _resting(schedule: Schedule, adoption: ActivityDates) -> Iterator[str]:
    provisions = schedule.plan.programme.provisions
    own = {name for name, entry in provisions.items() if entry.decided_by == adoption.id}
    for name, activity in schedule.plan.activities.items():
        if not own.isdisjoint(activity.provisions):
            yield name


def _waiting(schedule: Schedule, adoption: ActivityDates) -> Iterator[str]:
    for name, activity in schedule.plan.activities.items():
        predecessors = {dependency.activity for dependency in activity.after}
        if activity.workstream != adoption.workstream and adoption.id in predecessors:
            yield name


def _before(schedule: Schedule, row: ActivityDates) -> list[ActivityDates]:
    """Give all predecessors of an activity, also those of predecessors."""
    rows: dict[str, ActivityDates] = {}
    stack = [row.id]
    while stack:
        for dependency in schedule.plan.activities[stack.pop()].after:
            if dependency.activity not in rows:
                rows[dependency.activity] = schedule.activities[dependency.activity]
                stack.append(dependency.activity)
    return list(rows.values())


def _latest(rows: Iterable[ActivityDates]) -> ActivityDates | None:
    return max(rows, key=lambda row: (row.finish, row.id), default=None)
