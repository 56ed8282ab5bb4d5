"""What the status reports say, held against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.status import status_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.model import Plan
    from planner.problems import Problem
    from planner.source.places import Places


def impossible_reports(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find reports that contradict themselves, each other, or the kind of the activity."""
    return status_problems(plan.reports, plan.activities, places.report)


CHECKS = (impossible_reports,)
