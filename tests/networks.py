"""Random networks for properties that hold for every schedule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from datetime import timedelta
from functools import cache
from random import Random

from hypothesis import strategies as st

from planner.schedule.network import LinkType
from planner.schedule.network import Network
from planner.schedule.network import NetworkActivity
from planner.schedule.network import NetworkKind
from planner.schedule.network import NetworkLink
from planner.timeaxis import morning_of
from planner.workcalendar import CLOSED
from planner.workcalendar import OFFICE_HOURS
from planner.workcalendar import Horizon
from planner.workcalendar import WorkCalendar
from planner.workcalendar import holidays_over

FIRST = date(2025, 6, 2)
START = morning_of(FIRST)
DAY = 480
TARGET = "z-target"


@cache
def calendars(last_year: int = 2028) -> tuple[WorkCalendar, ...]:
    """Office days with Dutch holidays, the same with a recess, and a split day of eight hours."""
    horizon = Horizon(date(4050 - last_year, 1, 1), date(last_year, 12, 31))
    holidays = dict.fromkeys(holidays_over(horizon, "NL", liberation_day=True), CLOSED)
    recess = {date(2025, 7, 4) + timedelta(n): CLOSED for n in range(59)}
    week = (OFFICE_HOURS,) * 5 + (CLOSED, CLOSED)
    split = (((480, 720), (780, 1020)),) * 5 + (CLOSED, CLOSED)
    return (
        WorkCalendar("rijk", week, horizon, holidays),
        WorkCalendar("kamer", week, horizon, {**holidays, **recess}),
        WorkCalendar("split", split, horizon, holidays),
    )


@st.composite
def networks(
    draw: st.DrawFn,
    *,
    types: tuple[LinkType, ...] = tuple(LinkType),
    calendar_count: int = 3,
    leads: bool = True,
    to_target: bool = False,
) -> tuple[list[NetworkActivity], list[NetworkLink]]:
    """A few activities with links that always lead forward.

    Args:
        draw: Given by hypothesis.
        types: Which kinds of links occur.
        calendar_count: How many of the calendars are used.
        leads: Whether negative lags occur.
        to_target: Whether every activity also leads, finish to start, to a target milestone.
    """
    count = draw(st.integers(2, 9))
    activities = [
        NetworkActivity(
            id=f"a{i}",
            calendar=(number := draw(st.integers(0, calendar_count - 1))),
            float_calendar=number,
            duration=draw(st.integers(1, 15)) * DAY,
            floor=START,
        )
        for i in range(count)
    ]
    lags = st.integers(-5 if leads else 0, 8)
    pairs = draw(
        st.sets(
            st.tuples(st.integers(0, count - 2), st.integers(1, count - 1)).filter(
                lambda pair: pair[0] < pair[1]
            ),
            max_size=2 * count,
        )
    )
    links = [
        NetworkLink(f"a{i}", f"a{j}", draw(st.sampled_from(types)), draw(lags) * DAY)
        for i, j in sorted(pairs)
    ]
    if to_target:
        activities.append(NetworkActivity(id=TARGET, kind=NetworkKind.START_MILESTONE, floor=START))
        links += [NetworkLink(f"a{i}", TARGET) for i in range(count)]
    return activities, links


def network(
    activities: list[NetworkActivity], links: list[NetworkLink], last_year: int = 2028
) -> Network:
    """Lay a network out on the calendars above, as far before 2025 as after it."""
    return Network.build(activities, links, calendars(last_year))


def changed(
    activities: list[NetworkActivity], identifier: str, **changes: int
) -> list[NetworkActivity]:
    """The same activities with one of them changed."""
    return [replace(a, **changes) if a.id == identifier else a for a in activities]  # type: ignore[arg-type]


def large(count: int, seed: int = 1) -> tuple[list[NetworkActivity], list[NetworkLink]]:
    """Many activities with about two links each, all link types, lags, leads and constraints."""
    random = Random(seed)  # noqa: S311 - a repeatable example
    activities = []
    links = []
    for i in range(count):
        number = random.randrange(3)
        dates = {}
        if random.random() < 0.05:
            dates["start_min"] = START + random.randrange(700) * 1440
        if random.random() < 0.05:
            dates["finish_max"] = START + random.randrange(1500) * 1440
        activities.append(
            NetworkActivity(
                id=f"a{i:06}",
                calendar=number,
                float_calendar=number,
                duration=random.randrange(1, 20) * DAY,
                floor=START,
                **dates,  # type: ignore[arg-type]
            )
        )
        for _ in range(min(i, 2)):
            kind = random.choice([*[LinkType.FS] * 4, LinkType.SS, LinkType.FF, LinkType.SF])
            lag = random.choice([0, 0, 0, DAY, -DAY, 2 * DAY])
            links.append(NetworkLink(f"a{random.randrange(i):06}", f"a{i:06}", kind, lag))
    return activities, links
