"""The choices above the Gantt chart: what is listed, how far it looks, which arrows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from planner.chart.gantt_links import Arrows
from planner.chart.gantt_rows import Filter
from planner.chart.gantt_rows import Show
from planner.chart.months import month_end
from planner.chart.months import month_start
from planner.chart.months import months_of
from planner.chart.zoom import Zoom
from planner.i18n import EnumTexts
from planner.web.address import choose
from planner.web.address import kept
from planner.web.address import kept_list
from planner.web.popovers import ButtonLook
from planner.web.popovers import behind_button

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from planner.web.view import View

ZOOM_TEXT = EnumTexts("planning.zoom-name", Zoom)
SHOW_TEXT = EnumTexts("planning.show-name", Show)
ARROWS_TEXT = EnumTexts("planning.arrows-name", Arrows)


@dataclass(frozen=True, slots=True)
class Choice:
    """The choices above the chart."""

    filter: Filter
    zoom: Zoom
    arrows: Arrows


@dataclass(frozen=True, slots=True)
class FilterOptions:
    """The options of the filters: titles of workstreams, organisations, and names of months."""

    streams: Mapping[str, str]
    owners: Sequence[str]
    months: Mapping[str, str]


def settle_rows(view: View) -> tuple[Choice, FilterOptions]:
    """Settle every choice, so that the chart can be sent before the widgets above it."""
    plan = view.schedule.plan
    offered = FilterOptions(
        streams={stream.id: stream.title for stream in plan.workstreams},
        owners=sorted({a.owner for a in plan.activities.values() if a.owner}),
        months={"": view.locale.say("planning.any"), **months_of(view.schedule, view.locale)},
    )
    # Only known members pass: the enums made below cannot fail on the text of a link.
    kept("zoom", Zoom.PROGRAMME, list(Zoom))
    kept("show", Show.ALL, list(Show))
    kept("words", "")
    kept_list("stream", offered.streams)
    kept_list("owner", offered.owners)
    kept_list("open", offered.streams)
    kept("arrows", Arrows.CHOSEN, list(Arrows))
    kept("from", "", offered.months)
    kept("until", "", offered.months)
    state = st.session_state
    chosen = Filter(
        show=Show(str(state["show"])),
        unfolded=frozenset(state["open"]),
        workstreams=frozenset(state["stream"]),
        owners=frozenset(state["owner"]),
        words=state["words"] or "",
        first=month_start(state["from"]),
        last=month_end(state["until"]),
    )
    return Choice(chosen, Zoom(str(state["zoom"])), Arrows(str(state["arrows"]))), offered


def offer_everything(view: View, shown: int) -> None:
    """Say that filters leave activities out, which a closed window hides; offer to undo them."""
    with st.container(horizontal=True, vertical_alignment="center"):
        total = len(view.schedule.activities)
        words = view.locale.say("planning.filtered", found=shown, all=total)
        st.caption(words, width="content")
        st.button(view.locale.say("planning.show-everything"), type="tertiary", on_click=_clear)


def _clear() -> None:
    for name in ("words", "from", "until"):
        choose(name, "")
    for name in ("stream", "owner"):
        choose(name, [])
    choose("show", Show.ALL)


def offer_rows(view: View, offered: FilterOptions) -> None:
    """Offer the usual choices in one line, and the others behind a button."""
    look, show, more = st.columns([0.5, 0.3, 0.2], vertical_alignment="bottom")
    look.segmented_control(
        view.locale.say("planning.zoom"),
        list(Zoom),
        key="zoom",
        format_func=lambda code: view.locale.say(ZOOM_TEXT[Zoom(code)]),
        required=True,
        wrap=True,
        persist_state="session",
    )
    show.selectbox(
        view.locale.say("planning.show"),
        list(Show),
        key="show",
        format_func=lambda code: view.locale.say(SHOW_TEXT[Show(code)]),
        persist_state="session",
    )
    with more:
        behind_button(
            view.locale.say("planning.more"),
            partial(_offer, view, offered),
            key="planning-more",
            icon=":material/tune:",
            look=ButtonLook.WIDE,
        )


def _offer(view: View, offered: FilterOptions) -> None:
    """Offer words, workstreams, organisations, folding, arrows and period."""
    st.text_input(view.locale.say("planning.words"), key="words", persist_state="session")
    say, streams = view.locale.say, offered.streams
    every = say("planning.all")
    _several(say("planning.workstreams"), "stream", streams, every)
    _several(say("planning.owners"), "owner", {name: name for name in offered.owners}, every)
    _several(say("planning.unfolded"), "open", streams, say("planning.none"))
    unfold, fold = st.columns(2)
    unfold.button(
        say("planning.unfold-all"), on_click=choose, args=("open", [*streams]), width="stretch"
    )
    fold.button(say("planning.fold-all"), on_click=choose, args=("open", []), width="stretch")
    st.segmented_control(
        view.locale.say("planning.arrows"),
        list(Arrows),
        key="arrows",
        format_func=lambda code: view.locale.say(ARROWS_TEXT[Arrows(code)]),
        required=True,
        wrap=True,
        persist_state="session",
    )
    # A list of months is read by every screen reader, which the parts of a date field are not.
    first, last = st.columns(2)
    for column, name, label in (
        (first, "from", "planning.from"),
        (last, "until", "planning.until"),
    ):
        column.selectbox(
            say(label),
            list(offered.months),
            key=name,
            format_func=offered.months.__getitem__,
            persist_state="session",
        )


def _several(label: str, key: str, titles: Mapping[str, str], nothing: str) -> None:
    st.multiselect(
        label,
        list(titles),
        key=key,
        format_func=titles.__getitem__,
        placeholder=nothing,
        persist_state="session",
    )
