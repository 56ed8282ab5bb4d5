"""The Gantt of a whole plan, for a page, a slide or a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.chart.gantt import Layers
from planner.chart.gantt import gantt_figure
from planner.chart.gantt_rows import Filter
from planner.chart.gantt_rows import gantt_rows

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from planner.schedule.plan_schedule import ProgrammeSchedule


def whole_gantt(programme: ProgrammeSchedule, lang: str, *, folded: bool) -> go.Figure:
    """Draw every workstream.

    Args:
        programme: The schedule.
        lang: Language of the words in it.
        folded: Whether only the workstreams and what lies on the critical path are listed.
    """
    every = frozenset(found.id for found in programme.plan.workstreams)
    chosen = Filter() if folded else Filter(unfolded=every)
    path = programme.critical_path
    target = programme.plan.programme.target
    layers = Layers(deadline=target.date if target else None)
    return gantt_figure(programme, gantt_rows(programme, path, chosen), path, layers, lang)
