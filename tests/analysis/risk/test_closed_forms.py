"""A simulation agrees with what can be worked out on paper."""

from __future__ import annotations

from math import asin
from math import pi
from math import sin
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest

from planner.analysis.risk import SimulationSettings
from planner.analysis.risk import risk_model
from planner.analysis.risk import simulate
from planner.analysis.risk.correlation import Correlated
from planner.analysis.risk.correlation import normal_correlation
from planner.analysis.risk.correlation import strata_of
from planner.analysis.risk.distributions import STRATA
from planner.analysis.risk.distributions import quantiles
from planner.analysis.risk.draws import key_of
from planner.analysis.risk.draws import philox
from planner.model import Distribution
from planner.timeaxis import morning_of
from tests.risk_plans import START
from tests.risk_plans import done
from tests.risk_plans import scheduled
from tests.risk_plans import task

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from planner.analysis.risk import SimulationResult

DRAWS = SimulationSettings(iterations=20_000)


def outcome(folder: Path, activities: str, risks: str = "") -> SimulationResult:
    return simulate(risk_model(scheduled(folder, activities, risks)), DRAWS)


def days(found: SimulationResult) -> NDArray[np.float64]:
    """Days from the start of the programme to the target."""
    return (found.dates[:, 0] - morning_of(START)) / 1440


def test_philox_gives_the_published_answer_for_a_key_and_counter_of_zero() -> None:
    words = philox(0, 0, 0)
    assert [f"{word:08x}" for word in words] == ["6627e8d5", "e169c58d", "bc57ac4c", "9b00dbd8"]


def test_two_uniform_activities_in_a_row_add_up(tmp_path: Path) -> None:
    plan = task("a", (0, 5, 10)) + task("b", (0, 5, 10), after="a") + done("b")
    total = days(outcome(tmp_path, plan))
    assert total.mean() == pytest.approx(10, abs=0.05)
    assert total.var() == pytest.approx(2 * 100 / 12, rel=0.03)
    assert np.quantile(total, 0.1) == pytest.approx(sqrt(20), abs=0.15)  # x^2/2 = 0.1 * 100


def test_the_later_of_two_uniform_activities_counts(tmp_path: Path) -> None:
    plan = task("a", (0, 5, 10)) + task("b", (0, 5, 10)) + done("a, b")
    found = outcome(tmp_path, plan)
    total = days(found)
    assert total.mean() == pytest.approx(20 / 3, abs=0.05)
    assert np.quantile(total, 0.5) == pytest.approx(10 * sqrt(0.5), abs=0.1)
    assert found.goals[0].merge_bias == pytest.approx(10 * sqrt(0.5) - 5, abs=0.1)


def test_two_equal_paths_are_each_critical_half_of_the_time(tmp_path: Path) -> None:
    plan = task("a", (0, 5, 10)) + task("b", (0, 5, 10)) + done("a, b")
    found = outcome(tmp_path, plan)
    assert found.drives["work.a"].criticality == pytest.approx(0.5, abs=0.01)
    assert found.drives["work.b"].criticality == pytest.approx(0.5, abs=0.01)
    assert found.drives["work.done"].criticality == 1


def test_sensitivities_of_a_row_are_the_shares_of_the_spread(tmp_path: Path) -> None:
    plan = task("a", (0, 15, 30)) + task("b", (0, 20, 40), after="a") + done("b")
    found = outcome(tmp_path, plan)
    spread = sqrt(30**2 + 40**2)
    for name, width in (("work.a", 30), ("work.b", 40)):
        drive = found.drives[name]
        assert drive.criticality == 1
        assert drive.correlation == pytest.approx(width / spread, abs=0.02)
        assert drive.cruciality == pytest.approx(width / spread, abs=0.02)
        assert drive.sensitivity == pytest.approx(width / spread, abs=0.02)


def test_the_tornado_gives_the_mean_shift_at_low_and_high_draws(tmp_path: Path) -> None:
    plan = task("a", (0, 15, 30)) + task("b", (0, 20, 40), after="a") + done("b")
    bars = outcome(tmp_path, plan).tornado
    assert [bar.id for bar in bars] == ["work.b", "work.a"]
    assert bars[0].low == pytest.approx(-16, abs=0.3)  # the mean of the lowest fifth is 4 of 40
    assert bars[0].high == pytest.approx(16, abs=0.3)


