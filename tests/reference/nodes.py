"""Activities on the axis of minutes: what each one is, and where bounds put it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from tests.reference.calendars import DAY
from tests.reference.calendars import ELAPSED
from tests.reference.plan import NOTHING
from tests.reference.plan import Length
from tests.reference.terms import last_day
from tests.reference.terms import moved_by_months

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from tests.reference.calendars import Calendar
    from tests.reference.plan import Activity
    from tests.reference.plan import Plan

ELAPSED_MINUTES = {"ed": Fraction(DAY), "ew": Fraction(7 * DAY), "emo": Fraction(365 * DAY, 12)}


def minutes_of(length: Length, calendar: Calendar) -> int:
    """Count the minutes of a length, working or elapsed ones."""
    units = {
        "d": Fraction(calendar.day_minutes),
        "w": Fraction(calendar.week_minutes),
        "h": Fraction(60),
        **ELAPSED_MINUTES,
    }
    return round(length.amount * units[length.unit])


def morning(day: date) -> int:
    """Give the instant at which a day begins."""
    return day.toordinal() * DAY


def evening(day: date) -> int:
    """Give the instant at which a day ends."""
    return morning(day) + DAY


@dataclass(frozen=True)
class Arrival:
    """What a link brings to its successor.

    Attributes:
        instant: The bound.
        day: The day of the event itself, from which a statutory term runs.
    """

    instant: int
    day: int


@dataclass(frozen=True)
class Placed:
    """Where work lies; of started work the part that remains.

    Attributes:
        ready: Where it would start if it had no date constraints of its own.
        event: Of a statutory term the day of the event.
    """

    start: int
    finish: int
    ready: int
    event: int = 0


@dataclass
class Node:
    """An activity with its dates as instants.

    Attributes:
        own: The calendar of the activity.
        clock: The calendar on which its work runs: its own, or elapsed time.
        minutes: Length of the work, of started work the part that remains.
        floor: Nothing that remains lies before it.
    """

    activity: Activity
    own: Calendar
    floats_in: Calendar
    floor: int
    clock: Calendar = field(init=False)
    minutes: int = field(init=False, default=0)
    months: int = field(init=False, default=0)
    is_term: bool = field(init=False, default=False)
    actual_start: int | None = field(init=False, default=None)
    actual_finish: int | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self.clock = self.own
        self._set_actual_dates()
        if not self.activity.is_milestone:
            self._set_length()

    @property
    def kind(self) -> str:
        """The kind of activity."""
        return self.activity.kind

    @property
    def is_open(self) -> bool:
        """Whether something remains to be done."""
        return self.actual_finish is None

    @property
    def is_started(self) -> bool:
        """Whether work has begun."""
        return self.actual_start is not None

    @property
    def in_whole_days(self) -> bool:
        """Whether its work is in whole working days; around the clock there are none."""
        return not self.clock.is_round_the_clock and self.minutes % self.own.day_minutes == 0

    def _set_actual_dates(self) -> None:
        report = self.activity.report
        started, finished = report.get("started"), report.get("finished")
        if self.activity.is_milestone:
            reached = finished or started
            if reached is None:
                return
            self.actual_start = morning(reached)
            if self.kind == "finish-milestone":
                self.actual_start = self.own.closing(reached.toordinal())
            self.actual_finish = self.actual_start
            return
        if finished is not None:
            self.actual_finish = self.own.closing(finished.toordinal())
        begun: date | None = started or finished
        if begun is not None:
            self.actual_start = self.own.opening(begun.toordinal())

    def _set_length(self) -> None:
        length = self._remaining()
        self.is_term = self.activity.term is not None and length is self.activity.length
        if length.unit in ELAPSED_MINUTES:
            self.clock = ELAPSED
        if length.unit == "emo":
            self.months = int(length.amount)
        self.minutes = minutes_of(length, self.own)

    def _remaining(self) -> Length:
        """Give what is left of the work, by percentage in whole days rounded up."""
        length, report = self.activity.length, self.activity.report
        if not self.is_started:
            return length
        if "remaining" in report:
            return Length.read(report["remaining"])
        if "percent_complete" not in report:
            return length
        day = self.own.day_minutes
        if length.unit in ELAPSED_MINUTES:
            day = DAY
        total = minutes_of(length, self.own)
        left = total * (1 - Fraction(str(report["percent_complete"])) / 100)
        rounded = min(ceil(left / day) * day, total)
        if length.unit in ELAPSED_MINUTES:
            return Length(Fraction(rounded, DAY), "ed")
        return Length(Fraction(rounded, 60), "h")

    def date(self, name: str) -> int | None:
        """Give a date constraint as an instant.

        On a start milestone every date means its morning, on a finish milestone its evening. On
        work it is the first or the last working minute of the day.
        """
        day = self.activity.dates.get(name)
        if day is None:
            return None
        if self.kind == "start-milestone":
            return morning(day)
        if self.kind == "finish-milestone":
            return evening(day)
        if name in {"start_no_earlier_than", "start_no_later_than", "must_start_on"}:
            return self.clock.opening(day.toordinal())
        return self.clock.closing(day.toordinal())

    def due(self) -> int | None:
        """Give the instant of its own target date or deadline."""
        if self.activity.due is None:
            return None
        if self.kind == "start-milestone":
            return morning(self.activity.due)
        if self.kind == "finish-milestone":
            return evening(self.activity.due)
        return self.clock.last_end(evening(self.activity.due))

    def snapped(self, instant: int) -> int:
        """Move a start milestone to the next working minute, around the clock to midnight."""
        if self.kind != "start-milestone":
            return instant
        if self.own.is_round_the_clock:
            return -(-instant // DAY) * DAY
        return self.own.next_start(instant)

    def start_image(self, bound: int) -> int:
        """Find where a bound on its start puts the start."""
        if self.activity.is_milestone:
            return self.snapped(bound)
        return self.clock.next_start(bound)

    def finish_image(self, bound: int) -> int:
        """Find where a bound on its finish puts the finish."""
        if self.activity.is_milestone:
            return self.snapped(bound)
        return self.clock.earliest_finish(bound, in_whole_days=self.in_whole_days)

    def placed(self, starts: list[Arrival], finishes: list[Arrival]) -> Placed:
        """Find the earliest place that meets every bound.

        Args:
            starts: What its start links ask.
            finishes: What its finish links ask.
        """
        if self.activity.is_milestone:
            return self._milestone([*starts, *finishes])
        if self.is_term:
            return self._term(starts, finishes)
        return self._work(starts, finishes)

    def mandatory(self, minutes: int) -> tuple[int, int] | None:
        """Find where mandatory dates put work of some length, whatever logic says."""
        must = self.date("must_finish_on")
        if must is not None:
            finish = self.finish_image(must)
            if self.kind == "start-milestone":
                finish = must
            return self.beginning_of(finish, minutes), finish
        must = self.date("must_start_on")
        if must is None or self.is_started:
            return None
        start = must
        if not self.activity.is_milestone:
            start = self.clock.next_start(must)
        return start, self.end_of(start, minutes)

    def _milestone(self, arrivals: list[Arrival]) -> Placed:
        ready = self.snapped(max([self.floor, *(a.instant for a in arrivals)]))
        must = self.mandatory(0)
        if must is not None:
            instant = max(must[0], self.floor)
            return Placed(instant, instant, ready)
        instant = ready
        for held in (self.date("start_no_earlier_than"), self.date("finish_no_earlier_than")):
            instant = max(instant, held or 0)
        expected = self.activity.report.get("expected_finish")
        if expected is not None:
            edge = {"start-milestone": morning, "finish-milestone": evening}[self.kind]
            instant = max(instant, edge(expected))
        return Placed(instant, instant, ready)

    def _work(self, starts: list[Arrival], finishes: list[Arrival]) -> Placed:
        bound = max([self.floor, *(a.instant for a in starts)])
        if not self.is_started:
            bound = max(bound, self.date("start_no_earlier_than") or 0)
        start = self.clock.next_start(bound)
        minutes = self.work_from(start)
        must = self.mandatory(minutes)
        if must is not None:
            start, finish = must
            if start < self.floor:
                start = self.clock.next_start(self.floor)
                finish = self.end_of(start, minutes)
            return Placed(start, finish, start)
        finish = self.end_of(start, minutes)
        held = [a.instant for a in finishes]
        if "finish_no_earlier_than" in self.activity.dates:
            held.append(self.date("finish_no_earlier_than") or 0)
        for instant in held:
            least = self.finish_image(instant)
            if finish < least:
                finish = least
                start = self.beginning_of(finish, minutes)
        return Placed(start, finish, start)

    def work_from(self, start: int) -> int:
        """Count the minutes of work that begins at an instant; an expected finish sets them."""
        expected = self.activity.report.get("expected_finish")
        if expected is None or not self.is_open:
            return self.minutes
        return max(self.clock.between(start, evening(expected)), 0)

    def end_of(self, start: int, minutes: int) -> int:
        """Find the end of work that begins at an instant."""
        if self.months and minutes == self.minutes:
            return moved_by_months(start, self.months)
        return self.clock.after(start, minutes)

    def beginning_of(self, finish: int, minutes: int) -> int:
        """Find the latest beginning of work that ends at or before an instant."""
        if self.months and minutes == self.minutes:
            return latest(lambda t: moved_by_months(t, self.months) <= finish, finish) or 0
        return self.clock.before(finish, minutes)

    def _term(self, starts: list[Arrival], finishes: list[Arrival]) -> Placed:
        """Place a statutory term: it runs from the day after its event.

        Without an event of a predecessor the first day is the one on which it may begin.
        """
        first = -(-self.floor // DAY)
        if self.is_started:
            first = (self.actual_start or 0) // DAY
            if starts:
                first = 0
        else:
            first = max(first, -(-(self.date("start_no_earlier_than") or 0) // DAY))
        event = max([first - 1, *(a.day for a in starts)])
        if "must_start_on" in self.activity.dates and not self.is_started:
            event = (self.date("must_start_on") or 0) // DAY - 1
        held = [a.instant for a in finishes]
        held.append(self.date("finish_no_earlier_than") or 0)
        held.append(self.date("must_finish_on") or 0)
        finish = self.term_end(event)
        while finish < max(held):
            event += 1
            finish = self.term_end(event)
        if self.is_started:
            finish = max(finish, self.floor + DAY)
        start = (event + 1) * DAY
        return Placed(start, finish, start, event)

    def term_end(self, event: int) -> int:
        """Find the instant at which a statutory term expires."""
        length = self.activity.length
        return (last_day(self.activity.term or "", event, length.amount, length.unit) + 1) * DAY


def latest(holds: Callable[[int], bool], guess: int) -> int | None:
    """Find the latest instant for which a rule holds; None when it always does.

    Args:
        holds: True up to some instant and false after it.
        guess: Where the search begins.
    """
    step = DAY
    if holds(guess):
        low, high = guess, guess + step
        while holds(high):
            low, step = high, step * 4
            if step > 40 * 366 * DAY:
                return None
            high = low + step
    else:
        low, high = guess - step, guess
        while not holds(low):
            high, step = low, step * 4
            low = high - step
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            low = middle
        else:
            high = middle
    return low


def network_nodes(plan: Plan) -> dict[str, Node]:
    """Turn every activity but the hammocks into a node."""
    nodes = {}
    for activity in plan.activities.values():
        if activity.kind == "hammock":
            continue
        own = plan.calendars[activity.calendar]
        floor = morning(plan.data_date)
        if not activity.is_started:
            floor = max(floor, morning(plan.start))
        counted = own
        if activity.is_milestone:
            counted = plan.default
        nodes[activity.id] = Node(activity, own, counted, floor)
    return nodes


def lag_minutes(lag: Length, predecessor: Node) -> tuple[Length, int]:
    """Give a lag with its share of a duration worked out, and its minutes."""
    if lag.unit == "%":
        planned = predecessor.activity.length
        lag = Length(planned.amount * lag.amount / 100, planned.unit)
        if planned.unit == "emo":
            lag = Length(lag.amount * ELAPSED_MINUTES["emo"] / DAY, "ed")
    if lag.amount == 0:
        return NOTHING, 0
    return lag, minutes_of(lag, predecessor.own)
