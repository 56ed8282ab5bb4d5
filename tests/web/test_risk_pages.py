"""The pages Risico, Wat-als and Herstel, without a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from planner.i18n import DEFAULT_LOCALE
from planner.i18n import Locale
from planner.i18n import languages
from tests.risk_plans import done
from tests.risk_plans import task
from tests.risk_plans import written
from tests.web.test_register_pages import page
from tests.web.test_register_pages import tables

if TYPE_CHECKING:
    from pathlib import Path


PAGES = ("risk", "what_if", "recovery")
DAY = "2025-01-06"
CONTRADICTION = """
correlations:
  - {activities: [work.a, work.b], coefficient: 0.9, basis: assumption}
  - {activities: [work.b, work.c], coefficient: 0.9, basis: assumption}
  - {activities: [work.a, work.c], coefficient: -0.9, basis: assumption}
"""


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("module", PAGES)
def test_a_page_shows_in_every_language(module: str, lang: str) -> None:
    found = page(module, lang=lang)
    assert found.title[0].value == Locale(lang).say(f"page.{module}")
    assert not found.error


def test_the_risk_page_has_its_pictures_and_their_tables() -> None:
    found = page("risk")
    assert len(found.get("plotly_chart")) == 3
    assert "P80" in tables(found)
    assert DEFAULT_LOCALE.say("risk.explained") in [caption.value for caption in found.caption]


def test_contradicting_correlations_are_shown_with_file_and_line(tmp_path: Path) -> None:
    plan = "".join(task(name, (5, 9, 30)) for name in "abc") + done("a, b, c")
    folder = written(tmp_path, plan, CONTRADICTION.lstrip())
    found = page("risk", folder=folder, day=DAY, earlier="")
    assert "risks.yaml:4:" in found.error[0].value


def test_a_scenario_is_set_beside_the_plan(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        task("a", (5, 9, 30)) + done("a"),
        scenarios__week="scenario: Een week\ndelays: [{activity: work.a, by: 7d}]\n",
    )
    found = page("what_if", folder=folder, day=DAY, earlier="", scenarios="week")
    assert "Een week" in tables(found)
    assert "+7" in tables(found)


def test_a_broken_scenario_is_shown_with_file_and_line(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        task("a", (5, 9, 30)) + done("a"),
        scenarios__week="scenario: Een week\ndelays: [{activity: work.x, by: 7d}]\n",
    )
    found = page("what_if", folder=folder, day=DAY, earlier="", scenarios="week")
    assert "week.yaml:2:" in found.error[0].value.replace("\\", "")


def test_the_recovery_page_names_measures_costs_and_who_decides(tmp_path: Path) -> None:
    activities = """
    a:
      {title: a, owner: IND, duration: 70d, basis: assumption, measures: [
        {id: team, title: Tweede team, shorten_to: 40d, cost: 3, decides: IND, basis: assumption}]}
    done: {title: klaar, owner: IND, milestone: finish, after: [a], basis: assumption}
    """
    found = page("recovery", folder=written(tmp_path, activities), day=DAY, earlier="")
    assert "Tweede team" in tables(found)
    assert "aanname" in tables(found)
