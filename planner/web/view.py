"""The view that every page is given: the plan, its schedule, and the choices of the reader."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from planner.i18n import Locale
    from planner.model import Target
    from planner.schedule.activity_dates import TargetForecast
    from planner.schedule.plan_schedule import Schedule
    from planner.web.page import Page
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
        target: The target that the pages answer for; None when the plan has none.
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

    @property
    def baseline_date(self) -> date | None:
        """The data date to compare with, if one is chosen."""
        return self.baseline.data_date if self.baseline else None

    @property
    def milestone(self) -> str | None:
        """The milestone of the target, if the plan has one."""
        return self.target.milestone if self.target else None

    @property
    def due(self) -> date | None:
        """The date of the target, if the plan has one."""
        return self.target.date if self.target else None

    @property
    def data_dates(self) -> list[date]:
        """The data dates of the plan up to the chosen one."""
        return [day for day in self.workspace.data_dates if day <= self.schedule.data_date]

    def forecast_before(self, target: Target) -> TargetForecast | None:
        """Give the forecast of a target at the baseline; none when it was not in the plan then."""
        if self.baseline is None or target.milestone not in self.baseline.activities:
            return None
        return self.baseline.forecast(target)

    def short_date(self, day: date | None) -> str:
        """Write a date for a table; nothing for none."""
        if day is None:
            return ""
        return self.locale.date(day, short=True)

    def signed(self, value: Fraction | int | None) -> str:
        """Write a number with its sign for a table; nothing for none."""
        if value is None:
            return ""
        return self.locale.signed(value)

    def workstream_title(self, workstream: str) -> str:
        """Give the title of a workstream, or its id when its own file could not be read."""
        known = self.schedule.plan.workstream(workstream)
        return known.title if known else workstream

    def link(self, page: Page, **choices: str) -> str:
        """Give the address of a page with the same choices, and some of its own."""
        query = {
            "lang": self.locale.language,
            "date": self.schedule.data_date.isoformat(),
            "baseline": str(self.baseline_date or "-"),
        }
        if self.target:
            query["target"] = self.target.milestone
        return f"{page.address}?{urlencode(query | choices)}"

    def file_name(self, what: str, ending: str) -> str:
        """Name a file after the page, the data date and the format."""
        stem = f"{what}-{self.schedule.data_date.isoformat()}"
        return re.sub(r"[^\w-]+", "-", stem).lower() + ending


def view_at(
    loaded: LoadedPlan,
    data_date: date,
    baseline: date | None,
    target: Target | None,
    locale: Locale,
) -> View:
    """Make the view of a plan at a data date, beside an earlier one.

    Raises:
        planner.timeaxis.BeyondHorizonError: Work runs past the horizon of the calendars.
    """
    workspace = loaded.workspace
    earlier = workspace.earlier(baseline) if baseline else None
    return View(workspace, loaded.content, workspace.at(data_date), earlier, target, locale)
