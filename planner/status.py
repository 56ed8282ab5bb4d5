"""How far the work is: the status reports folded into one state a data date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING
from typing import Any

from planner.model.report import ActivityStatus
from planner.model.report import Health
from planner.model.report import StatusReport
from planner.problems import Location
from planner.problems import Problem
from planner.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from planner.duration import Duration
    from planner.model import Activity

__all__ = [
    "FIELDS",
    "ActivityStatus",
    "Health",
    "Progress",
    "StatusReport",
    "in_order",
    "progress_at",
    "status_problems",
]

Locate = Callable[[str, str, str | None], Location | None]
"""Finds the place of a report's entry: report name, activity, field."""

FIELDS = (
    "started",
    "finished",
    "remaining",
    "percent_complete",
    "expected_finish",
    "health",
    "note",
)
"""What a report can say of an activity."""

_REPLACED_BY = {
    "finished": ("remaining", "percent_complete", "expected_finish"),
    "remaining": ("percent_complete", "expected_finish"),
    "percent_complete": ("remaining", "expected_finish"),
    "expected_finish": ("remaining", "percent_complete"),
}
"""What an older report said loses its meaning when a newer one says this."""


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
    """The report that said something last, by name."""
    data_date: date | None = None
    """The data date of that report."""
    said_by: Mapping[str, str] = field(default_factory=dict)
    """For each field the name of the report that it comes from."""

    @property
    def is_started(self) -> bool:
        """Whether work has begun."""
        return self.started is not None or self.finished is not None

    @property
    def is_finished(self) -> bool:
        """Whether it is done."""
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
    """Let a newer entry say what it says, and keep the rest."""
    changes: dict[str, Any] = {}
    said_by = dict(state.said_by)
    for name in FIELDS:
        value = getattr(entry, name)
        if value is None:
            continue
        for replaced in _REPLACED_BY.get(name, ()):
            if getattr(entry, replaced) is None:
                changes[replaced] = None
                said_by.pop(replaced, None)
        changes[name] = value
        said_by[name] = report.name
    return replace(
        state, **changes, report=report.name, data_date=report.data_date, said_by=said_by
    )


def status_problems(
    reports: Iterable[StatusReport], activities: Mapping[str, Activity], locate: Locate
) -> Iterator[Problem]:
    """Find what the reports cannot mean, within a report and between two of them."""
    entries = defaultdict[str, list[Entry]](list)
    for report in in_order(reports):
        for name, status in report.activities.items():
            if name in activities:
                entries[name].append(Entry(activities[name], status, report, locate))
    for found in entries.values():
        for number, entry in enumerate(found):
            yield from _problems_within(entry, found[:number])
        for earlier, later in pairwise(found):
            yield from _problems_between(earlier, later)


@dataclass(frozen=True, slots=True)
class Entry:
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


def _problems_within(entry: Entry, before: Sequence[Entry]) -> Iterator[Problem]:
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


def _finished_with_work_left(entry: Entry) -> Iterator[Problem]:
    if entry.status.remaining:
        yield entry.problem("finished-with-remaining", "remaining")
    percentage = entry.status.percent_complete
    if percentage is not None and percentage < 100:  # noqa: PLR2004
        yield entry.problem("finished-with-remaining", "percent_complete")


def _wrong_for(entry: Entry, names: Iterable[str], code: str) -> Iterator[Problem]:
    for name in names:
        if getattr(entry.status, name) is not None:
            yield entry.problem(code, name)


def _last_said(before: Sequence[Entry], name: str) -> date | None:
    said = (getattr(entry.status, name) for entry in reversed(before))
    return next((value for value in said if value), None)


def _problems_between(earlier: Entry, later: Entry) -> Iterator[Problem]:
    if earlier.report.data_date == later.report.data_date:
        yield from _contradictions(earlier, later)
        return
    backwards = Severity.WARNING
    old, new = earlier.status, later.status
    for name in ("started", "finished"):
        was, now = getattr(old, name), getattr(new, name)
        if was and now and was != now:
            severity = Severity.WARNING
            yield _between("actual-changed", name, earlier, later, was, now, severity=severity)
    if old.finished and _says_unfinished(new):
        name = "remaining" if new.remaining is not None else "percent_complete"
        if name == "percent_complete" and new.percent_complete is None:
            name = "expected_finish"
        yield _between(
            "finished-work-reopened", name, earlier, later, old.finished, getattr(new, name)
        )
    if old.remaining is not None and new.remaining is not None and _is_more(old, new):
        yield _between(
            "progress-backwards",
            "remaining",
            earlier,
            later,
            old.remaining,
            new.remaining,
            severity=backwards,
        )
    if None not in (old.percent_complete, new.percent_complete) and (
        (new.percent_complete or 0) < (old.percent_complete or 0)
    ):
        yield _between(
            "progress-backwards",
            "percent_complete",
            earlier,
            later,
            f"{old.percent_complete:g}%",
            f"{new.percent_complete:g}%",
            severity=backwards,
        )


def _says_unfinished(status: ActivityStatus) -> bool:
    if status.finished:
        return False
    some_left = status.percent_complete is not None and status.percent_complete < 100  # noqa: PLR2004
    return bool(status.remaining) or some_left or status.expected_finish is not None


def _is_more(old: ActivityStatus, new: ActivityStatus) -> bool:
    if old.remaining is None or new.remaining is None or old.remaining.unit != new.remaining.unit:
        return False
    return new.remaining.amount > old.remaining.amount


def _contradictions(earlier: Entry, later: Entry) -> Iterator[Problem]:
    for name in FIELDS[:-1]:
        was, now = getattr(earlier.status, name), getattr(later.status, name)
        if was is not None and now is not None and was != now:
            yield _between("reports-contradict", name, earlier, later, was, now)


def _between(  # noqa: PLR0913
    code: str,
    name: str,
    earlier: Entry,
    later: Entry,
    was: object,
    now: object,
    *,
    severity: Severity = Severity.ERROR,
) -> Problem:
    other = earlier.place(name) or earlier.report.name
    return later.problem(code, name, severity=severity, was=was, now=now, other=other)
