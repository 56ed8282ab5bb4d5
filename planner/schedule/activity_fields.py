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
        value: Gives the value; None where it has no meaning.
        heading: The message key of its heading; empty for a field that only programs get.
        outputs: The lists that have the field.
        texts: The words for a value that is a member of an enum.
    """

    name: str
    kind: FieldKind
    value: Callable[[Schedule, ActivityDates], FieldValue]
    heading: str = ""
    outputs: Output = Output.EVERYWHERE
    texts: EnumTexts | None = None

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
_PROGRAM, _SHEET = Output.PROGRAM, Output.SHEET
_DOCUMENT = Output.SHEET | Output.PAGE
_FILES = Output.PROGRAM | _DOCUMENT
_KIND_TEXT = EnumTexts("exchange.kind", ActivityKind)
_STATE_TEXT = EnumTexts("exchange.state", ActivityState)

# The terminal says the state with a mark and the grid says the criticality: each adds that column.
ACTIVITY_FIELDS: tuple[ActivityField, ...] = (
    ActivityField("id", _TEXT, lambda _, a: a.id, "exchange.column.id", _FILES | Output.TERMINAL),
    ActivityField("workstream", _TEXT, lambda _, a: a.workstream, outputs=_PROGRAM),
    ActivityField(
        "workstream_title", _TEXT, _workstream_title, "exchange.column.workstream", _DOCUMENT
    ),
    ActivityField(
        "title", _TEXT, lambda _, a: a.title, "exchange.column.title", _FILES | Output.GRID
    ),
    ActivityField(
        "owner", _TEXT, lambda _, a: a.owner, "exchange.column.owner", _FILES | Output.GRID
    ),
    ActivityField(
        "kind", _TEXT, lambda _, a: a.kind, "exchange.column.kind", _PROGRAM | _SHEET, _KIND_TEXT
    ),
    ActivityField(
        "state", _TEXT, lambda _, a: a.state, "exchange.column.state", _FILES, _STATE_TEXT
    ),
    ActivityField("start", _DATE, lambda _, a: a.start, "exchange.column.start"),
    ActivityField("finish", _DATE, lambda _, a: a.finish, "exchange.column.finish"),
    ActivityField("duration_days", _DAYS, lambda _, a: a.duration_days, "exchange.column.duration"),
    ActivityField(
        "remaining_days", _DAYS, lambda _, a: a.remaining_days, "exchange.column.remaining", _FILES
    ),
    ActivityField(
        "late_start",
        _DATE,
        lambda _, a: a.late_start,
        "exchange.column.late_start",
        _PROGRAM | _SHEET,
    ),
    ActivityField(
        "late_finish",
        _DATE,
        lambda _, a: a.late_finish,
        "exchange.column.late_finish",
        _PROGRAM | _SHEET,
    ),
    ActivityField("total_float", _DAYS, lambda _, a: a.total_float, "exchange.column.total_float"),
    ActivityField(
        "free_float",
        _DAYS,
        lambda _, a: a.free_float,
        "exchange.column.free_float",
        _PROGRAM | _SHEET | Output.GRID,
    ),
    ActivityField("critical", _FLAG, lambda _, a: a.critical, "exchange.column.critical", _FILES),
    ActivityField("on_critical_path", _FLAG, lambda _, a: a.on_critical_path, outputs=_PROGRAM),
    ActivityField("deadline", _DATE, _deadline, "exchange.column.deadline", _DOCUMENT),
    ActivityField("after", _LIST, _predecessors, "exchange.column.after", _DOCUMENT),
    ActivityField("driven_by", _LIST, lambda _, a: a.driven_by, outputs=_PROGRAM),
)
"""The fields, in the order in which people read them."""
