"""The comparison with the chosen baseline, made once for each content of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.analysis.variance.differences import compare
from planner.web.result_cache import cached

if TYPE_CHECKING:
    from planner.analysis.variance.differences import Comparison
    from planner.web.view import View
    from planner.workspace.earlier import Earlier


def comparison_with(view: View, earlier: Earlier) -> Comparison:
    """Compare the chosen data date with the chosen baseline."""

    def make() -> Comparison:
        comparison = compare(earlier.schedule, view.schedule)
        # Computed on first use: asked for here, it is cached as well.
        assert comparison.targets is not None  # noqa: S101
        return comparison

    return cached(view, make, "comparison")
