"""Milestones, targets, deadlines and obligations as an iCalendar file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from datetime import datetime
from datetime import time
from datetime import timedelta
from operator import attrgetter
from typing import TYPE_CHECKING

from planner.model import ActivityKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from icalendar import Event

    from planner.i18n import Locale
    from planner.schedule.activity_dates import ActivityDates
    from planner.schedule.plan_schedule import Schedule

DOMAIN = "implementatieplanner"
"""The end of every UID, so that no other program makes the same one."""


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """One all-day entry of the calendar.

    Attributes:
        id: The id of its subject in the plan.
        is_done: Whether it has happened.
    """

    id: str
    day: date
    title: str
    note: str
    category: str
    is_done: bool = False

    @property
    def uid(self) -> str:
        """The same in every file, so that a calendar that is read again updates the entry."""
        return f"{self.category}.{self.id}"


def entries(schedule: Schedule, locale: Locale) -> Iterator[AgendaEntry]:
    """Give everything with a day that people put in their calendar."""
    activities = schedule.plan.activities
    for dates in schedule.activities.values():
        if dates.kind in {ActivityKind.START_MILESTONE, ActivityKind.FINISH_MILESTONE}:
            yield _milestone(schedule, dates, locale)
    for target in schedule.plan.programme.all_targets:
        milestone, note = target.milestone, target.reason or ""
        title = locale.say("exchange.ical.target", title=activities[milestone].title)
        yield AgendaEntry(milestone, target.date, title, note, "target")
    for activity in activities.values():
        if activity.deadline is not None:
            day, dates = activity.deadline.date, schedule.activities[activity.id]
            title = locale.say("exchange.ical.deadline", title=activity.title)
            note = locale.say("exchange.ical.forecast", date=locale.date(dates.finish))
            yield AgendaEntry(activity.id, day, title, note, "deadline", dates.is_finished)
    for identifier, duty in schedule.plan.obligations.items():
        if duty.due is not None:
            title = locale.say("exchange.ical.obligation", title=duty.title)
            act = " ".join(filter(None, (duty.act, duty.article)))
            yield AgendaEntry(identifier, duty.due, title, act, "obligation")


def _milestone(schedule: Schedule, dates: ActivityDates, locale: Locale) -> AgendaEntry:
    key = "exchange.ical.reached" if dates.is_finished else "exchange.ical.expected"
    note = locale.say(key, owner=dates.owner or "-", date=locale.date(schedule.data_date))
    is_done = dates.is_finished
    return AgendaEntry(dates.id, dates.finish, dates.title, note, "milestone", is_done)


def ical(schedule: Schedule, locale: Locale) -> bytes:
    """Write the calendar file; the same schedule gives the same bytes."""
    from icalendar import Calendar  # noqa: PLC0415 - only this export pays for it

    calendar = Calendar()
    calendar.add("prodid", f"-//{DOMAIN}//{locale.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", schedule.plan.programme.programme)
    # The stamp is the data date: the time of today would make every file another one.
    stamp = datetime.combine(schedule.data_date, time(), UTC)
    for entry in sorted(entries(schedule, locale), key=attrgetter("day", "uid")):
        calendar.add_component(_event(entry, stamp))
    return bytes(calendar.to_ical())


def _event(entry: AgendaEntry, stamp: datetime) -> Event:
    from icalendar import Event as NewEvent  # noqa: PLC0415

    event = NewEvent()
    event.add("uid", f"{entry.uid}@{DOMAIN}")
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.day)
    # The end of an all-day entry is the first day after it.
    event.add("dtend", entry.day + timedelta(1))
    event.add("summary", entry.title)
    if entry.note:
        event.add("description", entry.note)
    event.add("categories", [entry.category])
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED" if entry.is_done else "TENTATIVE")
    return event
