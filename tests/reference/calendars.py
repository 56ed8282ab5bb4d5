"""Work calendars that are walked day by day; an instant is a minute since 1 January of year 1."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING
from typing import Any

import holidays

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = 1440
FURTHEST = 60 * 366
"""Days that a walk may take before it gives up."""

Hours = tuple[tuple[int, int], ...]
SAME_HOURS: Hours = ((0, 0),)
"""Stands for the hours of the week on a worked day that names none."""
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class TooFarError(ValueError):
    """A walk found no end: the calendar does not hold that much work."""


@dataclass(frozen=True)
class Calendar:
    """Working hours of each day.

    Attributes:
        layers: Exceptions per day; the first layer that knows a day decides.
        week: Hours of each weekday, Monday first.
    """

    name: str
    layers: tuple[Mapping[date, Hours], ...]
    week: tuple[Hours, ...]
    known: dict[int, Hours] = field(default_factory=dict)

    @property
    def day_minutes(self) -> int:
        """Minutes in `1d`: the longest day of the week."""
        return max(sum(end - start for start, end in hours) for hours in self.week)

    @property
    def week_minutes(self) -> int:
        """Minutes in `1w`."""
        return sum(end - start for hours in self.week for start, end in hours)

    @property
    def is_round_the_clock(self) -> bool:
        """Whether every minute of every day counts."""
        return self.week_minutes == 7 * DAY and not any(self.layers)

    def stretches(self, day: int) -> Hours:
        """Give the working stretches of a day as instants."""
        if day not in self.known:
            self.known[day] = tuple(
                (day * DAY + start, day * DAY + end) for start, end in self._hours(day)
            )
        return self.known[day]

    def _hours(self, day: int) -> Hours:
        when = date.fromordinal(day)
        for layer in self.layers:
            if when in layer:
                return layer[when]
        return self.week[when.weekday()]

    def works_on(self, day: int) -> bool:
        """Tell whether any work is done on a day."""
        return bool(self.stretches(day))

    def opening(self, day: int) -> int:
        """Give the first working minute of a day, its midnight on a day off."""
        found = self.stretches(day)
        return found[0][0] if found else day * DAY

    def closing(self, day: int) -> int:
        """Give the last working minute of a day, its midnight on a day off."""
        found = self.stretches(day)
        return found[-1][1] if found else (day + 1) * DAY

    def next_start(self, instant: int) -> int:
        """Find the first instant at or after another at which work goes on."""
        first = instant // DAY
        for day in range(first, first + FURTHEST):
            for start, end in self.stretches(day):
                if instant < end:
                    return max(instant, start)
        raise TooFarError(self.name)

    def last_end(self, instant: int) -> int:
        """Find the last instant at or before another up to which work was done."""
        first = (instant - 1) // DAY
        for day in range(first, first - FURTHEST, -1):
            for start, end in reversed(self.stretches(day)):
                if start < instant:
                    return min(instant, end)
        raise TooFarError(self.name)

    def after(self, instant: int, minutes: int) -> int:
        """Find the earliest instant with so much work between another one and it."""
        if minutes == 0:
            return instant
        first = instant // DAY
        for day in range(first, first + FURTHEST):
            for start, end in self.stretches(day):
                begin = max(start, instant)
                if end - begin >= minutes:
                    return begin + minutes
                minutes -= max(end - begin, 0)
        raise TooFarError(self.name)

    def before(self, instant: int, minutes: int) -> int:
        """Find the latest instant with so much work between it and another one."""
        if minutes == 0:
            return instant
        first = (instant - 1) // DAY
        for day in range(first, first - FURTHEST, -1):
            for start, end in reversed(self.stretches(day)):
                stop = min(end, instant)
                if stop - start >= minutes:
                    return stop - minutes
                minutes -= max(stop - start, 0)
        raise TooFarError(self.name)

    def moved(self, instant: int, minutes: int) -> int:
        """Move an instant by working time, back when it is negative."""
        if minutes < 0:
            return self.before(instant, -minutes)
        return self.after(instant, minutes)

    def between(self, start: int, finish: int) -> int:
        """Count the working minutes from one instant to another, negative when it lies before."""
        if finish < start:
            return -self.between(finish, start)
        total = 0
        for day in range(start // DAY, finish // DAY + 1):
            for begin, end in self.stretches(day):
                total += max(min(end, finish) - max(begin, start), 0)
        return total

    def earliest_finish(self, bound: int, *, in_whole_days: bool) -> int:
        """Find the first finish at or after a bound.

        The start of a stretch is the same working instant as the end of the one before it. A bound
        that lies strictly between the two is met on the other side of the gap.
        """
        end, start = self.last_end(bound), self.next_start(bound)
        if bound in {end, start}:
            return end
        if in_whole_days:
            return self.closing(start // DAY)
        return start

    def last_closing(self, instant: int) -> int:
        """Find the last end of a day's work at or before an instant."""
        day = (self.last_end(instant) - 1) // DAY
        while self.closing(day) > instant or not self.works_on(day):
            day -= 1
        return self.closing(day)


