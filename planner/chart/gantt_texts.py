"""The words beside the bars: name, organisation and float.

They are texts on an axis of their own: as tick labels they would take the browser twenty seconds
at a thousand rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import plotly.graph_objects as go

from planner.chart import palette
from planner.chart.plotly_text import escape_plotly

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from planner.chart.gantt_bars import Placed
    from planner.chart.gantt_rows import Row
    from planner.i18n import Locale

MOST_CHARACTERS = 46
NAME, OWNER, FLOAT = 0.004, 0.775, 0.985
"""Where each column stands, in shares of the pane."""


def text_traces(
    rows: Sequence[Placed], locale: Locale, chosen: str | None = None
) -> Iterator[go.Scatter]:
    """Names to the left, organisations beside them, float to the right; the chosen one bold."""
    numbers = [number for number, _ in rows]
    yield _texts(
        NAME,
        numbers,
        [_name(row, locale, is_chosen=row.id == chosen) for _, row in rows],
        "middle right",
    )
    yield _texts(OWNER, numbers, [row.owner for _, row in rows], "middle right")
    floats = [locale.figure(row.total_float) for _, row in rows]
    yield _texts(FLOAT, numbers, floats, "middle left")


def headings(locale: Locale) -> list[dict[str, Any]]:
    """The words above the columns."""
    columns = ((NAME, "activity", "left"), (OWNER, "owner", "left"), (FLOAT, "float", "right"))
    return [
        {
            "xref": "x2",
            "yref": "paper",
            "x": place,
            "y": 1,
            "yanchor": "bottom",
            "xanchor": side,
            "text": f"<b>{locale.say(f'gantt.{key}')}</b>",
            "showarrow": False,
            "font": {"size": 12, "color": palette.INK},
        }
        for place, key, side in columns
    ]


def _texts(place: float, numbers: Sequence[float], words: Sequence[str], side: str) -> go.Scatter:
    return go.Scatter(
        name="text",
        mode="text",
        xaxis="x2",
        x=[place] * len(numbers),
        y=list(numbers),
        text=list(words),
        textposition=side,
        textfont={"size": 11.5, "color": palette.INK},
        hoverinfo="skip",
        showlegend=False,
    )


def _name(row: Row, locale: Locale, *, is_chosen: bool) -> str:
    if row.is_workstream:
        key = "gantt.folded" if row.hidden else "gantt.unfolded"
        return f"<b>{locale.say(key, title=escape_plotly(_short(row.title)), count=row.hidden)}</b>"
    title = escape_plotly(_short(row.title))
    return f"▸ <b>{title}</b>" if is_chosen else f"   {title}"


def _short(title: str) -> str:
    if len(title) <= MOST_CHARACTERS:
        return title
    return f"{title[: MOST_CHARACTERS - 1].rstrip()}…"
