"""The fields of an activity, each stated once for every list of activities.

A new field is an entry in `ACTIVITY_FIELDS` and its heading in the catalogue of every language.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Flag
from enum import IntEnum
from enum import StrEnum
from enum import auto
from fractions import Fraction
from typing import TYPE_CHECKING

from planner.i18n import EnumTexts
from planner.model import ActivityKind
from planner.model import ActivityState
from planner.model import DependencyType

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.i18n import Locale
    from planner.model import Dependency
    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.plan_schedule import Schedule

FieldValue = str | date | Fraction | bool | tuple[str, ...] | None


class Output(Flag):
    """The lists of activities.

    PROGRAM is the JSON and CSV of the command line, SHEET Excel and the exported CSV, PAGE the
    HTML report, TERMINAL the table of `planner schedule`, GRID that of the page Planning.
    """

    PROGRAM = auto()
    SHEET = auto()
    PAGE = auto()
    TERMINAL = auto()
    GRID = auto()
    EVERYWHERE = PROGRAM | SHEET | PAGE | TERMINAL | GRID


class FieldKind(IntEnum):
    """The kind of a value, in the order in which programs get the fields."""

    TEXT = 1
    DATE = 2
    DAYS = 3
    FLAG = 4
    LIST = 5


@dataclass(frozen=True, slots=True)
class ActivityField:
    """A field of an activity.

    Attributes:
        name: Its key in JSON.
        kind: The kind of its value.
        heading: The message key of its heading; empty for a field that only programs get.
        outputs: The lists that have the field.
        get: Gives the value; without it that is the attribute of `ActivityDates` with this name.
        texts: The words for a value that is a member of an enum.
    """

    name: str
    kind: FieldKind
    heading: str = ""
    outputs: Output = Output.EVERYWHERE
    get: Callable[[Schedule, ActivityDates], FieldValue] | None = None
    texts: EnumTexts | None = None

    def value(self, schedule: Schedule, dates: ActivityDates) -> FieldValue:
        """Give the value of an activity; None where it has no meaning."""
        if self.get is not None:
            return self.get(schedule, dates)
        value: FieldValue = getattr(dates, self.name)
        return value

    def in_words(self, value: FieldValue, locale: Locale) -> str | date | Fraction | None:
        """Give a value as people read it: words as a text, dates and numbers as they are."""
        if isinstance(value, bool):  # before the numbers, because a bool is one in Python
            return locale.say("exchange.yes" if value else "exchange.no")
        if isinstance(value, tuple):
            return "; ".join(value)
        if self.texts and isinstance(value, StrEnum):
            return locale.say(self.texts[value])
        return value

    def text(self, value: FieldValue, locale: Locale, *, decimals: int = 1) -> str:
        """Write a value for a list with little room; nothing for none."""
        match self.in_words(value, locale):
            case date() as day:
                return locale.date(day, short=True)
            case Fraction() as days:
                return locale.figure(days, decimals=decimals)
            case words:
                return words or ""


def fields_of(output: Output) -> tuple[ActivityField, ...]:
    """Give the fields of one list, in the order in which people read them."""
    return tuple(field for field in ACTIVITY_FIELDS if output in field.outputs)


def _workstream_title(schedule: Schedule, dates: ActivityDates) -> str:
    workstream = schedule.plan.workstream(dates.workstream)
    return workstream.title if workstream else dates.workstream


def _deadline(schedule: Schedule, dates: ActivityDates) -> date | None:
    deadline = schedule.plan.activities[dates.id].deadline
    return deadline.date if deadline else None


def _predecessors(schedule: Schedule, dates: ActivityDates) -> tuple[str, ...]:
    return tuple(map(_link_text, schedule.plan.activities[dates.id].after))


def _link_text(link: Dependency) -> str:
    """Write a dependency as a plan file does: `a.b`, `a.b SS+5d`."""
    sign = "" if link.lag.is_negative else "+"
    lag = f"{sign}{link.lag}" if link.lag else ""
    if link.type is DependencyType.FS and not lag:
        return link.activity
    return f"{link.activity} {link.type.value}{lag}"


_TEXT, _DATE, _DAYS, _FLAG, _LIST = FieldKind
_PROGRAM, _PLANNERS = Output.PROGRAM, Output.PROGRAM | Output.SHEET
_DOCUMENT = Output.SHEET | Output.PAGE
_FILES = Output.PROGRAM | _DOCUMENT
_KIND_TEXT = EnumTexts("exchange.kind", ActivityKind)
_STATE_TEXT = EnumTexts("exchange.state", ActivityState)

# The terminal says the state with a mark and the grid says the criticality: each adds that column.
ACTIVITY_FIELDS: tuple[ActivityField, ...] = (
    ActivityField("id", _TEXT, "exchange.column.id", _FILES | Output.TERMINAL),
    ActivityField("workstream", _TEXT, outputs=_PROGRAM),
    ActivityField(
        "workstream_title", _TEXT, "exchange.column.workstream", _DOCUMENT, _workstream_title
    ),
    ActivityField("title", _TEXT, "exchange.column.title", _FILES | Output.GRID),
    ActivityField("owner", _TEXT, "exchange.column.owner", _FILES | Output.GRID),
    ActivityField("kind", _TEXT, "exchange.column.kind", _PLANNERS, texts=_KIND_TEXT),
    ActivityField("state", _TEXT, "exchange.column.state", _FILES, texts=_STATE_TEXT),
    ActivityField("start", _DATE, "exchange.column.start"),
    ActivityField("finish", _DATE, "exchange.column.finish"),
    ActivityField("duration_days", _DAYS, "exchange.column.duration"),
    ActivityField("remaining_days", _DAYS, "exchange.column.remaining", _FILES),
    # Late dates and free float are for planners: the page has readers who do without.
    ActivityField("late_start", _DATE, "exchange.column.late_start", _PLANNERS),
    ActivityField("late_finish", _DATE, "exchange.column.late_finish", _PLANNERS),
    ActivityField("total_float", _DAYS, "exchange.column.total_float"),
    ActivityField("free_float", _DAYS, "exchange.column.free_float", _PLANNERS | Output.GRID),
    ActivityField("critical", _FLAG, "exchange.column.critical", _FILES),
    ActivityField("on_critical_path", _FLAG, outputs=_PROGRAM),
    ActivityField("deadline", _DATE, "exchange.column.deadline", _DOCUMENT, _deadline),
    ActivityField("after", _LIST, "exchange.column.after", _DOCUMENT, _predecessors),
    ActivityField("driven_by", _LIST, outputs=_PROGRAM),
)
"""The fields, in the order in which people read them."""