ELAPSED = Calendar("elapsed time", (), (((0, DAY),),) * 7)
"""The calendar in which every minute counts."""


def clock_time(text: str) -> int:
    """Read `17:00` as minutes after midnight."""
    hours, minutes = text.strip().split(":")
    return int(hours) * 60 + int(minutes)


def read_hours(texts: list[str]) -> Hours:
    """Read working stretches such as `09:00-17:00`."""
    found = []
    for text in texts:
        start, end = text.split("-")
        found.append((clock_time(start), clock_time(end)))
    return tuple(found)


@lru_cache(maxsize=64)
def public_holidays(country: str, first: int, last: int) -> dict[date, str]:
    """Look up public holidays in their own language."""
    language = holidays.country_holidays(country).default_language
    years = range(first, last + 1)
    return dict(holidays.country_holidays(country, years=years, language=language).items())


def days_off(rule: Any, first: int, last: int) -> dict[date, str]:  # noqa: ANN401 - YAML
    """Read a `holidays:` value as days."""
    if isinstance(rule, str):
        rule = {"country": rule}
    found = dict(public_holidays(rule["country"], first, last))
    omitted = set()
    for item in rule.get("omit", ()):
        omitted.add(str(item).casefold())
    for day, name in list(found.items()):
        names = {part.strip().casefold() for part in name.split(";")} | {day.isoformat()}
        if names & omitted:
            del found[day]
    if rule.get("liberation_day"):
        for year in range(first, last + 1):
            found[date(year, 5, 5)] = "5 May"
    for day in rule.get("add", ()):
        found[day] = "added"
    return found


def read_calendar(name: str, written: Mapping[str, Any], first: int, last: int) -> Calendar:
    """Lay out one calendar; what it says goes before what the calendars under it say."""
    layers: list[dict[date, Hours]] = []
    week: Any = None
    hours: Hours | None = None
    current: str | None = name
    while current is not None:
        source = written[current]
        week = week or source.get("week")
        if hours is None and "hours" in source:
            hours = read_hours(source["hours"])
        layers += _exceptions(source, first, last)
        current = source.get("based_on")
    hours = hours or ((9 * 60, 17 * 60),)
    if week == "all":
        week = list(WEEKDAYS)
    days = tuple(hours if day in (week or WEEKDAYS[:5]) else () for day in WEEKDAYS)
    for layer in layers:
        for day, own in layer.items():
            if own == SAME_HOURS:
                layer[day] = hours
    return Calendar(name, tuple(layer for layer in layers if layer), days)


def _exceptions(source: Mapping[str, Any], first: int, last: int) -> list[dict[date, Hours]]:
    """Read the days of one calendar that differ: worked days, then closures, then holidays."""
    worked: dict[date, Hours] = {}
    for item in source.get("worked", ()):
        entry = item
        if isinstance(item, date):
            entry = {"date": item}
        worked[entry["date"]] = SAME_HOURS
        if "hours" in entry:
            worked[entry["date"]] = read_hours(entry["hours"])
    closed: dict[date, Hours] = {}
    for item in source.get("closures", ()):
        for day in range(item["from"].toordinal(), item["to"].toordinal() + 1):
            closed[date.fromordinal(day)] = ()
    off: dict[date, Hours] = {}
    if "holidays" in source:
        off = dict.fromkeys(days_off(source["holidays"], first, last), ())
    return [worked, closed, off]
