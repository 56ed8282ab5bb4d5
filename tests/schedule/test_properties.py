"""What holds for every schedule, whatever the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume
from hypothesis import given
from hypothesis import strategies as st

from planner.schedule import engine
from planner.schedule import kernel
from planner.schedule.compiled import INLINED
from planner.schedule.compiled import NJIT_OPTIONS
from planner.schedule.engine import CycleError
from planner.schedule.engine import schedule_network
from planner.schedule.network import LinkType
from planner.schedule.network import NetworkActivity
from planner.schedule.network import NetworkLink
from planner.schedule.presets import Ends
from planner.schedule.presets import Options
from planner.schedule.toward import float_toward
from planner.timeaxis import DAY as CLOCK_DAY
from planner.timeaxis import start_at
from planner.timeaxis import worked
from tests.networks import DAY
from tests.networks import START
from tests.networks import TARGET
from tests.networks import changed
from tests.networks import large
from tests.networks import network
from tests.networks import networks

if TYPE_CHECKING:
    from random import Random

    from planner.schedule.result import NetworkSchedule

Parts = tuple[list[NetworkActivity], list[NetworkLink]]


def work_at(result: NetworkSchedule, activity: str, instant: int) -> int:
    i = result.network.number[activity]
    return worked(result.network.calendars, result.network.activities.calendar[i], instant)


@given(networks())
def test_every_dependency_holds(parts: Parts) -> None:
    result = schedule_network(network(*parts))
    for k in range(len(parts[1])):
        link = result.link(k)
        own = result[link.successor]
        holds_start = link.type in {LinkType.FS, LinkType.SS}
        bound = kernel.link_bound(result.inputs, result.dates, k)
        needed = work_at(result, link.successor, bound)
        assert needed <= work_at(result, link.successor, own.start if holds_start else own.finish)


@given(networks())
def test_an_activity_starts_as_early_as_its_links_allow(parts: Parts) -> None:
    result = schedule_network(network(*parts))
    for row in result:
        begin = work_at(result, row.id, row.start)
        held_by_link = any(link.is_driving for link in result.links_into(row.id))
        assert held_by_link or begin == work_at(result, row.id, START)


@given(networks())
def test_without_dates_early_is_never_after_late(parts: Parts) -> None:
    for row in schedule_network(network(*parts)):
        assert row.late_finish is not None
        assert row.total_float is not None
        assert row.total_float >= 0


@given(networks(calendar_count=1, leads=False))
def test_without_dates_free_float_is_never_more_than_total_float(parts: Parts) -> None:
    for row in schedule_network(network(*parts)):
        assert row.free_float is not None
        assert row.total_float is not None
        assert row.free_float <= row.total_float


@given(networks(to_target=True, types=(LinkType.FS, LinkType.FF)), st.integers(0, 30), st.data())
def test_an_activity_can_slip_by_its_float_and_not_a_day_more(
    parts: Parts, spare: int, data: st.DataObject
) -> None:
    activities, links = parts
    ready = schedule_network(network(activities, links))[TARGET].ready
    date = (ready // CLOCK_DAY + 1 + spare) * CLOCK_DAY
    targeted = changed(activities, TARGET, bound=date, start_min=date)
    result = schedule_network(network(targeted, links))
    row = result[data.draw(st.sampled_from([a.id for a in activities if a.id != TARGET]))]
    assert row.total_float is not None
    calendars = result.network.calendars
    calendar = result.network.activities.calendar[result.network.number[row.id]]
    for slip, is_on_time in ((row.total_float, True), (row.total_float + DAY, False)):
        later = start_at(calendars, calendar, worked(calendars, calendar, row.start) + slip)
        moved = schedule_network(network(changed(targeted, row.id, start_min=later), links))
        # the target's calendar is the default one: no working time left is on time
        margin = work_at(moved, TARGET, date) - work_at(moved, TARGET, moved[TARGET].ready)
        if calendar == 0 and all(a.calendar == 0 for a in activities):
            assert (margin >= 0) is is_on_time
        elif is_on_time:
            assert margin >= 0


@given(networks(to_target=True, calendar_count=1), st.integers(-20, 30))
def test_float_toward_the_only_target_is_the_total_float(parts: Parts, spare: int) -> None:
    activities, links = parts
    ready = schedule_network(network(activities, links))[TARGET].ready
    date = (ready // CLOCK_DAY + 1 + spare) * CLOCK_DAY
    result = schedule_network(network(changed(activities, TARGET, bound=date), links))
    assert float_toward(result, TARGET) == {row.id: row.total_float for row in result}


@given(networks(calendar_count=1), st.data())
def test_free_float_is_what_moves_no_successor(parts: Parts, data: st.DataObject) -> None:
    activities, links = parts
    result = schedule_network(network(activities, links))
    row = result[data.draw(st.sampled_from([a.id for a in activities]))]
    held = {LinkType.FS, LinkType.FF}
    assume(any(link.type in held for link in result.links_out_of(row.id)))
    assert row.free_float is not None
    for slip, stays in ((row.free_float, True), (row.free_float + DAY, False)):
        work = work_at(result, row.id, row.start) + slip
        later = start_at(result.network.calendars, 0, work)
        moved = schedule_network(network(changed(activities, row.id, start_min=later), links))
        successors = [link.successor for link in result.links_out_of(row.id)]
        assert all(moved[s].start == result[s].start for s in successors) is stays


@given(networks(), st.randoms(use_true_random=False))
def test_the_order_in_which_a_plan_is_written_does_not_matter(parts: Parts, random: Random) -> None:
    activities, links = parts
    expected = schedule_network(network(activities, links))
    shuffled = list(activities), list(links)
    random.shuffle(shuffled[0])
    random.shuffle(shuffled[1])
    assert list(schedule_network(network(*shuffled))) == list(expected)


@given(networks(), st.integers(0, 200))
def test_nothing_that_remains_lies_before_the_data_date(parts: Parts, days: int) -> None:
    data_date = START + days * CLOCK_DAY
    result = schedule_network(network(*parts), data_date=data_date)
    for row in result:
        assert work_at(result, row.id, row.start) >= work_at(result, row.id, data_date)


@given(networks())
def test_own_ends_give_each_open_end_no_float(parts: Parts) -> None:
    result = schedule_network(network(*parts), options=Options(ends=Ends.OWN))
    for row in result:
        if not result.links_out_of(row.id):
            assert row.total_float == 0


@given(networks())
def test_a_cycle_is_refused_by_name(parts: Parts) -> None:
    activities, links = parts
    first, last = activities[0].id, activities[-1].id
    closed = [*links, NetworkLink(first, last), NetworkLink(last, first)]
    with pytest.raises(CycleError) as refused:
        schedule_network(network(activities, closed))
    assert refused.value.ids[0] == refused.value.ids[-1]
    pairs = {(link.predecessor, link.successor) for link in closed}
    assert set(zip(refused.value.ids, refused.value.ids[1:], strict=False)) <= pairs


def test_numba_still_has_its_private_option() -> None:
    numba = pytest.importorskip("numba", reason="the extra `fast` is not installed")

    def same(value: int) -> int:
        return value

    for options in (INLINED, {**NJIT_OPTIONS, "cache": False}):
        assert options["_nrt"] is False
        assert numba.njit(**options)(same)(3) == 3


def test_compiled_passes_give_what_the_passes_give_as_they_stand(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("numba", reason="the extra `fast` is not installed")
    parts = network(*large(1500), last_year=2065)
    plain = schedule_network(parts, data_date=START)
    monkeypatch.setattr(engine, "COMPILED_FROM", 0)
    compiled = schedule_network(parts, data_date=START)
    for name, column in zip(plain.dates._fields, plain.dates, strict=True):
        found = getattr(compiled.dates, name)
        assert type(found) is not list
        assert (name, [int(value) for value in found]) == (name, list(column))
