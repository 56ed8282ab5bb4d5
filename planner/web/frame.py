"""The frame around every page: language, choices, navigation, and what goes wrong."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from planner.timeaxis import BeyondHorizonError
from planner.web.address import read_address
from planner.web.address import write_address
from planner.web.choices import choose_language
from planner.web.choices import chosen_view
from planner.web.choices import offer_choices
from planner.web.choices import offer_language
from planner.web.choices import settle_choices
from planner.web.downloads import download_buttons
from planner.web.guard import guarded
from planner.web.heading import page_title
from planner.web.plan_cache import load_plan
from planner.web.problem_table import show_problems
from planner.web.problem_table import warn_of_errors
from planner.web.registry import navigation
from planner.web.registry import show_page
from planner.web.styling import style_page

if TYPE_CHECKING:
    from planner.i18n import Locale
    from planner.web.choices import Offers
    from planner.web.plan_cache import LoadedPlan


ICON = Path(__file__).with_name("icon.svg")
"""Our own: Streamlit fetches its named icons from another site."""


WHOLE_PLAN = frozenset({"overview", "network", "status", "obligations", "quality"})
"""Pages about the whole plan, which can be taken along as a file; others offer what they show."""


def run(folder: Path) -> None:
    """Draw the application for a plan folder."""
    read_address()
    locale = choose_language()
    st.set_page_config(page_title=locale.say("app.title"), page_icon=str(ICON), layout="wide")
    style_page(locale)
    navigation(partial(_guarded, folder, locale), locale).run()
    write_address()


def _guarded(folder: Path, locale: Locale, module: str) -> None:
    """Draw a page with everything that it may come upon."""
    with guarded(module, locale):
        _draw(folder, locale, module)


def _draw(folder: Path, locale: Locale, module: str) -> None:
    found = load_plan(folder)
    workspace = found.workspace
    if workspace.plan is None:
        st.title(locale.say("app.no-plan"))
        st.error(locale.say("app.no-plan-advice"))
        show_problems(workspace.file_problems, folder, locale)
        offer_language(locale)
        return
    warn_of_errors(workspace.problems, folder, locale)
    offers = settle_choices(workspace, workspace.plan)
    try:
        _show(found, offers, locale, module)
    finally:
        offer_language(locale)
        offer_choices(offers, workspace.plan, locale)


def _show(found: LoadedPlan, offers: Offers, locale: Locale, module: str) -> None:
    """Draw the page, before the choices beside it: the browser starts on the figures at once."""
    try:
        view = chosen_view(found, offers, locale)
    except BeyondHorizonError:
        st.title(locale.say(f"page.{module}"))
        st.error(locale.say("app.beyond-horizon"))
        return
    page_title(view, module)
    try:
        show_page(module, view)
    except BeyondHorizonError:
        st.error(locale.say("app.beyond-horizon"))
    if module in WHOLE_PLAN:
        download_buttons(view, module.replace("_", "-"))
