"""What fails unforeseen: the cause goes to the log, the reader gets a message."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from planner.i18n import locale_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.i18n import Locale

log = logging.getLogger(__name__)


def apologise(error: Exception) -> bool:
    """Say in the reader's language that something failed outside a page, such as in a click."""
    log.error("the app failed", exc_info=error)
    st.error(locale_for(st.session_state.get("lang")).say("app.failed"))
    return True


@contextmanager
def guarded(subject: str, locale: Locale) -> Iterator[None]:
    """Draw what is inside; when it fails say so, without a traceback."""
    try:
        yield
    except Exception:
        log.exception("%s failed", subject)
        st.error(locale.say("app.failed"))
