"""Single values of MSPDI: dates, durations, numbers and flags."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from planner.exchange.bounded import bounded_moment
from planner.exchange.project import Reason
from planner.timeaxis import DAY

if TYPE_CHECKING:
    from datetime import datetime
    from xml.etree.ElementTree import Element

_SPAN = re.compile(
    r"(-?)P(?:(\d{1,9}(?:\.\d+)?)D)?(?:T(?:(\d{1,9}(?:\.\d+)?)H)?(?:(\d{1,9}(?:\.\d+)?)M)?(?:(\d{1,9}(?:\.\d+)?)S)?)?"
)
_EMPTY = {"", "NA", "1984-01-01T00:00:00", "2049-12-31T23:59:00"}
"""How no date is written."""
LONGEST_MINUTES = 100 * 366 * DAY
LONGEST_PAUSE = 4
"""Days between stop and resume that a long weekend explains."""


def text_of(item: Element, name: str) -> str:
    """Give the text of a child, "" when there is none."""
    return (item.findtext(name) or "").strip()


def flag(item: Element, name: str, *, absent: bool = False) -> bool:
    """Tell whether a child says yes; `absent` is the answer when there is no such child."""
    if item.find(name) is None:
        return absent
    return text_of(item, name).casefold() in {"1", "true"}


def amount(item: Element, name: str) -> float:
    """Give the number in a child, 0 when there is none.

    Raises:
        ValueError: It is no number.
    """
    text = text_of(item, name)
    if not text:
        return 0.0
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or abs(value) > 1e12:  # noqa: PLR2004
        message = f"{name}: {text[:40]}"
        raise ValueError(message)
    return value


def whole(item: Element, name: str, *, absent: int = 0) -> int:
    """Give the whole number in a child; `absent` when there is no such child.

    Raises:
        ValueError: It is no number.
    """
    if item.find(name) is None:
        return absent
    return int(amount(item, name))


def moment(text: str | None) -> datetime | None:
    """Read a date and time; none where the program writes one that means no date.

    Raises:
        ValueError: It is no date.
    """
    if text is None or text.strip() in _EMPTY:
        return None
    return bounded_moment(text)


def minutes_of_span(text: str) -> int:
    """Give the minutes of a duration such as `PT8H0M0S`.

    Raises:
        ValueError: It is no duration.
    """
    if not text:
        return 0
    match = _SPAN.fullmatch(text)
    if match is None:
        raise ValueError(text[:40])
    days, hours, minutes, seconds = map(float, match.groups(default="0")[1:])
    total = days * DAY + hours * 60 + minutes + seconds / 60
    if total > LONGEST_MINUTES:
        raise ValueError(text[:40])
    return -round(total) if match[1] else round(total)


def held_back(item: Element) -> str:
    """Say why the stored dates of a task may not follow from logic, "" when they should."""
    if flag(item, "Manual"):
        return Reason.MANUAL
    if flag(item, "ExternalTask") or flag(item, "IsSubproject"):
        return Reason.EXTERNAL
    if amount(item, "LevelingDelay"):
        return Reason.LEVELLED
    if _is_split(item):
        return Reason.SPLIT
    return ""


def _is_split(item: Element) -> bool:
    """Whether work stopped for longer than a weekend before it goes on."""
    stop, resume = moment(text_of(item, "Stop")), moment(text_of(item, "Resume"))
    return stop is not None and resume is not None and (resume - stop).days > LONGEST_PAUSE
