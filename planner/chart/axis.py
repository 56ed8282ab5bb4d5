"""Time along a figure: days as milliseconds, and ticks with the months of the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from datetime import date

    from planner.i18n import Locale

MILLISECONDS = 86_400_000
"""A day, as Plotly counts the length of a bar."""

_STEPS = ((400, 1), (900, 3), (10_000, 6))
"""Up to so many days, a tick every so many months."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a figure shows, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it shows."""
        return (self.last - self.first).days + 1

    def widened(self, share: float = 0.03) -> Window:
        """With some room at both sides."""
        room = timedelta(days=max(3, round(self.days * share)))
        return Window(self.first - room, self.last + room)


def width(first: date, last: date) -> int:
    """The length of a bar from the morning of one day to the evening of another."""
    return ((last - first).days + 1) * MILLISECONDS


def evening(day: date) -> str:
    """The end of a day, as a place on the axis."""
    return (day + timedelta(days=1)).isoformat()


def month_ticks(window: Window, locale: Locale) -> dict[str, Any]:
    """Ticks on the first of a month, with the year where it changes."""
    step = next(months for days, months in _STEPS if window.days <= days)
    days = [day for day in _months(window) if (day.month - 1) % step == 0]
    labels = []
    for number, day in enumerate(days):
        name = locale.month(day.month, short=True)
        starts_year = number == 0 or day.year != days[number - 1].year
        labels.append(f"{name}<br><b>{day.year}</b>" if starts_year else name)
    return {"tickvals": [day.isoformat() for day in days], "ticktext": labels}


def _months(window: Window) -> list[date]:
    found = []
    day = window.first.replace(day=1)
    while day <= window.last:
        if day >= window.first:
            found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return found
