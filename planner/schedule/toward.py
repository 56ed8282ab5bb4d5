"""Float toward one chosen target alone, where other dates downstream do not count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.schedule import kernel
from planner.schedule.engine import kernel_functions_for
from planner.timeaxis import NEVER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.schedule.result import NetworkSchedule


def float_toward(
    schedule: NetworkSchedule, target: str, date: int | None = None
) -> Mapping[str, int]:
    """Give the working minutes that each open activity can slip before a target passes its date.

    Args:
        schedule: The schedule that they are in.
        target: Id of the target, or of any other activity.
        date: The instant that the target must not pass; without one its own target date or
            deadline, and where it has none its early finish.

    Returns:
        Minutes in each activity's float calendar, for the target and the open activities that
        lead to it, by id.
    """
    network = schedule.network
    number = network.number[target]
    if date is None:
        date = network.activities.bound[number]
        if date == NEVER:
            date = int(schedule.dates.finish[number])
    functions = kernel_functions_for(network)
    nothing = [NEVER] * len(network)
    bound = list(nothing)
    bound[number] = date
    # "No later than" dates elsewhere must not shorten the float toward this one target.
    activities = schedule.inputs.activities._replace(
        bound=functions.copy(bound),
        start_max=functions.copy(nothing),
        finish_max=functions.copy(nothing),
    )
    inputs = schedule.inputs._replace(
        activities=activities,
        rules=schedule.inputs.rules._replace(ends=kernel.inputs.ENDS_OF_TARGET),
    )
    dates = kernel.Dates(*map(functions.copy, schedule.dates))
    order = functions.copy(schedule.order)
    functions.backward(inputs, order, dates)
    functions.floats(inputs, order, dates)
    return {
        network.ids[i]: int(dates.total_float[i])
        for i in range(len(network))
        if dates.total_float[i] != kernel.UNBOUND
    }
