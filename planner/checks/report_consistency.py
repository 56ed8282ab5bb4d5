"""Contradictions in the status reports, within one report and between two."""

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

_FIELDS_OF_WORK = FIELDS[:5]
_COMPARED_FIELDS = FIELDS[:-1]
"""All but the note, which every report may write anew."""
_ALL_DONE = 100

Locate = Callable[[str, str, str | None], Location | None]
"""Finds the place of a report's entry: report name, activity, field."""


def impossible_reports(plan: Plan, places: Places) -> Iterator[Problem]:
    """Find reports that contradict themselves, each other, or the kind of the activity."""
    return status_problems(plan.reports, plan.activities, places.report)


def status_problems(
    reports: Iterable[StatusReport], activities: Mapping[str, Activity], locate: Locate
) -> Iterator[Problem]:
    """Find the contradictions within a report and between two of them."""
    entries = defaultdict[str, list[ReportEntry]](list)
    for report in in_order(reports):
        for name, status in report.activities.items():
            if name in activities:
                entries[name].append(ReportEntry(activities[name], status, report, locate))
    for in_time in entries.values():
        for number, entry in enumerate(in_time):
            yield from _problems_within(entry, in_time[:number])
            yield from _reopened(entry, in_time[:number])
        for name in _COMPARED_FIELDS:
            with_field = [entry for entry in in_time if getattr(entry.status, name) is not None]
            for earlier, later in pairwise(with_field):
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
        """Make a problem at one of its fields."""
        related = tuple(place for place in details.values() if isinstance(place, Location))
        details = {"activity": self.activity.id, "field": name, **details}
        return Problem(code, severity, self.place(name), details, related)


def _problems_within(entry: ReportEntry, before: Sequence[ReportEntry]) -> Iterator[Problem]:
    # A field may be left out of a later report: what an earlier one said still holds.
    started = entry.status.started or _last_said(before, "started")
    finished = entry.status.finished or _last_said(before, "finished")
    yield from _impossible_dates(entry, started)
    expected, limit = entry.status.expected_finish, entry.report.data_date
    if expected and not finished and expected < limit:
        code = "expected-finish-in-past"
        yield entry.problem(code, "expected_finish", day=expected, data_date=limit)
    if entry.activity.is_milestone:
        yield from _wrong_for(entry, ("remaining", "percent_complete"), "milestone-progress")
    if entry.activity.spans:
        yield from _wrong_for(entry, _FIELDS_OF_WORK, "hammock-progress")
    if entry.status.finished:
        yield from _finished_with_work_left(entry)
    elif entry.status.remaining is not None and not started:
        severity = Severity.WARNING
        yield entry.problem("remaining-without-start", "remaining", severity=severity)


def _impossible_dates(entry: ReportEntry, started: date | None) -> Iterator[Problem]:
    limit, finished = entry.report.data_date, entry.status.finished
    for name in ("started", "finished"):
        day = getattr(entry.status, name)
        if day and day > limit:
            yield entry.problem("actual-after-data-date", name, day=day, data_date=limit)
    if finished and started and finished < started:
        yield entry.problem("finish-before-start", "finished", finished=finished, started=started)
    if finished and not started and not entry.activity.is_milestone:
        yield entry.problem("finished-without-start", "finished", day=finished)


def _finished_with_work_left(entry: ReportEntry) -> Iterator[Problem]:
    if entry.status.remaining:
        yield entry.problem("finished-with-remaining", "remaining")
    if _is_partly_done(entry.status):
        yield entry.problem("finished-with-remaining", "percent_complete")


def _is_partly_done(status: ActivityStatus) -> bool:
    return status.percent_complete is not None and status.percent_complete < _ALL_DONE


def _wrong_for(entry: ReportEntry, names: Iterable[str], code: str) -> Iterator[Problem]:
    for name in names:
        if getattr(entry.status, name) is not None:
            yield entry.problem(code, name)


def _last_said(before: Sequence[ReportEntry], name: str) -> date | None:
    said = (getattr(entry.status, name) for entry in reversed(before))
    return next((value for value in said if value), None)


def _problems_between(name: str, earlier: ReportEntry, later: ReportEntry) -> Iterator[Problem]:
    """Compare two successive reports of the same field."""
    was, now = getattr(earlier.status, name), getattr(later.status, name)
    if was == now:
        return
    # Two bodies on one day cannot both be right; on a later day one may correct the other.
    if earlier.report.data_date == later.report.data_date:
        yield _between("reports-contradict", name, earlier, later)
    elif name in {"started", "finished"}:
        yield _between("actual-changed", name, earlier, later, severity=Severity.WARNING)
    elif _goes_backwards(name, was, now):
        yield _between("progress-backwards", name, earlier, later, severity=Severity.WARNING)


def _goes_backwards(name: str, was: Any, now: Any) -> bool:  # noqa: ANN401
    if name == "percent_complete":
        return bool(now < was)
    # Amounts in two units are not compared: only a calendar could say which is more.
    return name == "remaining" and was.unit == now.unit and now.amount > was.amount


def _reopened(entry: ReportEntry, before: Sequence[ReportEntry]) -> Iterator[Problem]:
    """Find work left on what an earlier report called finished."""
    finishing = next((earlier for earlier in reversed(before) if earlier.status.finished), None)
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
    has_work_left = bool(status.remaining) or _is_partly_done(status)
    return has_work_left or status.expected_finish is not None


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
