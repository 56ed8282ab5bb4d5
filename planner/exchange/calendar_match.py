"""Which calendar of the plan an imported calendar is, and where the two differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from planner.source.writing import yaml_value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date

    from planner.exchange.project import ImportedCalendar
    from planner.exchange.project import ImportedException
    from planner.workcalendar import Horizon
    from planner.workcalendar import WorkCalendar

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Match:
    """The calendar of the plan that an imported one becomes.

    Attributes:
        name: Its key in the plan.
        imported: What the file calls it.
        days: Days, in the period that matters, on which the hours worked differ.
        first: The first of those days.
    """

    name: str
    imported: str
    days: int
    first: date | None = None


def best_match(
    calendar: ImportedCalendar, candidates: Mapping[str, WorkCalendar], period: Horizon
) -> Match:
    """The calendar of the plan that differs least over a period; the first one when equal."""
    laid_out = calendar.over(period)
    matches = []
    for name, candidate in candidates.items():
        differing = list(_differing_days(laid_out, candidate, period))
        first = differing[0] if differing else None
        matches.append(Match(name, calendar.name, len(differing), first))
    return min(matches, key=lambda match: match.days)


def _differing_days(one: WorkCalendar, other: WorkCalendar, period: Horizon) -> Iterator[date]:
    for n in range(period.days):
        day = period.first + timedelta(n)
        if _minutes(one, day) != _minutes(other, day):
            yield day


def _minutes(calendar: WorkCalendar, day: date) -> int:
    return sum(end - start for start, end in calendar.hours_on(day))


def calendar_entry(key: str, calendar: ImportedCalendar, period: Horizon) -> list[str]:
    """The lines that `programme.yaml` needs under `calendars` for an imported calendar.

    A plan has the same hours on every working day: those of the longest one are taken.
    """
    week = calendar.week
    days = [WEEKDAYS[n] for n in range(7) if week[n]]
    hours = max(week, key=lambda h: sum(end - start for start, end in h))
    written = ", ".join(f'"{_clock(start)}-{_clock(end)}"' for start, end in hours)
    lines = [
        f"  {key}:",
        f"    title: {yaml_value(calendar.name)}",
        f"    week: {'all' if len(days) == 7 else '[' + ', '.join(days) + ']'}",  # noqa: PLR2004
        f"    hours: [{written}]",
    ]
    closed = [e for e in calendar.exceptions if not e.hours and _overlaps(e, period)]
    worked = [e for e in calendar.exceptions if e.hours and _overlaps(e, period)]
    if closed:
        lines.append("    closures:")
        lines += [_closure(exception) for exception in closed]
    if worked:
        lines.append("    worked:")
        lines += [line for exception in worked for line in _worked(exception, period)]
    return lines


def _overlaps(exception: ImportedException, period: Horizon) -> bool:
    return exception.first <= period.last and exception.last >= period.first


def _closure(exception: ImportedException) -> str:
    name = yaml_value(exception.name or exception.first.isoformat())
    span = f"from: {exception.first}, to: {exception.last}"
    return f"      - {{name: {name}, {span}, basis: assumption}}"


def _worked(exception: ImportedException, period: Horizon) -> Iterator[str]:
    hours = ", ".join(f'"{_clock(start)}-{_clock(end)}"' for start, end in exception.hours)
    first, last = max(exception.first, period.first), min(exception.last, period.last)
    for n in range((last - first).days + 1):
        yield f"      - {{date: {first + timedelta(n)}, hours: [{hours}], basis: assumption}}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
