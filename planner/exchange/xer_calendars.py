"""Calendars of Primavera P6: nested text within one field of the XER file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import timedelta
from typing import TYPE_CHECKING

from planner.exchange.left_out import LeftOut
from planner.exchange.mspdi_calendars import working_hours
from planner.exchange.project import ImportedCalendar
from planner.exchange.project import ImportedException

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator
    from collections.abc import Mapping

    from planner.workcalendar import Hours

DAY_ONE = date(1899, 12, 30)
"""Day zero of the numbers by which P6, like a spreadsheet, names days."""
DEEPEST = 12
MOST_NODES = 200_000
_TOKEN = re.compile(r"\((\d+)\|\|([^()]*)\(([^()]*)\)|[()]")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})\s*([AaPp][Mm])?")
OFFICE: Hours = ((480, 960),)
OFFICE_WEEK = (OFFICE,) * 5 + ((),) * 2
MOST_DAYS = 2_958_465  # 31 December 9999, the last day that a date can be


@dataclass(slots=True)
class CalendarNode:
    """`(0||name(attributes)(children))`."""

    name: str
    attributes: str
    children: list[CalendarNode] = field(default_factory=list)

    def child(self, name: str) -> CalendarNode | None:
        """Give the first child with a name."""
        return next((node for node in self.children if node.name == name), None)


def parse(text: str) -> CalendarNode:
    """Read nested calendar text.

    Raises:
        ValueError: The brackets do not match, or it is nested too deep.
    """
    # P6 separates lines within the field by byte 0x7f.
    clean = re.sub(r"[\x00-\x1f\x7f]+", "", text)
    root = CalendarNode("", "")
    stack = [root]
    openings: list[bool] = []  # whether each open bracket began a node
    count = 0
    for match in _TOKEN.finditer(clean):
        if match[1] is not None:
            node = CalendarNode(match[2].strip(), match[3])
            stack[-1].children.append(node)
            stack.append(node)
            count += 1
        if match[0] != ")":
            openings.append(match[1] is not None)
        elif not openings:
            message = "clndr_data: )"
            raise ValueError(message)
        elif openings.pop():
            stack.pop()
        if len(openings) > 2 * DEEPEST or count > MOST_NODES:
            message = "clndr_data"
            raise ValueError(message)
    if openings:
        message = "clndr_data: ("
        raise ValueError(message)
    return root


def read_calendars(
    rows: list[Mapping[str, str]], lost: Counter[str]
) -> dict[str, ImportedCalendar]:
    """Read the calendars of a file; one that cannot be read gets office hours and is counted."""
    calendars = {}
    for row in rows:
        key = row["clndr_id"]
        try:
            week, exceptions = _content(row.get("clndr_data", ""))
        except ValueError:
            lost[LeftOut.CALENDAR_UNREADABLE] += 1
            week, exceptions = OFFICE_WEEK, ()
        hours = row.get("day_hr_cnt") or "0"
        per_day = round(float(hours.replace(",", ".")) * 60)
        name = row.get("clndr_name", "") or key
        calendars[key] = ImportedCalendar(key, name, week, exceptions, per_day)
    return calendars


def _content(text: str) -> tuple[tuple[Hours, ...], tuple[ImportedException, ...]]:
    root = parse(text)
    calendar = root.child("CalendarData") or root
    days = calendar.child("DaysOfWeek")
    if days is None:
        message = "DaysOfWeek"
        raise ValueError(message)
    week: list[Hours] = [()] * 7
    for node in days.children:
        # P6 numbers the days from Sunday, 1 to 7; ours begin on Monday.
        if node.name.isdigit() and 1 <= int(node.name) <= 7:  # noqa: PLR2004
            week[(int(node.name) - 2) % 7] = _hours(node)
    exceptions = calendar.child("Exceptions") or CalendarNode("", "")
    return tuple(week), tuple(_exceptions(exceptions))


def _exceptions(node: CalendarNode) -> Iterator[ImportedException]:
    for child in node.children:
        match = re.search(r"d\|(\d{1,7})", child.attributes)
        if match and int(match[1]) <= MOST_DAYS:
            day = DAY_ONE + timedelta(int(match[1]))
            yield ImportedException("", day, day, _hours(child))


def _hours(node: CalendarNode) -> Hours:
    """The working intervals below a day."""
    intervals = []
    for child in node.children:
        parts = child.attributes.split("|")
        named = dict(zip(parts[::2], parts[1::2], strict=False))
        if {"s", "f"} <= named.keys():
            intervals.append((_clock(named["s"]), _clock(named["f"])))
    return working_hours(intervals)


def _clock(text: str) -> int:
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        raise ValueError(text[:20])
    hour, minute, half = match.groups(default="")
    hours = int(hour)
    if half:
        hours %= 12
    if half.casefold() == "pm":
        hours += 12
    return hours % 24 * 60 + int(minute) % 60
