"""A plan of another program as a workstream of ours, with a status report."""

from __future__ import annotations

from collections import Counter
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import field
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

from planner.exchange.left_out import LeftOut
from planner.exchange.project import Constraint
from planner.exchange.project import LagKind
from planner.exchange.project import Reason
from planner.exchange.project import TaskKind
from planner.exchange.scheduling import leaves_below
from planner.exchange.scheduling import on_leaves
from planner.exchange.written import decimal
from planner.exchange.written import identifier
from planner.model import MilestoneKind
from planner.schedule.network import LinkType
from planner.timeaxis import DAY
from planner.timeaxis import day_ending_at
from planner.timeaxis import day_of
from planner.timeaxis import evening_of
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
"""The keys of a plan file that each constraint becomes."""
FINISH_CONSTRAINTS = {Constraint.FNET, Constraint.FNLT, Constraint.MFO}
MOST_RULES = 2
NOON = 720
PRECISION = 10_000
"""Parts of a day or an hour: a plan file has four decimals."""


@dataclass(frozen=True, slots=True)
class WorkstreamEntry:
    """One activity of a workstream file.

    Attributes:
        heading: The summaries above it in the other plan, outermost first.
        values: The keys under its id, in order.
        after: The dependencies on its predecessors.
        status: The keys of the status report; empty when it has not begun.
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
        evidence: The evidence of every activity and dependency.
    """

    project: ExchangeProject
    workstream: str
    laid_out: Mapping[str, WorkCalendar]
    names: Mapping[str, str | None]
    evidence: Mapping[str, object]
    owner: str | None = None
    lost: Counter[str] = field(default_factory=Counter)
    tasks: dict[str, ImportedTask] = field(init=False)

    def __post_init__(self) -> None:
        self.tasks = {task.key: task for task in self.project.tasks}

    def entries(self) -> tuple[WorkstreamEntry, ...]:
        """Give every activity, in the order of the file."""
        self.lost.update(self.project.left_out)
        self.lost[LeftOut.SHOULD_HAVE_BEGUN] += self.overdue()
        ids = self.ids()
        into = self.links()
        return tuple(
            WorkstreamEntry(
                ids[task.key],
                self.heading(task),
                self.values(task),
                tuple(self.dependency(link, ids) for link in into[task.key]),
                self.status(task),
            )
            for task in self.project.activities
        )

    def ids(self) -> dict[str, str]:
        """Make the id of each activity from the code that stays the same between deliveries."""
        ids: dict[str, str] = {}
        taken: Counter[str] = Counter()
        for task in self.project.activities:
            name = ids[task.key] = identifier(task.code, self.workstream)
            # Codes that differ by capitals or signs only make the same id.
            taken[name] += 1
            if taken[name] > 1:
                ids[task.key] = f"{name}-{taken[name]}"
        return ids

    def heading(self, task: ImportedTask) -> tuple[str, ...]:
        """Give the names of the summaries above a task, outermost first."""
        above: list[ImportedTask] = []
        parent = self.tasks.get(task.parent or "")
        # A broken file may have rows that are each other's parent.
        while parent is not None and parent not in above:
            above.insert(0, parent)
            parent = self.tasks.get(parent.parent or "")
        return tuple(summary.name for summary in above)

    def links(self) -> dict[str, list[ImportedLink]]:
        """Give the links into each activity; those on summaries act on the activities below."""
        below = leaves_below(self.project.tasks)
        into: dict[str, list[ImportedLink]] = defaultdict(list)
        seen: set[tuple[str, str, LinkType]] = set()
        for link in self.project.links:
            # Between a summary and an activity below it, one would have to wait for itself.
            links = [own for own in on_leaves(link, below) if own.predecessor != own.successor]
            self.lost[LeftOut.LINK_ON_SUMMARY] += links != [link]
            for own in links:
                key = (own.predecessor, own.successor, own.type)
                if key in seen:
                    self.lost[LeftOut.DOUBLE_LINK] += 1
                    continue
                seen.add(key)
                into[own.successor].append(own)
        return into

    def dependency(self, link: ImportedLink, ids: Mapping[str, str]) -> dict[str, object]:
        """Give one dependency in the long form, with its evidence."""
        values: dict[str, object] = {"activity": ids[link.predecessor]}
        if link.type is not LinkType.FS:
            values["type"] = link.type.name
        if link.lag and link.kind is LagKind.PERCENT:
            values["lag"] = f"{decimal(Fraction(link.lag).limit_denominator(1000))}%"
        elif link.lag:
            # Working time runs in the calendar of the predecessor, in our plans too.
            is_elapsed = link.kind is LagKind.ELAPSED
            predecessor = self.tasks[link.predecessor]
            values["lag"] = self.length(round(link.lag), predecessor, is_elapsed=is_elapsed)
        return {**values, **self.evidence}

    def values(self, task: ImportedTask) -> dict[str, object]:
        """Give the keys of an activity; those without a value stay away."""
        is_start = self.is_start(task)
        is_late = Constraint.ALAP in {task.constraint, task.constraint2}
        values: dict[str, object] = {
            "title": " ".join(task.name.split()) or task.code,
            "owner": self.owner,
            **self.extent(task, is_start=is_start),
            **self.rules(task, is_start=is_start),
            "as_late_as_possible": is_late and "true",
            "deadline": task.deadline and self.rule(task, task.deadline, at_start=is_start),
            "basis": self.evidence.get("basis") or dict(self.evidence),
            "note": " ".join(task.note.split()),
        }
        return {key: value for key, value in values.items() if value}

    def extent(self, task: ImportedTask, *, is_start: bool) -> dict[str, object]:
        """Give the duration and calendar of a task, or the kind of a milestone."""
        if task.is_milestone:
            kind = MilestoneKind.START if is_start else MilestoneKind.FINISH
            values: dict[str, object] = {"milestone": kind.value}
            # A start milestone stands on a working day of its own calendar.
            if is_start:
                values["calendar"] = self.names.get(task.calendar or self.project.default_calendar)
            return values
        return {
            "duration": self.length(task.duration, task, is_elapsed=task.is_elapsed),
            # A calendar that is not in the file counts as the default one, as in `calendar`.
            "calendar": self.names.get(task.calendar or self.project.default_calendar),
        }

    def rules(self, task: ImportedTask, *, is_start: bool) -> dict[str, object]:
        """Give the date constraints, two at most."""
        rules: dict[str, object] = {}
        for constraint, when in self._constraints(task):
            for name in RULES.get(constraint, ()):
                if len(rules) >= MOST_RULES or name in rules:
                    self.lost[LeftOut.SECOND_CONSTRAINT] += 1
                    continue
                at_start = is_start if task.is_milestone else "start" in name
                rules[name] = self.rule(task, when, at_start=at_start)
        return rules

    def _constraints(self, task: ImportedTask) -> Iterator[tuple[Constraint, datetime]]:
        """The constraints of a task that have a date."""
        pairs = [(task.constraint, task.constraint_date), (task.constraint2, task.constraint2_date)]
        if task.is_manual and not task.is_started:
            # Our plans have no tasks that are scheduled by hand.
            pairs = [(Constraint.SNET, task.start)]
        if self._is_data_date(task):
            return
        for constraint, when in pairs:
            if when is not None:
                yield constraint, when

    def _is_data_date(self, task: ImportedTask) -> bool:
        """Whether a constraint only repeats the data date, which our engine applies by itself."""
        status, when = self.project.status_date, task.constraint_date
        # Only an export of ours has the id, and writes such a constraint.
        if status is None or when is None or task.is_started or "id" not in task.fields:
            return False
        between = self.calendar(task).minutes_between(instant_of(status), instant_of(when))
        return task.constraint is Constraint.SNET and abs(between) <= 1

    def rule(self, task: ImportedTask, when: datetime, *, at_start: bool) -> dict[str, object]:
        """Give the date of a constraint with its evidence."""
        return {"date": self.day(task, when, at_start=at_start), **self.evidence}

    def day(self, task: ImportedTask, when: datetime, *, at_start: bool) -> date:
        """Give the working day that a moment starts (or ends) in the task's calendar.

        A time within the working day is lost and counted.
        """
        calendar, instant = self.calendar(task), instant_of(when)
        if at_start:
            day = day_of
            moved = calendar.next_start(instant)
            edge = calendar.next_start(morning_of(day(moved)))
        else:
            day = day_ending_at
            moved = calendar.last_finish(instant)
            edge = calendar.last_finish(evening_of(day(moved)))
        self.lost[LeftOut.TIME_OF_DAY] += moved != edge
        # Midnight means a whole day, also when nobody works then.
        return day(moved if instant % DAY else instant)

    def is_start(self, task: ImportedTask) -> bool:
        """Tell whether a milestone is the start of something: its date is a morning."""
        if "milestone" in task.fields:
            return task.fields["milestone"] == MilestoneKind.START
        if task.kind is not TaskKind.MILESTONE:
            return task.kind is TaskKind.START_MILESTONE
        when = task.constraint_date
        if task.is_manual:
            when = task.start
        if when is None or (task.constraint in FINISH_CONSTRAINTS and not task.is_manual):
            return False
        return instant_of(when) % DAY < NOON

    def status(self, task: ImportedTask) -> dict[str, object]:
        """Give the keys of a status report on an activity that has begun."""
        status: dict[str, Any] = {}
        if task.actual_start is not None and not task.is_milestone:
            status["started"] = task.actual_start.date()
        if task.actual_finish is None:
            if status and task.expected_finish is not None:
                status["expected_finish"] = day_ending_at(instant_of(task.expected_finish))
            elif status and task.held_back == Reason.SPLIT and task.finish is not None:
                # What was suspended goes on later: our reports tell that by its finish.
                status["expected_finish"] = day_ending_at(instant_of(task.finish))
            elif status:
                left = self.length(task.remaining, task, is_elapsed=task.is_elapsed)
                status["remaining"] = left
        elif self.is_start(task):
            status["finished"] = task.actual_finish.date()
        else:
            finished = day_ending_at(instant_of(task.actual_finish))
            # At one midnight as start and finish the day of the start is meant.
            status["finished"] = max(finished, status.get("started", finished))
        return status

    def length(self, minutes: int, task: ImportedTask, *, is_elapsed: bool) -> str:
        """Write minutes as days when that is exact, else as hours.

        The other program may count another number of hours as a day than its calendar works; our
        plans count those of the calendar.
        """
        if is_elapsed:
            return f"{decimal(Fraction(minutes, DAY).limit_denominator(PRECISION))}ed"
        calendar = self.calendar(task)
        days = Fraction(minutes, calendar.minutes_per_day)
        longest = max(sum(end - start for start, end in hours) for hours in calendar.week)
        if longest == calendar.minutes_per_day and (days * PRECISION).denominator == 1:
            return f"{decimal(days)}d"
        self.lost[LeftOut.PART_OF_DAY] += 1
        return f"{decimal(Fraction(round(Fraction(minutes, 60) * PRECISION), PRECISION))}h"

    def calendar(self, task: ImportedTask) -> WorkCalendar:
        """Give the calendar of a task, laid out."""
        default = self.laid_out[self.project.default_calendar]
        return self.laid_out.get(task.calendar or "", default)

    def overdue(self) -> int:
        """Count the tasks that lie before the data date without having begun.

        Microsoft Project leaves them there; our engine moves them to the data date.
        """
        day = self.data_date()
        starts = (task.start for task in self.project.activities if not task.is_started)
        return sum(start is not None and start.date() < day for start in starts)

    def data_date(self) -> date:
        """Give the data date of the file, or the last day of progress when that is later."""
        tasks = self.project.activities
        actual = (m for t in tasks for m in (t.actual_start, t.actual_finish) if m is not None)
        days = [day_ending_at(instant_of(moment)) for moment in actual]
        status = self.project.status_date
        if status is not None and instant_of(status) % DAY > NOON:
            # A status date in the evening means that the next working day is still to come.
            calendar = self.laid_out[self.project.default_calendar]
            days.append(day_of(calendar.next_start(instant_of(status))))
        elif status is not None:
            days.append(status.date())
        return max(days, default=self.project.start.date())
