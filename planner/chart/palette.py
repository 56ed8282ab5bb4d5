"""The colours of every figure, and the pairs that must have contrast.

The tests compute the contrast of each pair (WCAG 1.4.3 and 1.4.11). Colour never says anything
alone: a pattern, a shape or a word says it too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PAPER = "#ffffff"
BAND = "#eef2f6"
CHOSEN = "#fff8e6"
"""Behind the chosen activity, which has a frame and bold words as well."""
INK = "#1a1a1a"
MUTED = "#565f69"
GRID = "#dde3e9"

PATH = "#8c1a12"
"""On the longest path to the target."""
CRITICAL = "#c9584a"
"""Total float at or below the threshold, off the path."""
OPEN = "#4a86c0"
DONE = "#7c8fa3"
WORKSTREAM = "#33475b"
PROGRESS = "#ffffff"
BASELINE = "#7a7a7a"
DEPENDENCY = "#6b6b6b"
FLOAT = "#5a7d2b"
DATA_DATE = "#7b2cbf"
DEADLINE = "#b35900"

SHEET = {
    "plot_bgcolor": PAPER,
    "paper_bgcolor": PAPER,
    # The letters of Streamlit, so that a figure looks like its page.
    "font": {"family": "Source Sans, sans-serif", "color": INK, "size": 12},
}
"""The part that all layouts share: the paper and the letters on it."""

PATTERN = {"fgcolor": PAPER, "fillmode": "overlay", "solidity": 0.25}
"""A light pattern over bars, still without its shape."""

SUFFICIENT_TEXT = 4.5
SUFFICIENT_SHAPE = 3.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two colours that touch, and the contrast that they need."""

    front: str
    back: str
    least: float


def _pairs(back: str, least: float, *fronts: str) -> Iterator[Pair]:
    for front in fronts:
        yield Pair(front, back, least)


PAIRS = (
    *_pairs(PAPER, SUFFICIENT_TEXT, INK, MUTED, DATA_DATE, DEADLINE, PATH),
    *_pairs(BAND, SUFFICIENT_TEXT, INK, MUTED),
    *_pairs(CHOSEN, SUFFICIENT_TEXT, INK),
    *_pairs(PAPER, SUFFICIENT_SHAPE, CRITICAL, OPEN, DONE, WORKSTREAM, BASELINE, DEPENDENCY, FLOAT),
    *_pairs(BAND, SUFFICIENT_SHAPE, WORKSTREAM, BASELINE, DATA_DATE),
    *_pairs(CHOSEN, SUFFICIENT_SHAPE, PATH, CRITICAL, OPEN, DONE, BASELINE, DEPENDENCY, FLOAT),
    *(Pair(PROGRESS, colour, SUFFICIENT_SHAPE) for colour in (PATH, CRITICAL, OPEN)),
)


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours by WCAG 2.2, from 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    if channel <= 0.04045:  # noqa: PLR2004 - the standard's own numbers
        return channel / 12.92
    return float(((channel + 0.055) / 1.055) ** 2.4)
