"""What is behind a button: made when it is opened, so that a page does not wait for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.elements.lib.layout_utils import Width


def behind_button(
    label: str, content: Callable[[], None], *, key: str, icon: str, width: Width = "content"
) -> None:
    """Offer a button that opens a window with some more of the page.

    Args:
        label: What stands on the button.
        content: Draws what is in the window; called while it is open only.
        key: Of the button, unique on the page.
        icon: A Material symbol.
        width: Of the button.
    """
    window = st.popover(label, key=key, icon=icon, width=width, on_change="rerun")
    if window.open:
        with window:
            content()
