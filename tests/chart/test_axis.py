"""Time along a figure, in the reader's language."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from planner.chart.axis import MILLISECONDS
from planner.chart.axis import Window
from planner.chart.axis import month_ticks
from planner.chart.axis import width
from planner.chart.months import month_end
from planner.chart.months import month_start
from planner.i18n import Locale


def test_a_bar_of_one_day_is_a_day_wide() -> None:
    assert width(date(2026, 6, 12), date(2026, 6, 12)) == MILLISECONDS


def test_months_are_named_in_dutch_with_the_year_where_it_changes() -> None:
    ticks = month_ticks(Window(date(2025, 11, 15), date(2026, 3, 20)), Locale("nl"))
    assert ticks["ticktext"] == ["dec<br><b>2025</b>", "jan<br><b>2026</b>", "feb", "mrt"]
    assert ticks["tickvals"][0] == "2025-12-01"


def test_a_long_period_has_a_tick_a_quarter() -> None:
    ticks = month_ticks(Window(date(2024, 6, 1), date(2026, 6, 30)), Locale("en"))
    assert len(ticks["tickvals"]) == 8
    assert all(day[5:7] in {"01", "04", "07", "10"} for day in ticks["tickvals"])


def test_float_is_written_with_a_real_minus_and_a_dutch_comma() -> None:
    assert Locale("nl").figure(None) == ""
    assert Locale("nl").figure(-43) == "−43"  # noqa: RUF001
    assert Locale("nl").figure(Fraction(5, 2)) == "2,5"


def test_a_month_ends_on_its_last_day() -> None:
    assert month_start("2026-02") == date(2026, 2, 1)
    assert month_end("2026-02") == date(2026, 2, 28)
    assert month_end("2026-12") == date(2026, 12, 31)
    assert month_start("") is None
    assert month_end("") is None
