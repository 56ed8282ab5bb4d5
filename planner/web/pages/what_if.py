"""Wat-als: scenarios beside the plan, and the activities that an amendment reaches."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import streamlit as st

from planner.analysis.scenarios.overlay import WhatIf
from planner.analysis.scenarios.overlay import what_if
from planner.analysis.scenarios.reach import impact
from planner.duration import Duration
from planner.i18n import problem_line
from planner.report.risk_wording import share_text
from planner.report.whatif_wording import changed_chances
from planner.report.whatif_wording import impact_page
from planner.report.whatif_wording import shift_days
from planner.source.scenarios import read_scenario
from planner.source.scenarios import scenario_files
from planner.web.address import kept_flag
from planner.web.address import kept_list
from planner.web.detail import escape_markdown
from planner.web.downloads import offer_text
from planner.web.guard import within_horizon
from planner.web.page import Page
from planner.web.result_cache import cached
from planner.web.select_widgets import select_title
from planner.web.simulating import settings
from planner.web.tables import TableColumn
from planner.web.tables import number_columns
from planner.web.tables import show_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from pathlib import Path

    from planner.web.view import View

PAGE = Page(
    __name__,
    title="page.what_if",
    icon=":material/alt_route:",
    terms="activity margin readiness scenario total-float working-day",
)

MOST_MOVED = 25
SLIP, MOST_SLIP = 20, 400
"""Working days that an amendment costs, as first asked and at most."""


def show(view: View) -> None:
    """Show what a scenario would change, and what an amendment would reach."""
    st.write(view.locale.say("what-if.intro"))
    scenarios, reach = st.tabs(
        [view.locale.say("what-if.scenarios"), view.locale.say("what-if.amendment")]
    )
    with scenarios:
        _scenarios(view)
    with reach:
        _amendment(view)


def _scenarios(view: View) -> None:
    files = {file.stem: file for file in scenario_files(view.workspace.folder)}
    if not files:
        st.info(view.locale.say("what-if.none"))
        return
    titles = {name: _title(view, file) for name, file in files.items()}
    chosen = st.multiselect(
        view.locale.say("what-if.choose"),
        list(files),
        key=kept_list("scenarios", tuple(files)),
        format_func=lambda name: titles[name],
        placeholder=view.locale.say("what-if.choose-some"),
    )
    with_risk = st.toggle(view.locale.say("what-if.with-risk"), key=kept_flag("scenario-risk"))
    outcomes = [
        outcome for name in chosen for outcome in _apply(view, files[name], with_risk=with_risk)
    ]
    if not outcomes:
        return
    _targets(view, outcomes)
    if with_risk:
        _chances(view, outcomes)
    for outcome in outcomes:
        _moved(view, outcome)


def _title(view: View, file: Path) -> str:
    # The file may hold problems: it is still offered, and says them when it is chosen.
    scenario = read_scenario(file, view.schedule.plan, view.workspace.places).scenario
    return scenario.title if scenario else file.stem


def _apply(view: View, file: Path, *, with_risk: bool) -> Iterator[WhatIf]:
    """Apply a scenario to the plan, or show its problems."""
    reading = read_scenario(file, view.schedule.plan, view.workspace.places)
    scenario, problems = reading.scenario, reading.problems
    if scenario is not None:
        simulation = settings() if with_risk else None
        with within_horizon(view.locale):
            outcome = cached(
                view,
                lambda: what_if(view.schedule, scenario, simulation),
                "what-if",
                file.name,
                with_risk,
            )
            if isinstance(outcome, WhatIf):
                yield outcome
            else:
                problems = tuple(reading.located(problem) for problem in outcome.problems)
    for problem in problems:
        st.error(escape_markdown(problem_line(problem, view.locale)))


def _targets(view: View, outcomes: Sequence[WhatIf]) -> None:
    say = view.locale.say
    columns = (
        TableColumn(say("what-if.scenario"), is_wide=True),
        TableColumn(say("what-if.goal"), is_wide=True),
        *number_columns(
            view.locale, "what-if.was", "what-if.now", "what-if.shift", "what-if.margin"
        ),
    )
    rows = [
        (
            outcome.scenario.title,
            outcome.after.plan.activities[target.activity].title,
            view.short_date(target.was.forecast),
            view.short_date(target.now.forecast),
            view.locale.signed(shift_days(target.was, target.now)),
            view.locale.signed(target.now.margin_days),
        )
        for outcome in outcomes
        for target in outcome.comparison.targets
        if target.was is not None
    ]
    show_table(say("what-if.targets"), columns, rows)


def _chances(view: View, outcomes: Sequence[WhatIf]) -> None:
    say = view.locale.say
    columns = (
        TableColumn(say("what-if.scenario"), is_wide=True),
        TableColumn(say("what-if.goal"), is_wide=True),
        *number_columns(view.locale, "what-if.chance-was", "what-if.chance-now", "what-if.p80-now"),
    )
    rows = [
        (
            outcome.scenario.title,
            now.goal.title,
            share_text(was.probability, view.locale),
            share_text(now.probability, view.locale),
            view.short_date(now.at(0.8).day),
        )
        for outcome in outcomes
        for was, now in changed_chances(outcome)
    ]
    if rows:
        show_table(say("what-if.chances"), columns, rows)
    else:
        st.info(say("what-if.no-chances"))


def _moved(view: View, outcome: WhatIf) -> None:
    say = view.locale.say
    moved = [v for v in outcome.comparison.variances.values() if v.finish_days]
    moved.sort(key=lambda v: (-abs(v.finish_days or 0), v.activity))
    with st.expander(say("what-if.moved-in", title=outcome.scenario.title, count=len(moved))):
        if outcome.scenario.description:
            st.write(escape_markdown(outcome.scenario.description))
        columns = (
            TableColumn(say("risk.activity"), is_wide=True),
            *number_columns(view.locale, "what-if.was", "what-if.now", "what-if.days"),
        )
        rows = []
        for variance in moved[:MOST_MOVED]:
            before = outcome.before.activities[variance.activity]
            after = outcome.after.activities[variance.activity]
            finishes = (view.short_date(before.finish), view.short_date(after.finish))
            rows.append((after.title, *finishes, view.signed(variance.finish_days)))
        show_table(say("what-if.moved", count=len(moved)), columns, rows)


def _amendment(view: View) -> None:
    plan = view.schedule.plan
    titles = {
        name: f"{each.title} ({name})"
        for part in (plan.programme.provisions, plan.activities)
        for name, each in part.items()
    }
    if not titles:
        return
    subject = select_title(view.locale.say("what-if.subject"), "subject", titles)
    days = st.number_input(
        view.locale.say("what-if.slip-days"), 0, MOST_SLIP, SLIP, 5, key="amendment-slip"
    )
    with within_horizon(view.locale):
        reached = impact(view.schedule, subject, Duration.days(int(days)) if days else None)
        page = "\n".join(impact_page(reached, view.locale))
        name = f"impact-{subject}-{view.schedule.data_date.isoformat()}.md"
        offer_text(view.locale.say("what-if.download"), page, name, "text/markdown")
        # The page on the screen has a title of its own already.
        st.markdown(re.sub("^# ", "## ", page))
