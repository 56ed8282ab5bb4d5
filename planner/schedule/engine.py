"""The engine: computes the schedule of a network, on lists or compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.model import ProgressMode
from planner.schedule import kernel
from planner.schedule.presets import PLANNER
from planner.schedule.presets import Ends
from planner.schedule.presets import LagCalendar
from planner.schedule.result import NetworkSchedule
from planner.timeaxis import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence

    from planner.schedule.compiled import KernelFunctions
    from planner.schedule.network import Network
    from planner.schedule.presets import Options
    from planner.timeaxis import Writable

COMPILED_FROM = 4000
"""Number of activities from which the compiled functions are quicker, loading included."""


_LAG_CODES = {
    LagCalendar.PREDECESSOR: kernel.inputs.LAG_OF_PREDECESSOR,
    LagCalendar.SUCCESSOR: kernel.inputs.LAG_OF_SUCCESSOR,
    LagCalendar.DEFAULT: kernel.inputs.LAG_OF_DEFAULT,
    LagCalendar.ELAPSED: kernel.inputs.LAG_OF_ELAPSED,
}
_ENDS_CODES = {
    Ends.NETWORK: kernel.inputs.ENDS_OF_NETWORK,
    Ends.OWN: kernel.inputs.ENDS_OF_OWN,
    Ends.DATED: kernel.inputs.ENDS_OF_DATED,
}


class CycleError(ValueError):
    """The links of a network form a cycle.

    Attributes:
        ids: The activities of one shortest cycle in order, the first one again at the end.
    """

    def __init__(self, ids: Sequence[str]) -> None:
        self.ids = tuple(ids)
        super().__init__(" -> ".join(ids))


def schedule_network(
    network: Network,
    *,
    data_date: int = NEVER,
    finish: int = NEVER,
    options: Options = PLANNER,
) -> NetworkSchedule:
    """Compute early and late dates, floats and driving links of a network.

    The critical path method with precedence links (Kelley and Walker 1959; Fondahl 1961) on
    several calendars, with progress and constraints as P6 and MS Project treat them.

    Args:
        network: What to schedule.
        data_date: Instant before which no remaining work is scheduled.
        finish: Instant that replaces the network's own finish in the backward pass.
        options: Rules on which planning programs differ.

    Raises:
        CycleError: The links form a cycle.
        planner.timeaxis.BeyondHorizonError: A date falls outside the calendars' horizon.
    """
    functions = kernel_functions_for(network)
    inputs = functions.inputs(network, rules_of(options, data_date, finish, network.elapsed))
    size = len(network)
    order = functions.column(size)
    if functions.topological_order(inputs.links, order, functions.column(size)) < size:
        raise CycleError(shortest_cycle(network))
    dates = functions.dates(size, len(network.links.successor))
    functions.forward(inputs, order, dates)
    functions.backward(inputs, order, dates)
    if any(network.activities.late):
        inputs = _as_late_as_possible(functions, inputs, order, dates, options)
    functions.floats(inputs, order, dates)
    return NetworkSchedule(network, options, data_date, inputs, order, dates)


def kernel_functions_for(network: Network) -> KernelFunctions:
    """Give the plain functions for a small network, the compiled ones for a large one."""
    from planner.schedule.compiled import compiled_functions  # noqa: PLC0415 - slow to import
    from planner.schedule.compiled import plain_functions  # noqa: PLC0415

    return compiled_functions() if len(network) >= COMPILED_FROM else plain_functions()


def rules_of(options: Options, data_date: int, finish: int, elapsed: int) -> kernel.Rules:
    """Give the options of a run as the kernel reads them."""
    return kernel.Rules(
        data_date=data_date,
        finish=finish,
        elapsed=elapsed,
        lag_calendar=_LAG_CODES[options.lag_calendar],
        ends=_ENDS_CODES[options.ends],
        override=options.progress is ProgressMode.PROGRESS_OVERRIDE,
        floors_mandatory=options.data_date_floors_mandatory,
        lone_before_start=options.lone_constraint_before_start,
        keeps_instant=options.milestone_keeps_instant,
        start_float=options.start_float_counts,
        whole_days=options.whole_days_stay_whole,
        days_alone=options.knows_days_alone,
        through_finished=options.logic_through_finished,
    )


def _as_late_as_possible(
    functions: KernelFunctions,
    inputs: kernel.KernelInput,
    order: Writable,
    dates: kernel.Dates,
    options: Options,
) -> kernel.KernelInput:
    """Move late what is to be late."""
    if not options.as_late_as_possible_by_total_float:
        functions.as_late_as_possible(inputs, order, dates)
        return inputs
    # MS Project moves it to its late dates and then schedules the rest anew around it.
    activities = inputs.activities
    earliest = functions.copy(activities.start_min)
    for i in range(len(order)):
        if activities.late[i]:
            earliest[i] = max(earliest[i], dates.late_start[i])
    inputs = inputs._replace(activities=activities._replace(start_min=earliest))
    functions.forward(inputs, order, dates)
    functions.backward(inputs, order, dates)
    return inputs


def shortest_cycle(network: Network) -> list[str]:
    """Find one shortest cycle among the links of a network, its first activity again at the end."""
    links = network.links
    pairs = zip(links.predecessor, links.successor, strict=True)
    return cycle_among((network.ids[p], network.ids[s]) for p, s in pairs)


def cycle_among(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Find one shortest cycle of a graph given by its edges; nothing where there is none."""
    import networkx as nx  # noqa: PLC0415 - only a broken plan pays for it

    # Sorted, so that the same plan always names the same cycle.
    graph = nx.DiGraph(sorted(set(pairs)))
    cycles = []
    for component in nx.strongly_connected_components(graph):
        first = min(component)
        if len(component) == 1 and not graph.has_edge(first, first):
            continue
        inside = graph.subgraph(component)
        back = nx.shortest_path(inside, target=first)
        nearest = min(sorted(inside.successors(first)), key=lambda name: len(back[name]))
        cycles.append([first, *back[nearest]])
    return min(cycles, key=len, default=[])
