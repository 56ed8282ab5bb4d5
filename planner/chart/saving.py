"""Figures as files: as a page always, as a picture where a browser can draw it."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from planner.problems import PlannerError

if TYPE_CHECKING:
    import plotly.graph_objects as go

PICTURES = ("png", "svg")
# Twice the pixels, so that a picture is sharp in print.
SCALE = 2


class PictureUnavailableError(PlannerError):
    """No picture can be drawn here: kaleido or a browser for it is missing."""


def can_draw_pictures() -> bool:
    """Whether the package that draws pictures is installed."""
    # Only a search: the import can wait until somebody asks for a picture.
    return find_spec("kaleido") is not None


def has_browser() -> bool:
    """Whether the package finds a browser to draw with."""
    if not can_draw_pictures():
        return False
    from choreographer.browsers.chromium import Chromium  # noqa: PLC0415 - comes with kaleido

    return Chromium.find_browser(skip_local=False) is not None


def figure_page(figure: go.Figure) -> bytes:
    """Write a figure as an HTML file that needs no network."""
    # Without a name of ours Plotly makes one at random, and no two pages are the same.
    page: str = figure.to_html(include_plotlyjs=True, full_html=True, div_id="figure")
    return page.encode()


def figure_picture(figure: go.Figure, form: str, width: int = 1400) -> bytes:
    """Draw a figure as PNG or SVG.

    Raises:
        PictureUnavailableError: There is no kaleido, or no browser that it can use.
    """
    if not can_draw_pictures():
        message = "kaleido"
        raise PictureUnavailableError(message)
    try:
        drawn: bytes = figure.to_image(format=form, width=width, scale=SCALE)
    # kaleido passes on all kinds of errors from the browser that it starts.
    except Exception as error:
        message = f"{type(error).__name__}: {error}"
        raise PictureUnavailableError(message) from error
    return drawn
