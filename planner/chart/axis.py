"""Time along a figure: days as milliseconds, and ticks with the months of the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from typing import Any

from planner.chart import palette
from planner.chart.trace_columns import columns

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import date

    from planner.i18n import Locale

MILLISECONDS = 86_400_000
"""A day, as Plotly counts the length of a bar."""

_STEPS = ((400, 1), (900, 3), (10_000, 6))
"""Up to so many days, a tick every so many months."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a figure shows, first and last included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """The number of days."""
        return (self.last - self.first).days + 1

    @classmethod
    def around(cls, days: Iterable[date]) -> Window:
        """Give the window from the earliest of some days to the latest."""
        days = tuple(days)
        return cls(min(days), max(days))

    def widened(self, share: float = 0.03) -> Window:
        """Add some room at both sides."""
        room = timedelta(days=max(3, round(self.days * share)))
        return Window(self.first - room, self.last + room)


def width(first: date, last: date) -> int:
    """The length of a bar from the morning of one day to the evening of the other."""
    # Both days count: a bar of one day is a day wide.
    return ((last - first).days + 1) * MILLISECONDS


def evening(day: date) -> str:
    """The end of a day, as a place on the axis."""
    # Plotly knows moments only: the evening of a day is the morning of the next.
    return (day + timedelta(days=1)).isoformat()


def noon(day: date) -> str:
    """The middle of a day, as a place on the axis: there stands a milestone."""
    return f"{day.isoformat()}T12:00:00"


def date_axis(window: Window, locale: Locale) -> dict[str, Any]:
    """Describe an axis of days, with a grid line at each tick."""
    return {
        "type": "date",
        **month_ticks(window, locale),
        "range": [window.first.isoformat(), window.last.isoformat()],
        "gridcolor": palette.GRID,
    }


def day_line(day: date, colour: str, dash: str, width: float = 2) -> dict[str, Any]:
    """Describe a line at a day, from the bottom of the figure to the top."""
    place = {"x0": day.isoformat(), "x1": day.isoformat(), "yref": "paper", "y0": 0, "y1": 1}
    return {"type": "line", **place, "line": {"color": colour, "width": width, "dash": dash}}


def month_ticks(window: Window, locale: Locale) -> dict[str, Any]:
    """Put ticks on the first of a month, with the year where it changes."""
    step = next(months for days, months in _STEPS if window.days <= days)
    # Plotly names months in English, so that the labels are made here.
    ticks, year = [], 0
    for day in firsts_of_months(window):
        if day < window.first or (day.month - 1) % step:
            continue
        label = locale.month(day.month, short=True)
        if day.year != year:
            label += f"<br><b>{day.year}</b>"
        ticks.append((day.isoformat(), label))
        year = day.year
    return columns("tickvals ticktext", ticks)


def firsts_of_months(window: Window) -> Iterator[date]:
    """Give the first day of each month in which the window lies."""
    day = window.first.replace(day=1)
    while day <= window.last:
        yield day
        day = next_month(day)


def next_month(first: date) -> date:
    """Give the first day of the month after."""
    # 32 days from the first of any month lie in the next one, also in December.
    return (first + timedelta(days=32)).replace(day=1)
