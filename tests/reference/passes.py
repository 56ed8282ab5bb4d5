"""The network: early dates by relaxing bounds, late dates and floats by search."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from tests.reference.calendars import DAY
from tests.reference.nodes import ELAPSED_MINUTES
from tests.reference.nodes import Arrival
from tests.reference.nodes import Placed
from tests.reference.nodes import lag_minutes
from tests.reference.nodes import latest
from tests.reference.nodes import network_nodes
from tests.reference.terms import moved_by_months

if TYPE_CHECKING:
    from tests.reference.nodes import Node
    from tests.reference.plan import Link
    from tests.reference.plan import Plan


@dataclass(frozen=True)
class Late:
    """The latest dates of an activity.

    Attributes:
        start: The last start; predecessors follow from it.
        finish: The last finish; total float is counted to it.
        end: The finish that belongs to the last start.
        cap: Of a milestone the instant that its own date or the end of the network gives.
        event: Of a statutory term the last day of the event.
    """

    start: int
    finish: int
    end: int
    cap: int | None = None
    event: int = 0


def least(*limits: int | None) -> int | None:
    """Take the earliest of some limits that may be absent."""
    return min((limit for limit in limits if limit is not None), default=None)


def last_start(node: Node, limit: int) -> int:
    """Find the last start at or before a limit that may lie in a gap of the calendar."""
    if node.clock.is_round_the_clock:
        # A start milestone on calendar days stands on midnight only.
        return limit - limit % DAY * node.activity.is_milestone
    if node.clock.next_start(limit) == limit:
        return limit
    end = node.clock.last_end(limit)
    if node.in_whole_days:
        return node.clock.opening((end - 1) // DAY)
    return end - 1


class Network:
    """All activities of a plan with their early dates, late dates and floats."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.nodes = network_nodes(plan)
        self.into: dict[str, list[Link]] = {name: [] for name in self.nodes}
        self.out: dict[str, list[Link]] = {name: [] for name in self.nodes}
        for link in plan.links:
            self.into[link.successor].append(link)
            self.out[link.predecessor].append(link)
        self.early: dict[str, Placed] = {}
        self.holds: dict[str, Arrival | None] = {}
        self.late: dict[str, Late] = {}
        self._find_early_dates()
        # What goes as late as possible does not move the end of the network.
        self.unmoved = dict(self.early)
        self.finish = max(placed.finish for placed in self.early.values())
        self._find_late_dates()
        self._use_free_float()

    # --- links ---

    def moved(self, link: Link, instant: int, event: int | None = None) -> Arrival:
        """Move an instant of the predecessor by the lag of a link.

        Args:
            link: The link.
            instant: Where the end of the predecessor lies that the link hangs on.
            event: The day on which that end happened, where it is not that of the instant.
        """
        predecessor = self.nodes[link.predecessor]
        lag, minutes = lag_minutes(link.lag, predecessor)
        ends_work = predecessor.kind == "finish-milestone" or (
            link.type[0] == "F" and predecessor.kind == "task"
        )
        if not minutes:
            day = (instant - ends_work) // DAY
            return Arrival(instant, day if event is None else event)
        if lag.unit == "emo":
            instant = moved_by_months(instant, int(lag.amount))
        elif lag.unit in ELAPSED_MINUTES:
            instant += minutes
        else:
            instant = predecessor.own.moved(instant, minutes)
            if ends_work:
                return Arrival(instant, (predecessor.own.last_end(instant) - 1) // DAY)
            return Arrival(instant, predecessor.own.next_start(instant) // DAY)
        return Arrival(instant, (instant - ends_work) // DAY)

    def carries(self, link: Link) -> bool:
        """Tell whether a link from unfinished work still says something."""
        predecessor, successor = self.nodes[link.predecessor], self.nodes[link.successor]
        if not successor.is_started:
            return True
        if self.plan.override:
            return False
        if successor.is_open:
            # The start that an SS link waits for has happened; a finish may still be held.
            return not (link.type == "SS" and predecessor.is_started)
        return link.type[0] == "F" or not predecessor.is_started

    def arrivals(self, link: Link) -> list[Arrival]:
        """Find what a link asks of its successor now."""
        predecessor, successor = self.nodes[link.predecessor], self.nodes[link.successor]
        placed = self.early[link.predecessor]
        if predecessor.is_open:
            if not self.carries(link):
                return []
            instant = placed.finish
            if link.type[0] == "S":
                instant = placed.start
                if predecessor.actual_start is not None:
                    instant = predecessor.actual_start
            return [self.moved(link, instant)]
        found = []
        hold = self.holds.get(link.predecessor)
        if hold is not None:
            found.append(self.moved(link, hold.instant))
        if successor.is_started and link.type == "SS":
            return found
        if not successor.is_open:
            return found
        if link.type[0] == "S":
            found.append(self.moved(link, placed.start))
            return found
        # A finished predecessor counts from the data date at most, its event from its own day.
        instant = min(placed.finish, predecessor.floor)
        found.append(self.moved(link, instant, (placed.finish - 1) // DAY))
        if predecessor.kind == "start-milestone":
            found[-1] = self.moved(link, instant, placed.start // DAY)
        return found

    # --- early dates ---

    def _find_early_dates(self) -> None:
        """Place everything as if alone, then relax until nothing moves."""
        for name, node in self.nodes.items():
            if node.is_open:
                self.early[name] = node.placed([], [])
            else:
                finish = node.actual_finish or 0
                self.early[name] = Placed(node.actual_start or 0, finish, node.actual_start or 0)
        waiting = dict.fromkeys(self.nodes)
        while waiting:
            name = next(iter(waiting))
            del waiting[name]
            if self._relaxed(name):
                for link in self.out[name]:
                    waiting[link.successor] = None

    def _relaxed(self, name: str) -> bool:
        """Place one activity anew; tell whether it moved."""
        node = self.nodes[name]
        starts: list[Arrival] = []
        finishes: list[Arrival] = []
        for link in self.into[name]:
            ends = finishes if link.type[1] == "F" else starts
            ends += self.arrivals(link)
        if not node.is_open:
            hold = max([*starts, *finishes], key=lambda a: a.instant, default=None)
            changed = hold != self.holds.get(name)
            self.holds[name] = hold
            return changed
        placed = node.placed(starts, finishes)
        changed = placed != self.early[name]
        self.early[name] = placed
        return changed

    # --- what a place of one activity does to others ---

    def reached(self, link: Link, instant: int) -> list[tuple[Link, Arrival]]:
        """Follow a link to the open activities behind it, through finished ones."""
        if self.nodes[link.predecessor].is_open and not self.carries(link):
            return []
        arrival = self.moved(link, instant)
        if self.nodes[link.successor].is_open:
            return [(link, arrival)]
        found = []
        for onward in self.out[link.successor]:
            if not (self.plan.override and self.nodes[onward.successor].is_started):
                found += self.reached(onward, arrival.instant)
        return found

    def links_from(self, name: str, end: str) -> list[Link]:
        """List the links that hang on one end of an activity and bind something open."""
        instant = self.early[name].finish
        hanging = (link for link in self.out[name] if link.type[0] == end)
        return [link for link in hanging if self.reached(link, instant)]

    def allows(self, links: list[Link], instant: int) -> bool:
        """Tell whether an end may lie at an instant without pushing a successor too late."""
        for link in links:
            for last, arrival in self.reached(link, instant):
                if last.successor in self.late and not self._fits(last, arrival, link.predecessor):
                    return False
        return True

    def _fits(self, link: Link, arrival: Arrival, origin: str) -> bool:
        """Tell whether what a link brings, from finished work or straight, is in time."""
        node, late = self.nodes[link.successor], self.late[link.successor]
        if node.activity.is_milestone:
            if self._is_after(arrival.instant, late.cap, link.successor, origin):
                return False
            return node.start_image(arrival.instant) <= late.start
        if link.type[1] == "F":
            return node.finish_image(arrival.instant) <= late.end
        if node.is_term:
            return arrival.day <= late.event
        return node.start_image(arrival.instant) <= late.start

    def _is_after(self, instant: int, cap: int | None, milestone: str, origin: str) -> bool:
        """Tell whether something comes after the date that holds a milestone.

        The morning of a day is its midnight to those who do not work in between.
        """
        if cap is None or instant <= cap:
            return False
        if instant > self.nodes[milestone].own.opening(cap // DAY) or cap % DAY:
            return True
        if "finish-milestone" in {self.nodes[milestone].kind, self.nodes[origin].kind}:
            return True
        return self.nodes[origin].clock.between(cap, instant) > 0

    @cache  # noqa: B019 - a network lives as long as one comparison
    def dated_behind(self, name: str, ends: str) -> int | None:
        """Find the latest target date or deadline behind the given ends of an activity."""
        found: list[int] = []
        for link in self.out[name]:
            if link.type[0] not in ends:
                continue
            node = self.nodes[link.successor]
            behind = self.dated_behind(link.successor, "FS")
            own = node.due()
            if own is not None and node.is_open:
                found.append(own)
            if behind is not None:
                found.append(behind)
        return max(found, default=None)

    # --- late dates ---

    def _find_late_dates(self) -> None:
        """Lower the late dates until nothing moves; the last activities go first."""
        order = sorted(self.nodes, key=lambda name: -self.early[name].finish)
        waiting = dict.fromkeys(name for name in order if self.nodes[name].is_open)
        while waiting:
            name = next(iter(waiting))
            del waiting[name]
            late = self._latest_dates(name)
            if late is None or late == self.late.get(name):
                continue
            self.late[name] = late
            for before in self._waiting_for(name):
                waiting[before] = None

    def _waiting_for(self, name: str) -> list[str]:
        """List the open activities that lead to one, through finished ones."""
        found = []
        for link in self.into[name]:
            if self.nodes[link.predecessor].is_open:
                found.append(link.predecessor)
            else:
                found += self._waiting_for(link.predecessor)
        return found

    def _finish_cap(self, name: str) -> int | None:
        """Find the latest finish that dates and the end of the network allow."""
        node = self.nodes[name]
        caps = []
        own, behind = node.due(), self.dated_behind(name, "FS")
        if own is not None:
            caps.append(own)
        elif not self.links_from(name, "F"):
            # An open finish is bounded by what its start leads to.
            caps.append(behind or self.finish)
        elif self.dated_behind(name, "F") is None:
            caps.append(self.finish)
        if "finish_no_later_than" in node.activity.dates:
            caps.append(node.date("finish_no_later_than") or 0)
        return min(caps, default=None)

    def _search(self, name: str, end: str, cap: int | None) -> int | None:
        """Find the latest instant of one end that pushes no successor too late."""
        links = self.links_from(name, end)
        if not links or (end == "S" and self.nodes[name].is_started):
            return None
        node, placed = self.nodes[name], self.early[name]
        if node.activity.is_milestone or end == "S":
            found = latest(lambda t: self.allows(links, t), placed.start)
        else:
            found = latest(lambda t: self.allows(links, node.clock.last_end(t)), placed.finish)
        if found is None:
            return None
        # The other side of a gap can be fine where the gap itself is not.
        behind = self._ends_behind_gaps(name, end, links)
        if end == "S" or node.kind == "start-milestone":
            behind.append(node.start_image(found))
        return max([found, *(t for t in behind if least(t, cap) == t and self.allows(links, t))])

    def _ends_behind_gaps(self, name: str, end: str, links: list[Link]) -> list[int]:
        """List the ends at which a link reaches the working instant that a late date shares."""
        found = []
        for link in links:
            for last, _ in self.reached(link, self.early[name].finish):
                late = self.late.get(last.successor)
                node = self.nodes[last.successor]
                if late is None or (last.type[1] == "S" and node.kind == "task"):
                    continue
                same = late.end
                if node.kind == "task":
                    same = node.clock.next_start(late.end)
                elif late.start % DAY == 0:
                    same = node.own.opening(late.start // DAY)
                found.append(self._end_until(name, end, link, same))
        return found

    def _end_until(self, name: str, end: str, link: Link, limit: int) -> int:
        """Find the last end of an activity whose link brings nothing later than a limit."""
        node = self.nodes[name]
        instant = latest(lambda t: all(a.instant <= limit for _, a in self.reached(link, t)), limit)
        if instant is None:
            return limit
        if end == "F" and not node.activity.is_milestone:
            return node.clock.last_end(instant)
        if node.start_image(instant) == instant:
            return instant
        if node.clock.is_round_the_clock:
            return instant - instant % DAY
        return node.clock.last_end(instant) - 1

    def _start_cap(self, name: str) -> int | None:
        """Find the latest start that dates and the end of the network allow."""
        node = self.nodes[name]
        if node.is_started:
            return None
        caps = []
        undated = self.dated_behind(name, "S") is None and node.due() is None
        if undated and self.links_from(name, "S"):
            caps.append(self.finish)
        if "start_no_later_than" in node.activity.dates:
            caps.append(node.date("start_no_later_than") or 0)
        return min(caps, default=None)

    def _minutes(self, name: str) -> int:
        """Count the minutes of an activity as it lies; an expected finish sets them."""
        node, placed = self.nodes[name], self.early[name]
        if "expected_finish" in node.activity.report:
            return node.clock.between(placed.start, placed.finish)
        return node.minutes

    def _latest_dates(self, name: str) -> Late | None:
        """Find the late dates of one activity by the late dates of its successors so far."""
        node = self.nodes[name]
        minutes = self._minutes(name)
        must = node.mandatory(minutes)
        if must is not None and not node.is_term:
            return Late(node.snapped(must[0]), must[1], must[1], cap=must[0])
        if node.activity.is_milestone:
            return self._latest_milestone(name)
        finish_cap, start_cap = self._finish_cap(name), self._start_cap(name)
        finish = least(self._search(name, "F", finish_cap), finish_cap)
        start = least(self._search(name, "S", start_cap), start_cap)
        if finish is None and start is None:
            return None
        if node.is_term:
            return self._latest_term(name, start, finish)
        last = finish
        if start is not None:
            last = least(finish, node.end_of(start, minutes))
        last = node.clock.last_end(last or 0)
        if self._keeps_days(name):
            last = node.clock.last_closing(last)
        begin = node.beginning_of(last, minutes)
        if not minutes:
            begin = node.clock.next_start(last)
        if node.months and minutes:
            last = node.end_of(begin, minutes)
        if start is not None and begin > start:
            # The last start lies in a gap: its work goes on behind it, what is before follows it.
            begin = last_start(node, start)
            return Late(begin, last, node.end_of(begin, minutes))
        return Late(begin, *self._finish_in_gap(name, last))

    def _finish_in_gap(self, name: str, last: int) -> tuple[int, int]:
        """Give the last finish as it is shown, and as links that hold the finish see it.

        Work that is not in whole days meets a bound in a gap on the other side of it, at the same
        working instant.
        """
        node, placed = self.nodes[name], self.early[name]
        behind = node.clock.next_start(last)
        cap = self._finish_cap(name)
        if node.in_whole_days or (cap is not None and behind > cap):
            return last, last
        if not self.allows(self.links_from(name, "F"), behind):
            return last, last
        if last < placed.finish and node.clock.between(last, placed.finish) == 0:
            return placed.finish, behind
        return last, behind

    def _keeps_days(self, name: str) -> bool:
        """Tell whether an activity lies, and so must stay, between the ends of working days."""
        node, placed = self.nodes[name], self.unmoved[name]
        return (
            node.in_whole_days
            and placed.start == node.clock.opening(placed.start // DAY)
            and placed.finish == node.clock.closing((placed.finish - 1) // DAY)
        )

    def _latest_milestone(self, name: str) -> Late | None:
        """Find the last instant of a milestone; only a start milestone moves out of a gap."""
        node = self.nodes[name]
        cap = least(self._finish_cap(name), self._start_cap(name))
        limit = least(self._search(name, "F", cap), self._search(name, "S", cap))
        bound = least(cap, limit)
        if bound is None:
            return None
        if node.kind == "finish-milestone":
            return Late(bound, bound, bound, cap)
        if limit is None:
            return Late(node.snapped(bound), bound, bound, cap)
        return Late(last_start(node, limit), bound, bound, cap)

    def _latest_term(self, name: str, start: int | None, finish: int | None) -> Late:
        """Find the last event from which a statutory term ends in time."""
        node = self.nodes[name]
        event = self.early[name].event

        def in_time(day: int) -> bool:
            starts_in_time = start is None or (day + 1) * DAY <= start
            return starts_in_time and (finish is None or node.term_end(day) <= finish)

        while in_time(event + 1):
            event += 1
        while not in_time(event):
            event -= 1
        end = node.term_end(event)
        if node.is_started and finish is not None:
            end = finish
        return Late((event + 1) * DAY, end, end, event=event)

    # --- floats ---

    def total_float(self, name: str) -> int | None:
        """Count the working time between early and late finish."""
        if name not in self.late:
            return None
        counted = self.nodes[name].floats_in
        return counted.between(self.early[name].finish, self.late[name].finish)

    def free_float(self, name: str) -> int:
        """Slip an activity further and further until the early dates of a successor move."""
        to_bound = max(self.total_float(name) or 0, 0)
        links = self.links_from(name, "F")
        starts = []
        if not self.nodes[name].is_started:
            starts = self.links_from(name, "S")
        if not links and not starts:
            return to_bound

        def moves_nothing(minutes: int) -> bool:
            if minutes < 0:
                return True
            start, finish = self.slipped(name, minutes)
            return self._leaves(links, finish) and self._leaves(starts, start)

        found = latest(moves_nothing, 0)
        if found is None:
            return to_bound
        found = max([found, *filter(moves_nothing, self._slips_behind_gaps(name, links, starts))])
        if not links:
            # An open finish has no successor, so it may slip to its bound and no further.
            found = min(found, to_bound)
        return max(found, 0)

    def _slips_behind_gaps(self, name: str, finishes: list[Link], starts: list[Link]) -> list[int]:
        """List the slips with which a link reaches the working instant that a finish shares."""
        node, placed = self.nodes[name], self.early[name]
        found = []
        for end, now, links in (("F", placed.finish, finishes), ("S", placed.start, starts)):
            for link in links:
                for last, _ in self.reached(link, now):
                    behind = self.nodes[last.successor]
                    if last.type[1] == "S" or behind.kind != "task":
                        continue
                    same = behind.clock.next_start(self.early[last.successor].finish)
                    until = self._end_until(name, end, link, same)
                    shift = placed.finish - now
                    counted = node.floats_in
                    if end == "S" and node.clock is node.own:
                        found.append(node.own.between(now, until))
                    else:
                        found.append(counted.between(placed.finish, until + shift))
        return found

    def slipped(self, name: str, minutes: int) -> tuple[int, int]:
        """Find start and finish of an activity that lies later by some working time."""
        node, placed = self.nodes[name], self.early[name]
        if minutes == 0:
            return placed.start, placed.finish
        if node.activity.is_milestone:
            instant = node.snapped(node.floats_in.after(placed.finish, minutes))
            return instant, instant
        finish = node.floats_in.after(placed.finish, minutes)
        if node.clock is not node.own:
            return finish - (placed.finish - placed.start), finish
        return node.clock.next_start(node.own.after(placed.start, minutes)), finish

    def _leaves(self, links: list[Link], instant: int) -> bool:
        """Tell whether an end at an instant leaves the early dates of all successors alone."""
        for link in links:
            for last, arrival in self.reached(link, instant):
                node, placed = self.nodes[last.successor], self.early[last.successor]
                bound, now, image = arrival.instant, placed.start, node.start_image
                if last.type[1] == "F":
                    now, image = placed.finish, node.finish_image
                if node.is_term and last.type[1] == "S":
                    if arrival.day > placed.event:
                        return False
                elif bound > now and image(bound) > now:
                    return False
        return True

    def _use_free_float(self) -> None:
        """Move what goes as late as possible, until its successors leave it where it is."""
        late = []
        for name, node in self.nodes.items():
            if node.activity.late and not node.is_started and node.mandatory(0) is None:
                late.append(name)
        moved = True
        while moved:
            moved = False
            for name in late:
                free = self.free_float(name)
                node = self.nodes[name]
                if self._keeps_days(name):
                    free -= free % node.own.day_minutes
                if free > 0:
                    start, finish = self.slipped(name, free)
                    self.early[name] = replace(self.early[name], start=start, finish=finish)
                    moved = True
