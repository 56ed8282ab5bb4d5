"""Parts of a page behind a button, made when the button is clicked: the page does not wait."""

from __future__ import annotations

from enum import Enum
from enum import auto
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable


class ButtonLook(Enum):
    """How a button looks: with a border, as wide as its column, or as words alone."""

    PLAIN = auto()
    WIDE = auto()
    QUIET = auto()


def behind_button(
    label: str,
    content: Callable[[], None],
    *,
    key: str,
    icon: str,
    look: ButtonLook = ButtonLook.PLAIN,
) -> None:
    """Offer a button that opens a window with some more of the page.

    Args:
        label: The words on the button.
        content: Draws the content of the window; called only while the window is open.
        key: Of the button, unique on the page.
        icon: A Material symbol.
        look: How the button looks.
    """
    window = st.popover(
        label,
        type="tertiary" if look is ButtonLook.QUIET else "secondary",
        key=key,
        icon=icon,
        width="stretch" if look is ButtonLook.WIDE else "content",
        # Only with this does Streamlit say whether the window is open.
        on_change="rerun",
    )
    if window.open:
        with window:
            content()
