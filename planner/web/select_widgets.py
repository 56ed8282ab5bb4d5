"""Widgets with which a reader chooses one of several, kept in the address."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING
from typing import TypeVar

import streamlit as st

from planner.web.address import kept

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.i18n import EnumTexts
    from planner.i18n import Locale

Member = TypeVar("Member", bound=StrEnum)


def select_member(
    locale: Locale, label: str, name: str, default: Member, texts: EnumTexts | Mapping[Member, str]
) -> Member:
    """Let the reader choose a member of an enum by buttons beside each other.

    Args:
        locale: The language of the reader.
        label: Message key of the question.
        name: The name of the choice in the address.
        default: The member that is chosen when nothing is.
        texts: The message key of each member.
    """
    kind = type(default)
    chosen = st.segmented_control(
        locale.say(label),
        list(kind),
        key=kept(name, default, list(kind)),
        # The address gives plain text for a member.
        format_func=lambda code: locale.say(texts[kind(code)]),
        required=True,
    )
    return kind(chosen or default)


def select_title(label: str, name: str, titles: Mapping[str, str], first: str | None = None) -> str:
    """Let the reader choose an id by its title in a list.

    Args:
        label: The question.
        name: The name of the choice in the address.
        titles: The title of each id, in the order of the list.
        first: The id that is chosen when nothing is; without it the first of the list.
    """
    default = first or next(iter(titles))
    chosen: str = st.selectbox(
        label, list(titles), key=kept(name, default, titles), format_func=titles.__getitem__
    )
    return chosen
