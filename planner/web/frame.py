"""The frame around every page: language, choices, navigation and failures."""

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
from planner.web.guard import within_horizon
from planner.web.heading import page_title
from planner.web.plan_cache import load_plan
from planner.web.problem_table import show_problems
from planner.web.problem_table import warn_of_errors
from planner.web.registry import run_chosen_page
from planner.web.styling import style_page

if TYPE_CHECKING:
    from planner.i18n import Locale
    from planner.web.choices import Offers
    from planner.web.plan_cache import LoadedPlan
    from planner.web.registry import PageModule


ICON = Path(__file__).with_name("icon.svg")
"""Our own: Streamlit fetches its named icons from another site."""


def run(folder: Path) -> None:
    """Draw the application for a plan folder."""
    read_address()
    locale = choose_language()
    st.set_page_config(page_title=locale.say("app.title"), page_icon=str(ICON), layout="wide")
    style_page(locale)
    run_chosen_page(partial(_draw_guarded, folder, locale), locale)
    write_address()


def _draw_guarded(folder: Path, locale: Locale, module: PageModule) -> None:
    with guarded(module.PAGE.name, locale):
        _draw(folder, locale, module)


def _draw(folder: Path, locale: Locale, module: PageModule) -> None:
    loaded = load_plan(folder)
    workspace = loaded.workspace
    if workspace.plan is None:
        st.title(locale.say("app.no-plan"))
        st.error(locale.say("app.no-plan-advice"))
        show_problems(workspace.file_problems, folder, locale)
        offer_language(locale)
        return
    warn_of_errors(workspace.problems, folder, locale)
    offers = settle_choices(workspace, workspace.plan)
    try:
        # The page goes before the choices: the browser starts on its figures at once.
        _show(loaded, offers, locale, module)
    finally:
        offer_language(locale)
        offer_choices(offers, workspace.plan, locale)


def _show(loaded: LoadedPlan, offers: Offers, locale: Locale, module: PageModule) -> None:
    page = module.PAGE
    try:
        view = chosen_view(loaded, offers, locale)
    except BeyondHorizonError:
        st.title(locale.say(page.title))
        st.error(locale.say("app.beyond-horizon"))
        return
    page_title(view, page)
    with within_horizon(locale):
        module.show(view)
    if page.has_whole_plan:
        download_buttons(view, page.address)
