"""The Gantt of a whole plan, for a page, a slide or a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.chart.gantt import Layers
from planner.chart.gantt import gantt_figure
from planner.chart.gantt_rows import Filter
from planner.chart.gantt_rows import gantt_rows

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from planner.i18n import Locale
    from planner.schedule.plan_schedule import Schedule


def whole_gantt(schedule: Schedule, locale: Locale, *, folded: bool) -> go.Figure:
    """Draw every workstream.

    Args:
        schedule: The schedule.
        locale: The language of the reader.
        folded: Whether only the workstreams and the critical path are listed.
    """
    workstreams = frozenset(each.id for each in schedule.plan.workstreams)
    chosen = Filter() if folded else Filter(unfolded=workstreams)
    path = schedule.critical_path
    target = schedule.plan.programme.target
    layers = Layers()
    if target is not None:
        layers = Layers(deadline=target.date)
    return gantt_figure(schedule, gantt_rows(schedule, path, chosen), path, layers, locale)
