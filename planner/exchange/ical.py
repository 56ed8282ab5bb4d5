"""Milestones, targets, deadlines and obligations as an iCalendar file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC
from datetime import datetime
from datetime import time
from datetime import timedelta
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
"""Ends every UID, so that it is unlike that of any other program."""


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """One all-day entry of the calendar.

    Attributes:
        uid: The same in every file, so that a calendar that is read again updates the entry.
        is_done: Whether it has happened.
    """

    uid: str
    day: date
    title: str
    note: str
    category: str
    is_done: bool = False


def entries(schedule: Schedule, locale: Locale) -> Iterator[AgendaEntry]:
    """Everything with a day that people put in their calendar."""
    for row in schedule.activities.values():
        if row.kind in {ActivityKind.START_MILESTONE, ActivityKind.FINISH_MILESTONE}:
            yield _milestone(schedule, row, locale)
    for target in schedule.plan.programme.all_targets:
        title = schedule.plan.activities[target.milestone].title
        name = locale.say("exchange.ical.target", title=title)
        yield AgendaEntry(
            f"target.{target.milestone}", target.date, name, target.reason or "", "target"
        )
    for activity in schedule.plan.activities.values():
        if activity.deadline is not None:
            name = locale.say("exchange.ical.deadline", title=activity.title)
            note = _forecast(schedule.activities[activity.id], locale)
            done = schedule.activities[activity.id].is_finished
            day = activity.deadline.date
            yield AgendaEntry(f"deadline.{activity.id}", day, name, note, "deadline", done)
    for identifier, duty in schedule.plan.obligations.items():
        if duty.due is not None:
            name = locale.say("exchange.ical.obligation", title=duty.title)
            act = f"{duty.act or ''} {duty.article or ''}".strip()
            yield AgendaEntry(f"obligation.{identifier}", duty.due, name, act, "obligation")


def _milestone(schedule: Schedule, row: ActivityDates, locale: Locale) -> AgendaEntry:
    done = row.is_finished
    key = "exchange.ical.reached" if done else "exchange.ical.expected"
    at = locale.date(schedule.data_date)
    note = locale.say(key, owner=row.owner or "-", date=at)
    return AgendaEntry(f"milestone.{row.id}", row.finish, row.title, note, "milestone", done)


def _forecast(row: ActivityDates, locale: Locale) -> str:
    return locale.say("exchange.ical.forecast", date=locale.date(row.finish))


def ical(schedule: Schedule, locale: Locale) -> bytes:
    """The calendar file; the same schedule gives the same bytes."""
    from icalendar import Calendar  # noqa: PLC0415 - only this export pays for it

    calendar = Calendar()
    calendar.add("prodid", f"-//{DOMAIN}//{locale.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", schedule.plan.programme.programme)
    stamp = datetime.combine(schedule.data_date, time(), UTC)
    for entry in sorted(entries(schedule, locale), key=lambda e: (e.day, e.uid)):
        calendar.add_component(_event(entry, stamp))
    return bytes(calendar.to_ical())


def _event(entry: AgendaEntry, stamp: datetime) -> Event:
    from icalendar import Event as NewEvent  # noqa: PLC0415

    event = NewEvent()
    event.add("uid", f"{entry.uid}@{DOMAIN}")
    event.add("dtstamp", stamp)
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(1))
    event.add("summary", entry.title)
    if entry.note:
        event.add("description", entry.note)
    event.add("categories", [entry.category])
    event.add("transp", "TRANSPARENT")
    event.add("status", "CONFIRMED" if entry.is_done else "TENTATIVE")
    return event
