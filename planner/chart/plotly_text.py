"""Text of the plan in a figure, which Plotly would otherwise read as markup."""

from __future__ import annotations


def escape_plotly(text: str) -> str:
    """Text in which Plotly sees no markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
