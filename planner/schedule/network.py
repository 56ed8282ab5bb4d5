"""The network that the engine schedules: activities and links in integers, laid out in columns."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from enum import IntEnum
from operator import attrgetter
from typing import TYPE_CHECKING

from planner.schedule import columns
from planner.schedule.columns import Activities
from planner.schedule.columns import Links
from planner.schedule.columns import Shifts
from planner.timeaxis import NEVER
from planner.workcalendar import always
from planner.workcalendar import stack

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from planner.timeaxis import Calendars
    from planner.workcalendar import WorkCalendar


class NetworkKind(IntEnum):
    """The kind of an activity, as the engine needs it."""

    TASK = columns.TASK
    START_MILESTONE = columns.START_MILESTONE
    FINISH_MILESTONE = columns.FINISH_MILESTONE


class LinkType(IntEnum):
    """The end of the predecessor that holds an end of the successor."""

    FS = columns.FS
    SS = columns.SS
    FF = columns.FF
    SF = columns.SF

    @property
    def is_from_finish(self) -> bool:
        """Whether it leaves from the finish of the predecessor."""
        return self in {LinkType.FS, LinkType.FF}

    @property
    def is_to_finish(self) -> bool:
        """Whether it holds the finish of the successor."""
        return self in {LinkType.FF, LinkType.SF}


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkActivity:
    """An activity as the engine sees it; all times are instants or minutes, NEVER where absent.

    Attributes:
        id: Its key in the network.
        calendar: Index of the calendar on which its work runs.
        float_calendar: Index of the calendar in which its floats are counted.
        duration: Working minutes; of an activity in progress the remaining ones.
        day: Minutes in a working day of its calendar, where whole days stay whole; else 0.
        shift: Index of the day table that gives its finish (months, statutory terms), or -1.
        floor: Its remaining work cannot start before (project start, date of resumption).
        bound: Its finish, of a start milestone its start, should not be later (target, deadline).
        start_min, finish_min: "No earlier than".
        start_max, finish_max: "No later than".
        must_start, must_finish: Mandatory dates.
        actual_start, actual_finish: Reported dates.
        expected_finish: The reported finish of remaining work; sets its duration.
        late: Whether it is scheduled as late as possible.
    """

    id: str
    kind: NetworkKind = NetworkKind.TASK
    calendar: int = 0
    float_calendar: int = 0
    duration: int = 0
    day: int = 0
    shift: int = -1
    floor: int = NEVER
    bound: int = NEVER
    start_min: int = NEVER
    finish_min: int = NEVER
    start_max: int = NEVER
    finish_max: int = NEVER
    must_start: int = NEVER
    must_finish: int = NEVER
    actual_start: int = NEVER
    actual_finish: int = NEVER
    expected_finish: int = NEVER
    late: bool = False


@dataclass(frozen=True, slots=True)
class NetworkLink:
    """A rule that one activity waits for another.

    Attributes:
        predecessor: Id of the activity waited for.
        successor: Id of the activity that waits.
        type: Which ends are linked.
        lag: Minutes on the lag's calendar, negative for a lead.
        calendar: Index of the lag's calendar, or -1 for the one the options choose.
        shift: Index of the day table that replaces the lag (months, statutory terms), or -1.
    """

    predecessor: str
    successor: str
    type: LinkType = LinkType.FS
    lag: int = 0
    calendar: int = -1
    shift: int = -1


class UnknownActivityError(KeyError):
    """A link names an activity that the network does not have."""


@dataclass(frozen=True, eq=False)
class Network:
    """Activities, links and calendars, ready for the passes.

    Attributes:
        ids: Activity ids in order of their number.
        number: Activity number per id.
        links: The links as given, in the order of the columns.
    """

    ids: Sequence[str]
    number: Mapping[str, int]
    activities: Activities
    links: Links
    calendars: Calendars
    shifts: Shifts
    work_calendars: Sequence[WorkCalendar]

    @classmethod
    def build(
        cls,
        activities: Sequence[NetworkActivity],
        links: Sequence[NetworkLink],
        calendars: Sequence[WorkCalendar],
        shifts: Shifts | None = None,
    ) -> Network:
        """Lay activities and links out in columns.

        Args:
            activities: In any order; the result is the same for each.
            links: In any order.
            calendars: The calendars that the activities number; the first one is the default. The
                one in which every minute counts is put behind them (`Network.elapsed`).
            shifts: Day tables for months and statutory terms, over the calendars' horizon.

        Raises:
            UnknownActivityError: A link names an activity that is not there.
            ValueError: Two activities share an id, or the calendars differ in horizon.
        """
        ordered = sorted(activities, key=lambda a: a.id)
        number = {a.id: i for i, a in enumerate(ordered)}
        if len(number) < len(ordered):
            message = "two activities share an id"
            raise ValueError(message)
        work_calendars = (*calendars, always(calendars[0].horizon))
        return cls(
            ids=tuple(number),
            number=number,
            activities=_activity_columns(ordered),
            links=link_columns(links, number),
            calendars=stack(work_calendars),
            shifts=shifts or Shifts((), ()),
            work_calendars=work_calendars,
        )

    def with_changes(
        self, activities: Sequence[NetworkActivity], links: Sequence[NetworkLink]
    ) -> Network:
        """The same network with activities replaced or added, and links added.

        Calendars and day tables are shared, so that this is quick.
        """
        changed = {a.id: a for a in activities}
        kept = (self.activity(i) for i, name in enumerate(self.ids) if name not in changed)
        ordered = sorted((*kept, *activities), key=lambda a: a.id)
        number = {a.id: i for i, a in enumerate(ordered)}
        old = (self.link(k) for k in range(len(self.links.successor)))
        return replace(
            self,
            ids=tuple(number),
            number=number,
            activities=_activity_columns(ordered),
            links=link_columns((*old, *links), number),
        )

    def with_values(self, values: Mapping[str, Mapping[str, int]]) -> Network:
        """The same network with some values of some activities replaced.

        All other columns are shared, so that this is quicker than `with_changes`.

        Args:
            values: By activity id its new values, by field of `NetworkActivity`.
        """
        columns: dict[str, list[int]] = {}
        for activity, fields in values.items():
            for field, value in fields.items():
                if field not in columns:
                    columns[field] = list(getattr(self.activities, field))
                columns[field][self.number[activity]] = value
        return replace(self, activities=self.activities._replace(**columns))

    def activity(self, i: int) -> NetworkActivity:
        """Give the activity with a number, as it was given."""
        columns = {name: column[i] for name, column in self.activities._asdict().items()}
        columns["kind"], columns["late"] = NetworkKind(columns["kind"]), bool(columns["late"])
        return NetworkActivity(id=self.ids[i], **columns)

    def link(self, k: int) -> NetworkLink:
        """Give the link with a number, as it was given."""
        links = self.links
        return NetworkLink(
            self.ids[links.predecessor[k]],
            self.ids[links.successor[k]],
            LinkType(links.type[k]),
            links.lag[k],
            links.calendar[k],
            links.shift[k],
        )

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def elapsed(self) -> int:
        """Index of the calendar in which every minute counts."""
        return len(self.work_calendars) - 1


def _activity_columns(ordered: Sequence[NetworkActivity]) -> Activities:
    return Activities(*(list(map(attrgetter(name), ordered)) for name in Activities._fields))


def link_columns(links: Sequence[NetworkLink], number: Mapping[str, int]) -> Links:
    """Lay links out in columns, sorted by successor, predecessor, type, lag and the rest.

    Raises:
        UnknownActivityError: A link names an activity without a number.
    """
    try:
        successor = [number[link.successor] for link in links]
        predecessor = [number[link.predecessor] for link in links]
    except KeyError as error:
        raise UnknownActivityError(error.args[0]) from None
    order = _sorted_order(links, successor, predecessor, len(number))
    successor = [successor[k] for k in order]
    predecessor = [predecessor[k] for k in order]
    return Links(
        predecessor=predecessor,
        successor=successor,
        type=[links[k].type for k in order],
        lag=[links[k].lag for k in order],
        calendar=[links[k].calendar for k in order],
        shift=[links[k].shift for k in order],
        first_into=_offsets(successor, len(number)),
        leaving=sorted(range(len(links)), key=predecessor.__getitem__),
        first_out=_offsets(predecessor, len(number)),
    )


def _sorted_order(
    links: Sequence[NetworkLink], successor: Sequence[int], predecessor: Sequence[int], count: int
) -> list[int]:
    """Give the numbers of the links in the order of the columns."""
    # One whole number per link orders them; sorting tuples takes three times as long. It leaves
    # 44 bits for a lag, and 20 for each of calendar and day table, whose -1 becomes 0.
    keys = [
        (((i * count + p) * len(LinkType) + k.type << 44) + k.lag + (1 << 43) << 40)
        + (k.calendar + 1 << 20)
        + k.shift
        + 1
        for i, p, k in zip(successor, predecessor, links, strict=True)
    ]
    return sorted(range(len(links)), key=keys.__getitem__)


def _offsets(keys: Sequence[int], count: int) -> list[int]:
    """Give the place where each key begins once the keys are in order; one entry more than keys."""
    offsets = [0] * (count + 1)
    for key in keys:
        offsets[key + 1] += 1
    for i in range(count):
        offsets[i + 1] += offsets[i]
    return offsets
