"""The schedule of an earlier moment: as it was frozen then, else as the plan files give it now."""

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
    """Where an earlier schedule comes from, which decides what a comparison can show."""

    BASELINE = "baseline"
    """Frozen at the time: changed logic, durations and calendars show too."""
    FILES = "files"
    """Today's plan files seen from the earlier data date: only what was reported differs."""
    FOLDER = "folder"
    """Other plan files, such as those of an earlier revision."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier schedule.

    Attributes:
        drift: Activities whose frozen dates the engine does not compute any more.
        problems: What is wrong with the file of the baseline; the plan files serve instead.
    """

    schedule: Schedule
    origin: Origin
    drift: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def earlier(folder: Path, data_date: date, at: Callable[[date], Schedule]) -> Earlier:
    """The schedule of an earlier data date: its baseline when the plan has one.

    Args:
        folder: The folder of the plan.
        data_date: The earlier data date.
        at: Gives the schedule of a data date by the plan files, such as `Workspace.at`.
    """
    baseline, problems = read_baseline(folder, data_date)
    if baseline is None:
        return Earlier(at(data_date), Origin.FILES, problems=problems)
    schedule = thaw(baseline)
    return Earlier(schedule, Origin.BASELINE, drift(baseline, schedule), problems)
