"""An amendment reaches what rests on it: by organisation, done or not, and on which dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.analysis.scenarios.query import UnknownQueryError
from planner.analysis.scenarios.query import query_of
from planner.analysis.scenarios.reach import impact
from planner.duration import Duration
from planner.i18n import Locale
from planner.model import Tag
from planner.report.whatif_wording import impact_page
from planner.workspace.plan_folder import open_workspace
from tests.risk_plans import PROGRAMME
from tests.risk_plans import START
from tests.risk_plans import scheduled

if TYPE_CHECKING:
    from planner.schedule.plan_schedule import Schedule

LAW = """
  bill.authority: {title: Aanwijzing, act: "36 871", decided_by: work.vote}
  sr.timing: {title: Termijnen, act: Verordening (EU) 2024/1356, article: "8"}
  apr.border: {title: Grens, act: Verordening (EU) 2024/1348, article: "43-54"}
"""
WORK = """
vote: {title: stemming, owner: IND, duration: 20d, basis: assumption}
design:
  {title: ontwerp, owner: IND, involves: [COA], duration: 10d, basis: assumption,
   tags: [work-process], provisions: [bill.authority, sr.timing]}
system:
  {title: systeem, owner: COA, duration: 10d, after: [design], basis: assumption,
   tags: [ict-system], provisions: [bill.authority]}
training:
  {title: opleiding, owner: IND, duration: 10d, after: [system], basis: assumption,
   tags: [training]}
apart: {title: los, owner: COA, duration: 25d, basis: assumption}
done:
  {title: klaar, owner: IND, milestone: finish, after: [training, vote, apart], basis: assumption}
"""
FINISHED = """
data_date: 2025-01-20
reported_by: IND
activities:
  work.design: {started: 2025-01-06, finished: 2025-01-15}
  work.system: {started: 2025-01-16, remaining: 6d}
  work.vote: {started: 2025-01-06, remaining: 6d}
"""


def plan(folder: Path, day: date = START, **files: str) -> Schedule:
    organisations = "organisations: {IND: {name: IND}, COA: {name: COA}}"
    programme = PROGRAMME.replace("organisations: {IND: {name: IND}}", organisations)
    return scheduled(folder, WORK, day=day, programme=f"{programme}provisions:{LAW}", **files)


@pytest.mark.parametrize(
    "name",
    ["sr.timing", "8", "artikel 8", "Verordening (EU) 2024/1356, 8", "Termijnen"],
)
def test_an_article_is_found_by_its_id_number_act_or_title(tmp_path: Path, name: str) -> None:
    assert query_of(plan(tmp_path).plan, name).activities == ("work.design",)


def test_a_bill_is_everything_that_rests_on_its_parts(tmp_path: Path) -> None:
    found = query_of(plan(tmp_path).plan, "36 871")
    assert found.activities == ("work.design", "work.system")


def test_an_article_within_a_range_belongs_to_it(tmp_path: Path) -> None:
    assert set(query_of(plan(tmp_path).plan, "47").provisions) == {"apr.border"}


def test_a_name_that_is_nothing_is_refused_with_what_was_meant(tmp_path: Path) -> None:
    with pytest.raises(UnknownQueryError) as refusal:
        query_of(plan(tmp_path).plan, "bill.authorit")
    assert refusal.value.suggestion == "bill.authority"


def test_what_waits_for_it_is_reached_and_the_rest_is_not(tmp_path: Path) -> None:
    found = impact(plan(tmp_path), "bill.authority")
    assert {t.activity: t.direct for t in found.touched} == {
        "work.design": True,
        "work.system": True,
        "work.training": False,
        "work.done": False,
    }
    assert found.count(Tag.TRAINING, direct=False) == 1
    assert list(found.by_organisation()) == ["COA", "IND"]
    assert found.involved == {"COA": ("work.design",)}


def test_the_room_is_the_float_toward_each_target(tmp_path: Path) -> None:
    (room,) = impact(plan(tmp_path), "work.apart").room
    assert room.target == "work.done"
    assert room.days == (date(2025, 3, 4) - START).days - 25


def test_a_slip_moves_the_target_beyond_the_float_of_the_path(tmp_path: Path) -> None:
    found = impact(plan(tmp_path), "work.apart", Duration.parse("8d"))
    assert found.consequence is not None
    target = found.consequence.comparison.targets[0]
    assert target.was is not None
    assert (target.now.forecast - target.was.forecast).days == 3  # 25 + 8 against 30


def test_what_is_done_or_under_way_would_be_redone(tmp_path: Path) -> None:
    schedule = plan(tmp_path, date(2025, 1, 20), **{"status__2025-01-20-IND": FINISHED})
    found = impact(schedule, "bill.authority")
    assert {t.activity: (t.state, int(t.spent)) for t in found.redone} == {
        "work.design": ("finished", 10),
        "work.system": ("in-progress", 4),
    }


def test_rework_begins_when_the_amendment_is_decided_on(tmp_path: Path) -> None:
    schedule = plan(tmp_path, date(2025, 1, 20), **{"status__2025-01-20-IND": FINISHED})
    found = impact(schedule, "sr.timing", Duration.parse("5d"))
    assert found.consequence is not None
    rework = found.consequence.after.activities["work.design-rework"]
    assert rework.start == date(2025, 1, 20)  # this article leaves nothing to decide
    found = impact(schedule, "bill.authority", Duration.parse("5d"))
    assert found.consequence is not None
    rework = found.consequence.after.activities["work.design-rework"]
    assert rework.start == date(2025, 1, 26)  # the vote takes six more days


@pytest.mark.parametrize("day", [date(2025, 6, 25), date(2026, 1, 22)])
def test_the_screening_authority_reaches_those_who_screen(day: date) -> None:
    schedule = open_workspace(Path(__file__).parents[2] / "workstreams").at(day)
    found = impact(schedule, "bill.screening-authority", Duration.parse("20d"))
    assert {"KMar", "IND"} <= {t.organisation for t in found.direct}
    assert found.count(Tag.WORK_PROCESS, direct=True)
    assert found.count(Tag.ICT_SYSTEM, direct=True)
    assert found.redone
    assert found.consequence is not None
    page = "\n".join(impact_page(found, Locale("nl")))
    assert "Aanwijzing screeningsautoriteiten" in page
    assert "Koninklijke Marechaussee" in page
