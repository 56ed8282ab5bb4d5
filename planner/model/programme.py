"""The programme as a whole: `programme.yaml`."""

from __future__ import annotations

import re
from datetime import date
from enum import IntEnum
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING
from typing import Annotated
from typing import ClassVar

from pydantic import Field
from pydantic import PlainSerializer
from pydantic import PlainValidator
from pydantic import WithJsonSchema

from planner.duration import Duration
from planner.model.base import Evidence
from planner.model.base import PlanModel
from planner.model.base import ShortForm
from planner.model.values import ActivityRef
from planner.model.values import Flag
from planner.model.values import PlanDate
from planner.model.values import PlanDuration
from planner.model.values import Title
from planner.model.values import read_date
from planner.model.values import reject
from planner.model.values import written
from planner.workcalendar import Horizon
from planner.workcalendar import holidays_over

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping

_HOURS = re.compile(r"([01]\d|2[0-4]):([0-5]\d)\s*-\s*([01]\d|2[0-4]):([0-5]\d)")
_DAY = 24 * 60
YEARS_BEFORE = 5
YEARS_AFTER = 15
"""Calendar years before and after the start of the programme in which dates may lie."""


class Weekday(IntEnum):
    """A day of the week, counted as `date.weekday()` does."""

    MON = 0
    TUE = 1
    WED = 2
    THU = 3
    FRI = 4
    SAT = 5
    SUN = 6


class ProgressMode(StrEnum):
    """The rule for the remaining work of an activity that has started."""

    RETAINED_LOGIC = "retained-logic"
    PROGRESS_OVERRIDE = "progress-override"


def read_week(value: object) -> tuple[Weekday, ...]:
    """Read `all` or a list of days."""
    if value == "all":
        return tuple(Weekday)
    if not isinstance(value, list | tuple):
        reject("not-a-week", value=str(value))
    if not value:
        reject("not-a-week", value="[]")
    days = []
    for name in value:
        if isinstance(name, Weekday):
            days.append(name)
        elif isinstance(name, str) and name.upper() in Weekday.__members__:
            days.append(Weekday[name.upper()])
        else:
            reject("not-a-weekday", value=str(name))
    return tuple(sorted(set(days)))


def read_hours(value: object) -> tuple[tuple[int, int], ...]:
    """Read `["09:00-12:00", "13:00-17:00"]` as minutes of the day."""
    if not isinstance(value, list | tuple):
        reject("not-hours", value=str(value))
    if not value:
        reject("not-hours", value="[]")
    intervals = tuple(_interval(item) for item in value)
    for (_, finish), (start, _) in pairwise(intervals):
        if start < finish:
            reject("hours-overlap", value=", ".join(map(str, value)))
    return intervals


def _interval(value: object) -> tuple[int, int]:
    if isinstance(value, tuple) and len(value) == 2:  # noqa: PLR2004
        return value
    match = _HOURS.fullmatch(str(value).strip())
    if match is None:
        reject("not-hours", value=str(value))
    hour, minute, to_hour, to_minute = map(int, match.groups())
    start, finish = hour * 60 + minute, to_hour * 60 + to_minute
    if finish > _DAY:
        reject("not-hours", value=str(value))
    if start >= finish:
        reject("hours-reversed", value=str(value))
    return start, finish


def write_week(days: tuple[Weekday, ...]) -> list[str]:
    """Write days as in a plan file."""
    return [day.name.lower() for day in days]


def write_hours(hours: tuple[tuple[int, int], ...]) -> list[str]:
    """Write hours as in a plan file."""
    return [f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in hours]


def _holiday(value: object) -> date | str:
    """Read a holiday to leave out: its date, or its name."""
    # A name never begins with a digit; a date always does.
    if isinstance(value, str) and not value[:1].isdigit():
        return value
    return read_date(value)


