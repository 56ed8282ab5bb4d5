"""The kinds of values in plan files, read from the text that a person wrote.

Every value arrives as text. YAML would read `NO` as false, `010` as eight and `12:30` as 750; this
module decides instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Annotated
from typing import Any
from typing import NoReturn

from pydantic import BeforeValidator
from pydantic import PlainSerializer
from pydantic import PlainValidator
from pydantic import StringConstraints
from pydantic import WithJsonSchema
from pydantic_core import PydanticCustomError

from planner.duration import Duration
from planner.duration import Unit

if TYPE_CHECKING:
    from pydantic import ValidationInfo

EARLIEST = date(2000, 1, 1)
LATEST = date(2100, 12, 31)
"""Dates of the plan lie between these two; the horizon of the calendars is narrower."""

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_DUTCH_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,8})(\.\d{1,9})?")
_CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2})?")
_FLAGS = {"true": True, "false": False}
# YAML 1.1 takes yes, no, on and off for booleans, and editors accept them still.
_ALMOST_FLAGS = {
    **dict.fromkeys(("yes", "y", "on", "ja", "j", "aan", "1", "true", "waar"), "true"),
    **dict.fromkeys(("no", "n", "off", "nee", "uit", "0", "false", "onwaar"), "false"),
}
_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Scope:
    """The workstream of the file that is being read, to which its short ids belong."""

    workstream: str


def reject(code: str, **details: object) -> NoReturn:
    """Raise the error that the loader turns into the problem with this code."""
    raise PydanticCustomError(code, code, details)


def is_identifier(text: str) -> bool:
    """Tell whether a text can be an id: lower case letters, digits, hyphens."""
    return _ID.fullmatch(text) is not None


def read_date(value: object) -> date:
    """Read a date between 2000 and 2100."""
    day = read_document_date(value)
    if not EARLIEST <= day <= LATEST:
        reject("date-outside-horizon", value=str(value), earliest=EARLIEST, latest=LATEST)
    return day


def read_document_date(value: object) -> date:
    """Read a date without limits, such as that of an old act."""
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        reject("not-a-date", value=_kind(value))
    text = value.strip()
    if _ISO_DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            reject("impossible-date", value=text)
    # Refused and not read: `03-04-2026` is 3 April to one reader and 4 March to another.
    dutch = _DUTCH_DATE.fullmatch(text)
    if dutch:
        day, month, year = dutch.groups()
        reject("date-order", value=text, suggestion=f"{year}-{int(month):02}-{int(day):02}")
    reject("not-a-date", value=text)


def read_duration(value: object) -> Duration:
    """Read a duration of work or of elapsed time."""
    duration = read_lag(value)
    if duration.unit is Unit.PERCENT:
        reject("percentage-not-duration", value=str(value))
    if duration.is_negative:
        reject("negative-duration", value=str(value))
    return duration


def read_lag(value: object) -> Duration:
    """Read a duration that may be negative or a percentage."""
    if isinstance(value, Duration):
        return value
    if not isinstance(value, str):
        reject("not-a-duration", value=_kind(value))
    try:
        return Duration.parse(value)
    except ValueError:
        pass
    text = value.strip()
    if _CLOCK.fullmatch(text):
        reject("clock-not-duration", value=text)
    if re.fullmatch(r"-?[\d]+(\.\d+)?", text):
        reject("duration-without-unit", value=text)
    reject("not-a-duration", value=text)


def read_flag(value: object) -> bool:
    """Read `true` or `false`; refuse all that looks like it."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        if value in _FLAGS:
            return _FLAGS[value]
        almost = _ALMOST_FLAGS.get(value.casefold())
        if almost:
            reject("not-a-flag", value=value, suggestion=almost)
    reject("not-a-flag", value=_kind(value))


