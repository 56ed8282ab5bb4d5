"""The Gantt chart says what the schedule says."""

from __future__ import annotations

from datetime import date
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from typing import Any

import pytest

from planner.analysis.criticality.margins import path_to
from planner.chart import palette
from planner.chart.axis import MILLISECONDS
from planner.chart.axis import Window
from planner.chart.gantt import Layers
from planner.chart.gantt import gantt_figure
from planner.chart.gantt_links import Arrows
from planner.chart.gantt_rows import Filter
from planner.chart.gantt_rows import Show
from planner.chart.gantt_rows import Style
from planner.chart.gantt_rows import gantt_rows
from planner.chart.gantt_rows import pages_of
from planner.i18n import Locale
from planner.schedule.plan_schedule import schedule_plan
from tests.plans_of import TARGET
from tests.plans_of import plan_of

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from planner.chart.gantt_rows import Row
    from planner.schedule.plan_schedule import Schedule

ACTIVITIES: dict[str, dict[str, Any]] = {
    "design": {"duration": "10d"},
    "build": {"duration": "20d", "after": ["w.design"]},
    "course": {"duration": "5d", "after": ["w.design SS+2d"]},
    "study": {"duration": "3d"},
    "approved": {"milestone": "finish", "after": ["w.build"]},
    "target": {"milestone": "start", "after": ["w.approved", "w.course"]},
}
REPORTS = {
    "2026-01-12": {"design": {"started": "2026-01-05", "remaining": "8d"}},
    "2026-01-26": {
        "design": {"started": "2026-01-05", "finished": "2026-01-23"},
        "study": {"started": "2026-01-05", "finished": "2026-01-07"},
    },
}
EVERYTHING = Filter(unfolded=frozenset({"w"}))


@pytest.fixture(scope="module")
def schedule() -> Schedule:
    return schedule_plan(plan_of(ACTIVITIES, REPORTS))


@pytest.fixture(scope="module")
def path(schedule: Schedule) -> frozenset[str]:
    return path_to(schedule, TARGET)


@pytest.fixture(scope="module")
def rows(schedule: Schedule, path: frozenset[str]) -> tuple[Row, ...]:
    return gantt_rows(schedule, path, EVERYTHING)


@pytest.fixture(scope="module")
def figure(schedule: Schedule, rows: tuple[Row, ...], path: frozenset[str]) -> go.Figure:
    earlier = schedule_plan(schedule.plan, date(2026, 1, 12))
    layers = Layers(baseline=earlier, deadline=date(2026, 6, 12))
    return gantt_figure(schedule, rows, path, layers, Locale("nl"))


