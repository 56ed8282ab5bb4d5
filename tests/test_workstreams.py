"""The programme in `workstreams/`: complete, evidenced, and true to its own history."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest
import yaml

from planner.checks import plan_problems
from planner.problems import Severity
from planner.schedule.paths import longest_path
from planner.source import read_plan
from planner.workspace.plan_folder import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.model import Plan
    from planner.schedule.activity_dates import ActivityDates
    from planner.workspace.plan_folder import Workspace

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "workstreams"
LETTER_1 = date(2025, 6, 25)
LETTER_2 = date(2026, 1, 22)
START = "go-live.application"
LAST_REPORT = date(2026, 7, 6)
WORKSTREAMS = {
    "legislation",
    "screening",
    "kwetsbaarheidstoets",
    "border-procedure",
    "eurodac",
    "asylum-procedure",
    "iv-systems",
    "reception",
    "return",
    "responsibility",
    "solidarity",
    "contingency",
    "safeguards",
    "governance",
    "go-live",
    "transition",
}
REPORTED = {
    "2024-12-06",
    "2024-12-12",
    "2025-03-26",
    "2025-06-01",
    "2025-06-23",
    "2025-06-25",
    "2025-07-11",
    "2025-09-05",
    "2025-09-24",
    "2025-10-22",
    "2025-12-03",
    "2025-12-12",
    "2025-12-17",
    "2026-01-22",
    "2026-02-17",
    "2026-02-27",
    "2026-06-01",
    "2026-06-12",
    "2026-06-23",
    "2026-07-06",
}


@cache
def programme() -> Workspace:
    """Open the programme once."""
    return open_workspace(FOLDER)


def plan() -> Plan:
    """Give the plan of the programme."""
    found = programme().plan
    assert found is not None
    return found


def row(activity: str, data_date: date) -> ActivityDates:
    """Give an activity as scheduled at a data date."""
    return programme().at(data_date).activities[activity]


@cache
def known_marks() -> dict[str, str]:
    """Read the identifiers of all facts with their origin marks."""
    lines = (ROOT / "tests" / "facts_ids.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines if not line.startswith("#"))


def _values(written: object, key: str) -> Iterator[Any]:
    if isinstance(written, dict):
        for name, value in written.items():
            if name == key:
                yield from value if isinstance(value, list) else [value]
            yield from _values(value, key)
    elif isinstance(written, list):
        for value in written:
            yield from _values(value, key)


@cache
def cited_facts() -> frozenset[str]:
    """Collect every fact and open point that any file of the plan cites."""
    cited: set[str] = set()
    for file in FOLDER.rglob("*.yaml"):
        if "baselines" in file.parts:
            continue
        written = yaml.safe_load(file.read_text(encoding="utf-8"))
        cited.update(_values(written, "fact"))
        points = written.get("open_points", [])
        cited.update(point["id"] for point in points)
    return frozenset(cited)


@cache
def facts_left_out() -> dict[str, str]:
    """Read which facts the plan does not use, with the reason."""
    text = (ROOT / "docs" / "facts_not_used.md").read_text(encoding="utf-8")
    return dict(re.findall(r"^\| ([A-Z]+-\d+b?) \| (.+) \|$", text, re.MULTILINE))


def test_the_strict_check_is_clean() -> None:
    problems = plan_problems(read_plan(FOLDER))
    assert [p for p in problems if p.severity is not Severity.INFO] == []


def test_all_sixteen_workstreams_are_there() -> None:
    assert {workstream.id for workstream in plan().workstreams} == WORKSTREAMS


def test_the_programme_has_the_size_of_a_real_one() -> None:
    assert 120 <= len(plan().activities) <= 250


def test_every_activity_has_an_owner_and_says_what_it_rests_on() -> None:
    lacking = [
        a.id
        for a in plan().activities.values()
        if a.owner is None or a.basis is None or not a.basis.is_evidenced
    ]
    assert lacking == []


def test_every_dependency_gives_a_reason_and_its_evidence() -> None:
    lacking = [
        (activity.id, link.activity)
        for activity in plan().activities.values()
        for link in activity.after
        if not link.reason or not link.is_evidenced
    ]
    assert lacking == []


def test_every_assumed_activity_and_estimate_gives_a_rationale() -> None:
    activities = plan().activities.values()
    lacking = [a.id for a in activities if a.estimate and not a.estimate.rationale]
    lacking += [a.id for a in activities if a.basis and a.basis.is_assumption and not a.rationale]
    assert lacking == []


def test_every_activity_reaches_a_target_or_deadline_or_says_why_not() -> None:
    activities = plan().activities
    reaching = {t.milestone for t in plan().programme.targets} | {START}
    reaching |= {a.id for a in activities.values() if a.deadline or a.open_end or a.spans}
    growing = True
    while growing:
        added = {
            link.activity
            for i in reaching
            for link in activities[i].after
            if link.activity not in reaching
        }
        reaching |= added
        growing = bool(added)
    assert set(activities) - reaching == set()


def test_every_activity_follows_on_something_or_says_why_not() -> None:
    loose = [a.id for a in plan().activities.values() if not (a.after or a.open_start or a.spans)]
    assert loose == []


def test_no_fact_is_cited_that_does_not_exist() -> None:
    assert cited_facts() - set(known_marks()) == set()


def test_every_fact_is_used_or_left_out_for_a_reason_and_not_both() -> None:
    left_out = facts_left_out()
    assert cited_facts() & set(left_out) == set()
    assert cited_facts() | set(left_out) == set(known_marks())
    assert all(len(reason) > 10 for reason in left_out.values())


def test_a_weak_fact_keeps_its_mark() -> None:
    weak = {i for i, mark in known_marks().items() if mark in {"?", "G", "G/?"}}
    stated = {i: fact.origin.value for i, fact in plan().facts.items() if i in weak}
    assert stated
    assert "sourced" not in stated.values()


def test_every_dependency_of_the_sources_is_carried_by_the_plan() -> None:
    evidenced = {f"D{number:02d}" for number in range(1, 27)}
    assert evidenced <= cited_facts()


def test_there_is_a_report_for_every_dated_report_of_the_sources() -> None:
    assert {str(report.data_date) for report in plan().reports} == REPORTED


def test_a_report_that_rests_on_a_public_source_names_it() -> None:
    own = [r for r in plan().reports if r.reported_by != "Programmabureau"]
    unnamed = [r.name for r in own if r.source is None]
    assert unnamed == []


def test_progress_that_no_source_reports_is_marked_as_an_assumption() -> None:
    assumed = [r for r in plan().reports if r.source is None]
    assert assumed
    assert all(e.is_assumption for r in assumed for e in r.activities.values())


def test_the_critical_path_of_june_2025_runs_through_several_organisations() -> None:
    path = [
        step.activity for step in longest_path(programme().at(LETTER_1).network_schedule, START)
    ]
    owners = {plan().activities[i].owner for i in path}
    assert {"AenM", "RvS", "TK", "IND"} <= owners
    links = {(a.id, link.activity): link for a in plan().activities.values() for link in a.after}
    for earlier, later in pairwise(path):
        link = links[later, earlier]
        assert link.reason
        assert link.is_evidenced


def test_in_june_2025_the_margin_is_small() -> None:
    forecast = programme().at(LETTER_1).forecast()
    assert forecast is not None
    assert abs(forecast.margin_days) <= 10


def test_the_bill_was_to_be_submitted_just_after_the_summer_and_slipped_to_december() -> None:
    planned = row("legislation.submission", LETTER_1).finish
    assert date(2025, 9, 1) <= planned <= date(2025, 10, 31)
    assert row("legislation.submission", LETTER_2).finish == date(2025, 12, 17)


def test_the_solidarity_package_came_four_weeks_after_its_legal_date() -> None:
    planned = row("solidarity.annual-report-2025", LETTER_1).finish
    assert planned == date(2025, 10, 15)
    assert row("solidarity.annual-report-2025", LETTER_2).finish == date(2025, 11, 11)


def test_the_national_strategy_was_sent_twelve_days_late() -> None:
    activity = plan().activities["contingency.strategy-sent"]
    assert activity.deadline is not None
    assert (row(activity.id, LETTER_1).finish - activity.deadline.date).days == 12


def test_the_pact_applies_on_12_june_2026() -> None:
    assert row(START, date(2026, 6, 12)).start == date(2026, 6, 12)
    assert row(START, date(2026, 6, 12)).state == "finished"


@pytest.mark.parametrize(
    "activity",
    ["eurodac.connection-notice", "reception.ready", "legislation.lower-regulation-publication"],
)
def test_what_no_source_confirms_stays_open(activity: str) -> None:
    assert row(activity, LAST_REPORT).state != "finished"


def test_both_dates_of_the_responsibility_rules_stand_side_by_side() -> None:
    due = {t.milestone: t.date for t in plan().programme.targets}
    assert due["responsibility.ammr-applies"] == date(2026, 7, 1)
    oj, letters = (plan().obligations[i].due for i in ("ammr-applies-oj", "ammr-applies-letters"))
    assert (oj, letters) == (date(2026, 7, 1), date(2026, 6, 12))


def test_the_registers_are_filled() -> None:
    assert len(plan().risks) >= 15
    assert "motion-913" in plan().commitments
    assert len(plan().obligations) >= 40


def test_both_letters_say_something_about_the_workstreams_they_name() -> None:
    letters = {letter.date: letter for letter in plan().letters}
    assert set(letters) == {LETTER_1, LETTER_2}
    assert all(
        s.workstream in WORKSTREAMS for letter in letters.values() for s in letter.statements
    )
    assert all(s.activities for letter in letters.values() for s in letter.statements)


def test_the_amendment_of_a_part_of_the_bill_reaches_work_and_systems() -> None:
    reached = [a for a in plan().activities.values() if "bill.procedure-steps" in a.provisions]
    tags = {tag.value for activity in reached for tag in activity.tags}
    assert {"work-process", "ict-system", "lower-regulation", "training"} <= tags


def test_some_activities_can_be_shortened_at_a_cost() -> None:
    measures = [m for a in plan().activities.values() for m in a.measures]
    assert len(measures) >= 8
    assert all(m.cost is not None and 1 <= m.cost <= 5 for m in measures)


@pytest.mark.parametrize("review", ["review_letter_2025-06-25.md", "review_dependencies.md"])
def test_a_review_names_nothing_that_the_plan_does_not_have(review: str) -> None:
    text = (ROOT / "docs" / review).read_text(encoding="utf-8")
    named = {
        name
        for name in re.findall(r"`([a-z-]+\.[a-z0-9-]+)`", text)
        if name.split(".")[0] in WORKSTREAMS
    }
    assert named
    assert named - set(plan().activities) == set()


def test_the_review_states_how_much_of_the_plan_is_sourced() -> None:
    text = (ROOT / "docs" / "review_dependencies.md").read_text(encoding="utf-8")
    activities = plan().activities.values()
    links = [link for activity in activities for link in activity.after]
    sourced = sum(a.basis is not None and not a.basis.is_assumption for a in activities)
    assert f"| {sourced} of {len(activities)} |" in text
    assert f"| {sum(bool(link.fact) for link in links)} of {len(links)} |" in text