@pytest.mark.parametrize("points", [(10, 10, 40), (0, 5, 50), (0, 25, 50), (20, 80, 80)])
def test_pert_has_its_textbook_moments(points: tuple[int, int, int]) -> None:
    low, likely, high = points
    table = quantiles(Distribution.PERT, *points)
    mean, variance = moments(table)
    expected = (low + 4 * likely + high) / 6
    assert mean == pytest.approx(expected, abs=0.0005 * (high - low))
    assert variance == pytest.approx((expected - low) * (high - expected) / 7, rel=0.005)


@pytest.mark.parametrize("points", [(10, 10, 40), (0, 5, 50), (0, 25, 50), (20, 80, 80)])
def test_triangular_has_its_textbook_moments(points: tuple[int, int, int]) -> None:
    a, c, b = points
    mean, variance = moments(quantiles(Distribution.TRIANGULAR, *points))
    assert mean == pytest.approx((a + b + c) / 3, abs=0.0005 * (b - a))
    assert variance == pytest.approx(
        (a * a + b * b + c * c - a * b - a * c - b * c) / 18, rel=0.005
    )


def test_lognormal_has_its_median_and_ratio_of_percentiles() -> None:
    table = quantiles(Distribution.LOGNORMAL, 10, 20, 40)
    assert table[STRATA // 2] == pytest.approx(20)
    assert table[9 * STRATA // 10] / table[STRATA // 10] == pytest.approx(4, rel=1e-9)


def test_discrete_follows_swansons_rule(tmp_path: Path) -> None:
    found = days(outcome(tmp_path, task("a", (10, 20, 40), "discrete") + done("a")))
    values, counts = np.unique(found, return_counts=True)
    assert list(values) == [10, 20, 40]
    assert list(counts / len(found)) == [0.3, 0.4, 0.3]


def test_fixed_is_always_the_likely_value(tmp_path: Path) -> None:
    found = outcome(tmp_path, task("a", (10, 20, 40), "fixed") + done("a"))
    assert set(days(found)) == {20.0}


def moments(table: NDArray[np.float64]) -> tuple[float, float]:
    """Mean and variance of draws from a table: uniform within every stratum."""
    low, high = table[:-1], table[1:]
    mean = float((low + high).mean() / 2)
    second = float(((low * low + low * high + high * high) / 3).mean())
    return mean, second - mean * mean


@pytest.mark.parametrize("rank", [-0.9, -0.4, 0.3, 0.8])
def test_a_gaussian_copula_puts_both_below_their_median_as_often_as_sheppard_says(
    rank: float,
) -> None:
    rho = normal_correlation(rank)
    factor = np.linalg.cholesky(np.array([[1, rho], [rho, 1]]))
    keys = [key_of(1, "a"), key_of(1, "b")]
    first, second = strata_of(Correlated((0, 1), factor), keys, 0, 50) < STRATA // 2
    expected = 0.25 + asin(rho) / (2 * pi)
    assert (first & second).mean() == pytest.approx(expected, abs=0.007)
    assert 2 * sin(pi * rank / 6) == pytest.approx(rho)


def test_rank_correlation_comes_out_as_it_was_asked(tmp_path: Path) -> None:
    plan = task("a", (0, 5, 10)) + task("b", (0, 5, 10)) + done("a, b")
    plan += "more: {title: m, owner: IND, milestone: finish, after: [b], basis: assumption}\n"
    risks = "correlations: [{activities: [work.a, work.b], coefficient: 0.6, basis: assumption}]"
    found = simulate(risk_model(scheduled(tmp_path, plan, risks), chosen="work.more"), DRAWS)
    later, b = found.dates[:, found.layout.place["work.done"]], found.dates[:, 0]
    # Where a is the later one, the target tells a; ranks of a and b follow from both columns.
    below = (later <= np.median(later)).mean()
    assert below == pytest.approx(0.5, abs=0.01)
    both = ((later - morning_of(START)) / 1440 <= 5).mean()  # both under their median
    rho = normal_correlation(0.6)
    assert both == pytest.approx(0.25 + asin(rho) / (2 * pi), abs=0.01)
    assert (b <= np.median(b)).mean() == pytest.approx(0.5, abs=0.01)
