"""Single values of MSPDI: dates, durations, numbers, flags, and what they say together."""

from __future__ import annotations

import math
import re
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SPAN = re.compile(
    r"(-?)P(?:(\d{1,9}(?:\.\d+)?)D)?(?:T(?:(\d{1,9}(?:\.\d+)?)H)?(?:(\d{1,9}(?:\.\d+)?)M)?(?:(\d{1,9}(?:\.\d+)?)S)?)?"
)
_EMPTY = {"", "NA", "1984-01-01T00:00:00", "2049-12-31T23:59:00"}
"""How no date is written."""
EARLIEST, LATEST = 1950, 2149
LONGEST_PAUSE = 4
"""Days between stop and resume that a long weekend explains."""


def text_of(found: Element, name: str) -> str:
    """The text of a child, "" when there is none."""
    return (found.findtext(name) or "").strip()


def flag(found: Element, name: str) -> bool:
    """Whether a child says yes."""
    return text_of(found, name).casefold() in {"1", "true"}


def amount(found: Element, name: str) -> float:
    """The number in a child, 0 when there is none.

    Raises:
        ValueError: It is no number.
    """
    text = text_of(found, name)
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


def moment(text: str | None) -> datetime | None:
    """A date and time; without seconds or time zone.

    Raises:
        ValueError: It is no date.
    """
    if text is None or text.strip() in _EMPTY:
        return None
    found = datetime.fromisoformat(text.strip()).replace(tzinfo=None, second=0, microsecond=0)
    if not EARLIEST <= found.year <= LATEST:
        raise ValueError(text[:40])
    return found


def minutes_of_span(text: str) -> int:
    """The minutes of a duration such as `PT8H0M0S`.

    Raises:
        ValueError: It is no duration.
    """
    if not text:
        return 0
    match = _SPAN.fullmatch(text)
    if match is None:
        raise ValueError(text[:40])
    sign, days, hours, minutes, seconds = match.groups()
    found = float(days or 0) * 1440 + float(hours or 0) * 60 + float(minutes or 0)
    found += float(seconds or 0) / 60
    if found > 100 * 366 * 1440:
        raise ValueError(text[:40])
    return round(-found if sign else found)


def held_back(found: Element) -> str:
    """Why the stored dates of a task may not follow from logic, "" when they should."""
    reasons = {
        "manual": flag(found, "Manual"),
        "external": flag(found, "ExternalTask") or flag(found, "IsSubproject"),
        "levelled": bool(amount(found, "LevelingDelay")),
        "split": _is_split(found),
    }
    return next((name for name, present in reasons.items() if present), "")


def _is_split(found: Element) -> bool:
    """Whether work stopped for longer than a weekend before it goes on."""
    stop, resume = moment(text_of(found, "Stop")), moment(text_of(found, "Resume"))
    return stop is not None and resume is not None and (resume - stop).days > LONGEST_PAUSE
