"""Working time, holidays and statutory terms, against dates one can look up."""

from __future__ import annotations

from datetime import date
from datetime import datetime
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.statutory_terms import TermRule
from planner.statutory_terms import last_day_of_term
from planner.statutory_terms import plus_months
from planner.statutory_terms import term_ends
from planner.timeaxis import BeyondHorizonError
from planner.timeaxis import day_ending_at
from planner.timeaxis import instant_of
from planner.timeaxis import moment_of
from planner.timeaxis import morning_of
from planner.workcalendar import CLOSED
from planner.workcalendar import OFFICE_HOURS
from planner.workcalendar import Horizon
from planner.workcalendar import WorkCalendar
from planner.workcalendar import always
from planner.workcalendar import holidays_over

HORIZON = Horizon(date(2025, 1, 1), date(2027, 12, 31))
SPLIT = ((8 * 60, 12 * 60), (13 * 60, 17 * 60))
OFFICE = WorkCalendar("office", (OFFICE_HOURS,) * 5 + (CLOSED, CLOSED), HORIZON)
MINUTES = st.integers(morning_of(date(2025, 3, 1)), morning_of(date(2027, 3, 1)))

HOLIDAYS_2026 = {
    "2026-01-01": "Nieuwjaarsdag",
    "2026-04-03": "Goede Vrijdag",
    "2026-04-05": "Eerste paasdag",
    "2026-04-06": "Tweede paasdag",
    "2026-04-27": "Koningsdag",
    "2026-05-14": "Hemelvaartsdag",
    "2026-05-24": "Eerste Pinksterdag",
    "2026-05-25": "Tweede Pinksterdag",
    "2026-12-25": "Eerste Kerstdag",
    "2026-12-26": "Tweede Kerstdag",
}


def at(text: str) -> int:
    return instant_of(datetime.fromisoformat(text))


def test_friday_evening_and_monday_morning_are_the_same_working_instant() -> None:
    friday, monday = at("2026-06-05T17:00"), at("2026-06-08T09:00")
    assert OFFICE.minutes_between(friday, monday) == 0
    assert OFFICE.next_start(friday) == monday
    assert OFFICE.last_finish(monday) == friday


def test_midnight_that_ends_something_belongs_to_the_day_before() -> None:
    assert day_ending_at(at("2026-06-12T00:00")) == date(2026, 6, 11)


def test_several_intervals_a_day_are_worked_through() -> None:
    calendar = WorkCalendar("split", (SPLIT,) * 5 + (CLOSED, CLOSED), HORIZON)
    finish = moment_of(calendar.moved(at("2026-06-05T11:00"), 6 * 60))
    assert finish.isoformat() == "2026-06-08T09:00:00"
    assert calendar.minutes_per_day == 480


def test_the_dutch_holidays_of_2026_are_those_of_the_almanac() -> None:
    found = holidays_over(HORIZON, "NL")
    shown = {day.isoformat(): name for day, name in found.items() if day.year == 2026}
    assert {day: name.casefold() for day, name in shown.items()} == {
        day: name.casefold() for day, name in HOLIDAYS_2026.items()
    }


def test_liberation_day_and_good_friday_are_a_choice() -> None:
    day, good_friday = date(2026, 5, 5), date(2026, 4, 3)
    assert day not in holidays_over(HORIZON, "NL")
    assert day in holidays_over(HORIZON, "NL", liberation_day=True)
    assert good_friday not in holidays_over(HORIZON, "NL", omit=["Goede Vrijdag"])
    assert good_friday not in holidays_over(HORIZON, "NL", omit=["2026-04-03"])
    assert date(2026, 7, 1) in holidays_over(HORIZON, "NL", add=[date(2026, 7, 1)])


def test_liberation_day_is_a_holiday_by_itself_every_fifth_year() -> None:
    assert date(2025, 5, 5) in holidays_over(HORIZON, "NL")


def test_outside_its_horizon_a_calendar_refuses() -> None:
    with pytest.raises(BeyondHorizonError):
        OFFICE.worked(at("2028-01-01T00:00"))
    with pytest.raises(BeyondHorizonError):
        OFFICE.moved(at("2027-12-31T09:00"), 10 * 480)


@given(MINUTES, st.integers(0, 90_000))
def test_work_added_is_the_work_between(instant: int, minutes: int) -> None:
    assert OFFICE.minutes_between(instant, OFFICE.moved(instant, minutes)) == minutes


@given(MINUTES)
def test_no_work_lies_between_an_instant_and_the_next_start(instant: int) -> None:
    following = OFFICE.next_start(instant)
    assert following >= instant
    assert OFFICE.minutes_between(instant, following) == 0
    assert OFFICE.minutes_between(instant, following + 1) == 1


@given(MINUTES, st.integers(0, 100_000))
def test_in_elapsed_time_every_minute_counts(instant: int, minutes: int) -> None:
    assert always(HORIZON).moved(instant, minutes) == instant + minutes


@pytest.mark.parametrize(
    ("event", "days", "months", "expected"),
    [
        ("2026-06-01", 14, 0, "2026-06-15"),
        ("2026-05-09", 14, 0, "2026-05-26"),  # Saturday 23 May, then Pentecost
        ("2026-03-20", 14, 0, "2026-04-07"),  # Good Friday counts, then Easter
        ("2026-04-21", 14, 0, "2026-05-06"),  # 5 May counts every year
        ("2026-04-30", 3, 0, "2026-05-04"),  # Sunday; Friday and Monday are the two working days
        ("2026-12-23", 3, 0, "2026-12-28"),  # Saturday; Thursday and Monday
        ("2026-01-31", 0, 1, "2026-03-02"),  # 28 February is a Saturday
        ("2026-01-24", 120, 0, "2026-05-24"),  # longer than ninety days: left alone (art. 4)
    ],
)
def test_a_dutch_term_ends_as_the_termijnenwet_says(
    event: str, days: int, months: int, expected: str
) -> None:
    last = last_day_of_term(TermRule.NL, date.fromisoformat(event), days=days, months=months)
    assert last.isoformat() == expected


@pytest.mark.parametrize(
    ("event", "days", "months", "expected"),
    [
        ("2025-11-11", 15, 0, "2025-11-26"),
        ("2026-06-12", 15, 0, "2026-06-29"),  # 27 June 2026 is a Saturday
        ("2024-06-11", 0, 6, "2024-12-11"),
        ("2026-06-12", 0, 1, "2026-07-13"),  # 12 July 2026 is a Sunday
        ("2026-04-20", 15, 0, "2026-05-06"),  # 5 May counts every year (art. 3 of the Dutch act)
        ("2026-06-05", 2, 0, "2026-06-09"),  # two working days at least (art. 3(5))
        ("2026-01-24", 120, 0, "2026-05-26"),  # Sunday 24 May, then Pentecost; no longest term
    ],
)
def test_a_european_term_ends_as_regulation_1182_71_says(
    event: str, days: int, months: int, expected: str
) -> None:
    last = last_day_of_term(TermRule.EU, date.fromisoformat(event), days=days, months=months)
    assert last.isoformat() == expected


@given(st.dates(date(2024, 1, 1), date(2028, 1, 1)), st.integers(-30, 60))
def test_months_end_on_the_same_day_or_the_last_of_the_month(day: date, months: int) -> None:
    later = plus_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (later + timedelta(1)).day == 1


@given(st.sampled_from(TermRule), st.integers(1, 90))
def test_a_later_event_never_ends_a_term_earlier(rule: TermRule, days: int) -> None:
    ends = term_ends(rule, HORIZON, days=days)
    assert ends == sorted(ends)
