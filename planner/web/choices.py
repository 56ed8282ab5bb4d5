"""The four choices that hold on every page: language, data date, baseline and target."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from planner.i18n import DEFAULT_LANGUAGE
from planner.i18n import LANGUAGES
from planner.i18n import format_date
from planner.i18n import text
from planner.schedule.programme import latest_data_date
from planner.web.address import kept
from planner.web.view import View

if TYPE_CHECKING:
    from planner.model import Plan
    from planner.model import Target
    from planner.workspace import Workspace

NONE = "-"
"""Stands in the address for no baseline."""


def choose_language() -> str:
    """Settle the language before anything is written."""
    kept("lang", DEFAULT_LANGUAGE, LANGUAGES)
    return str(st.session_state["lang"])


def offer_language(lang: str) -> None:
    """Show the switch; each language is named in itself."""
    st.sidebar.segmented_control(
        text("choice.language", lang),
        LANGUAGES,
        key=kept("lang", DEFAULT_LANGUAGE, LANGUAGES),
        format_func=lambda code: text("language.name", code),
        required=True,
        wrap=True,
    )


def choose_view(workspace: Workspace, plan: Plan, lang: str) -> View:
    """Offer data date, baseline and target, and schedule at what is chosen."""
    latest = latest_data_date(plan)
    days = tuple(sorted({*workspace.data_dates, latest}, reverse=True))
    data_date = date.fromisoformat(_data_date(days, latest, lang))
    baseline = _baseline([day for day in days if day < data_date], lang)
    target = _target(plan, lang)
    return View(
        workspace,
        workspace.at(data_date),
        workspace.at(baseline) if baseline else None,
        target,
        lang,
    )


def _data_date(days: tuple[date, ...], latest: date, lang: str) -> str:
    options = [day.isoformat() for day in days]
    found: str = st.sidebar.selectbox(
        text("choice.data-date", lang),
        options,
        key=kept("date", latest.isoformat(), options),
        format_func=lambda code: format_date(date.fromisoformat(code), lang),
        help=text("choice.data-date-help", lang),
    )
    return found


def _baseline(days: list[date], lang: str) -> date | None:
    options = [NONE, *(day.isoformat() for day in days)]
    default = options[1] if days else NONE
    found = st.sidebar.selectbox(
        text("choice.baseline", lang),
        options,
        key=kept("baseline", default, options),
        format_func=lambda code: (
            text("choice.no-baseline", lang)
            if code == NONE
            else format_date(date.fromisoformat(code), lang)
        ),
        help=text("choice.baseline-help", lang),
    )
    return None if found == NONE else date.fromisoformat(found)


def _target(plan: Plan, lang: str) -> Target | None:
    targets = {target.milestone: target for target in plan.programme.all_targets}
    targets = {name: found for name, found in targets.items() if name in plan.activities}
    if not targets:
        return None
    names = list(targets)
    found: str = st.sidebar.selectbox(
        text("choice.target", lang),
        names,
        key=kept("target", names[0], names),
        format_func=lambda name: text(
            "choice.target-option",
            lang,
            title=plan.activities[name].title,
            date=format_date(targets[name].date, lang),
        ),
        help=text("choice.target-help", lang),
    )
    return targets[found]
