"""Herstel: the cheapest measures with which a date is met."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from planner.analysis.recovery.cheapest import recover
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
        st.info(view.locale.say("recover.no-target-here"))
        return
    if view.schedule.activities[view.target.milestone].is_finished:
        st.info(view.locale.say("recover.reached", name=view.target.milestone))
        return
    due = st.date_input(
        view.locale.say("recover.due"), view.target.date, format="DD-MM-YYYY", key="recover-by"
    )
    try:
        with st.spinner(view.locale.say("recover.running")):
            found = cached(view, lambda: _found(view, due), "recovery", due)
    except BeyondHorizonError:
        st.error(view.locale.say("app.beyond-horizon"))
        return
    st.write(escape_markdown(verdict(found, view.locale)))
    if found.best is not None:
        key = "recover.best" if found.best_proven else "recover.best-unproven"
        st.write(view.locale.say(key, date=view.locale.date(found.best.date)))
        _measures(view, found, found.best)
    for number, remedy in enumerate(found.remedies, start=1):
        if remedy.options:
            heading = "recover.cheapest" if number == 1 else "recover.next"
            st.header(view.locale.say(heading), anchor=False)
            st.write(remedy_line(remedy, view.locale))
            _measures(view, found, remedy)
    _options(view, found)


def _found(view: View, due: date) -> Recovery:
    return recover(view.schedule, view.target.milestone if view.target else "", due)


def _measures(view: View, found: Recovery, remedy: Remedy) -> None:
    columns = [
        TableColumn(view.locale.say("recover.measure-name"), is_wide=True),
        TableColumn(view.locale.say("risk.activity"), is_wide=True),
        TableColumn(view.locale.say("recover.shorten-to"), is_number=True),
        TableColumn(view.locale.say("recover.cost"), is_number=True),
        TableColumn(view.locale.say("recover.decides")),
        TableColumn(view.locale.say("recover.rests-on")),
    ]
    rows = [
        (
            option.measure.title,
            found.schedule.plan.activities[option.activity].title,
            str(option.measure.shorten_to),
            cost_text(option.cost, view.locale),
            option.measure.decides or view.locale.say("wording.no-owner"),
            view.locale.say(
                "recover.assumption" if option.measure.is_assumption else "recover.sourced"
            ),
        )
        for option in remedy.options
    ]
    margin = view.locale.signed(remedy.margin_days)
    show_table(view.locale.say("recover.table", margin=margin), columns, rows)


def _options(view: View, found: Recovery) -> None:
    if not found.options:
        st.info(view.locale.say("recover.none"))
    options = view.locale.count("recover.options", len(found.options))
    schedules = view.locale.count("recover.schedules", found.schedules)
    st.caption(view.locale.say("recover.method", options=options, schedules=schedules))
    for skipped in found.skipped:
        st.caption(escape_markdown(skipped_text(found, skipped, view.locale)))
