"""A finished figure tells a browser whether it is the one that is there already."""

from __future__ import annotations

import json
from typing import Any

import plotly.graph_objects as go

from planner.chart.revision import stamp_revision


def bars(*lengths: int) -> go.Figure:
    return go.Figure(go.Bar(x=list(lengths), y=list(range(len(lengths))), orientation="h"))


def layout(figure: go.Figure) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(figure.to_json())["layout"]
    return found


def test_the_same_content_has_the_same_revision() -> None:
    first, second = (layout(stamp_revision(bars(1, 2)))["datarevision"] for _ in range(2))
    assert first == second


def test_other_content_has_another_revision() -> None:
    assert (
        layout(stamp_revision(bars(1, 2)))["datarevision"]
        != layout(stamp_revision(bars(1, 3)))["datarevision"]
    )


def test_there_is_no_template_to_compare() -> None:
    assert "template" in layout(bars(1))
    assert "template" not in layout(stamp_revision(bars(1)))
