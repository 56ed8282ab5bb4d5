"""Wat-als: scenarios beside the plan, and what an amendment reaches."""

from __future__ import annotations

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
from planner.timeaxis import BeyondHorizonError
from planner.web.address import kept
from planner.web.address import kept_flag
from planner.web.address import kept_list
from planner.web.detail import escape_markdown
from planner.web.result_cache import cached
from planner.web.simulating import settings
from planner.web.tables import TableColumn
from planner.web.tables import show_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from planner.web.view import View

MOST = 25
SLIP, MOST_SLIP = 20, 400


def show(view: View) -> None:
    """Draw the page."""
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
    found = [_laid(view, files[name], with_risk=with_risk) for name in chosen]
    sound = [one for one in found if one is not None]
    if not sound:
        return
    _targets(view, sound)
    if with_risk:
        _chances(view, sound)
    for one in sound:
        _moved(view, one)


def _title(view: View, file: Path) -> str:
    plan = view.schedule.plan
    scenario = read_scenario(file, plan, view.workspace.places).scenario
    return scenario.title if scenario else file.stem


def _laid(view: View, file: Path, *, with_risk: bool) -> WhatIf | None:
    reading = read_scenario(file, view.schedule.plan, view.workspace.places)
    problems = reading.problems
    scenario = reading.scenario
    if scenario is not None:
        with_settings = settings() if with_risk else None
        try:
            found = cached(
                view,
                lambda: what_if(view.schedule, scenario, with_settings),
                "what-if",
                file.name,
                with_risk,
            )
        except BeyondHorizonError:
            st.error(view.locale.say("app.beyond-horizon"))
            return None
        if isinstance(found, WhatIf):
            return found
        problems = tuple(reading.located(problem) for problem in found.problems)
    for problem in problems:
        st.error(escape_markdown(problem_line(problem, view.locale)))
    return None


def _targets(view: View, found: Sequence[WhatIf]) -> None:
    columns = [
        TableColumn(view.locale.say("what-if.scenario"), is_wide=True),
        TableColumn(view.locale.say("what-if.goal"), is_wide=True),
        TableColumn(view.locale.say("what-if.was"), is_number=True),
        TableColumn(view.locale.say("what-if.now"), is_number=True),
        TableColumn(view.locale.say("what-if.shift"), is_number=True),
        TableColumn(view.locale.say("what-if.margin"), is_number=True),
    ]
    rows = [
        (
            one.scenario.title,
            one.after.plan.activities[target.activity].title,
            view.locale.date(target.was.forecast, short=True),
            view.locale.date(target.now.forecast, short=True),
            view.locale.signed(shift_days(target.was, target.now)),
            view.locale.signed(target.now.margin_days),
        )
        for one in found
        for target in one.comparison.targets
        if target.was is not None
    ]
    show_table(view.locale.say("what-if.targets"), columns, rows)


def _chances(view: View, found: Sequence[WhatIf]) -> None:
    columns = [
        TableColumn(view.locale.say("what-if.scenario"), is_wide=True),
        TableColumn(view.locale.say("what-if.goal"), is_wide=True),
        TableColumn(view.locale.say("what-if.chance-was"), is_number=True),
        TableColumn(view.locale.say("what-if.chance-now"), is_number=True),
        TableColumn(view.locale.say("what-if.p80-now"), is_number=True),
    ]
    rows = [
        (
            one.scenario.title,
            now.goal.title,
            share_text(was.probability, view.locale),
            share_text(now.probability, view.locale),
            view.locale.date(now.at(0.8).day, short=True),
        )
        for one in found
        for was, now in changed_chances(one)
    ]
    if rows:
        show_table(view.locale.say("what-if.chances"), columns, rows)
    else:
        st.info(view.locale.say("what-if.no-chances"))


def _moved(view: View, found: WhatIf) -> None:
    moved = [v for v in found.comparison.variances.values() if v.finish_days]
    moved.sort(key=lambda v: (-abs(v.finish_days or 0), v.activity))
    with st.expander(
        view.locale.say("what-if.moved-in", title=found.scenario.title, count=len(moved))
    ):
        if found.scenario.description:
            st.write(escape_markdown(found.scenario.description))
        columns = [
            TableColumn(view.locale.say("risk.activity"), is_wide=True),
            TableColumn(view.locale.say("what-if.was"), is_number=True),
            TableColumn(view.locale.say("what-if.now"), is_number=True),
            TableColumn(view.locale.say("what-if.days"), is_number=True),
        ]
        rows = [
            (
                found.after.activities[v.activity].title,
                view.locale.date(found.before.activities[v.activity].finish, short=True),
                view.locale.date(found.after.activities[v.activity].finish, short=True),
                view.locale.signed(v.finish_days or 0),
            )
            for v in moved[:MOST]
        ]
        show_table(view.locale.say("what-if.moved", count=len(moved)), columns, rows)


def _amendment(view: View) -> None:
    plan = view.schedule.plan
    provisions = plan.programme.provisions
    options = [*provisions, *plan.activities]
    titles = {name: provision.title for name, provision in provisions.items()}
    titles |= {name: activity.title for name, activity in plan.activities.items()}
    subject = st.selectbox(
        view.locale.say("what-if.subject"),
        options,
        key=kept("subject", options[0] if options else None, options),
        format_func=lambda name: f"{titles[name]} ({name})",
    )
    days = st.number_input(
        view.locale.say("what-if.slip-days"), 0, MOST_SLIP, SLIP, 5, key="amendment-slip"
    )
    if subject is None:
        return
    try:
        found = impact(view.schedule, subject, Duration.days(int(days)) if days else None)
    except BeyondHorizonError:
        st.error(view.locale.say("app.beyond-horizon"))
        return
    page = "\n".join(impact_page(found, view.locale))
    st.download_button(
        view.locale.say("what-if.download"),
        page,
        f"impact-{subject}-{view.schedule.data_date.isoformat()}.md",
        "text/markdown",
        icon=":material/download:",
        on_click="ignore",
    )
    st.markdown(page.replace("# ", "## ", 1) if page.startswith("# ") else page)
