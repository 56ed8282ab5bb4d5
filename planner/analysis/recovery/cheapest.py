"""The measures that win back a date at the least cost, and the best date when none do."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.analysis.recovery.measures import Cut
from planner.analysis.recovery.measures import Option
from planner.analysis.recovery.measures import Skipped
from planner.analysis.recovery.search import Remedy
from planner.analysis.recovery.search import Search

if TYPE_CHECKING:
    from datetime import date

    from planner.schedule.plan_schedule import Schedule

__all__ = ["Option", "Recovery", "Remedy", "Skipped", "recover"]

MOST_PROPOSALS = 400
"""The number of schedules after which the search stops with a bound instead of a proof."""

ALTERNATIVES = 3
"""The number of sets that are shown, the best one included."""


@dataclass(frozen=True, eq=False)
class Recovery:
    """The answer.

    Attributes:
        due: The day to meet.
        without: The date when no measure is taken.
        remedies: Sets that meet the day, the cheapest first. Each next one is the cheapest that
            contains none of the sets before it.
        proven: Whether the first is the cheapest there is, or, without one, that none exists.
        bound: No set that meets the day costs less than this.
        best: When the day cannot be met: the cheapest set that gives the earliest date there is.
        best_proven: Whether no set gives an earlier date.
        schedules: How many schedules it took.
    """

    schedule: Schedule
    target: str
    due: date
    without: Remedy
    remedies: tuple[Remedy, ...]
    proven: bool
    bound: Fraction
    best: Remedy | None
    best_proven: bool
    options: tuple[Option, ...]
    skipped: tuple[Skipped, ...]
    schedules: int

    @property
    def is_met_already(self) -> bool:
        """Whether the day is met without measures."""
        return self.without.date <= self.due and not self.without.margin_days < 0


def recover(
    schedule: Schedule,
    target: str,
    due: date,
    *,
    alternatives: int = ALTERNATIVES,
    most: int = MOST_PROPOSALS,
) -> Recovery:
    """Find the cheapest measures with which a milestone or activity is ready on a day.

    Args:
        schedule: The plan at a data date.
        target: Its id.
        due: The day on which it must be ready; of a start milestone the day from which it applies.
        alternatives: How many sets are wanted.
        most: Schedules to compute at most for each question.
    """
    search = Search(schedule, target, most)
    limit = search.limit(due)
    nothing = search.remedy((), limit)
    remedies: list[Remedy] = []
    cuts: list[Cut] = []
    proven, bound = True, Fraction(0)
    if search.ready(()) <= limit:
        remedies = [nothing]
    else:
        while len(remedies) < alternatives:
            answer = search.cheapest(limit, cuts)
            if not remedies:  # proof and bound are about the cheapest set of all
                proven, bound = answer.proven, answer.bound
            if answer.chosen is None:
                break
            remedies.append(search.remedy(answer.chosen, limit))
            cuts.append(Cut(leave=answer.chosen))  # the next set must not contain this one
    best, best_proven = None, True
    if not remedies:
        best, best_proven = search.earliest(limit)
    return Recovery(
        schedule,
        target,
        due,
        nothing,
        tuple(remedies),
        proven,
        bound,
        best,
        best_proven,
        search.options,
        search.skipped,
        search.count,
    )
