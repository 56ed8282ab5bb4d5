"""The choices above the Gantt chart: what is listed, how far it looks, which arrows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from planner.chart.gantt_links import Arrows
from planner.chart.months import month_end
from planner.chart.months import month_start
from planner.chart.months import months_of
from planner.chart.rows import Filter
from planner.chart.rows import Show
from planner.chart.zoom import Zoom
from planner.web.address import kept
from planner.web.address import kept_list

if TYPE_CHECKING:
    from datetime import date

    from planner.web.view import View


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen above the chart."""

    filter: Filter
    zoom: Zoom
    arrows: Arrows


@dataclass(frozen=True, slots=True)
class Found:
    """What was chosen behind the button for more."""

    words: str
    workstreams: frozenset[str]
    owners: frozenset[str]
    first: date | None
    last: date | None


def choose_rows(view: View) -> Choice:
    """Offer the choices in two lines: the usual ones, and the rest on demand."""
    look, show, more = st.columns([0.5, 0.3, 0.2], vertical_alignment="bottom")
    look.segmented_control(
        view.say("planning.zoom"),
        list(Zoom),
        key=kept("zoom", Zoom.PROGRAMME, list(Zoom)),
        format_func=lambda code: view.say(f"planning.zoom-{code}"),
        required=True,
        wrap=True,
        persist_state="session",
    )
    show.selectbox(
        view.say("planning.show"),
        list(Show),
        key=kept("show", Show.ALL, list(Show)),
        format_func=lambda code: view.say(f"planning.show-{code}"),
        persist_state="session",
    )
    with more.popover(view.say("planning.more"), icon=":material/tune:", width="stretch"):
        found = _more(view)
    arrows = Arrows(str(st.session_state["arrows"]))
    zoom = Zoom(str(st.session_state["zoom"]))
    listed = Show(str(st.session_state["show"]))
    return Choice(_filter(listed, found), zoom, arrows)


def _more(view: View) -> Found:
    """Words, workstreams, organisations, folding, arrows and period."""
    plan = view.schedule.plan
    streams = {found.id: found.title for found in plan.workstreams}
    owners = sorted({a.owner for a in plan.activities.values() if a.owner})
    words = st.text_input(
        view.say("planning.words"), key=kept("words", ""), persist_state="session"
    )
    workstreams = st.multiselect(
        view.say("planning.workstreams"),
        list(streams),
        key=kept_list("stream", list(streams)),
        format_func=lambda name: streams[name],
        placeholder=view.say("planning.all"),
        persist_state="session",
    )
    organisations = st.multiselect(
        view.say("planning.owners"),
        owners,
        key=kept_list("owner", owners),
        placeholder=view.say("planning.all"),
        persist_state="session",
    )
    st.multiselect(
        view.say("planning.unfolded"),
        list(streams),
        key=kept_list("open", list(streams)),
        format_func=lambda name: streams[name],
        placeholder=view.say("planning.none"),
        persist_state="session",
    )
    st.segmented_control(
        view.say("planning.arrows"),
        list(Arrows),
        key=kept("arrows", Arrows.CHOSEN, list(Arrows)),
        format_func=lambda code: view.say(f"planning.arrows-{code}"),
        required=True,
        wrap=True,
        persist_state="session",
    )
    first, last = _period(view)
    return Found(words or "", frozenset(workstreams), frozenset(organisations), first, last)


def _period(view: View) -> tuple[date | None, date | None]:
    """From and until which month; a list of months is read by every screen reader."""
    labels = {"": view.say("planning.any"), **months_of(view.schedule, view.language)}
    from_column, until_column = st.columns(2)
    first = from_column.selectbox(
        view.say("planning.from"),
        list(labels),
        key=kept("from", "", list(labels)),
        format_func=lambda code: labels[code],
        persist_state="session",
    )
    last = until_column.selectbox(
        view.say("planning.until"),
        list(labels),
        key=kept("until", "", list(labels)),
        format_func=lambda code: labels[code],
        persist_state="session",
    )
    return month_start(first), month_end(last)


def _filter(show: Show, found: Found) -> Filter:
    return Filter(
        show=show,
        unfolded=frozenset(st.session_state["open"]),
        workstreams=found.workstreams,
        owners=found.owners,
        words=found.words,
        first=found.first,
        last=found.last,
    )
