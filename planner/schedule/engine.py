"""From a network to its schedule: the passes in order, on lists or compiled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.schedule import kernel
from planner.schedule.presets import PLANNER
from planner.schedule.presets import Ends
from planner.schedule.presets import LagCalendar
from planner.schedule.presets import ProgressRule
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
"""Number of activities from which compiled passes are quicker, loading them included."""


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
    passes = kernel_functions_for(network)
    setting = passes.setting(network, rules_of(options, data_date, finish, network.elapsed))
    order = passes.column(len(network))
    if passes.topological_order(setting.links, order, passes.column(len(network))) < len(network):
        raise CycleError(shortest_cycle(network))
    dates = passes.dates(len(network), len(network.links.successor))
    passes.forward(setting, order, dates)
    if any(network.activities.late):
        setting = _as_late_as_possible(passes, setting, order, dates, options)
    passes.backward(setting, order, dates)
    passes.floats(setting, dates)
    return NetworkSchedule(network, options, data_date, setting, order, dates)


def kernel_functions_for(network: Network) -> KernelFunctions:
    """The passes as they stand for a small network, compiled for a large one."""
    from planner.schedule.compiled import compiled_functions  # noqa: PLC0415 - slow to import
    from planner.schedule.compiled import plain_functions  # noqa: PLC0415

    return compiled_functions() if len(network) >= COMPILED_FROM else plain_functions()


def rules_of(options: Options, data_date: int, finish: int, elapsed: int) -> kernel.Rules:
    """The options of a run as the kernel reads them."""
    return kernel.Rules(
        data_date=data_date,
        finish=finish,
        elapsed=elapsed,
        lag_calendar=list(LagCalendar).index(options.lag_calendar),
        ends=list(Ends).index(options.ends),
        override=int(options.progress is ProgressRule.PROGRESS_OVERRIDE),
        floors_mandatory=int(options.data_date_floors_mandatory),
        lone_before_start=int(options.lone_constraint_before_start),
        keeps_instant=int(options.milestone_keeps_instant),
        start_float=int(options.start_float_counts),
        whole_days=int(options.finish_in_whole_days),
    )


def _as_late_as_possible(
    passes: KernelFunctions,
    setting: kernel.KernelInput,
    order: Writable,
    dates: kernel.Dates,
    options: Options,
) -> kernel.KernelInput:
    """Move late what is to be late; MS Project then schedules the rest anew around it."""
    if not options.as_late_as_possible_by_total_float:
        passes.as_late_as_possible(setting, order, dates)
        return setting
    passes.backward(setting, order, dates)
    activities = setting.activities
    earliest = passes.copy(activities.start_min)
    for i in range(len(order)):
        if activities.late[i]:
            earliest[i] = max(earliest[i], dates.late_start[i])
    setting = setting._replace(activities=activities._replace(start_min=earliest))
    passes.forward(setting, order, dates)
    return setting


def shortest_cycle(network: Network) -> list[str]:
    """One shortest cycle among the links of a network, its first activity again at the end."""
    links = network.links
    pairs = zip(links.predecessor, links.successor, strict=True)
    return cycle_among((network.ids[p], network.ids[s]) for p, s in pairs)


def cycle_among(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """One shortest cycle of a graph given by its edges, deterministic, or nothing."""
    import networkx as nx  # noqa: PLC0415 - only a broken plan pays for it

    graph = nx.DiGraph(sorted(set(pairs)))
    best: list[str] = []
    for component in nx.strongly_connected_components(graph):
        first = min(component)
        if len(component) == 1 and not graph.has_edge(first, first):
            continue
        inside = graph.subgraph(component)
        back = nx.shortest_path(inside, target=first)
        found = min(([first, *back[n]] for n in sorted(inside.successors(first))), key=len)
        if not best or len(found) < len(best):
            best = found
    return best
