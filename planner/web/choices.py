"""The four choices that hold on every page: language, data date, baseline and target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from planner.i18n import DEFAULT_LANGUAGE
from planner.i18n import Locale
from planner.i18n import languages
from planner.schedule.plan_schedule import latest_data_date
from planner.source.baselines import baseline_dates
from planner.web.address import kept
from planner.web.popovers import ButtonLook
from planner.web.popovers import behind_button
from planner.web.view import view_at

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from planner.model import Plan
    from planner.model import Target
    from planner.web.plan_cache import LoadedPlan
    from planner.web.view import View
    from planner.workspace.plan_folder import Workspace

NONE = "-"
"""The choice of no baseline, as the address has it."""


def choose_language() -> Locale:
    """Settle the language before the first text is shown."""
    kept("lang", DEFAULT_LANGUAGE, languages())
    return Locale(st.session_state["lang"])


def offer_language(locale: Locale) -> None:
    """Show the switch; each language has its name in its own words."""
    st.sidebar.segmented_control(
        locale.say("choice.language"),
        languages(),
        key=kept("lang", DEFAULT_LANGUAGE, languages()),
        format_func=lambda code: Locale(code).say("language.name"),
        required=True,
        wrap=True,
    )


@dataclass(frozen=True, slots=True)
class Offers:
    """The options of the choices.

    Attributes:
        days: The data dates, the latest first.
        earlier: The data dates before the chosen one, to compare with; `NONE` for none.
        frozen: The days for which the plan has a baseline.
        targets: The targets by milestone, the programme's own first.
    """

    days: tuple[str, ...]
    earlier: tuple[str, ...]
    frozen: frozenset[str]
    targets: Mapping[str, Target]


def settle_choices(workspace: Workspace, plan: Plan) -> Offers:
    """Settle data date, baseline and target, which a page needs before their lists are drawn."""
    latest = latest_data_date(plan)
    days = tuple(d.isoformat() for d in sorted({*workspace.data_dates, latest}, reverse=True))
    kept("date", latest.isoformat(), days)
    earlier = (NONE, *(day for day in days if day < st.session_state["date"]))
    # The latest one before the data date, as a letter compares with the letter before it.
    kept("baseline", earlier[:2][-1], earlier)
    # The workstream of a target may have an error, which leaves its activities out of the plan.
    targets = {t.milestone: t for t in plan.programme.all_targets if t.milestone in plan.activities}
    if targets:
        kept("target", next(iter(targets)), targets)
    frozen = frozenset(day.isoformat() for day in baseline_dates(workspace.folder))
    return Offers(days, earlier, frozen, targets)


def chosen_view(loaded: LoadedPlan, offers: Offers, locale: Locale) -> View:
    """Make the view of the plan with the choices of the reader."""
    state = st.session_state
    baseline = None if state["baseline"] == NONE else date.fromisoformat(state["baseline"])
    target = offers.targets.get(state.get("target", ""))
    return view_at(loaded, date.fromisoformat(state["date"]), baseline, target, locale)


def offer_choices(offers: Offers, plan: Plan, locale: Locale) -> None:
    """Say what was chosen, in full, and offer to change it."""
    lists = tuple(_lists(offers, plan, locale))
    entries = "".join(
        f"<dt>{escape(locale.say(each.label))}</dt>"
        f"<dd>{escape(each.titles[st.session_state[each.key]])}</dd>"
        for each in lists
    )
    with st.sidebar:
        st.html(f'<dl class="planner-choices">{entries}</dl>')
        # The lists are behind a button: three of them take a browser as long as a chart does.
        behind_button(
            locale.say("choice.change"),
            partial(_offer, lists, locale),
            key="choices",
            icon=":material/tune:",
            look=ButtonLook.WIDE,
        )


@dataclass(frozen=True, slots=True)
class _List:
    """The list of one choice: its key, its label, and the title of each option."""

    key: str
    label: str
    titles: Mapping[str, str]


def _lists(offers: Offers, plan: Plan, locale: Locale) -> Iterator[_List]:
    days = {code: locale.date(date.fromisoformat(code)) for code in offers.days}
    yield _List("date", "choice.data-date", days)
    baselines = {NONE: locale.say("choice.no-baseline")}
    for code in offers.earlier[1:]:
        is_frozen = code in offers.frozen
        baselines[code] = locale.say("choice.frozen", date=days[code]) if is_frozen else days[code]
    yield _List("baseline", "choice.baseline", baselines)
    if offers.targets:
        targets = {}
        for name, target in offers.targets.items():
            details = {"title": plan.activities[name].title, "date": locale.date(target.date)}
            targets[name] = locale.say("choice.target-option", **details)
        yield _List("target", "choice.target", targets)


def _offer(lists: Sequence[_List], locale: Locale) -> None:
    for each in lists:
        label, titles = locale.say(each.label), each.titles
        st.selectbox(label, list(titles), key=each.key, format_func=titles.__getitem__)
