"""Text of the plan in a figure."""

from __future__ import annotations


def escape_plotly(text: str) -> str:
    """Write a text without markup for Plotly, which reads its texts as a kind of HTML."""
    # The ampersand first: the other two bring new ones.
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