def bars(figure: go.Figure, name: str) -> dict[str, tuple[date, date]]:
    """The first and last day of every bar of a trace, read back from the figure."""
    found: dict[str, tuple[date, date]] = {}
    for trace in figure.data:
        if trace.name != name or trace.type != "bar":
            continue
        ids = [data[0] for data in trace.customdata]
        for identifier, start, length in zip(ids, trace.base, trace.x, strict=True):
            first = date.fromisoformat(start)
            found[identifier] = (first, first + timedelta(length // MILLISECONDS - 1))
    return found


def test_every_activity_has_one_bar_or_one_diamond(figure: go.Figure) -> None:
    drawn = [d[0] for trace in figure.data for d in (trace.customdata or ())]
    assert sorted(drawn) == sorted(["w", *(f"w.{name}" for name in ACTIVITIES)])


def test_bars_stand_on_the_days_of_the_schedule(figure: go.Figure, schedule: Schedule) -> None:
    for style in Style:
        for identifier, days in bars(figure, style.value).items():
            row = schedule.activities[identifier]
            assert days == (row.start, row.finish)


def test_the_longest_path_has_its_own_colour_and_a_pattern(figure: go.Figure) -> None:
    trace = next(t for t in figure.data if t.name == "path")
    assert [d[0] for d in trace.customdata] == ["w.design", "w.build"]
    assert trace.marker.color == palette.PATH
    assert trace.marker.pattern.shape == "/"
    assert trace.marker.pattern.bgcolor == palette.PATH


def test_finished_work_off_the_path_is_drawn_as_done(figure: go.Figure) -> None:
    assert set(bars(figure, "done")) == {"w.study"}


def test_a_milestone_stands_in_the_middle_of_its_day(figure: go.Figure, schedule: Schedule) -> None:
    places = {
        data[0]: moment
        for trace in figure.data
        if trace.name.startswith("milestone")
        for data, moment in zip(trace.customdata, trace.x, strict=True)
    }
    assert places == {
        name: f"{schedule.activities[name].finish}T12:00:00" for name in ("w.approved", "w.target")
    }


def test_baseline_bars_show_the_earlier_schedule(figure: go.Figure, schedule: Schedule) -> None:
    earlier = schedule_plan(schedule.plan, date(2026, 1, 12))
    trace = next(t for t in figure.data if t.name == "baseline")
    starts = sorted(date.fromisoformat(start) for start in trace.base)
    named = ("w.design", "w.build", "w.course", "w.study")
    assert starts == sorted(earlier.activities[name].start for name in named)
    assert trace.marker.color == palette.BASELINE


def test_progress_covers_the_share_that_is_done() -> None:
    schedule = schedule_plan(plan_of(ACTIVITIES, REPORTS), date(2026, 1, 12))
    path = path_to(schedule, TARGET)
    rows = gantt_rows(schedule, path, EVERYTHING)
    figure = gantt_figure(schedule, rows, path, Layers(), Locale("nl"))
    trace = next(t for t in figure.data if t.name == "progress")
    row = schedule.activities["w.design"]
    whole = ((row.finish - row.start).days + 1) * MILLISECONDS
    assert [length / whole for length in trace.x] == [pytest.approx(0.2, abs=0.001)]


def test_arrows_of_the_path_join_activities_that_follow_each_other(figure: go.Figure) -> None:
    heads = next(t for t in figure.data if t.name == "dependency-path-head")
    assert len(heads.x) == 3  # design -> build -> approved -> target


def test_all_dependencies_are_drawn_on_request(
    schedule: Schedule, rows: tuple[Row, ...], path: frozenset[str]
) -> None:
    figure = gantt_figure(schedule, rows, path, Layers(arrows=Arrows.ALL), Locale("nl"))
    heads = [t for t in figure.data if t.name.endswith("-head") and t.name.startswith("depend")]
    assert sum(len(trace.x) for trace in heads) == 5


def test_the_dependencies_of_a_chosen_activity_are_drawn(
    schedule: Schedule, rows: tuple[Row, ...], path: frozenset[str]
) -> None:
    layers = Layers(arrows=Arrows.CHOSEN, chosen="w.course")
    figure = gantt_figure(schedule, rows, path, layers, Locale("nl"))
    heads = [t for t in figure.data if t.name == "dependency-head"]
    assert [len(trace.x) for trace in heads] == [2]


def test_no_dependency_is_drawn_when_none_is_wanted(
    schedule: Schedule, rows: tuple[Row, ...], path: frozenset[str]
) -> None:
    figure = gantt_figure(schedule, rows, path, Layers(arrows=Arrows.NONE), Locale("nl"))
    assert not [t for t in figure.data if t.name.startswith("dependency")]


def test_data_date_and_deadline_are_lines_with_dutch_dates(figure: go.Figure) -> None:
    lines = {shape.x0 for shape in figure.layout.shapes if shape.type == "line"}
    assert lines == {"2026-01-26", "2026-06-12"}
    words = [annotation.text for annotation in figure.layout.annotations]
    assert "peildatum 26 januari 2026" in words
    assert "doel 12 juni 2026" in words


def test_a_line_outside_the_period_in_view_is_left_out(
    schedule: Schedule, rows: tuple[Row, ...], path: frozenset[str]
) -> None:
    window = Window(date(2026, 1, 1), date(2026, 3, 1))
    layers = Layers(deadline=date(2026, 6, 12), window=window)
    figure = gantt_figure(schedule, rows, path, layers, Locale("en"))
    words = [annotation.text for annotation in figure.layout.annotations]
    assert "data date 26 January 2026" in words
    assert "target 12 June 2026" not in words


def test_overlays_let_a_click_reach_the_bar(figure: go.Figure) -> None:
    for trace in figure.data:
        assert (trace.customdata is not None) or trace.hoverinfo == "skip"


def test_bars_that_were_not_clicked_do_not_fade(figure: go.Figure) -> None:
    for trace in figure.data:
        if trace.customdata is not None:
            assert trace.unselected.marker.opacity == 1


def test_names_are_texts_and_no_tick_labels(figure: go.Figure) -> None:
    assert list(figure.layout.yaxis.tickvals) == []
    texts = [t for t in figure.data if t.name == "text"]
    assert len(texts) == 3


def test_a_figure_of_the_same_results_is_the_same(
    schedule: Schedule, rows: tuple[Row, ...], path: frozenset[str], figure: go.Figure
) -> None:
    earlier = schedule_plan(schedule.plan, date(2026, 1, 12))
    layers = Layers(baseline=earlier, deadline=date(2026, 6, 12))
    again = gantt_figure(schedule, rows, path, layers, Locale("nl"))
    assert again.to_json() == figure.to_json()


def test_a_folded_workstream_keeps_its_path_in_sight(
    schedule: Schedule, path: frozenset[str]
) -> None:
    found = gantt_rows(schedule, path, Filter())
    assert [row.id for row in found] == [
        "w",
        "w.design",
        "w.build",
        "w.approved",
        "w.target",
    ]
    assert found[0].hidden == 2


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Filter(words="CRS"), []),
        (Filter(words="cour"), ["w", "w.course"]),
        (Filter(show=Show.PATH), ["w", "w.design", "w.build", "w.approved", "w.target"]),
        (Filter(show=Show.OPEN, words="des"), []),
        (Filter(workstreams=frozenset({"other"})), []),
        (Filter(owners=frozenset({"IND"})), []),
        (Filter(unfolded=frozenset({"w"}), last=date(2026, 1, 6)), ["w", "w.study", "w.design"]),
    ],
)
def test_filters_leave_what_was_asked_for(
    schedule: Schedule, path: frozenset[str], chosen: Filter, expected: list[str]
) -> None:
    assert [row.id for row in gantt_rows(schedule, path, chosen)] == expected


def test_pages_hold_no_more_rows_than_a_browser_draws_quickly(rows: tuple[Row, ...]) -> None:
    pages = pages_of(rows, 3)
    assert all(len(page) <= 3 for page in pages)
    shown = [row.id for page in pages for row in page if not row.is_workstream]
    assert shown == [row.id for row in rows if not row.is_workstream]


def test_a_page_that_goes_on_repeats_its_workstream(rows: tuple[Row, ...]) -> None:
    assert [page[0].id for page in pages_of(rows, 3)] == ["w"] * 3


def test_rows_inside_a_workstream_are_in_order_of_start(rows: tuple[Row, ...]) -> None:
    assert all(a.start <= b.start for a, b in pairwise(rows[1:]))
