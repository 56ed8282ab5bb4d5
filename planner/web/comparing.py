"""The comparison with the chosen baseline, made once for each content of the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.analysis.variance.differences import compare
from planner.web.result_cache import cached

if TYPE_CHECKING:
    from planner.analysis.variance.differences import Comparison
    from planner.web.view import View
    from planner.workspace.earlier import Earlier


def compared(view: View, found: Earlier) -> Comparison:
    """Everything that differs between the chosen baseline and the chosen data date."""

    def make() -> Comparison:
        comparison = compare(found.schedule, view.schedule)
        assert comparison.targets is not None  # noqa: S101 - computed here, so that it is kept too
        return comparison

    return cached(view, make, "comparison")
