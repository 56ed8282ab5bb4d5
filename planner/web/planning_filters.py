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
from planner.web.address import choose
from planner.web.address import kept
from planner.web.address import kept_list
from planner.web.popovers import ButtonLook
from planner.web.popovers import behind_button

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from planner.web.view import View


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen above the chart."""

    filter: Filter
    zoom: Zoom
    arrows: Arrows


@dataclass(frozen=True, slots=True)
class Offered:
    """What there is to choose from behind the button for more."""

    streams: Mapping[str, str]
    owners: Sequence[str]
    months: Mapping[str, str]


def settle_rows(view: View) -> tuple[Choice, Offered]:
    """Settle every choice, so that the chart can be sent before the widgets above it."""
    plan = view.schedule.plan
    offered = Offered(
        streams={found.id: found.title for found in plan.workstreams},
        owners=sorted({a.owner for a in plan.activities.values() if a.owner}),
        months={"": view.locale.say("planning.any"), **months_of(view.schedule, view.locale)},
    )
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


def offer_everything(view: View, found: int) -> None:
    """Say that activities are left out, which a closed window does not show, and undo it."""
    with st.container(horizontal=True, vertical_alignment="center"):
        words = view.locale.say("planning.filtered", found=found, all=len(view.schedule.activities))
        st.caption(words, width="content")
        st.button(view.locale.say("planning.show-everything"), type="tertiary", on_click=_clear)


def _clear() -> None:
    for name in ("words", "from", "until"):
        choose(name, "")
    for name in ("stream", "owner"):
        choose(name, [])
    choose("show", Show.ALL)


def offer_rows(view: View, offered: Offered) -> None:
    """Offer the choices in one line: the usual ones, and the rest on demand."""
    look, show, more = st.columns([0.5, 0.3, 0.2], vertical_alignment="bottom")
    look.segmented_control(
        view.locale.say("planning.zoom"),
        list(Zoom),
        key="zoom",
        format_func=lambda code: view.locale.say(f"planning.zoom-{code}"),
        required=True,
        wrap=True,
        persist_state="session",
    )
    show.selectbox(
        view.locale.say("planning.show"),
        list(Show),
        key="show",
        format_func=lambda code: view.locale.say(f"planning.show-{code}"),
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


def _offer(view: View, offered: Offered) -> None:
    """Words, workstreams, organisations, folding, arrows and period."""
    st.text_input(view.locale.say("planning.words"), key="words", persist_state="session")
    _several(view, "stream", offered.streams, "workstreams", "all")
    _several(view, "owner", {name: name for name in offered.owners}, "owners", "all")
    _several(view, "open", offered.streams, "unfolded", "none")
    unfold, fold = st.columns(2)
    every = list(offered.streams)
    unfold.button(
        view.locale.say("planning.unfold-all"),
        on_click=choose,
        args=("open", every),
        width="stretch",
    )
    fold.button(
        view.locale.say("planning.fold-all"), on_click=choose, args=("open", []), width="stretch"
    )
    st.segmented_control(
        view.locale.say("planning.arrows"),
        list(Arrows),
        key="arrows",
        format_func=lambda code: view.locale.say(f"planning.arrows-{code}"),
        required=True,
        wrap=True,
        persist_state="session",
    )
    # A list of months is read by every screen reader, which the parts of a date field are not.
    for column, name in zip(st.columns(2), ("from", "until"), strict=True):
        column.selectbox(
            view.locale.say(f"planning.{name}"),
            list(offered.months),
            key=name,
            format_func=offered.months.__getitem__,
            persist_state="session",
        )


def _several(view: View, key: str, titles: Mapping[str, str], label: str, nothing: str) -> None:
    st.multiselect(
        view.locale.say(f"planning.{label}"),
        list(titles),
        key=key,
        format_func=titles.__getitem__,
        placeholder=view.locale.say(f"planning.{nothing}"),
        persist_state="session",
    )
