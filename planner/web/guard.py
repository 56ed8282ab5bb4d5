"""Guards around the parts of a page: the reader gets a message, the log gets the cause."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from planner.i18n import locale_for
from planner.timeaxis import BeyondHorizonError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.i18n import Locale

log = logging.getLogger(__name__)


def apologise(error: Exception) -> bool:
    """Say in the reader's language that something failed outside a page, such as in a click."""
    log.error("the app failed", exc_info=error)
    st.error(locale_for(st.session_state.get("lang")).say("app.failed"))
    # True tells Streamlit that the error has been shown, so that it adds no traceback.
    return True


@contextmanager
def guarded(subject: str, locale: Locale) -> Iterator[None]:
    """Draw a part of a page; when it fails say so, without a traceback."""
    try:
        yield
    except Exception:
        log.exception("%s failed", subject)
        st.error(locale.say("app.failed"))


@contextmanager
def within_horizon(locale: Locale) -> Iterator[None]:
    """Draw a part of a page; say so when work runs past the last day of the calendars."""
    try:
        yield
    except BeyondHorizonError:
        st.error(locale.say("app.beyond-horizon"))
