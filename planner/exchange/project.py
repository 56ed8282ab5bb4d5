"""A plan of another program, in the form that all exchange formats share."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.i18n import DEFAULT_LOCALE
from planner.i18n import EnumTexts
from planner.problems import PlannerError
from planner.schedule.network import LinkType
from planner.schedule.presets import MS_PROJECT
from planner.workcalendar import Horizon
from planner.workcalendar import WorkCalendar

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date
    from datetime import datetime
    from pathlib import Path

    from planner.i18n import Locale
    from planner.schedule.presets import Options
    from planner.workcalendar import Hours

LONGEST_DAYS = 60 * 366
"""A plan whose dates span more days than this holds a mistake."""
BEFORE = timedelta(800)
"""How far before its first date the calendars of a plan reach: room for leads and late dates."""


class Fault(StrEnum):
    """What can be wrong with a file or a wish; the text is under `exchange.error`."""

    BAD_VALUE = "bad-value"
    BROKEN_PLAN = "broken-plan"
    CYCLE = "cycle"
    ENCODING = "encoding"
    ENTITIES = "entities"
    EXISTS = "exists"
    HORIZON = "horizon"
    JAVA_FAILED = "java-failed"
    JAVA_TIMEOUT = "java-timeout"
    MISSING_ACTIVITY = "missing-activity"
    NEEDS_BROWSER = "needs-browser"
    NEEDS_JAVA = "needs-java"
    NEEDS_KALEIDO = "needs-kaleido"
    NEEDS_MPXJ = "needs-mpxj"
    NO_ACTIVITIES = "no-activities"
    NO_CALENDAR = "no-calendar"
    NO_FILE = "no-file"
    NO_FOLDER = "no-folder"
    NO_START = "no-start"
    NOT_ACCEPTED = "not-accepted"
    NOT_MSPDI = "not-mspdi"
    NOT_XER = "not-xer"
    NOT_XML = "not-xml"
    OUT_EXISTS = "out-exists"
    OUT_FORMAT = "out-format"
    OWNER_NEEDED = "owner-needed"
    PICTURE_FAILED = "picture-failed"
    ROW = "row"
    SPAN = "span"
    TOO_DEEP = "too-deep"
    TOO_LARGE = "too-large"
    TRUNCATED = "truncated"
    UNKNOWN_FORMAT = "unknown-format"
    UNREADABLE = "unreadable"
    VALUE = "value"
    WHICH_PROJECT = "which-project"
    WORKSTREAM_ID = "workstream-id"


FAULT_TEXT = EnumTexts("exchange.error", Fault)


class Reason(StrEnum):
    """Why stored dates may differ from ours; the text is under `exchange.reason`."""

    EXTERNAL = "external"
    FOLLOWS = "follows"
    LEVELLED = "levelled"
    MANUAL = "manual"
    PERCENTAGE_LAG = "percentage-lag"
    RESOURCE = "resource"
    RESOURCE_CALENDAR = "resource-calendar"
    SPLIT = "split"
    UNKNOWN = "unknown"


class ExchangeError(PlannerError):
    """A file that cannot be read or written; the text says why and what to do.

    Attributes:
        key: The text in the message catalogues, under `exchange.error`.
        details: What fills it in.
    """

    def __init__(self, fault: Fault, **details: object) -> None:
        self.key = FAULT_TEXT[fault]
        self.details = details
        super().__init__(self.said(DEFAULT_LOCALE))

    def said(self, locale: Locale) -> str:
        """Give the text in a language."""
        return locale.say(self.key, **self.details)


class Application(StrEnum):
    """The program whose rules a plan follows."""

    MS_PROJECT = "Microsoft Project"
    P6 = "Primavera P6"


class Constraint(StrEnum):
    """What a date does to a task, by the short names of both programs.

    "No earlier" and "no later" (NET, NLT) bound one side of the start (S) or the finish (F). "On"
    (SO, FO) of P6 bounds both sides and gives way to logic; "must" (MSO, MFO) does not.
    """

    ASAP = "ASAP"
    ALAP = "ALAP"
    SNET = "SNET"
    SNLT = "SNLT"
    FNET = "FNET"
    FNLT = "FNLT"
    SO = "SO"
    FO = "FO"
    MSO = "MSO"
    MFO = "MFO"


class TaskKind(StrEnum):
    """The kind of a row of the other plan."""

    TASK = "task"
    START_MILESTONE = "start-milestone"
    MILESTONE = "milestone"
    SUMMARY = "summary"


class LagKind(StrEnum):
    """The clock on which a lag runs; a percentage is one of the predecessor's duration."""

    WORKING = "working"
    ELAPSED = "elapsed"
    PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class ImportedException:
    """Days in a row on which a calendar has other hours than its week."""

    name: str
    first: date
    last: date
    hours: Hours


