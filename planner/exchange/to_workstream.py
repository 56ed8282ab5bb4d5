"""A plan of another program as a workstream of ours, with a status report."""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.exchange.project import Constraint
from planner.exchange.project import LagKind
from planner.exchange.project import TaskKind
from planner.exchange.scheduling import leaves_below
from planner.exchange.written import decimal
from planner.exchange.written import identifier
from planner.timeaxis import day_ending_at
from planner.timeaxis import day_of
from planner.timeaxis import instant_of
from planner.timeaxis import morning_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date
    from datetime import datetime

    from planner.exchange.project import ExchangeProject
    from planner.exchange.project import ImportedLink
    from planner.exchange.project import ImportedTask
    from planner.schedule.network import LinkType
    from planner.workcalendar import WorkCalendar

RULES = {
    Constraint.SNET: ("start_no_earlier_than",),
    Constraint.SNLT: ("start_no_later_than",),
    Constraint.FNET: ("finish_no_earlier_than",),
    Constraint.FNLT: ("finish_no_later_than",),
    Constraint.SO: ("start_no_earlier_than", "start_no_later_than"),
    Constraint.FO: ("finish_no_earlier_than", "finish_no_later_than"),
    Constraint.MSO: ("must_start_on",),
    Constraint.MFO: ("must_finish_on",),
}
MOST_RULES = 2
NOON = 720
DAY = 1440


@dataclass(frozen=True, slots=True)
class WorkstreamEntry:
    """One activity as the workstream file will say it.

    Attributes:
        heading: The summaries above it in the other plan, outermost first.
        values: What stands under its id, in order.
        after: What it waits for.
        status: What the status report says of it.
    """

    id: str
    heading: tuple[str, ...]
    values: Mapping[str, object]
    after: tuple[Mapping[str, object], ...]
    status: Mapping[str, object]


