"""Bounds between calendars: every image has an exact inverse, in both presets."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from typing import NamedTuple

from hypothesis import assume
from hypothesis import given
from hypothesis import strategies as st

from planner.schedule.engine import schedule_network
from planner.schedule.kernel.instants import finish_image
from planner.schedule.kernel.instants import last_start
from planner.schedule.kernel.instants import start_image
from planner.schedule.kernel.limits import limit_by
from planner.schedule.kernel.links import with_lag
from planner.schedule.network import LinkType
from planner.schedule.network import Network
from planner.schedule.network import NetworkActivity
from planner.schedule.network import NetworkLink
from planner.schedule.presets import PLANNER
from planner.timeaxis import DAY
from planner.timeaxis import morning_of
from planner.workcalendar import ALL_DAY
from planner.workcalendar import CLOSED
from planner.workcalendar import OFFICE_HOURS
from planner.workcalendar import Horizon
from planner.workcalendar import WorkCalendar

if TYPE_CHECKING:
    from planner.schedule.kernel import KernelInput

HORIZON = Horizon(date(2025, 1, 1), date(2027, 12, 31))
MORNING: tuple[tuple[int, int], ...] = ((540, 780),)
LUNCH: tuple[tuple[int, int], ...] = ((540, 750), (780, 1050))
PREDECESSOR, SUCCESSOR = 0, 1


class Pair(NamedTuple):
    """Two linked activities on two calendars, as the kernel reads them."""

    inputs: KernelInput
    type: LinkType

    def __repr__(self) -> str:
        activities, links = self.inputs.activities, self.inputs.links
        names = [CALENDARS[number].name for number in activities.calendar]
        return f"{self.type.name} {names} {activities.duration} {links.lag} {links.calendar}"

    def image(self, instant: int) -> int:
        """Where the successor's end lies when the predecessor's end lies at an instant."""
        bound = with_lag(self.inputs, 0, instant)
        image = finish_image if self.type.is_to_finish else start_image
        return image(self.inputs, SUCCESSOR, bound)

    def next_end(self, instant: int) -> int:
        """The predecessor's end one minute of its work later."""
        calendar = CALENDARS[self.inputs.activities.calendar[PREDECESSOR]]
        if self.type.is_from_finish:
            return calendar.moved(instant, 1)
        return calendar.next_start(calendar.moved(calendar.next_start(instant), 1))


def week(hours: tuple[tuple[int, int], ...], days: str) -> tuple[tuple[tuple[int, int], ...], ...]:
    return tuple(hours if day in days else CLOSED for day in "0123456")


RECESS = {date(2026, 2, day): CLOSED for day in range(9, 21)}
HALF_DAY = {date(2026, 3, 4): MORNING}
CALENDARS = (
    WorkCalendar("office", week(OFFICE_HOURS, "01234"), HORIZON, HALF_DAY),
    WorkCalendar("council", week(OFFICE_HOURS, "123"), HORIZON),
    WorkCalendar("location", week(OFFICE_HOURS, "0123456"), HORIZON),
    WorkCalendar("lunch", week(LUNCH, "01234"), HORIZON, RECESS),
    WorkCalendar("always", (ALL_DAY,) * 7, HORIZON),
)


@st.composite
def pairs(draw: st.DrawFn) -> Pair:
    calendars = st.integers(0, len(CALENDARS) - 1)
    activities = []
    for name in ("a", "b"):
        number = draw(calendars)
        day = 0 if CALENDARS[number].is_around_the_clock else CALENDARS[number].minutes_per_day
        work = draw(st.integers(1, 5)) * (day or 480) + draw(st.sampled_from([0, 0, 90]))
        activities.append(
            NetworkActivity(id=name, calendar=number, float_calendar=number, duration=work, day=day)
        )
    kind = draw(st.sampled_from(list(LinkType)))
    lag = draw(st.integers(-3, 3)) * 480 + draw(st.sampled_from([0, 0, 60]))
    link = NetworkLink("a", "b", kind, lag, draw(st.sampled_from([-1, -1, len(CALENDARS)])))
    network = Network.build(activities, [link], CALENDARS)
    result = schedule_network(network, data_date=morning_of(date(2026, 1, 5)), options=PLANNER)
    return Pair(result.inputs, kind)


MOMENTS = st.integers(morning_of(date(2026, 1, 20)), morning_of(date(2026, 4, 20)))


@given(pairs(), MOMENTS)
def test_the_latest_end_is_in_time_and_a_minute_of_work_more_is_not(pair: Pair, near: int) -> None:
    # A date on which the successor can lie, at the end of a day: what the backward pass asks for.
    near = near - near % DAY + DAY
    image = finish_image if pair.type.is_to_finish else start_image
    date_of_successor = image(pair.inputs, SUCCESSOR, near)
    limit = limit_by(pair.inputs, 0, date_of_successor, date_of_successor)
    for latest in {limit.before, limit.behind}:
        assert pair.image(latest) <= date_of_successor
    calendar = CALENDARS[pair.inputs.activities.calendar[PREDECESSOR]]
    own = limit.behind  # behind a gap it is an instant at which the predecessor's end can lie
    if limit.behind == limit.before and pair.type.is_from_finish:
        own = calendar.last_finish(limit.before)
    elif limit.behind == limit.before:
        own = last_start(pair.inputs, PREDECESSOR, limit.before)
    assert pair.image(own) <= date_of_successor
    assert pair.image(pair.next_end(own)) > date_of_successor


@given(pairs(), MOMENTS)
def test_a_bound_is_met_at_or_after_it(pair: Pair, bound: int) -> None:
    calendar = CALENDARS[pair.inputs.activities.calendar[SUCCESSOR]]
    start = start_image(pair.inputs, SUCCESSOR, bound)
    assert start >= bound
    assert calendar.minutes_between(bound, start) == 0
    finish = finish_image(pair.inputs, SUCCESSOR, bound)
    # Only where a gap ends is a finish before it the same working instant.
    assert finish >= bound or calendar.next_start(finish) == bound


@given(pairs(), MOMENTS)
def test_a_later_bound_is_never_met_earlier_on_the_start(pair: Pair, bound: int) -> None:
    assume(not pair.type.is_to_finish)
    images = [start_image(pair.inputs, SUCCESSOR, bound + minutes) for minutes in (0, 1, 700)]
    assert images == sorted(images)
