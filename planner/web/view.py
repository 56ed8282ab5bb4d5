"""What every page is given: the plan, its schedule, and what was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from planner.i18n import format_date
from planner.i18n import plural
from planner.i18n import text

if TYPE_CHECKING:
    from datetime import date

    from planner.model import Target
    from planner.schedule.programme import ProgrammeSchedule
    from planner.workspace import Workspace


@dataclass(frozen=True, slots=True)
class View:
    """The choices that hold on every page.

    Attributes:
        workspace: The plan folder as read.
        schedule: The schedule at the chosen data date.
        baseline: The schedule at the data date to compare with, if one is chosen.
        target: The target that the questions are about; None when the plan has none.
        language: `nl` or `en`.
    """

    workspace: Workspace
    schedule: ProgrammeSchedule
    baseline: ProgrammeSchedule | None
    target: Target | None
    language: str

    def say(self, key: str, /, **details: object) -> str:
        """Give a text of the catalogue in the chosen language."""
        return text(key, self.language, **details)

    def count(self, key: str, count: int, /, **details: object) -> str:
        """Give a text for one or for more."""
        return plural(key, count, self.language, **details)

    def link(self, page: str, **choices: str) -> str:
        """The address of a page with the same choices, and some of its own."""
        query = {
            "lang": self.language,
            "date": self.schedule.data_date.isoformat(),
            "baseline": self.baseline.data_date.isoformat() if self.baseline else "-",
            **({"target": self.target.milestone} if self.target else {}),
            **choices,
        }
        return f"{page}?{urlencode(query)}"

    def date(self, day: date, *, short: bool = False) -> str:
        """Write a date for the reader."""
        return format_date(day, self.language, short=short)
