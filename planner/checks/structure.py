"""All checks, run together."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from planner.checks import constraints
from planner.checks import evidence
from planner.checks import logic
from planner.checks import progress
from planner.checks import sequence
from planner.checks import usage
from planner.model import Plan
from planner.problems import Problem
from planner.problems import in_reading_order
from planner.source.places import Places

if TYPE_CHECKING:
    from planner.source import Reading

Check = Callable[[Plan, Places], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    *logic.CHECKS,
    *progress.CHECKS,
    *sequence.CHECKS,
    *constraints.CHECKS,
    *evidence.CHECKS,
    *usage.CHECKS,
)


def plan_problems(reading: Reading) -> tuple[Problem, ...]:
    """Give everything that is wrong with a plan."""
    if reading.plan is None:
        return reading.problems
    plan, places = reading.plan, reading.places
    found = chain.from_iterable(check(plan, places) for check in CHECKS)
    return in_reading_order(chain(reading.problems, found))
