"""Slow results, cached by plan hash and choices."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import TypeVar
from typing import cast

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable

    from planner.web.view import View

T = TypeVar("T")


def cached(view: View, make: Callable[[], T], subject: str, *details: object) -> T:
    """Give a result of a view, and compute it only when it is not cached.

    Args:
        view: The plan and the choices that hold on every page.
        make: Computes the result from the view and the details, and from nothing else.
        subject: Name of the result.
        details: What else it depends on, such as the page's own choices.
    """
    key = (
        view.content,
        view.schedule.data_date,
        view.baseline_date,
        view.milestone,
        view.locale,
        subject,
        *details,
    )
    return cast("T", _cached_by_key(key, make))


# A resource and not data: Streamlit copies cached data for every visitor, and results are frozen.
@st.cache_resource(max_entries=256, show_spinner=False)
def _cached_by_key(key: tuple[object, ...], _make: Callable[[], object]) -> object:
    # The underscore of `_make` keeps the function out of the key.
    del key
    return _make()
