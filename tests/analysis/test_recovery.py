"""The cheapest measures: as good as trying every set, and never a set that is late."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from planner.analysis.recovery.cheapest import recover
from planner.analysis.recovery.measures import SkipReason
from planner.duration import Duration
from planner.model import Activity
from planner.model import ActivityKind
from planner.model import ActivityStatus
from planner.model import Calendar
from planner.model import Dependency
from planner.model import Measure
from planner.model import MilestoneKind
from planner.model import Plan
from planner.model import Programme
from planner.model import StatusReport
from planner.model import Target
from planner.schedule.plan_schedule import schedule_plan
from planner.workspace.plan_folder import open_workspace
from tests.risk_plans import START
from tests.risk_plans import scheduled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.analysis.recovery.cheapest import Recovery
    from planner.schedule.plan_schedule import Schedule

REAL = Path(__file__).parents[2] / "workstreams"
CHAIN = """
a:
  {title: a, owner: IND, duration: 10d, basis: assumption, measures: [
    {id: one, title: een, shorten_to: 8d, cost: 1, basis: assumption},
    {id: two, title: twee, shorten_to: 5d, cost: 5, basis: assumption}]}
b:
  {title: b, owner: IND, duration: 10d, after: [a], basis: assumption, measures: [
    {id: three, title: drie, shorten_to: 6d, cost: 3, basis: assumption}]}
side:
  {title: zij, owner: IND, duration: 4d, basis: assumption, measures: [
    {id: four, title: vier, shorten_to: 1d, cost: 1, basis: assumption}]}
done: {title: klaar, owner: IND, milestone: finish, after: [b, side], basis: assumption}
after: {title: na, owner: IND, duration: 5d, after: [done], basis: assumption, measures: [
  {id: five, title: vijf, shorten_to: 1d, cost: 1, basis: assumption}]}
