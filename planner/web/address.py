"""What a person chose, kept in the address: a link reproduces the view.

A page asks for a choice with `kept` before it makes the widget of that key, and the frame
calls `write_address` at the end. Streamlit's own binding writes labels, which differ by language;
here the codes are written.
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
"""Streamlit forgets what was chosen on a page that is left; this remembers it."""

_SEPARATOR = ","


def read_address() -> None:
    """Take up what a link asks for, at its opening and when a person goes back in the browser."""
    query = {name: value for name, value in st.query_params.items() if value}
    if query and query != st.session_state.get(_WRITTEN):
        st.session_state[_ASKED] = dict(query)
    st.session_state[_DEFAULTS] = {}


def kept(name: str, default: str | None, options: Collection[str | None] | None = None) -> str:
    """Settle a choice of one text before its widget is made, and give the widget's key."""
    return _settle(name, default, lambda text: text, lambda found: _allowed(found, options))


def kept_flag(name: str, *, default: bool = False) -> str:
    """Settle a choice of yes or no."""
    return _settle(name, default, lambda text: text == "1", lambda found: isinstance(found, bool))


def kept_list(name: str, options: Collection[str]) -> str:
    """Settle a choice of several; by default of none."""
    key = _settle(name, [], lambda text: text.split(_SEPARATOR), lambda found: found is not None)
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
    found: str | None = st.session_state.get(name)
    return found


def write_address() -> None:
    """Put what differs from the defaults into the address."""
    query = {}
    remembered = st.session_state.setdefault(_KEPT, {})
    for name, default in st.session_state[_DEFAULTS].items():
        value = remembered[name] = st.session_state.get(name)
        if value != default:
            query[name] = _written(value)
    for name in [name for name in st.query_params if name not in query]:
        del st.query_params[name]
    for name, written in query.items():
        if st.query_params.get(name) != written:
            st.query_params[name] = written
    st.session_state[_WRITTEN] = query


def _settle(
    name: str,
    default: object,
    read: Callable[[str], object],
    is_allowed: Callable[[object], bool],
) -> str:
    asked = st.session_state.get(_ASKED, {}).pop(name, None)
    if asked is not None and is_allowed(read(asked)):
        st.session_state[name] = read(asked)
    value = st.session_state.get(name, st.session_state.get(_KEPT, {}).get(name, default))
    # Set anew each time: the widget of another page does not take over what the last one had.
    st.session_state[name] = value if is_allowed(value) else default
    st.session_state[_DEFAULTS][name] = default
    return name


def _number(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        return None


def _allowed(found: object, options: Collection[str | None] | None) -> bool:
    return options is None or found in options


def _written(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, list):
        return _SEPARATOR.join(value)
    return str(value) if value is not None else "-"
