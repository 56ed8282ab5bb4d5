"""The milestone trend chart and figures as files."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

import pytest

from planner.chart import palette
from planner.chart import saving
from planner.chart.saving import PictureUnavailableError
from planner.chart.saving import figure_page
from planner.chart.saving import figure_picture
from planner.chart.trend_figure import trend_figure
from planner.i18n import Locale
from planner.schedule.activity_dates import TargetForecast

DUE = date(2026, 6, 12)
DAYS = (date(2025, 12, 3), date(2026, 1, 22), date(2026, 7, 6))


def forecast(day: date, *, is_reached: bool = False) -> TargetForecast:
    return TargetForecast("w.t", DUE, day, Fraction(0), (DUE - day).days, is_reached)


POINTS = (
    (DAYS[0], forecast(date(2026, 6, 1))),
    (DAYS[1], forecast(date(2026, 8, 12))),
    (DAYS[2], forecast(DUE, is_reached=True)),
)


def test_every_data_date_has_its_forecast() -> None:
    trace = trend_figure(POINTS, DUE, DAYS[1], Locale("nl")).data[0]
    assert list(trace.x) == [day.isoformat() for day in DAYS]
    assert list(trace.y) == ["2026-06-01", "2026-08-12", "2026-06-12"]


def test_late_is_told_by_shape_and_by_colour() -> None:
    marker = trend_figure(POINTS, DUE, DAYS[1], Locale("nl")).data[0].marker
    assert list(marker.symbol) == ["circle", "triangle-up", "diamond"]
    assert list(marker.color) == [palette.FLOAT, palette.PATH, palette.FLOAT]


def test_the_chosen_data_date_stands_out() -> None:
    sizes = trend_figure(POINTS, DUE, DAYS[1], Locale("nl")).data[0].marker.size
    assert sizes[1] > sizes[0] == sizes[2]


def test_a_figure_is_saved_as_a_page_that_needs_no_network() -> None:
    page = figure_page(trend_figure(POINTS, DUE, DAYS[1], Locale("nl"))).decode()
    assert "Plotly.newPlot" in page
    assert not re.search(r"<script[^>]* src=", page)


def test_the_same_figure_gives_the_same_page() -> None:
    first, second = (
        figure_page(trend_figure(POINTS, DUE, DAYS[1], Locale("nl"))) for _ in range(2)
    )
    assert first == second


def test_without_kaleido_a_picture_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "can_draw_pictures", lambda: False)
    with pytest.raises(PictureUnavailableError, match="kaleido"):
        figure_picture(trend_figure(POINTS, DUE, DAYS[1], Locale("nl")), "png")