"""


def keys(found: Recovery) -> list[list[str]]:
    return [[option.key for option in remedy.options] for remedy in found.remedies]


def due(found_on: int) -> date:
    """The day on which work of so many days from the start ends."""
    return date.fromordinal(START.toordinal() + found_on - 1)


def test_the_cheapest_set_that_is_on_time_comes_first(tmp_path: Path) -> None:
    schedule = scheduled(tmp_path, CHAIN)
    found = recover(schedule, "work.done", due(16))
    assert keys(found)[0] == ["work.b/three"]
    assert found.remedies[0].cost == 3
    assert found.proven


def test_the_next_sets_do_not_contain_a_cheaper_one(tmp_path: Path) -> None:
    found = recover(scheduled(tmp_path, CHAIN), "work.done", due(18))
    assert keys(found) == [["work.a/one"], ["work.b/three"], ["work.a/two"]]


def test_measures_of_one_activity_exclude_each_other(tmp_path: Path) -> None:
    found = recover(scheduled(tmp_path, CHAIN), "work.done", due(11))
    assert keys(found)[0] == ["work.a/two", "work.b/three"]


def test_nothing_is_proposed_for_what_is_on_time(tmp_path: Path) -> None:
    found = recover(scheduled(tmp_path, CHAIN), "work.done", due(20))
    assert found.is_met_already
    assert keys(found) == [[]]


def test_what_cannot_be_met_gets_the_best_reachable_date_with_proof(tmp_path: Path) -> None:
    found = recover(scheduled(tmp_path, CHAIN), "work.done", due(10))
    assert not found.remedies
    assert found.proven
    assert found.best is not None
    assert (found.best.date, found.best_proven) == (due(11), True)
    assert [o.key for o in found.best.options] == ["work.a/two", "work.b/three"]


def test_the_best_date_costs_no_more_for_being_ready_earlier_on_that_day(tmp_path: Path) -> None:
    """Shortened to nothing, b is ready when its last day begins; in a day, when that day ends."""
    text = """
    a: {title: a, owner: IND, duration: 1d, calendar: office, basis: assumption}
    b:
      {title: b, owner: IND, duration: 2d, calendar: office, after: [a], basis: assumption,
       measures: [
        {id: nothing, title: n, shorten_to: 0d, cost: 1, basis: assumption},
        {id: day, title: d, shorten_to: 1d, cost: 0, basis: assumption}]}
    done: {title: klaar, owner: IND, milestone: finish, after: [a, b], calendar: office,
           basis: assumption}
    """
    best = recover(scheduled(tmp_path, text), "work.done", due(1)).best
    assert best is not None
    assert [o.key for o in best.options] == ["work.b/day"]


def test_a_measure_elsewhere_is_no_option(tmp_path: Path) -> None:
    found = recover(scheduled(tmp_path, CHAIN), "work.done", due(16))
    assert [(s.measure.id, s.reason) for s in found.skipped] == [("five", SkipReason.ELSEWHERE)]


def test_a_measure_on_finished_work_is_no_option(tmp_path: Path) -> None:
    status = """
    data_date: 2025-01-20
    reported_by: IND
    activities: {work.a: {started: 2025-01-06, finished: 2025-01-15}}
    """
    schedule = scheduled(
        tmp_path, CHAIN, day=date(2025, 1, 20), **{"status__2025-01-20-IND": status}
    )
    found = recover(schedule, "work.done", due(20))
    reasons = {s.measure.id: s.reason for s in found.skipped}
    assert reasons["one"] is SkipReason.FINISHED
    assert keys(found) == [["work.b/three"]]


def test_a_measure_shortens_what_is_left_of_work_under_way(tmp_path: Path) -> None:
    status = """
    data_date: 2025-01-13
    reported_by: IND
    activities: {work.a: {started: 2025-01-06, remaining: 3d}}
    """
    schedule = scheduled(
        tmp_path, CHAIN, day=date(2025, 1, 13), **{"status__2025-01-13-IND": status}
    )
    options = {o.key: o for o in recover(schedule, "work.done", due(17)).options}
    assert options["work.a/one"].minutes == 1440  # three days left, two taken off
    assert options["work.a/two"].minutes == 0


def test_a_search_that_is_cut_short_gives_a_bound_instead_of_a_proof(tmp_path: Path) -> None:
    found = recover(scheduled(tmp_path, CHAIN), "work.done", due(11), most=1)
    assert not found.proven
    assert found.remedies[0].cost == 8
    assert found.bound <= found.remedies[0].cost


@pytest.mark.parametrize("by", [date(2026, 6, 12), date(2026, 7, 1), date(2026, 7, 15)])
def test_the_real_programme_gets_sets_that_hold_when_scheduled(by: date) -> None:
    schedule = open_workspace(REAL).at(date(2026, 1, 22))
    found = recover(schedule, "go-live.application", by)
    assert found.proven
    for remedy in found.remedies:
        assert forecast(schedule, [(o.activity, o.measure) for o in remedy.options]) <= by


def forecast(schedule: Schedule, taken: list[tuple[str, Measure]]) -> date:
    """The target's date with measures written into the plan and its reports themselves."""
    activities = dict(schedule.plan.activities)
    begun: dict[str, ActivityStatus] = {}
    for name, measure in taken:
        row = schedule.activities[name]
        if row.state == "in-progress":
            left = row.remaining_days - (row.duration_days - measure.shorten_to.amount)
            begun[name] = ActivityStatus(remaining=f"{float(max(left, Fraction(0))):g}d")
        activities[name] = activities[name].model_copy(update={"duration": measure.shorten_to})
    last = StatusReport(
        name="zz", data_date=schedule.data_date, reported_by="IND", activities=begun
    )
    plan = Plan(
        programme=schedule.plan.programme,
        activities=activities,
        reports=(*schedule.plan.reports, last),
    )
    found = schedule_plan(plan, schedule.data_date).forecast()
    assert found is not None
    return found.forecast


