"""Problems of calendars: circles, unknown countries and holidays, reversed periods."""

from __future__ import annotations

from functools import cache
from functools import partial
from typing import TYPE_CHECKING

from planner.problems import error
from planner.problems import nearest
from planner.workcalendar import public_holidays

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.model import Calendar
    from planner.model import Plan
    from planner.problems import Problem
    from planner.source.known import Known
    from planner.source.places import Places

_EUROPE = """
AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK
"""
EUROPE = frozenset(_EUROPE.split())
"""Countries known without loading the list of holidays, which costs a tenth of a second."""

_DUTCH_NAMES = frozenset(
    {
        "nieuwjaarsdag",
        "goede vrijdag",
        "eerste paasdag",
        "tweede paasdag",
        "koningsdag",
        "bevrijdingsdag",
        "hemelvaartsdag",
        "eerste pinksterdag",
        "tweede pinksterdag",
        "eerste kerstdag",
        "tweede kerstdag",
    }
)
"""The names only, for the same reason; their days always come from the list."""

NO_CALENDAR = "-"
"""The default calendar of a programme that could not be read."""

ANY_YEAR = 2025
"""A year in which the Netherlands has all of its public holidays, Liberation Day too."""


def calendar_problems(plan: Plan, places: Places, known: Known) -> Iterator[Problem]:
    """Find the calendars whose days cannot be computed."""
    place = partial(places.file, "programme.yaml")
    default = plan.programme.default_calendar
    if default != NO_CALENDAR:
        yield from known.missing("unknown-calendar", default, place, "default_calendar")
    for name, calendar in plan.calendars.items():
        based_on = calendar.based_on
        yield from known.missing("unknown-calendar", based_on, place, "calendars", name, "based_on")
        for index, closure in enumerate(calendar.closures):
            if closure.to < closure.from_:
                at = place("calendars", name, "closures", index, "to")
                yield error("period-reversed", at, start=closure.from_, finish=closure.to)
        yield from _holiday_problems(name, calendar, places)
    for circle in calendar_circles(plan):
        at = place("calendars", circle[0], "based_on")
        yield error("calendar-cycle", at, path=" → ".join((*circle, circle[0])))


def _holiday_problems(name: str, calendar: Calendar, places: Places) -> Iterator[Problem]:
    rule = calendar.holidays
    if rule is None:
        return
    place = partial(places.file, "programme.yaml", "calendars", name, "holidays")
    if not has_holidays(rule.country):
        yield error("unknown-country", place("country"), name=rule.country)
        return
    for index, omitted in enumerate(rule.omit):
        # A date may be left out whatever falls on it; only a name can be wrong.
        if not isinstance(omitted, str):
            continue
        names = holiday_names(rule.country)
        if omitted.casefold() not in names:
            suggestion = nearest(omitted, names)
            at = place("omit", index)
            yield error("unknown-holiday", at, name=omitted, suggestion=suggestion)


def has_holidays(country: str) -> bool:
    """Tell whether the holidays of a country are known."""
    if country in EUROPE:
        return True
    try:
        public_holidays(country, ANY_YEAR, ANY_YEAR)
    except NotImplementedError:
        return False
    return True


def holiday_names(country: str) -> frozenset[str]:
    """Name the holidays of a country, in small letters."""
    return _DUTCH_NAMES if country == "NL" else listed_holiday_names(country)


@cache
def listed_holiday_names(country: str) -> frozenset[str]:
    """Look the names up in the public list."""
    names = public_holidays(country, ANY_YEAR, ANY_YEAR).values()
    # Two holidays on one day stand in the list as one name, with a semicolon between them.
    return frozenset(part.strip().casefold() for name in names for part in name.split(";"))


def calendar_circles(plan: Plan) -> Iterator[tuple[str, ...]]:
    """Find the circles of calendars that are based on each other; each circle once."""
    # Calendars seen from an earlier start are not walked again, so a circle is found once.
    seen: set[str] = set()
    for start in plan.calendars:
        path: list[str] = []
        name: str | None = start
        while name is not None and name in plan.calendars and name not in seen:
            seen.add(name)
            path.append(name)
            name = plan.calendars[name].based_on
        if name is not None and name in path:
            yield tuple(path[path.index(name) :])