def read_number(value: object) -> object:
    """Read a decimal number."""
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return value
    if not isinstance(value, str):
        reject("not-a-number", value=_kind(value))
    text = value.strip()
    if _NUMBER.fullmatch(text):
        return Decimal(text) if "." in text else int(text)
    if re.fullmatch(r"-?0\d+", text):
        reject("leading-zero", value=text, suggestion=str(int(text)))
    if _CLOCK.fullmatch(text):
        reject("clock-not-number", value=text)
    if re.fullmatch(r"-?\d+,\d+", text):
        reject("decimal-comma", value=text, suggestion=text.replace(",", "."))
    if re.fullmatch(r"-?\d+([.,]\d+)?\s*%", text):
        reject("percentage-not-number", value=text)
    reject("not-a-number", value=text)


def read_share(value: object) -> object:
    """Read a number from 0 to 1."""
    return _between(0, 1, value, "probability-outside-range")


def read_coefficient(value: object) -> object:
    """Read a number from -1 to 1."""
    return _between(-1, 1, value, "coefficient-outside-range")


def read_percentage(value: object) -> object:
    """Read a number from 0 to 100."""
    return _between(0, 100, value, "percentage-outside-range")


def _between(least: int, most: int, value: object, code: str) -> object:
    number = read_number(value)
    if not least <= number <= most:  # type: ignore[operator]
        reject(code, value=str(value))
    return number


def read_reference(value: str, context: ValidationInfo) -> str:
    """Complete a short id with the workstream of its file."""
    scope = context.context
    if isinstance(scope, Scope) and "." not in value:
        return f"{scope.workstream}.{value}"
    return value


def one_or_more(value: object) -> object:
    """Read a single text as a list of one."""
    return (value,) if isinstance(value, str) else value


def written(value: object) -> str:
    """Write a value as in a plan file."""
    return str(value)


def _kind(value: object) -> str:
    if isinstance(value, Mapping):
        return "{...}"
    if isinstance(value, list | tuple):
        return "[...]"
    return str(value)


def _schema(pattern: str, example: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": [example]})


_DATE_SCHEMA = WithJsonSchema({"type": "string", "format": "date"})
_DURATION = r"^\d+(\.\d+)?(d|w|h|ed|ew|emo)$"
_LAG = r"^[+-]?\d+(\.\d+)?(d|w|h|ed|ew|emo|%)$"


def _number_schema(**limits: float) -> WithJsonSchema:
    return WithJsonSchema({"type": "number", **limits})


_AS_TEXT = PlainSerializer(written, return_type=str)
_AS_JSON_TEXT = PlainSerializer(written, return_type=str, when_used="json")

PlanDate = Annotated[date, PlainValidator(read_date), _AS_JSON_TEXT, _DATE_SCHEMA]
DocumentDate = Annotated[date, PlainValidator(read_document_date), _AS_JSON_TEXT, _DATE_SCHEMA]
PlanDuration = Annotated[
    Duration, PlainValidator(read_duration), _AS_TEXT, _schema(_DURATION, "20d")
]
Lag = Annotated[Duration, PlainValidator(read_lag), _AS_TEXT, _schema(_LAG, "-3d")]
Flag = Annotated[bool, BeforeValidator(read_flag), WithJsonSchema({"type": "boolean"})]
Number = Annotated[float, BeforeValidator(read_number), _number_schema()]
Probability = Annotated[float, BeforeValidator(read_share), _number_schema(minimum=0, maximum=1)]
Coefficient = Annotated[
    float, BeforeValidator(read_coefficient), _number_schema(minimum=-1, maximum=1)
]
Percentage = Annotated[
    float, BeforeValidator(read_percentage), _number_schema(minimum=0, maximum=100)
]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _reference(value: Any, context: ValidationInfo) -> str:  # noqa: ANN401
    if not isinstance(value, str):
        reject("not-a-reference", value=_kind(value))
    return read_reference(value.strip(), context)


ActivityRef = Annotated[
    str,
    PlainValidator(_reference),
    _AS_TEXT,
    WithJsonSchema({"type": "string", "examples": ["iv-systems.build"]}),
]
Facts = Annotated[
    tuple[str, ...],
    BeforeValidator(one_or_more),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
