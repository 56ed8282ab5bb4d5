"""The words beside the bars: name, organisation and float.

They are texts on an axis of their own: the browser takes far longer to draw tick labels, twenty
seconds at a thousand rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import plotly.graph_objects as go

from planner.chart import palette
from planner.chart.plotly_text import escape_plotly
from planner.chart.trace_columns import ONLY_SEEN
from planner.chart.trace_columns import columns

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from planner.chart.gantt_bars import Placed
    from planner.chart.gantt_rows import Row
    from planner.i18n import Locale

MOST_CHARACTERS = 46
NAME, OWNER, FLOAT = 0.004, 0.775, 0.985
"""The place of each column, in shares of the pane."""
HEADINGS = (
    (NAME, "gantt.activity", "left"),
    (OWNER, "gantt.owner", "left"),
    (FLOAT, "gantt.float", "right"),
)


def text_traces(
    rows: Sequence[Placed], locale: Locale, chosen: str | None = None
) -> Iterator[go.Scatter]:
    """Draw the three columns; the name of the chosen activity is bold."""
    points = (
        (_name(row, locale, is_chosen=row.id == chosen), row.owner, locale.figure(row.total_float))
        for _, row in rows
    )
    table = columns("name owner float", points)
    yield _texts(NAME, table["name"], "middle right")
    yield _texts(OWNER, table["owner"], "middle right")
    yield _texts(FLOAT, table["float"], "middle left")


def headings(locale: Locale) -> list[dict[str, Any]]:
    """The words above the columns."""
    return [
        {
            "xref": "x2",
            "yref": "paper",
            "x": place,
            "y": 1,
            "yanchor": "bottom",
            "xanchor": side,
            "text": f"<b>{locale.say(key)}</b>",
            "showarrow": False,
            "font": {"size": 12, "color": palette.INK},
        }
        for place, key, side in HEADINGS
    ]


def _texts(place: float, words: Sequence[str], side: str) -> go.Scatter:
    return go.Scatter(
        name="text",
        mode="text",
        xaxis="x2",
        x=[place] * len(words),
        y=list(range(len(words))),
        text=words,
        textposition=side,
        textfont={"size": 11.5, "color": palette.INK},
        **ONLY_SEEN,
    )


def _name(row: Row, locale: Locale, *, is_chosen: bool) -> str:
    title = escape_plotly(_short(row.title))
    if row.is_workstream:
        key = "gantt.folded" if row.hidden else "gantt.unfolded"
        return f"<b>{locale.say(key, title=title, count=row.hidden)}</b>"
    if is_chosen:
        return f"▸ <b>{title}</b>"
    # Activities are indented below their workstream.
    return f"   {title}"


def _short(title: str) -> str:
    if len(title) <= MOST_CHARACTERS:
        return title
    return f"{title[: MOST_CHARACTERS - 1].rstrip()}…"
