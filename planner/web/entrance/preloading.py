"""Imports before the first visitor comes."""

from __future__ import annotations

from importlib import import_module


def load_all() -> None:
    """Load pandas and every page.

    Streamlit loads pandas when a visitor first needs it, and Plotly looks whether it is there: of
    two visitors at once, the second would find it half loaded and get an error.
    """
    import_module("pandas")
    import_module("planner.web.frame")
