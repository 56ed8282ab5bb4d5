"""What the status reports say, held against each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING
from typing import Any

from planner.problems import Location
from planner.problems import Problem
from planner.problems import Severity
from planner.progress import FIELDS
from planner.progress import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from planner.model import Activity
    from planner.model import Plan
    from planner.progress import ActivityStatus
    from planner.progress import StatusReport
    from planner.source.places import Places

Locate = Callable[[str, str, str | None], Location | None]
"""Finds the place of a report's entry: report name, activity, field."""


def impossible_reports(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find reports that contradict themselves, each other, or the kind of the activity."""
    return status_problems(plan.reports, plan.activities, places.report)


def status_problems(
    reports: Iterable[StatusReport], activities: Mapping[str, Activity], locate: Locate
) -> Iterator[Problem]:
    """Find what the reports cannot mean, within a report and between two of them."""
    entries = defaultdict[str, list[ReportEntry]](list)
    for report in in_order(reports):
        for name, status in report.activities.items():
            if name in activities:
                entries[name].append(ReportEntry(activities[name], status, report, locate))
    for found in entries.values():
        for number, entry in enumerate(found):
            yield from _problems_within(entry, found[:number])
            yield from _reopened(entry, found[:number])
        for name in FIELDS[:-1]:
            saying = [entry for entry in found if getattr(entry.status, name) is not None]
            for earlier, later in pairwise(saying):
                yield from _problems_between(name, earlier, later)


@dataclass(frozen=True, slots=True)
class ReportEntry:
    """One line of one report, with what is needed to judge it."""

    activity: Activity
    status: ActivityStatus
    report: StatusReport
    locate: Locate

    def place(self, name: str | None = None) -> Location | None:
        """Find the line of the entry, or of one of its fields."""
        return self.locate(self.report.name, self.activity.id, name)

    def problem(
        self, code: str, name: str, *, severity: Severity = Severity.ERROR, **details: object
    ) -> Problem:
        """Make a finding at one of its fields."""
        related = tuple(found for found in details.values() if isinstance(found, Location))
        details = {"activity": self.activity.id, "field": name, **details}
        return Problem(code, severity, self.place(name), details, related)


def _problems_within(entry: ReportEntry, before: Sequence[ReportEntry]) -> Iterator[Problem]:
    status, limit = entry.status, entry.report.data_date
    for name in ("started", "finished"):
        day = getattr(status, name)
        if day and day > limit:
            yield entry.problem("actual-after-data-date", name, day=day, data_date=limit)
    started = status.started or _last_said(before, "started")
    if status.finished and started and status.finished < started:
        yield entry.problem(
            "finish-before-start", "finished", finished=status.finished, started=started
        )
    if status.finished and not started and not entry.activity.is_milestone:
        yield entry.problem("finished-without-start", "finished", day=status.finished)
    finished = status.finished or _last_said(before, "finished")
    if status.expected_finish and not finished and status.expected_finish < limit:
        yield entry.problem(
            "expected-finish-in-past",
            "expected_finish",
            day=status.expected_finish,
            data_date=limit,
        )
    if entry.activity.is_milestone:
        yield from _wrong_for(entry, ("remaining", "percent_complete"), "milestone-progress")
    if entry.activity.spans:
        yield from _wrong_for(entry, FIELDS[:5], "hammock-progress")
    if status.finished:
        yield from _finished_with_work_left(entry)
    elif status.remaining is not None and not started:
        severity = Severity.WARNING
        yield entry.problem("remaining-without-start", "remaining", severity=severity)


def _finished_with_work_left(entry: ReportEntry) -> Iterator[Problem]:
    if entry.status.remaining:
        yield entry.problem("finished-with-remaining", "remaining")
    percentage = entry.status.percent_complete
    if percentage is not None and percentage < 100:  # noqa: PLR2004
        yield entry.problem("finished-with-remaining", "percent_complete")


def _wrong_for(entry: ReportEntry, names: Iterable[str], code: str) -> Iterator[Problem]:
    for name in names:
        if getattr(entry.status, name) is not None:
            yield entry.problem(code, name)


def _last_said(before: Sequence[ReportEntry], name: str) -> date | None:
    said = (getattr(entry.status, name) for entry in reversed(before))
    return next((value for value in said if value), None)


def _problems_between(name: str, earlier: ReportEntry, later: ReportEntry) -> Iterator[Problem]:
    """Compare two reports that say something of the same field, one after the other."""
    was, now = getattr(earlier.status, name), getattr(later.status, name)
    if was == now:
        return
    if earlier.report.data_date == later.report.data_date:
        yield _between("reports-contradict", name, earlier, later)
    elif name in {"started", "finished"}:
        yield _between("actual-changed", name, earlier, later, severity=Severity.WARNING)
    elif _goes_backwards(name, was, now):
        yield _between("progress-backwards", name, earlier, later, severity=Severity.WARNING)


def _goes_backwards(name: str, was: Any, now: Any) -> bool:  # noqa: ANN401
    if name == "percent_complete":
        return bool(now < was)
    return name == "remaining" and was.unit == now.unit and now.amount > was.amount


def _reopened(entry: ReportEntry, before: Sequence[ReportEntry]) -> Iterator[Problem]:
    """Find work left on what an earlier report called finished."""
    finishing = next((found for found in reversed(before) if found.status.finished), None)
    if finishing is None or not _says_unfinished(entry.status):
        return
    left = ("remaining", "percent_complete", "expected_finish")
    name = next(name for name in left if getattr(entry.status, name) is not None)
    was, other = finishing.status.finished, finishing.place("finished")
    now = _shown(getattr(entry.status, name))
    yield entry.problem("finished-work-reopened", name, was=was, now=now, other=other)


def _says_unfinished(status: ActivityStatus) -> bool:
    if status.finished:
        return False
    some_left = status.percent_complete is not None and status.percent_complete < 100  # noqa: PLR2004
    return bool(status.remaining) or some_left or status.expected_finish is not None


def _between(
    code: str,
    name: str,
    earlier: ReportEntry,
    later: ReportEntry,
    *,
    severity: Severity = Severity.ERROR,
) -> Problem:
    other = earlier.place(name) or earlier.report.name
    was, now = (_shown(getattr(entry.status, name)) for entry in (earlier, later))
    return later.problem(code, name, severity=severity, was=was, now=now, other=other)


def _shown(value: object) -> object:
    return f"{value:g}%" if isinstance(value, float) else value


CHECKS = (impossible_reports,)
