"""The schedule of an earlier data date: from its baseline, else from the plan files of today."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.analysis.variance.freezing import drift
from planner.analysis.variance.freezing import thaw
from planner.source.baselines import read_baseline

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from planner.problems import Problem
    from planner.schedule.plan_schedule import Schedule


class Origin(StrEnum):
    """The source of an earlier schedule; it decides which causes a comparison can show."""

    BASELINE = "baseline"
    """Frozen at the time: changed links, durations and calendars show too."""
    FILES = "files"
    """The plan files of today at the earlier data date: only the reports differ."""
    FOLDER = "folder"
    """Other plan files, such as those of an earlier revision."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier schedule.

    Attributes:
        drift: Activities whose frozen dates the engine does not compute any more.
        problems: Those of the file of the baseline; the plan files are used instead.
    """

    schedule: Schedule
    origin: Origin
    drift: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def earlier(folder: Path, data_date: date, at: Callable[[date], Schedule]) -> Earlier:
    """Give the schedule of an earlier data date, from its baseline when there is one.

    Args:
        folder: The folder of the plan.
        data_date: The earlier data date.
        at: Gives the schedule of a data date by the plan files, such as `Workspace.at`.
    """
    baseline, problems = read_baseline(folder, data_date)
    if baseline is None:
        return Earlier(at(data_date), Origin.FILES, problems=problems)
    # Computed again from the frozen plan: the frozen dates alone could not be explained.
    schedule = thaw(baseline)
    return Earlier(schedule, Origin.BASELINE, drift(baseline, schedule), problems)
