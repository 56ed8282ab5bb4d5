"""Float toward one chosen target alone, where other dates downstream do not count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.schedule import kernel
from planner.schedule.engine import kernel_functions_for
from planner.timeaxis import NEVER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.schedule.result import NetworkSchedule

ONLY_DATED = 3
"""The rule for open ends under which nothing bounds them but a date; see `kernel.Rules`."""


def float_toward(
    schedule: NetworkSchedule, target: str, date: int | None = None
) -> Mapping[str, int]:
    """Working minutes that each open activity can slip before a target moves past its date.

    Args:
        schedule: The schedule that they are in.
        target: Id of the target, or of any activity one asks about.
        date: The instant that the target must not pass; without one its own target date or
            deadline, and where it has none its early finish.

    Returns:
        Minutes in each activity's float calendar, for the target and the open activities that
        lead to it, by id.
    """
    network = schedule.network
    number = network.number[target]
    own = network.activities.bound[number]
    limit = (
        date if date is not None else own if own != NEVER else int(schedule.dates.finish[number])
    )
    passes = kernel_functions_for(network)
    nothing = [NEVER] * len(network)
    bound = list(nothing)
    bound[number] = limit
    activities = schedule.setting.activities._replace(
        bound=passes.copy(bound), start_max=passes.copy(nothing), finish_max=passes.copy(nothing)
    )
    setting = schedule.setting._replace(
        activities=activities, rules=schedule.setting.rules._replace(ends=ONLY_DATED)
    )
    dates = kernel.Dates(*(passes.copy(column) for column in schedule.dates))
    passes.backward(setting, passes.copy(schedule.order), dates)
    passes.floats(setting, dates)
    return {
        network.ids[i]: int(dates.total_float[i])
        for i in range(len(network))
        if dates.total_float[i] != kernel.UNBOUND
    }
