"""What every page is given: the plan, its schedule, and what was chosen."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from datetime import date

    from planner.i18n import Locale
    from planner.model import Target
    from planner.schedule.activity_dates import TargetForecast
    from planner.schedule.plan_schedule import Schedule
    from planner.web.plan_cache import LoadedPlan
    from planner.workspace.earlier import Earlier
    from planner.workspace.plan_folder import Workspace


@dataclass(frozen=True, slots=True)
class View:
    """The choices that hold on every page.

    Attributes:
        workspace: The plan folder as read.
        content: Hash of what its files say.
        schedule: The schedule at the chosen data date.
        earlier: The schedule to compare with, if one is chosen: as it was frozen, if it was.
        target: The target that the questions are about; None when the plan has none.
        locale: The language of the reader.
    """

    workspace: Workspace
    content: str
    schedule: Schedule
    earlier: Earlier | None
    target: Target | None
    locale: Locale

    @property
    def baseline(self) -> Schedule | None:
        """The schedule to compare with, if one is chosen."""
        return self.earlier.schedule if self.earlier else None

    def forecast_before(self, target: Target) -> TargetForecast | None:
        """Where a target stood at the baseline; nothing when it was not in the plan then."""
        if self.baseline is None or target.milestone not in self.baseline.activities:
            return None
        return self.baseline.forecast(target)

    def link(self, page: str, **choices: str) -> str:
        """The address of a page with the same choices, and some of its own."""
        query = {
            "lang": self.locale.language,
            "date": self.schedule.data_date.isoformat(),
            "baseline": self.baseline.data_date.isoformat() if self.baseline else "-",
            **({"target": self.target.milestone} if self.target else {}),
            **choices,
        }
        return f"{page}?{urlencode(query)}"

    def file_name(self, what: str, ending: str) -> str:
        """The name of a file with what a page shows: the page, the data date and the format."""
        stem = f"{what}-{self.schedule.data_date.isoformat()}"
        return re.sub(r"[^\w-]+", "-", stem).lower() + ending


def view_at(
    found: LoadedPlan, data_date: date, baseline: date | None, target: Target | None, locale: Locale
) -> View:
    """The view of a plan at a data date, beside an earlier one.

    Raises:
        planner.timeaxis.BeyondHorizonError: Work runs past the horizon of the calendars.
    """
    workspace = found.workspace
    earlier = workspace.earlier(baseline) if baseline else None
    return View(workspace, found.content, workspace.at(data_date), earlier, target, locale)