@dataclass(slots=True)
class Converter:
    """Turns the tasks of an imported plan into entries, and counts what does not fit.

    Attributes:
        laid_out: The calendars of the file by key.
        names: The calendar of the plan that each becomes, None for the default one.
        evidence: What every activity and dependency is said to rest on.
    """

    project: ExchangeProject
    workstream: str
    laid_out: Mapping[str, WorkCalendar]
    names: Mapping[str, str | None]
    evidence: Mapping[str, object]
    owner: str | None = None
    lost: Counter[str] = field(default_factory=Counter)

    def entries(self) -> tuple[WorkstreamEntry, ...]:
        """Every activity, in the order of the file."""
        self.lost.update(self.project.left_out)
        self.lost["should-have-begun"] += self.overdue()
        ids = self.ids()
        into = self.links()
        parents = {task.key: task for task in self.project.tasks}
        return tuple(
            WorkstreamEntry(
                ids[task.key],
                _headings(task, parents),
                self.values(task),
                tuple(self.dependency(k, ids) for k in into[task.key]),
                self.status(task),
            )
            for task in self.project.activities
        )

    def ids(self) -> dict[str, str]:
        """The id of each activity, made of what stays the same between deliveries."""
        found: dict[str, str] = {}
        taken: Counter[str] = Counter()
        for task in self.project.activities:
            name = identifier(task.code, self.workstream)
            taken[name] += 1
            found[task.key] = name if taken[name] == 1 else f"{name}-{taken[name]}"
        return found

    def links(self) -> dict[str, list[ImportedLink]]:
        """The links into each activity; those on summaries act on the activities below."""
        from planner.exchange.project import ImportedLink  # noqa: PLC0415

        below = leaves_below(self.project.tasks)
        into: dict[str, list[ImportedLink]] = defaultdict(list)
        seen: set[tuple[str, str, LinkType]] = set()
        for link in self.project.links:
            pairs = [
                (p, s)
                for p in below.get(link.predecessor, ())
                for s in below.get(link.successor, ())
                if p != s
            ]
            if [(link.predecessor, link.successor)] != pairs:
                self.lost["link-on-summary"] += 1
            for predecessor, successor in pairs:
                key = (predecessor, successor, link.type)
                if key in seen:
                    self.lost["double-link"] += 1
                    continue
                seen.add(key)
                own = ImportedLink(predecessor, successor, link.type, link.lag, link.kind)
                into[successor].append(own)
        return into

    def dependency(self, link: ImportedLink, ids: Mapping[str, str]) -> dict[str, object]:
        """One dependency in the long form, with its evidence."""
        found: dict[str, object] = {"activity": ids[link.predecessor]}
        if link.type.name != "FS":
            found["type"] = link.type.name
        if link.lag and link.kind is LagKind.PERCENT:
            found["lag"] = f"{decimal(Fraction(link.lag).limit_denominator(1000))}%"
        elif link.lag:
            is_elapsed = link.kind is LagKind.ELAPSED
            found["lag"] = self.length(round(link.lag), link.predecessor, is_elapsed=is_elapsed)
        return {**found, **self.evidence}

    def values(self, task: ImportedTask) -> dict[str, object]:
        """What the plan says of an activity."""
        found: dict[str, object] = {"title": " ".join(task.name.split()) or task.code}
        if self.owner:
            found["owner"] = self.owner
        starts = self.is_start(task)
        if task.kind is TaskKind.TASK:
            found["duration"] = self.length(task.duration, task.key, is_elapsed=task.is_elapsed)
        else:
            found["milestone"] = "start" if starts else "finish"
        calendar = self.names[task.calendar or self.project.default_calendar]
        if calendar is not None and task.kind is TaskKind.TASK:
            found["calendar"] = calendar
        found.update(self.rules(task, starts=starts))
        if Constraint.ALAP in {task.constraint, task.constraint2}:
            found["as_late_as_possible"] = "true"
        if task.deadline is not None:
            found["deadline"] = self.rule(task, task.deadline, at_start=starts)
        found["basis"] = self.evidence.get("basis") or dict(self.evidence)
        if task.note.strip():
            found["note"] = " ".join(task.note.split())
        return found

    def rules(self, task: ImportedTask, *, starts: bool) -> dict[str, object]:
        """The date constraints, two at most."""
        pairs = [(task.constraint, task.constraint_date), (task.constraint2, task.constraint2_date)]
        if task.is_manual and not task.is_started:
            pairs = [(Constraint.SNET, task.start)]
        if self._is_data_date(task):
            pairs = []
        found: dict[str, object] = {}
        for constraint, when in pairs:
            for name in RULES.get(constraint, ()) if when is not None else ():
                if len(found) >= MOST_RULES or name in found:
                    self.lost["second-constraint"] += 1
                    continue
                at_start = starts if task.is_milestone else "start" in name
                found[name] = self.rule(task, when, at_start=at_start)
        return found

    def _is_data_date(self, task: ImportedTask) -> bool:
        """Whether a constraint only holds the task at the data date, which our engine does."""
        status, when = self.project.status_date, task.constraint_date
        if status is None or when is None or task.is_started or "id" not in task.fields:
            return False
        calendar = self.calendar(task)
        between = calendar.minutes_between(instant_of(status), instant_of(when))
        return task.constraint is Constraint.SNET and abs(between) <= 1

    def rule(self, task: ImportedTask, when: datetime | None, *, at_start: bool) -> object:
        """A constraint's date with its evidence; a time within the day is counted as lost."""
        assert when is not None  # noqa: S101 - the caller saw to it
        return {"date": self.day(task, when, at_start=at_start), **self.evidence}

    def day(self, task: ImportedTask, when: datetime, *, at_start: bool) -> date:
        """The day whose morning (or evening) an instant is, in the task's calendar."""
        calendar, instant = self.calendar(task), instant_of(when)
        if at_start:
            moved = calendar.next_start(instant)
            first = calendar.next_start(morning_of(day_of(moved)))
            self.lost["time-of-day"] += moved != first
            return day_of(instant) if instant % DAY == 0 else day_of(moved)
        moved = calendar.last_finish(instant)
        last = calendar.last_finish(morning_of(day_ending_at(moved)) + DAY)
        self.lost["time-of-day"] += moved != last
        return day_ending_at(instant) if instant % DAY == 0 else day_ending_at(moved)

    def is_start(self, task: ImportedTask) -> bool:
        """Whether a milestone says from when something applies: its date is a morning."""
        if task.kind is TaskKind.START_MILESTONE:
            return True
        if task.kind is not TaskKind.MILESTONE:
            return False
        when = task.constraint_date
        if when is None or task.constraint in {Constraint.FNET, Constraint.FNLT, Constraint.MFO}:
            return False
        return when.hour * 60 + when.minute < NOON

    def status(self, task: ImportedTask) -> dict[str, object]:
        """What a report says of an activity that has begun."""
        if not task.is_started:
            return {}
        found: dict[str, object] = {}
        if task.actual_start is not None and not task.is_milestone:
            found["started"] = task.actual_start.date()
        if task.actual_finish is not None:
            found["finished"] = day_ending_at(instant_of(task.actual_finish))
            if task.kind is not TaskKind.TASK and self.is_start(task):
                found["finished"] = task.actual_finish.date()
            return found
        if not task.is_milestone:
            is_elapsed = task.is_elapsed
            found["remaining"] = self.length(task.remaining, task.key, is_elapsed=is_elapsed)
        return found

    def length(self, minutes: int, task: str, *, is_elapsed: bool) -> str:
        """Minutes as days when that is exact, else as hours."""
        if is_elapsed:
            return f"{decimal(Fraction(minutes, DAY).limit_denominator(10_000))}ed"
        per_day = self.calendar(self._by_key(task)).minutes_per_day
        days = Fraction(minutes, per_day)
        if (days * 10_000).denominator == 1:
            return f"{decimal(days)}d"
        self.lost["part-of-day"] += 1
        return f"{decimal(Fraction(round(Fraction(minutes, 60) * 10_000), 10_000))}h"

    def calendar(self, task: ImportedTask) -> WorkCalendar:
        """The calendar of a task, laid out."""
        key = task.calendar or self.project.default_calendar
        return self.laid_out.get(key, self.laid_out[self.project.default_calendar])

    def _by_key(self, key: str) -> ImportedTask:
        if not self._tasks:
            self._tasks.update((task.key, task) for task in self.project.tasks)
        return self._tasks[key]

    _tasks: dict[str, ImportedTask] = field(default_factory=dict)

    def overdue(self) -> int:
        """How many tasks lie before the data date without having begun.

        Microsoft Project leaves them there; our engine moves them to the data date.
        """
        day = self.data_date()
        tasks = (t for t in self.project.activities if not t.is_started and t.start is not None)
        return sum(task.start.date() < day for task in tasks if task.start is not None)

    def data_date(self) -> date:
        """The data date: as the file has it, and not before what it says has happened."""
        actual = [m for t in self.project.activities for m in (t.actual_start, t.actual_finish)]
        days = [day_ending_at(instant_of(moment)) for moment in actual if moment is not None]
        status = self.project.status_date
        if status is not None:
            calendar = self.laid_out[self.project.default_calendar]
            late = status.hour * 60 + status.minute > NOON
            found = day_of(calendar.next_start(instant_of(status))) if late else status.date()
            days.append(found)
        return max(days, default=self.project.start.date())


def _headings(task: ImportedTask, parents: Mapping[str, ImportedTask]) -> tuple[str, ...]:
    def upward(key: str | None) -> Iterator[str]:
        seen: set[str] = set()
        while key is not None and key in parents and key not in seen:
            seen.add(key)
            yield parents[key].name
            key = parents[key].parent

    return tuple(upward(task.parent))[::-1]
