"""What takes time is made once: kept by what the plan files say and by what was chosen."""

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
    """Give what was made of a view, made only when it is new.

    Args:
        view: The plan and the choices that hold on every page.
        make: Makes it; it may look at nothing but the view and the details.
        subject: What it is.
        details: What else it depends on, such as the page's own choices.
    """
    key = (
        view.content,
        view.schedule.data_date,
        view.baseline.data_date if view.baseline else None,
        view.target.milestone if view.target else None,
        view.locale,
        subject,
        *details,
    )
    return cast("T", _made(key, make))


@st.cache_resource(max_entries=256, show_spinner=False)
def _made(key: tuple[object, ...], _make: Callable[[], object]) -> object:
    del key
    return _make()
