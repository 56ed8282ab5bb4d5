"""Work calendars: the working hours of every day over the horizon of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import timedelta
from functools import cached_property
from functools import lru_cache
from typing import TYPE_CHECKING

from planner.timeaxis import BUCKET
from planner.timeaxis import DAY
from planner.timeaxis import Calendars
from planner.timeaxis import evening_of
from planner.timeaxis import finish_at
from planner.timeaxis import start_at
from planner.timeaxis import worked

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence

Hours = tuple[tuple[int, int], ...]
"""Working intervals of one day, in minutes after midnight, in order and apart."""

OFFICE_HOURS: Hours = ((9 * 60, 17 * 60),)
ALL_DAY: Hours = ((0, DAY),)
CLOSED: Hours = ()


@dataclass(frozen=True, slots=True)
class Horizon:
    """The days, both included, for which calendars are built."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """The number of days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, eq=False)
class WorkCalendar:
    """A work week with its exceptions, built over a horizon.

    Attributes:
        name: The key of the calendar in the plan.
        week: Hours per weekday, Monday first.
        horizon: The days for which the calendar can be asked.
        exceptions: Hours of single days that differ from their weekday.
        minutes_per_day: What `1d` means in this calendar.
        minutes_per_week: What `1w` means in this calendar.
    """

    name: str
    week: tuple[Hours, ...]
    horizon: Horizon
    exceptions: Mapping[date, Hours] = field(default_factory=dict)
    minutes_per_day: int = 0
    minutes_per_week: int = 0

    def __post_init__(self) -> None:
        per_day = [sum(to - start for start, to in hours) for hours in self.week]
        # P6 and MS Project state the hours of a day apart from the week, so that they may differ.
        if not self.minutes_per_day:
            object.__setattr__(self, "minutes_per_day", max(per_day) or DAY)
        if not self.minutes_per_week:
            object.__setattr__(self, "minutes_per_week", sum(per_day) or 7 * DAY)

    @cached_property
    def axis(self) -> Calendars:
        """The intervals of this calendar alone."""
        return stack((self,))

    @cached_property
    def is_around_the_clock(self) -> bool:
        """Whether every minute of every day counts."""
        return all(hours == ALL_DAY for hours in (*self.week, *self.exceptions.values()))

    def hours_on(self, day: date) -> Hours:
        """Give the working intervals of a day."""
        return self.exceptions.get(day, self.week[day.weekday()])

    def is_working_day(self, day: date) -> bool:
        """Tell whether any work is done on a day."""
        return bool(self.hours_on(day))

    def worked(self, instant: int) -> int:
        """Count the working minutes from the start of the horizon to an instant."""
        return worked(self.axis, 0, instant)

    def next_start(self, instant: int) -> int:
        """Give the first instant at or after another one at which work goes on."""
        return start_at(self.axis, 0, self.worked(instant))

    def last_finish(self, instant: int) -> int:
        """Give the last instant at or before another one at which work went on."""
        return finish_at(self.axis, 0, self.worked(instant))

    def moved(self, instant: int, minutes: int) -> int:
        """Give the instant at which so many working minutes after another one are done."""
        return finish_at(self.axis, 0, self.worked(instant) + minutes)

    def minutes_between(self, start: int, finish: int) -> int:
        """Count the working minutes from one instant to another, negative when it lies before."""
        return self.worked(finish) - self.worked(start)

    def working_days(self, first: date, last: date) -> int:
        """Count the days with work from one day to another, both included."""
        count = (last - first).days + 1
        return sum(self.is_working_day(first + timedelta(n)) for n in range(count))


@lru_cache(maxsize=64)
def stack(calendars: tuple[WorkCalendar, ...]) -> Calendars:
    """Lay the intervals of calendars over one horizon behind one another.

    Raises:
        ValueError: The calendars do not share one horizon.
    """
    horizon = calendars[0].horizon
    starts: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    by_day: list[int] = []
    by_work: list[int] = []
    offsets: list[int] = []
    totals: list[int] = []
    first_day = horizon.first.toordinal()
    for calendar in calendars:
        if calendar.horizon != horizon:
            message = f"calendar {calendar.name} has another horizon"
            raise ValueError(message)
        first_interval = len(starts)
        total = 0
        exceptions = {day.toordinal(): hours for day, hours in calendar.exceptions.items()}
        for day in range(first_day, first_day + horizon.days):
            by_day.append(len(starts))
            for begin, end in exceptions.get(day, calendar.week[(day - 1) % 7]):
                starts.append(day * DAY + begin)
                ends.append(day * DAY + end)
                before.append(total)
                total += end - begin
        # An interval of no length closes each calendar, so that a walk along it stops by itself.
        starts.append(evening_of(horizon.last))
        ends.append(evening_of(horizon.last))
        before.append(total)
        offsets.append(len(by_work))
        totals.append(total)
        by_work.extend(_interval_by_work(before, first_interval, total))
    return Calendars(
        (horizon.first.toordinal(),),
        (horizon.days,),
        starts,
        ends,
        before,
        by_day,
        by_work,
        offsets,
        totals,
    )


def _interval_by_work(before: Sequence[int], first: int, total: int) -> list[int]:
    """Give the last interval that begins at or before each multiple of the bucket size."""
    table = []
    k = first
    for bucket in range(total // BUCKET + 1):
        while k + 1 < len(before) and before[k + 1] <= bucket * BUCKET:
            k += 1
        table.append(k)
    return table


@lru_cache(maxsize=64)
def public_holidays(country: str, first_year: int, last_year: int) -> Mapping[date, str]:
    """Give the public holidays with their names in the language of the country.

    Raises:
        NotImplementedError: The `holidays` package does not know the country.
    """
    import holidays  # noqa: PLC0415 - only plans with holidays pay for it

    years = range(first_year, last_year + 1)
    # Without a language the package follows the locale of the machine it runs on.
    language = holidays.country_holidays(country).default_language
    return dict(sorted(holidays.country_holidays(country, years=years, language=language).items()))


def holidays_over(
    horizon: Horizon,
    country: str,
    *,
    add: Iterable[date] = (),
    omit: Iterable[str] = (),
    liberation_day: bool = False,
) -> Mapping[date, str]:
    """Give the days off of a country over a horizon, adjusted by date or by name.

    Args:
        horizon: The days that count.
        country: ISO 3166 code that the `holidays` package knows.
        add: Further days off.
        omit: Days that are worked after all: a name, or a date in ISO form.
        liberation_day: Whether 5 May is a day off every year (the package has it every fifth year).
    """
    left_out = {name.casefold() for name in omit}
    days = {
        day: name
        for day, name in public_holidays(country, horizon.first.year, horizon.last.year).items()
        if day.isoformat() not in left_out
        # Two holidays on one day share it: the package joins their names with a semicolon.
        and not any(part.strip().casefold() in left_out for part in name.split(";"))
    }
    if liberation_day:
        for year in range(horizon.first.year, horizon.last.year + 1):
            days.setdefault(date(year, 5, 5), "Bevrijdingsdag")
    # A day that is a holiday already keeps its name.
    for day in add:
        days.setdefault(day, "")
    return days


@lru_cache(maxsize=16)
def always(horizon: Horizon, name: str = "elapsed") -> WorkCalendar:
    """Make the calendar in which every minute counts."""
    return WorkCalendar(name, (ALL_DAY,) * 7, horizon)
