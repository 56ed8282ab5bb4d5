"""The colours of every figure, and which must be told apart.

Contrast is computed in the tests for each pair named here (WCAG 1.4.3 and 1.4.11); colour never
says anything alone: a pattern, a shape or a word says it too.
"""

from __future__ import annotations

from dataclasses import dataclass

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
    "font": {"family": "Source Sans, sans-serif", "color": INK, "size": 12},
}
"""What the layout of every figure begins with: the paper and the letters on it."""

SUFFICIENT_TEXT = 4.5
SUFFICIENT_SHAPE = 3.0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two colours that meet, and the contrast that they need."""

    front: str
    back: str
    least: float


PAIRS = (
    *(Pair(colour, PAPER, SUFFICIENT_TEXT) for colour in (INK, MUTED, DATA_DATE, DEADLINE, PATH)),
    *(Pair(colour, BAND, SUFFICIENT_TEXT) for colour in (INK, MUTED)),
    Pair(INK, CHOSEN, SUFFICIENT_TEXT),
    *(
        Pair(colour, PAPER, SUFFICIENT_SHAPE)
        for colour in (CRITICAL, OPEN, DONE, WORKSTREAM, BASELINE, DEPENDENCY, FLOAT)
    ),
    *(Pair(colour, BAND, SUFFICIENT_SHAPE) for colour in (WORKSTREAM, BASELINE, DATA_DATE)),
    *(
        Pair(colour, CHOSEN, SUFFICIENT_SHAPE)
        for colour in (PATH, CRITICAL, OPEN, DONE, BASELINE, DEPENDENCY, FLOAT)
    ),
    *(Pair(PROGRESS, colour, SUFFICIENT_SHAPE) for colour in (PATH, CRITICAL, OPEN)),
)


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours by WCAG 2.2, from 1 to 21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]  # noqa: PLR2004 - the standard's own numbers
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