@dataclass(frozen=True, slots=True)
class ImportedCalendar:
    """A calendar with everything that it inherits."""

    key: str
    name: str
    week: tuple[Hours, ...]
    exceptions: tuple[ImportedException, ...] = ()
    minutes_per_day: int = 0

    def over(self, horizon: Horizon) -> WorkCalendar:
        """Lay the calendar out over a horizon; a later exception replaces an earlier one."""
        days: dict[date, Hours] = {}
        for exception in self.exceptions:
            first = max(exception.first, horizon.first)
            count = (min(exception.last, horizon.last) - first).days + 1
            days.update((first + timedelta(n), exception.hours) for n in range(max(count, 0)))
        return WorkCalendar(self.name, self.week, horizon, days, self.minutes_per_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedTask:
    """A row of the other plan; durations in minutes, dates as that program stored them.

    Attributes:
        key: The key that links in the file use.
        code: The code that stays the same from one delivery to the next.
        calendar: Key of its calendar, None for that of the project.
        duration: Working minutes, or elapsed ones where `is_elapsed`.
        remaining: Minutes left of a task in progress.
        resume: When the remaining work of a task in progress goes on.
        start: The stored start; of a task in progress in P6 that of its remaining work.
        held_back: The `Reason` why its stored dates may not follow from logic, or "".
    """

    key: str
    code: str
    name: str
    kind: TaskKind = TaskKind.TASK
    parent: str | None = None
    calendar: str | None = None
    duration: int = 0
    is_elapsed: bool = False
    constraint: Constraint = Constraint.ASAP
    constraint_date: datetime | None = None
    constraint2: Constraint = Constraint.ASAP
    constraint2_date: datetime | None = None
    deadline: datetime | None = None
    is_manual: bool = False
    is_active: bool = True
    actual_start: datetime | None = None
    actual_finish: datetime | None = None
    percent_complete: float = 0
    remaining: int = 0
    resume: datetime | None = None
    expected_finish: datetime | None = None
    start: datetime | None = None
    finish: datetime | None = None
    late_start: datetime | None = None
    late_finish: datetime | None = None
    total_float: int | None = None
    free_float: int | None = None
    is_critical: bool = False
    baseline_start: datetime | None = None
    baseline_finish: datetime | None = None
    note: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    """Values that the planner itself put in the file, by name."""
    held_back: str = ""

    @property
    def is_started(self) -> bool:
        """Whether work has begun."""
        return self.actual_start is not None or self.actual_finish is not None

    @property
    def is_milestone(self) -> bool:
        """Whether it takes no time."""
        return self.kind in {TaskKind.MILESTONE, TaskKind.START_MILESTONE}


@dataclass(frozen=True, slots=True)
class ImportedLink:
    """A link of the other plan; the lag in minutes, or in percents of the predecessor."""

    predecessor: str
    successor: str
    type: LinkType = LinkType.FS
    lag: float = 0
    kind: LagKind = LagKind.WORKING


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeProject:
    """A plan of another program.

    Attributes:
        calendars: By key, that of the project under `default_calendar`.
        tasks: In the order of the file.
        must_finish_by: The date that replaces the latest finish in the backward pass (P6).
        left_out: The number of things of each kind that have no place in a plan of ours.
    """

    name: str
    application: Application
    start: datetime
    default_calendar: str
    calendars: Mapping[str, ImportedCalendar]
    tasks: tuple[ImportedTask, ...]
    links: tuple[ImportedLink, ...]
    status_date: datetime | None = None
    must_finish_by: datetime | None = None
    options: Options = MS_PROJECT
    left_out: Mapping[str, int] = field(default_factory=dict)

    @property
    def activities(self) -> tuple[ImportedTask, ...]:
        """The tasks that are scheduled: no summaries, nothing inactive."""
        return tuple(t for t in self.tasks if t.kind is not TaskKind.SUMMARY and t.is_active)

    @property
    def horizon(self) -> Horizon:
        """Give the days that its calendars must cover.

        Raises:
            ExchangeError: The dates of the file span more than a plan can.
        """
        days = sorted(moment.date() for moment in self._moments() if moment is not None)
        work = sum(task.duration for task in self.activities) // 480
        if (days[-1] - days[0]).days > LONGEST_DAYS:
            raise ExchangeError(Fault.SPAN, first=days[0].isoformat(), last=days[-1].isoformat())
        # Twice the work, as if nothing ran at the same time; the horizon costs memory, so it ends.
        return Horizon(days[0] - BEFORE, days[-1] + timedelta(1500 + min(work * 2, 4000)))

    def _moments(self) -> Iterator[datetime | None]:
        yield from (self.start, self.status_date, self.must_finish_by)
        for task in self.tasks:
            yield from (task.constraint_date, task.constraint2_date, task.deadline)
            yield from (task.actual_start, task.actual_finish, task.resume, task.expected_finish)
            yield from (task.start, task.finish)


def first_start(written: datetime | None, tasks: Iterable[ImportedTask], file: Path) -> datetime:
    """Give the start of a project: as the file has it, else the first start of a task.

    Raises:
        ExchangeError: The file has no start at all.
    """
    starts = (task.start for task in tasks if task.start is not None)
    start = written or min(starts, default=None)
    if start is None:
        raise ExchangeError(Fault.NO_START, file=file)
    return start
