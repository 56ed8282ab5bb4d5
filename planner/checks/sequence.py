"""Progress against the logic of the plan, and expected finishes in the past."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from planner.model import ActivityKind
from planner.problems import remark
from planner.progress import Progress
from planner.progress import progress_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

    from planner.model import Dependency
    from planner.model import Plan
    from planner.problems import Problem
    from planner.source.places import Places


def out_of_sequence(
    plan: Plan, progress: Mapping[str, Progress]
) -> Iterator[tuple[str, Dependency]]:
    """Find the dependencies that progress has run ahead of, each with its successor.

    A successor is ahead when its end of the link has happened and the predecessor's end has not,
    or happened on a later day. A dependency with a lead allows it.
    """
    for activity in plan.activities.values():
        if activity.kind is ActivityKind.HAMMOCK or not _state(progress, activity.id).is_started:
            continue
        for dependency in activity.after:
            if plan.activities[dependency.activity].kind is ActivityKind.HAMMOCK:
                continue
            own = _end(plan, progress, activity.id, start=dependency.type.to_start)
            start = not dependency.type.from_finish
            other = _end(plan, progress, dependency.activity, start=start)
            if own is None or dependency.lag.is_negative:
                continue
            if other is None or other > own:
                yield activity.id, dependency


def _state(progress: Mapping[str, Progress], activity: str) -> Progress:
    return progress.get(activity, Progress(activity))


def _end(
    plan: Plan, progress: Mapping[str, Progress], activity: str, *, start: bool
) -> date | None:
    """Give the day of an actual start or finish."""
    state = _state(progress, activity)
    if plan.activities[activity].is_milestone:
        return state.reached
    # Finished work has started on that day at the latest, also when no start was reported.
    return state.started or state.finished if start else state.finished


def progress_before_its_predecessor(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find work that did not wait for a predecessor."""
    for activity, dependency in out_of_sequence(plan, _latest(plan)):
        yield remark(
            "out-of-sequence-progress",
            places.dependency(activity, dependency.activity),
            activity=activity,
            predecessor=dependency.activity,
            type=dependency.type.value,
        )


def expectations_in_the_past(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find an expected finish that lies before the data date of the latest report."""
    day = max((report.data_date for report in plan.reports), default=None)
    for activity, state in _latest(plan).items():
        expected = state.expected_finish
        if day is None or expected is None or expected >= day or activity not in plan.activities:
            continue
        place = places.report(state.said_by["expected_finish"], activity, "expected_finish")
        details = {"activity": activity, "expected": expected, "data_date": day}
        yield remark("expected-finish-passed", place, **details)


def _latest(plan: Plan) -> Mapping[str, Progress]:
    return progress_at(plan.reports, date.max)


CHECKS = (progress_before_its_predecessor, expectations_in_the_past)
