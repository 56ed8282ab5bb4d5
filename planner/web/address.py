"""The reader's choices, kept in the address of the page: a link reproduces the view.

A page settles a choice with `kept` before it makes the widget of that key, and the frame calls
`write_address` at the end. Streamlit's own binding writes labels, which differ by language; here
the codes are written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection

_ASKED = "address.asked"
_WRITTEN = "address.written"
_DEFAULTS = "address.defaults"
_KEPT = "address.kept"
"""Streamlit forgets the choices of a page that the reader leaves; they are kept under this key."""

_SEPARATOR = ","


def read_address() -> None:
    """Read the choices of a link that is opened, or that the reader goes back to."""
    query = {name: value for name, value in st.query_params.items() if value}
    # An address that we wrote ourselves must not undo what the reader chose since.
    if query and query != st.session_state.get(_WRITTEN):
        st.session_state[_ASKED] = dict(query)
    st.session_state[_DEFAULTS] = {}


def kept(name: str, default: str | None, options: Collection[str | None] | None = None) -> str:
    """Settle a choice of one text before its widget is made, and give the key of the widget."""
    return _settle(
        name, default, lambda text: text, lambda value: options is None or value in options
    )


def kept_flag(name: str, *, default: bool = False) -> str:
    """Settle a choice of yes or no."""
    return _settle(name, default, lambda text: text == "1", lambda value: isinstance(value, bool))


def kept_list(name: str, options: Collection[str]) -> str:
    """Settle a choice of several; none by default."""
    key = _settle(name, [], lambda text: text.split(_SEPARATOR), lambda value: value is not None)
    # A link may name what the plan no longer has.
    st.session_state[key] = [item for item in st.session_state[key] if item in options]
    return key


def kept_number(name: str, default: int, least: int, most: int) -> str:
    """Settle a choice of a whole number."""
    return _settle(name, default, _number, lambda n: isinstance(n, int) and least <= n <= most)


def choose(name: str, value: object) -> None:
    """Change a choice from a callback, such as that of a click in a figure."""
    st.session_state[name] = value


def chosen(name: str) -> str | None:
    """Give a choice of one text as it stands."""
    value: str | None = st.session_state.get(name)
    return value


def write_address() -> None:
    """Put the choices that differ from their defaults into the address."""
    query = {}
    last = st.session_state.setdefault(_KEPT, {})
    for name, default in st.session_state[_DEFAULTS].items():
        value = last[name] = st.session_state.get(name)
        if value != default:
            query[name] = _written(value)
    for name in set(st.query_params).difference(query):
        del st.query_params[name]
    for name, written in query.items():
        # Each change of the address is a step in the history of the browser.
        if st.query_params.get(name) != written:
            st.query_params[name] = written
    st.session_state[_WRITTEN] = query


def _settle(
    name: str, default: object, read: Callable[[str], object], is_allowed: Callable[[object], bool]
) -> str:
    asked = st.session_state.get(_ASKED, {}).pop(name, None)
    if asked is not None and is_allowed(read(asked)):
        st.session_state[name] = read(asked)
    value = st.session_state.get(name, st.session_state.get(_KEPT, {}).get(name, default))
    if not is_allowed(value):
        value = default
    # Set anew each time: the widget of another page does not take over what the last one had.
    st.session_state[name] = value
    st.session_state[_DEFAULTS][name] = default
    return name


def _number(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None


def _written(value: object) -> str:
    if value is None:
        return "-"
    # 1 and 0 and not True and False, which would be English in the address.
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, list):
        return _SEPARATOR.join(value)
    return str(value)
