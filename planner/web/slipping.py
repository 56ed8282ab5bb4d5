"""The part of a page that says what happens when an activity slips by some days."""

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
from planner.web.tables import number_columns
from planner.web.tables import show_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from planner.analysis.variance.slip import Effect
    from planner.analysis.variance.slip import Slip
    from planner.schedule.paths import PathStep
    from planner.web.view import View

DAYS = 10
MOST_DAYS = 400


def show_slip(view: View, milestone: str, steps: Sequence[PathStep]) -> None:
    """Ask which activity slips and by how many days, and show the targets computed anew."""
    st.header(view.locale.say("slip.title"), anchor=False)
    st.caption(view.locale.say("slip.help"))
    _ask_and_show(view, milestone, tuple(step.activity for step in steps))


# A fragment: another activity or number draws the answer anew, and not the figures around it.
@st.fragment
def _ask_and_show(view: View, milestone: str, path: tuple[str, ...]) -> None:
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
            # A reader who asks for many days makes no mistake in the plan.
            st.warning(view.locale.say("app.beyond-horizon"))
        # The frame writes the address of a whole page only, and this was drawn without it.
        write_address()


def _options(view: View, milestone: str, path: tuple[str, ...]) -> list[str]:
    """List work that leads to the milestone: first the path, in order, then by float."""
    toward = float_days_toward(view.schedule, milestone)
    off_path = toward.keys() - set(path)
    names = [*path, *sorted(off_path, key=lambda name: (toward[name], name))]
    return [name for name in names if name != milestone and can_slip(view.schedule, name)]


def _show(view: View, outcome: Slip, milestone: str) -> None:
    effects = {effect.target.milestone: effect for effect in outcome.effects}
    # A milestone that is no target has no due date: the first target stands for it.
    effect = effects.get(milestone, next(iter(outcome.effects), None))
    if effect is not None:
        st.info(escape_markdown(_effect_text(view, outcome, effect)))
    _targets(view, outcome)
    joins = path_to(outcome.schedule, milestone).difference(path_to(view.schedule, milestone))
    if joins:
        titles = (view.schedule.activities[name].title for name in sorted(joins))
        names = ", ".join(view.locale.say("wording.quoted", title=title) for title in titles)
        st.markdown(escape_markdown(view.locale.say("slip.joins", names=names)))


def _effect_text(view: View, outcome: Slip, effect: Effect) -> str:
    later = (effect.after.forecast - effect.before.forecast).days
    key = "slip.no-change"
    if later:
        key = "slip.later" if later > 0 else "slip.earlier"
    return view.locale.say(
        key,
        title=view.schedule.activities[outcome.activity].title,
        days=outcome.days,
        shift=view.locale.count("wording.calendar-day", abs(later)),
        verdict=verdict_text(outcome.schedule, effect.after, view.locale),
    )


def _targets(view: View, outcome: Slip) -> None:
    say = view.locale.say
    columns = (
        TableColumn(say("choice.target"), is_wide=True),
        *number_columns(view.locale, "slip.before", "slip.after", "slip.margin", "slip.float"),
    )
    rows = []
    for effect in outcome.effects:
        toward = float_days_toward(view.schedule, effect.target.milestone)
        rows.append(
            (
                view.schedule.activities[effect.target.milestone].title,
                view.short_date(effect.before.forecast),
                view.short_date(effect.after.forecast),
                view.locale.figure(effect.after.margin_days),
                view.locale.figure(toward.get(outcome.activity)),
            )
        )
    moved = view.locale.count("slip.moved", len(outcome.moved))
    show_table(say("slip.caption", moved=moved), columns, rows)
