"""The progress of activities: status reports folded into one state for a data date."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

from planner.model.base import Evidence
from planner.model.report import ActivityStatus
from planner.model.report import Health
from planner.model.report import StatusReport

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from datetime import date

    from planner.duration import Duration

__all__ = [
    "FIELDS",
    "ActivityStatus",
    "Health",
    "Progress",
    "StatusReport",
    "in_order",
    "progress_at",
]

FIELDS = tuple(name for name in ActivityStatus.model_fields if name not in Evidence.model_fields)
"""The fields that a report can give of an activity."""

# Each of these says how much is left, so that the newest one must stand alone.
_REPLACED_BY = {
    "finished": ("remaining", "percent_complete", "expected_finish"),
    "remaining": ("percent_complete", "expected_finish"),
    "percent_complete": ("remaining", "expected_finish"),
    "expected_finish": ("remaining", "percent_complete"),
}
"""For each field of a newer report the older fields that it replaces."""


@dataclass(frozen=True, slots=True)
class Progress:
    """The state of one activity after all reports up to a data date."""

    activity: str
    started: date | None = None
    finished: date | None = None
    remaining: Duration | None = None
    percent_complete: float | None = None
    expected_finish: date | None = None
    health: Health | None = None
    note: str | None = None
    report: str = ""
    """The name of the last report about the activity."""
    data_date: date | None = None
    """The data date of that report."""
    said_by: Mapping[str, str] = field(default_factory=dict)
    """For each field the name of its report."""

    @property
    def is_started(self) -> bool:
        """Whether work has begun."""
        return self.started is not None or self.finished is not None

    @property
    def is_finished(self) -> bool:
        """Whether the work is done."""
        return self.finished is not None

    @property
    def reached(self) -> date | None:
        """The actual date of a milestone, under whichever name it was reported."""
        return self.finished or self.started


def in_order(reports: Iterable[StatusReport]) -> tuple[StatusReport, ...]:
    """Sort reports by data date, then by name."""
    return tuple(sorted(reports, key=lambda report: (report.data_date, report.name)))


def progress_at(reports: Iterable[StatusReport], data_date: date) -> Mapping[str, Progress]:
    """Fold all reports up to and including a data date.

    Returns:
        The state of every activity that some report names, sorted by id.
    """
    states: dict[str, Progress] = {}
    for report in in_order(reports):
        if report.data_date > data_date:
            break
        for activity, entry in report.activities.items():
            states[activity] = _folded(states.get(activity, Progress(activity)), entry, report)
    return dict(sorted(states.items()))


def _folded(state: Progress, entry: ActivityStatus, report: StatusReport) -> Progress:
    """Take the fields that a newer entry gives, and keep the others."""
    changes: dict[str, Any] = {}
    said_by = dict(state.said_by)
    for name in FIELDS:
        value = getattr(entry, name)
        if value is None:
            continue
        for replaced in _REPLACED_BY.get(name, ()):
            # A report may give both; then the newer report says both itself.
            if getattr(entry, replaced) is None:
                changes[replaced] = None
                said_by.pop(replaced, None)
        changes[name] = value
        said_by[name] = report.name
    return replace(
        state, **changes, report=report.name, data_date=report.data_date, said_by=said_by
    )
