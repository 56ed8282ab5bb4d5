"""What is loaded before the first visitor comes."""

from __future__ import annotations

from importlib import import_module

from planner.web.registry import load_pages


def load_all() -> None:
    """Load every page, and pandas before them.

    Streamlit loads pandas when a visitor first needs it, and Plotly looks whether it is there: of
    two visitors at once, the second would find it half loaded and get an error.
    """
    import_module("pandas")
    load_pages()