def test_of_two_ends_in_one_weekend_the_later_one_holds_the_milestone(tmp_path: Path) -> None:
    """Friday and Sunday evening are one instant of office hours, but not one day."""
    both = """
    friday: {title: v, owner: IND, duration: 5d, calendar: elapsed, basis: assumption}
    sunday:
      {title: z, owner: IND, duration: 7d, calendar: elapsed, basis: assumption, measures: [
        {id: less, title: m, shorten_to: 5d, cost: 1, basis: assumption}]}
    done:
      {title: klaar, owner: IND, milestone: finish, calendar: office, basis: assumption,
       after: [friday, sunday]}
    """
    found = recover(scheduled(tmp_path, both), "work.done", due(5))
    assert keys(found) == [["work.sunday/less"]]


LINKS = ("FS", "SS", "FF", "SF")


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Small plans with every kind of link, lags, two calendars, and measures."""
    size = draw(st.integers(2, 6))
    days = st.integers(1, 12)
    activities: dict[str, Activity] = {}
    measures = 0
    for n in range(size):
        length = draw(days)
        after = [
            Dependency(
                activity=f"w.a{p}",
                type=draw(st.sampled_from(LINKS)),
                lag=Duration.parse(f"{draw(st.integers(-3, 5))}d"),
            )
            for p in range(n)
            if draw(st.booleans())
        ]
        count = draw(st.integers(0, 2)) if measures < 6 and length > 1 else 0
        offered = tuple(
            Measure(
                id=f"m{k}",
                title="m",
                shorten_to=f"{draw(st.integers(0, length - 1))}d",
                cost=draw(st.integers(0, 4)),
            )
            for k in range(count)
        )
        measures += count
        activities[f"w.a{n}"] = Activity(
            id=f"w.a{n}",
            workstream="w",
            title="a",
            duration=f"{length}d",
            calendar=draw(st.sampled_from(["office", "always"])),
            after=tuple(after),
            measures=offered,
        )
    activities["w.end"] = Activity(
        id="w.end",
        workstream="w",
        title="end",
        milestone=MilestoneKind.FINISH,
        after=tuple(Dependency(activity=f"w.a{n}") for n in range(size)),
    )
    return Plan(
        programme=Programme(
            programme="p",
            start=START,
            default_calendar="office",
            calendars={"office": Calendar(holidays="NL"), "always": Calendar(week="all")},
            target=Target(milestone="w.end", date=date(2026, 1, 1)),
        ),
        activities=activities,
    )


def every_set(schedule: Schedule) -> Iterator[tuple[Fraction, date]]:
    """Cost and date of every choice of at most one measure per activity."""
    choices = [
        [None, *((a.id, m) for m in a.measures)]
        for a in schedule.plan.activities.values()
        if a.kind is ActivityKind.TASK
    ]
    for chosen in product(*choices):
        taken = [c for c in chosen if c is not None]
        cost = sum((Fraction(str(m.cost)) for _, m in taken), Fraction(0))
        yield cost, forecast(schedule, taken)


@given(plans(), st.integers(0, 6))
@settings(max_examples=40)
def test_no_set_is_cheaper_than_the_one_found(plan: Plan, earlier: int) -> None:
    schedule = schedule_plan(plan, START)
    now = schedule.forecast()
    assert now is not None
    by = date.fromordinal(now.forecast.toordinal() - earlier)
    found = recover(schedule, "w.end", by)
    every = list(every_set(schedule))
    enough = [cost for cost, day in every if day <= by]
    assert found.proven
    if enough:
        assert found.remedies[0].cost == min(enough)
        for remedy in found.remedies:
            assert forecast(schedule, [(o.activity, o.measure) for o in remedy.options]) <= by
    else:
        assert not found.remedies
        best = min(day for _, day in every)
        assert found.best is not None
        assert (found.best.date, found.best_proven) == (best, True)
        assert found.best.cost == min(cost for cost, day in every if day == best)
