"""Herstel: the cheapest measures with which a date is met."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from planner.analysis.recovery.cheapest import recover
from planner.i18n import plural
from planner.report.movement import signed
from planner.report.whatif_wording import cost_text
from planner.report.whatif_wording import remedy_line
from planner.report.whatif_wording import skipped_text
from planner.report.whatif_wording import verdict
from planner.timeaxis import BeyondHorizonError
from planner.web.detail import escape_markdown
from planner.web.result_cache import cached
from planner.web.tables import TableColumn
from planner.web.tables import show_table

if TYPE_CHECKING:
    from datetime import date

    from planner.analysis.recovery.cheapest import Recovery
    from planner.analysis.recovery.cheapest import Remedy
    from planner.web.view import View


def show(view: View) -> None:
    """Draw the page."""
    if view.target is None:
        st.info(view.say("recover.no-target-here"))
        return
    if view.schedule.activities[view.target.milestone].state == "finished":
        st.info(view.say("recover.reached", name=view.target.milestone))
        return
    due = st.date_input(
        view.say("recover.due"), view.target.date, format="DD-MM-YYYY", key="recover-by"
    )
    try:
        with st.spinner(view.say("recover.running")):
            found = cached(view, lambda: _found(view, due), "recovery", due)
    except BeyondHorizonError:
        st.error(view.say("app.beyond-horizon"))
        return
    st.write(escape_markdown(verdict(found, view.language)))
    if found.best is not None:
        key = "recover.best" if found.best_proven else "recover.best-unproven"
        st.write(view.say(key, date=view.date(found.best.date)))
        _measures(view, found, found.best)
    for number, remedy in enumerate(found.remedies, start=1):
        if remedy.options:
            heading = "recover.cheapest" if number == 1 else "recover.next"
            st.header(view.say(heading), anchor=False)
            st.write(remedy_line(remedy, view.language))
            _measures(view, found, remedy)
    _options(view, found)


def _found(view: View, due: date) -> Recovery:
    return recover(view.schedule, view.target.milestone if view.target else "", due)


def _measures(view: View, found: Recovery, remedy: Remedy) -> None:
    columns = [
        TableColumn(view.say("recover.measure-name"), is_wide=True),
        TableColumn(view.say("risk.activity"), is_wide=True),
        TableColumn(view.say("recover.shorten-to"), is_number=True),
        TableColumn(view.say("recover.cost"), is_number=True),
        TableColumn(view.say("recover.decides")),
        TableColumn(view.say("recover.rests-on")),
    ]
    rows = [
        (
            option.measure.title,
            found.schedule.plan.activities[option.activity].title,
            str(option.measure.shorten_to),
            cost_text(option.cost, view.language),
            option.measure.decides or view.say("wording.no-owner"),
            view.say("recover.assumption" if option.measure.is_assumption else "recover.sourced"),
        )
        for option in remedy.options
    ]
    margin = signed(remedy.margin_days, view.language)
    show_table(view.say("recover.table", margin=margin), columns, rows)


def _options(view: View, found: Recovery) -> None:
    if not found.options:
        st.info(view.say("recover.none"))
    options = plural("recover.options", len(found.options), view.language)
    schedules = plural("recover.schedules", found.schedules, view.language)
    st.caption(view.say("recover.method", options=options, schedules=schedules))
    for skipped in found.skipped:
        st.caption(escape_markdown(skipped_text(found, skipped, view.language)))
