"""Colours that meet can be told apart, computed by WCAG 2.2."""

from __future__ import annotations

import pytest

from planner.chart import palette
from planner.chart.palette import PAIRS
from planner.chart.palette import contrast


def test_black_on_white_has_the_highest_contrast_there_is() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_contrast_does_not_depend_on_which_colour_is_in_front() -> None:
    assert contrast(palette.PATH, palette.PAPER) == contrast(palette.PAPER, palette.PATH)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.front} on {pair.back}")
def test_every_pair_has_the_contrast_that_it_needs(pair: palette.Pair) -> None:
    assert contrast(pair.front, pair.back) >= pair.least


def test_every_colour_of_a_bar_is_among_the_pairs() -> None:
    fronts = {pair.front for pair in PAIRS}
    drawn = (palette.PATH, palette.CRITICAL, palette.OPEN, palette.DONE, palette.WORKSTREAM)
    assert fronts.issuperset(drawn)
