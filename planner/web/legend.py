"""The legend of a figure: beside it, and readable as a list."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from planner.chart import palette

if TYPE_CHECKING:
    from collections.abc import Iterable

    from planner.i18n import Locale
    from planner.web.view import View

_HATCH = "repeating-linear-gradient(135deg,{c} 0 4px,#fff 4px 5px)"
_CROSS = (
    "repeating-linear-gradient(135deg,transparent 0 4px,#fff 4px 5px),"
    "repeating-linear-gradient(45deg,{c} 0 4px,#fff 4px 5px)"
)
_BOX = "width:24px;height:12px;background:{fill}"
_SLIM = "width:24px;height:4px;background:{c}"
_RULE = "width:0;height:15px;border-left:2px {dash} {c};margin:0 6px"
_DIAMOND = "width:9px;height:9px;background:{c};transform:rotate(45deg);margin:0 6px"
_DOTS = "width:20px;border-top:2px dotted {c};border-right:2px solid {c};height:8px"


def show_legend(view: View) -> None:
    """Name every colour, pattern and shape of the Gantt chart."""
    entries = [
        (_BOX.format(fill=_HATCH.format(c=palette.PATH)), "legend.path"),
        (_BOX.format(fill=_CROSS.format(c=palette.CRITICAL)), "legend.critical"),
        (_BOX.format(fill=palette.OPEN), "legend.open"),
        (_BOX.format(fill=palette.DONE), "legend.done"),
        (_DIAMOND.format(c=palette.WORKSTREAM), "legend.milestone"),
        (_DOTS.format(c=palette.FLOAT), "legend.float"),
        (_RULE.format(dash="solid", c=palette.DATA_DATE), "legend.data-date"),
        (_RULE.format(dash="dashed", c=palette.DEADLINE), "legend.deadline"),
    ]
    if view.baseline is not None:
        # After the bars, before the marks and lines.
        entries.insert(4, (_SLIM.format(c=palette.BASELINE), "legend.baseline"))
    list_legend(view.locale, "legend.name", entries)


def list_legend(locale: Locale, name: str, entries: Iterable[tuple[str, str]]) -> None:
    """Show a legend: the style of each sign, and the message key of its meaning."""
    items = "".join(
        f'<li><span aria-hidden="true" style="display:inline-block;{style}"></span>'
        f"{escape(locale.say(key))}</li>"
        for style, key in entries
    )
    label = escape(locale.say(name), quote=True)
    # Our own list, and not that of Plotly: it shows patterns, and a screen reader can read it.
    st.html(f'<ul class="planner-legend" aria-label="{label}">{items}</ul>')
