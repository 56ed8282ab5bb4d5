"""The question 'what if this slips by some days', answered at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from planner.analysis.criticality.margins import float_days_toward
from planner.analysis.criticality.margins import path_to
from planner.analysis.variance.slip import can_slip
from planner.analysis.variance.slip import slip
from planner.report.summary import verdict_text
from planner.timeaxis import BeyondHorizonError
from planner.web.address import kept
from planner.web.address import kept_number
from planner.web.address import write_address
from planner.web.detail import escape_markdown
from planner.web.guard import guarded
from planner.web.tables import TableColumn
from planner.web.tables import show_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.analysis.variance.slip import Slip
    from planner.schedule.paths import PathStep
    from planner.web.view import View

DAYS = 10
MOST_DAYS = 400


def show_slip(view: View, milestone: str, steps: Sequence[PathStep]) -> None:
    """Ask which activity and how many days, and say what becomes of the targets."""
    st.header(view.locale.say("slip.title"), anchor=False)
    st.caption(view.locale.say("slip.help"))
    _answer(view, milestone, tuple(step.activity for step in steps))


@st.fragment
def _answer(view: View, milestone: str, path: tuple[str, ...]) -> None:
    with guarded("slip", view.locale):
        options = _options(view, milestone, path)
        if not options:
            st.info(view.locale.say("slip.nothing"))
            return
        which, amount = st.columns([0.75, 0.25])
        activity = which.selectbox(
            view.locale.say("slip.activity"),
            options,
            key=kept("slip", options[0], options),
            format_func=lambda name: view.schedule.activities[name].title,
            persist_state="session",
        )
        days = amount.number_input(
            view.locale.say("slip.days"),
            min_value=-MOST_DAYS,
            max_value=MOST_DAYS,
            step=1,
            key=kept_number("days", DAYS, -MOST_DAYS, MOST_DAYS),
        )
        try:
            _show(view, slip(view.schedule, activity, int(days)), milestone)
        except BeyondHorizonError:
            st.warning(view.locale.say("app.beyond-horizon"))
        write_address()


def _options(view: View, milestone: str, path: tuple[str, ...]) -> list[str]:
    """Work that leads to the milestone: what is on the path, in order, then the tightest."""
    toward = float_days_toward(view.schedule, milestone)
    off = sorted((days, name) for name, days in toward.items() if name not in path)
    names = [*path, *(name for _, name in off)]
    return [name for name in names if name != milestone and can_slip(view.schedule, name)]


def _show(view: View, found: Slip, milestone: str) -> None:
    targets = {effect.target.milestone: effect for effect in found.effects}
    effect = targets.get(milestone) or (found.effects[0] if found.effects else None)
    title = view.schedule.activities[found.activity].title
    if effect is not None:
        later = (effect.after.forecast - effect.before.forecast).days
        key = "slip.no-change" if later == 0 else "slip.later" if later > 0 else "slip.earlier"
        said = view.locale.say(
            key,
            title=title,
            days=found.days,
            shift=view.locale.count("wording.calendar-day", abs(later)),
            verdict=verdict_text(found.schedule, effect.after, view.locale),
        )
        st.info(escape_markdown(said))
    _targets(view, found)
    joins = path_to(found.schedule, milestone).difference(path_to(view.schedule, milestone))
    if joins:
        titles = (view.schedule.activities[name].title for name in sorted(joins))
        names = ", ".join(view.locale.say("wording.quoted", title=title) for title in titles)
        st.markdown(escape_markdown(view.locale.say("slip.joins", names=names)))


def _targets(view: View, found: Slip) -> None:
    columns = (
        TableColumn(view.locale.say("choice.target"), is_wide=True),
        TableColumn(view.locale.say("slip.before"), is_number=True),
        TableColumn(view.locale.say("slip.after"), is_number=True),
        TableColumn(view.locale.say("slip.margin"), is_number=True),
        TableColumn(view.locale.say("slip.float"), is_number=True),
    )
    rows = []
    for effect in found.effects:
        toward = float_days_toward(view.schedule, effect.target.milestone)
        rows.append(
            (
                view.schedule.activities[effect.target.milestone].title,
                view.locale.date(effect.before.forecast, short=True),
                view.locale.date(effect.after.forecast, short=True),
                view.locale.figure(effect.after.margin_days),
                view.locale.figure(toward.get(found.activity)),
            )
        )
    moved = view.locale.count("slip.moved", len(found.moved))
    show_table(view.locale.say("slip.caption", moved=moved), columns, rows)
