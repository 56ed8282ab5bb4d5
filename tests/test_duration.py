"""Durations are read as people write them and written back the same."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.duration import Duration
from planner.duration import Unit


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("20d", 20, Unit.DAY),
        ("4w", 4, Unit.WEEK),
        ("12h", 12, Unit.HOUR),
        ("30ed", 30, Unit.ELAPSED_DAY),
        ("12ew", 12, Unit.ELAPSED_WEEK),
        ("3emo", 3, Unit.ELAPSED_MONTH),
        ("50%", 50, Unit.PERCENT),
        ("+40d", 40, Unit.DAY),
        ("-3d", -3, Unit.DAY),
        ("1.5d", Fraction(3, 2), Unit.DAY),
        (" 5d ", 5, Unit.DAY),
    ],
)
def test_an_amount_and_its_unit_are_read(text: str, amount: Fraction, unit: Unit) -> None:
    assert Duration.parse(text) == Duration(Fraction(amount), unit)


@pytest.mark.parametrize(
    "text",
    ["", "5", "d", "5 d", "5days", "3 weken", "1,5d", "1.5emo", "--3d", "5D", "1e3d", "9999999d"],
)
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a"):
        Duration.parse(text)


@given(
    amount=st.integers(-99_999, 99_999),
    quarters=st.integers(0, 3),
    unit=st.sampled_from([unit for unit in Unit if unit is not Unit.ELAPSED_MONTH]),
)
def test_a_duration_reads_back_what_it_writes(amount: int, quarters: int, unit: Unit) -> None:
    duration = Duration(amount + Fraction(quarters, 4), unit)
    assert Duration.parse(str(duration)) == duration


def test_elapsed_units_count_every_day() -> None:
    assert {unit.value for unit in Unit if unit.is_elapsed} == {"ed", "ew", "emo"}


def test_nothing_is_false_and_a_lead_is_negative() -> None:
    assert not Duration.parse("0w")
    assert Duration.parse("-1d").is_negative
    assert not Duration.days(2).is_negative