_DAYS = write_week(tuple(Weekday))
Week = Annotated[
    tuple[Weekday, ...],
    PlainValidator(read_week),
    PlainSerializer(write_week, return_type=list[str]),
    WithJsonSchema({"anyOf": [{"const": "all"}, {"type": "array", "items": {"enum": _DAYS}}]}),
]
Hours = Annotated[
    tuple[tuple[int, int], ...],
    PlainValidator(read_hours),
    PlainSerializer(write_hours, return_type=list[str]),
    WithJsonSchema(
        {
            "type": "array",
            "items": {"type": "string", "pattern": r"^\d\d:\d\d-\d\d:\d\d$"},
            "examples": [["09:00-12:00", "13:00-17:00"]],
        }
    ),
]
HolidayName = Annotated[
    date | str,
    PlainValidator(_holiday),
    PlainSerializer(written, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string"}),
]


class HolidayRule(ShortForm):
    """The public holidays of a country, with the exceptions of a calendar."""

    short_form: ClassVar[str] = "country"

    country: str
    add: tuple[PlanDate, ...] = ()
    omit: tuple[HolidayName, ...] = ()
    liberation_day: Flag = False
    """5 May is a public holiday every fifth year only; `true` makes it so every year."""

    def days_off(self, horizon: Horizon) -> Mapping[date, str]:
        """Name the days off over a horizon."""
        return holidays_over(
            horizon,
            self.country,
            add=self.add,
            omit=map(str, self.omit),
            liberation_day=self.liberation_day,
        )


class Closure(Evidence):
    """A closure of some days, such as a recess; both days are included."""

    name: Title
    from_: PlanDate = Field(alias="from")
    to: PlanDate
    assumption: Flag = False

    @property
    def days(self) -> Iterator[date]:
        """Its days, in order."""
        return map(date.fromordinal, range(self.from_.toordinal(), self.to.toordinal() + 1))


class WorkedDay(Evidence):
    """A day off that is worked after all."""

    date: PlanDate
    hours: Hours | None = None
    name: str | None = None


class Calendar(PlanModel):
    """Working days and hours; a field that is left out comes from `based_on`."""

    title: str | None = None
    based_on: str | None = None
    week: Week | None = None
    hours: Hours | None = None
    holidays: HolidayRule | None = None
    closures: tuple[Closure, ...] = ()
    worked: tuple[WorkedDay, ...] = ()


class Target(Evidence):
    """A milestone with a hard date."""

    milestone: ActivityRef
    date: PlanDate
    reason: str | None = None


class Organisation(PlanModel):
    """A body that does work in the programme."""

    name: Title
    reports: Flag = False
    """Whether it is asked for status updates."""


class Provision(Evidence):
    """A part of a bill or an act that activities rest on."""

    title: Title
    act: str | None = None
    article: str | None = None
    decided_by: ActivityRef | None = None


class PlanSettings(PlanModel):
    """Choices of the programme."""

    critical_float: PlanDuration = Duration.days(0)
    near_critical_float: PlanDuration = Duration.days(20)
    progress: ProgressMode = ProgressMode.RETAINED_LOGIC
    report_every: PlanDuration = Duration.parse("30ed")


class Programme(PlanModel):
    """The programme: its name, target, calendars and organisations."""

    programme: Title
    start: PlanDate
    target: Target | None = None
    targets: tuple[Target, ...] = ()
    default_calendar: str
    calendars: dict[str, Calendar] = Field(min_length=1)
    organisations: dict[str, Organisation] = Field(default_factory=dict)
    provisions: dict[str, Provision] = Field(default_factory=dict)
    settings: PlanSettings = PlanSettings()
    section_order: tuple[str, ...] = ()

    @property
    def horizon(self) -> Horizon:
        """The days over which its calendars are laid out and dates may lie."""
        year = self.start.year
        return Horizon(date(year - YEARS_BEFORE, 1, 1), date(year + YEARS_AFTER, 12, 31))

    @property
    def all_targets(self) -> tuple[Target, ...]:
        """The main target first, then the others."""
        return ((self.target,) if self.target else ()) + self.targets
