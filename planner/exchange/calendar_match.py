"""Which calendar of the plan an imported calendar becomes, and where the two differ."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from planner.exchange.written import identifier
from planner.model.programme import YEARS_AFTER
from planner.model.programme import YEARS_BEFORE
from planner.schedule.calendar_layout import work_calendars
from planner.source.writing import yaml_value
from planner.workcalendar import Horizon

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from planner.exchange.project import ExchangeProject
    from planner.exchange.project import ImportedCalendar
    from planner.exchange.project import ImportedException
    from planner.model import Plan
    from planner.workcalendar import Hours
    from planner.workcalendar import WorkCalendar

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Match:
    """The calendar of the plan that an imported one becomes.

    Attributes:
        name: Its key in the plan.
        imported: Its name in the file.
        days: Days, in the period that matters, on which the hours worked differ.
        first: The first of those days.
    """

    name: str
    imported: str
    days: int
    first: date | None = None


@dataclass(frozen=True, slots=True)
class CalendarChoice:
    """The calendars of a plan that the imported calendars become.

    Attributes:
        names: For each imported calendar the key in the plan, None for the default calendar.
        matches: How well each one fits; empty for a new plan, which gets the calendars themselves.
        snippet: Lines for `programme.yaml` that would add those that differ; empty without any.
    """

    names: Mapping[str, str | None]
    matches: tuple[Match, ...] = ()
    snippet: str = ""


def used_calendars(project: ExchangeProject) -> dict[str, ImportedCalendar]:
    """Give the calendars on which something is scheduled."""
    used = {task.calendar for task in project.activities} | {project.default_calendar}
    return {key: calendar for key, calendar in project.calendars.items() if key in used}


def period_of(project: ExchangeProject) -> Horizon:
    """Give the days of a project that lie within the horizon of a plan with its start."""
    horizon, year = project.horizon, project.start.year
    first, last = date(year - YEARS_BEFORE, 1, 1), date(year + YEARS_AFTER, 12, 31)
    return _overlap(horizon, Horizon(first, last))


def choose_calendars(
    project: ExchangeProject, plan: Plan | None, period: Horizon
) -> CalendarChoice:
    """Choose for each calendar the one of the plan that it becomes."""
    calendars = used_calendars(project)
    names: dict[str, str | None] = {}
    if plan is None:
        names.update((key, calendar_key(calendar)) for key, calendar in calendars.items())
        names[project.default_calendar] = None
        return CalendarChoice(names)
    laid_out = work_calendars(plan.programme)
    period = _overlap(period, plan.programme.horizon)
    dates = list(_stored_dates(project))
    if dates:
        # Only where there is work does a difference matter.
        period = _overlap(period, Horizon(min(dates), max(dates)))
    matches = []
    lines: list[str] = []
    for key, calendar in calendars.items():
        match = best_match(calendar, laid_out, period)
        matches.append(match)
        names[key] = match.name
        if match.name == plan.programme.default_calendar:
            names[key] = None
        if match.days:
            lines += calendar_entry(calendar_key(calendar), calendar, period)
    return CalendarChoice(names, tuple(matches), "\n".join(lines))


def calendar_key(calendar: ImportedCalendar) -> str:
    """Give the key under which a calendar stands in `programme.yaml`."""
    return identifier(calendar.name, "")


def best_match(
    calendar: ImportedCalendar, candidates: Mapping[str, WorkCalendar], period: Horizon
) -> Match:
    """Give the calendar of the plan that differs least over a period; the first one when equal."""
    laid_out = calendar.over(period)
    matches = []
    for name, candidate in candidates.items():
        days = list(_differing_days(laid_out, candidate, period))
        matches.append(Match(name, calendar.name, len(days), next(iter(days), None)))
    return min(matches, key=lambda match: match.days)


def _stored_dates(project: ExchangeProject) -> Iterator[date]:
    for task in project.activities:
        for moment in (task.start, task.finish):
            if moment is not None:
                yield moment.date()


def _overlap(one: Horizon, other: Horizon) -> Horizon:
    return Horizon(max(one.first, other.first), min(one.last, other.last))


def _differing_days(one: WorkCalendar, other: WorkCalendar, period: Horizon) -> Iterator[date]:
    for n in range(period.days):
        day = period.first + timedelta(n)
        if _minutes(one.hours_on(day)) != _minutes(other.hours_on(day)):
            yield day


def _minutes(hours: Hours) -> int:
    return sum(end - start for start, end in hours)


def calendar_entry(key: str, calendar: ImportedCalendar, period: Horizon) -> Iterator[str]:
    """Give the lines that `programme.yaml` needs under `calendars` for an imported calendar."""
    week = calendar.week
    days = [name for name, hours in zip(WEEKDAYS, week, strict=True) if hours]
    yield f"  {key}:"
    yield f"    title: {yaml_value(calendar.name)}"
    yield f"    week: {'all' if len(days) == len(WEEKDAYS) else _listed(days)}"
    # A plan has the same hours on every working day: those of the longest one are taken.
    yield f"    hours: {_written(max(week, key=_minutes))}"
    closed = []
    worked: list[str] = []
    for exception in calendar.exceptions:
        if exception.last < period.first or exception.first > period.last:
            continue
        if exception.hours:
            worked += _worked_days(exception, period)
        else:
            closed.append(_closure(exception))
    if closed:
        yield from ("    closures:", *closed)
    if worked:
        yield from ("    worked:", *worked)


def _closure(exception: ImportedException) -> str:
    name = yaml_value(exception.name or exception.first.isoformat())
    span = f"from: {exception.first}, to: {exception.last}"
    return f"      - {{name: {name}, {span}, basis: assumption}}"


def _worked_days(exception: ImportedException, period: Horizon) -> Iterator[str]:
    """A line for each day of an exception, because a plan knows no spans with hours."""
    hours = _written(exception.hours)
    days = _overlap(Horizon(exception.first, exception.last), period)
    for n in range(days.days):
        day = days.first + timedelta(n)
        yield f"      - {{date: {day}, hours: {hours}, basis: assumption}}"


def _written(hours: Hours) -> str:
    return _listed([f'"{_clock(start)}-{_clock(end)}"' for start, end in hours])


def _listed(parts: Sequence[str]) -> str:
    return f"[{', '.join(parts)}]"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"
