"""Read and check a plan folder, and schedule it at any data date."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from functools import lru_cache
from typing import TYPE_CHECKING

from planner.checks import plan_problems
from planner.problems import has_errors
from planner.schedule.plan_schedule import latest_data_date
from planner.schedule.plan_schedule import schedule_plan
from planner.source import Reading
from planner.source import read_plan

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from planner.model import Plan
    from planner.problems import Problem
    from planner.schedule.plan_schedule import Schedule
    from planner.source import Places
    from planner.workspace.earlier import Earlier


@dataclass(frozen=True, eq=False)
class Workspace:
    """The plan of a folder with all of its problems.

    Attributes:
        folder: Where it was read from.
        plan: The part that could be read; a broken file does not take the others down. None when
            it cannot be scheduled, as in a folder without `programme.yaml`.
        file_problems: The problems of the files, in reading order.
        places: The line and column of everything in the files.
    """

    folder: Path
    plan: Plan | None
    file_problems: tuple[Problem, ...]
    places: Places

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of the files and of the plan that they make, in reading order."""
        return plan_problems(Reading(self.plan, self.file_problems, self.places))

    @property
    def has_errors(self) -> bool:
        """Whether the plan must be mended before its schedule can be trusted."""
        return self.plan is None or has_errors(self.problems)

    @cached_property
    def data_dates(self) -> tuple[date, ...]:
        """The data dates of all reports, each once, the latest last."""
        if self.plan is None:
            return ()
        return tuple(sorted({report.data_date for report in self.plan.reports}))

    def at(self, data_date: date | None = None) -> Schedule:
        """Give the schedule at a data date, by default that of the latest report.

        Raises:
            ValueError: There is no plan to schedule.
            planner.timeaxis.BeyondHorizonError: Work runs past the horizon of the calendars.
        """
        if self.plan is None:
            message = f"no plan in {self.folder}"
            raise ValueError(message)
        return _scheduled(self, data_date or latest_data_date(self.plan))

    def earlier(self, data_date: date) -> Earlier:
        """Give the schedule of an earlier data date, from its baseline when there is one."""
        return _earlier(self, data_date)


# A plan that is read again is another workspace (`eq=False`), so no old schedule is found for it.
@lru_cache(maxsize=64)
def _earlier(workspace: Workspace, data_date: date) -> Earlier:
    from planner.workspace.earlier import earlier  # noqa: PLC0415 - most commands need none

    return earlier(workspace.folder, data_date, workspace.at)


@lru_cache(maxsize=64)
def _scheduled(workspace: Workspace, data_date: date) -> Schedule:
    assert workspace.plan is not None  # noqa: S101 - `at` saw to it
    return schedule_plan(workspace.plan, data_date)


def open_workspace(folder: Path) -> Workspace:
    """Read and check a plan folder; no mistake in it raises an error."""
    reading = read_plan(folder)
    return Workspace(folder, reading.plan, reading.problems, reading.places)
