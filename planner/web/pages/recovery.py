"""Herstel: the cheapest measures that bring a date within reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from planner.analysis.recovery.cheapest import recover
from planner.report.whatif_wording import cost_text
from planner.report.whatif_wording import remedy_line
from planner.report.whatif_wording import skipped_text
from planner.report.whatif_wording import verdict
from planner.web.detail import escape_markdown
from planner.web.page import Page
from planner.web.result_cache import cached
from planner.web.tables import TableColumn
from planner.web.tables import number_columns
from planner.web.tables import show_table

if TYPE_CHECKING:
    from planner.analysis.recovery.cheapest import Recovery
    from planner.analysis.recovery.cheapest import Remedy
    from planner.web.view import View

PAGE = Page(
    __name__,
    title="page.recovery",
    icon=":material/build:",
    terms="activity assumption duration margin readiness scenario working-day",
)


def show(view: View) -> None:
    """Show the cheapest measures with which the target, or another date, is met."""
    if view.target is None:
        st.info(view.locale.say("recover.no-target-here"))
        return
    if view.schedule.activities[view.target.milestone].is_finished:
        st.info(view.locale.say("recover.reached", name=view.target.milestone))
        return
    due = st.date_input(
        view.locale.say("recover.due"), view.target.date, format="DD-MM-YYYY", key="recover-by"
    )
    milestone = view.target.milestone
    with st.spinner(view.locale.say("recover.running")):
        recovery = cached(view, lambda: recover(view.schedule, milestone, due), "recovery", due)
    st.write(escape_markdown(verdict(recovery, view.locale)))
    if recovery.best is not None:
        # Unproven: another choice of measures may still give an earlier date.
        key = "recover.best" if recovery.best_proven else "recover.best-unproven"
        st.write(view.locale.say(key, date=view.locale.date(recovery.best.date)))
        _measures(view, recovery, recovery.best)
    heading = "recover.cheapest"
    for remedy in recovery.remedies:
        if remedy.options:
            st.header(view.locale.say(heading), anchor=False)
            st.write(remedy_line(remedy, view.locale))
            _measures(view, recovery, remedy)
        heading = "recover.next"
    _method(view, recovery)


def _measures(view: View, recovery: Recovery, remedy: Remedy) -> None:
    say = view.locale.say
    columns = (
        TableColumn(say("recover.measure-name"), is_wide=True),
        TableColumn(say("risk.activity"), is_wide=True),
        *number_columns(view.locale, "recover.shorten-to", "recover.cost"),
        TableColumn(say("recover.decides")),
        TableColumn(say("recover.rests-on")),
    )
    rows = [
        (
            option.measure.title,
            recovery.schedule.plan.activities[option.activity].title,
            str(option.measure.shorten_to),
            cost_text(option.cost, view.locale),
            option.measure.decides or say("wording.no-owner"),
            say("recover.assumption" if option.measure.is_assumption else "recover.sourced"),
        )
        for option in remedy.options
    ]
    margin = view.locale.signed(remedy.margin_days)
    show_table(say("recover.table", margin=margin), columns, rows)


def _method(view: View, recovery: Recovery) -> None:
    if not recovery.options:
        st.info(view.locale.say("recover.none"))
    options = view.locale.count("recover.options", len(recovery.options))
    schedules = view.locale.count("recover.schedules", recovery.schedules)
    st.caption(view.locale.say("recover.method", options=options, schedules=schedules))
    for skipped in recovery.skipped:
        st.caption(escape_markdown(skipped_text(recovery, skipped, view.locale)))
