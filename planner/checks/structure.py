"""All checks, run together."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING

from planner.checks import constraints
from planner.checks import evidence
from planner.checks import logic
from planner.checks import report_consistency
from planner.checks import sequence
from planner.checks import unused_entries
from planner.model import Plan
from planner.problems import Problem
from planner.problems import has_errors
from planner.problems import in_reading_order
from planner.source.places import Places

if TYPE_CHECKING:
    from planner.source import Reading

Check = Callable[[Plan, Places], Iterator[Problem]]

ENTRY_CHECKS: tuple[Check, ...] = (*report_consistency.CHECKS, *evidence.CHECKS)
"""Rules for one entry at a time; they hold for any part of a plan that could be read."""

NETWORK_CHECKS: tuple[Check, ...] = (
    *logic.CHECKS,
    *sequence.CHECKS,
    *constraints.CHECKS,
    *unused_entries.CHECKS,
)
"""Rules for the whole plan; with parts left out they would blame the wrong entry."""

CHECKS: tuple[Check, ...] = (*ENTRY_CHECKS, *NETWORK_CHECKS)


def plan_problems(reading: Reading) -> tuple[Problem, ...]:
    """List the problems of a plan: those of reading it, and those of the checks."""
    if reading.plan is None:
        return reading.problems
    plan, places = reading.plan, reading.places
    checks = CHECKS if is_whole(reading) else ENTRY_CHECKS
    problems = chain.from_iterable(check(plan, places) for check in checks)
    return in_reading_order(chain(reading.problems, problems))


def is_whole(reading: Reading) -> bool:
    """Tell whether all that was written is in the plan, so that its network can be judged."""
    return reading.plan is not None and not has_errors(reading.problems)
