"""A risk model in the columns that the kernels read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING
from typing import Any

import numpy as np

from planner.analysis.risk.distributions import STRATA
from planner.analysis.risk.iterations import Chances
from planner.analysis.risk.iterations import Counts
from planner.analysis.risk.iterations import instant_of_goal
from planner.schedule.engine import CycleError
from planner.schedule.engine import rules_of
from planner.schedule.engine import shortest_cycle
from planner.schedule.kernel import Dates
from planner.timeaxis import DAY
from planner.timeaxis import NEVER
from planner.timeaxis import worked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from planner.analysis.risk.model import RiskModel
    from planner.analysis.risk.risk_kernels import RiskKernels
    from planner.schedule.compiled import KernelFunctions
    from planner.schedule.kernel import KernelInput
    from planner.schedule.network import Network
    from planner.timeaxis import Writable

LOW, HIGH = 0.2, 0.8
"""Draws in the lowest and in the highest fifth are set against each other."""


NUMBERS = frozenset({"base", "day", "probability", "low", "high"})
"""Columns of `Chances` that hold real numbers; the others hold integers."""


@dataclass(frozen=True, eq=False)
class RiskLayout:
    """Columns of one model for one set of kernels.

    Attributes:
        recorded: Numbers of the activities of which dates are kept, the traced one first.
        place: Per recorded activity id its column among the dates.
        deterministic: Per recorded activity its date when nothing varies.
    """

    kernels: RiskKernels
    kernel_input: KernelInput
    dates: Dates
    chances: Chances
    recorded: tuple[int, ...]
    place: Mapping[str, int]
    deterministic: tuple[int, ...]
    varied: tuple[str, ...]
    tables: NDArray[np.float64]
    stepped: NDArray[np.int64]

    @classmethod
    def of(cls, model: RiskModel, kernels: RiskKernels) -> RiskLayout:
        """Lay a model out.

        Raises:
            CycleError: A branch leads back to what it follows.
        """
        network, functions = model.network, kernels.kernel_functions
        kernel_input = _kernel_input(model, functions)
        order = _order(network, kernel_input, functions)
        dates = functions.dates(len(network), len(network.links.successor))
        functions.forward(kernel_input, order, dates)
        place: dict[str, int] = {}
        columns = defaultdict[str, list[Any]](list)
        fixed: list[int] = []
        for name in chain.from_iterable(map(attrgetter("activities"), model.goals)):
            if name in place:
                continue
            place[name] = len(place)
            i, by_logic = network.number[name], int(model.schedule.is_target(name))
            columns["recorded"].append(i)
            columns["by_logic"].append(by_logic)
            fixed.append(int(instant_of_goal(kernel_input, dates, i, by_logic)))
            columns["base_work"].append(worked(kernel_input.calendars, 0, fixed[-1]))
        _add_varied(columns, model)
        _add_events(columns, model)
        columns["low"], columns["high"] = _limits(model)
        columns["order"] = _moving(network, list(order), columns["varied"], columns["recorded"])
        tables, stepped = _tables(model)
        return cls(
            kernels,
            kernel_input,
            dates,
            _chances(columns, kernels),
            tuple(columns["recorded"]),
            place,
            tuple(fixed),
            tuple(model.varied),
            tables,
            stepped,
        )

    def bench(self) -> tuple[KernelInput, Dates]:
        """Columns that one worker may write in."""
        copy = self.kernels.kernel_functions.copy
        activities = self.kernel_input.activities
        # Only these two columns and the dates are written; the workers share all others.
        own = activities._replace(
            duration=copy(activities.duration), actual_finish=copy(activities.actual_finish)
        )
        return self.kernel_input._replace(activities=own), Dates._make(map(copy, self.dates))

    def counts(self) -> Counts:
        """Empty sums for one worker and one block."""
        zeros = self.kernels.kernel_functions.column
        nodes, varied, variables = len(self.dates.start), len(self.varied), len(self.tables)
        lengths = [nodes, varied, varied, varied, *[variables] * 4, 2, nodes, nodes]
        return Counts._make(zeros(max(1, length)) for length in lengths)

    def key_column(self, keys: Sequence[int]) -> Any:  # noqa: ANN401 - a list or an array
        """The keys of the variables."""
        return self.kernels.integers(list(keys) or [0])

    def order_of_strata(self) -> Any:  # noqa: ANN401
        """Scratch for shuffling."""
        return self.kernels.kernel_functions.column(STRATA)


def _kernel_input(model: RiskModel, functions: KernelFunctions) -> KernelInput:
    """What the forward pass reads when no event occurs."""
    network, was = model.network, model.schedule.network_schedule
    rules = rules_of(was.options, was.data_date, NEVER, network.elapsed)
    kernel_input = functions.inputs(network, rules)
    # Work that only an event brings counts as finished long ago, so that it holds nothing up.
    actual_finish = functions.copy(kernel_input.activities.actual_finish)
    for name, varied in model.varied.items():
        if varied.event >= 0:
            actual_finish[network.number[name]] = kernel_input.calendars.first_day[0] * DAY
    activities = kernel_input.activities._replace(actual_finish=actual_finish)
    return kernel_input._replace(activities=activities)


def _order(network: Network, kernel_input: KernelInput, functions: KernelFunctions) -> Writable:
    """The numbers of the activities, each after its predecessors."""
    order, scratch = functions.column(len(network)), functions.column(len(network))
    if functions.topological_order(kernel_input.links, order, scratch) < len(network):
        raise CycleError(shortest_cycle(network))
    return order


def _chances(columns: Mapping[str, list[Any]], kernels: RiskKernels) -> Chances:
    laid_out = []
    for name in Chances._fields:
        make = kernels.numbers if name in NUMBERS else kernels.integers
        laid_out.append(make(columns.get(name, [])))
    return Chances._make(laid_out)


def _add_varied(columns: Mapping[str, list[Any]], model: RiskModel) -> None:
    """Add the columns of the activities whose work varies or may not exist."""
    columns["first_hit"].append(0)
    for name, varied in model.varied.items():
        i = model.network.number[name]
        columns["varied"].append(i)
        columns["estimate"].append(varied.estimate)
        columns["day"].append(varied.day)
        columns["hit"].extend(varied.hits)
        columns["first_hit"].append(len(columns["hit"]))
        if varied.event < 0:
            columns["base"].append(float(model.network.activities.duration[i]))
            continue
        columns["base"].append(0.0)  # when nothing varies its event does not occur
        columns["optional"].append(i)
        columns["event"].append(varied.event)


def _add_events(columns: Mapping[str, list[Any]], model: RiskModel) -> None:
    """Add the columns of the risks and branches."""
    for event in model.events:
        columns["occurs"].append(event.occurs)
        columns["probability"].append(event.probability)
        columns["impact"].append(event.impact)
        columns["is_factor"].append(int(event.is_factor))


def _tables(model: RiskModel) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Per variable its quantiles, and whether they have steps; one row at least."""
    tables = np.zeros((max(1, len(model.variables)), STRATA + 1))
    stepped = np.zeros(len(tables), dtype=np.int64)
    for number, variable in enumerate(model.variables):
        tables[number] = variable.table
        stepped[number] = int(variable.is_stepped)
    return tables, stepped


def _limits(model: RiskModel) -> tuple[list[float], list[float]]:
    """Limits below and above which a draw is low or high; an event is low when it occurs."""
    low = [-np.inf] * len(model.variables)
    high = [np.inf] * len(model.variables)
    for one in model.varied.values():
        if one.estimate >= 0 and one.event < 0:
            table = model.variables[one.estimate].table
            low[one.estimate] = float(table[round(LOW * STRATA)])
            high[one.estimate] = float(table[round(HIGH * STRATA)])
    for event in model.events:
        low[event.occurs] = event.probability
        high[event.occurs] = event.probability
    return low, high


def _moving(
    network: Network, order: list[int], varied: list[int], recorded: list[int]
) -> list[int]:
    """Activities to compute anew: what varies or follows it, and leads to what is recorded."""
    links = network.links
    follows = set(varied)
    for i in order:
        if not follows.isdisjoint(links.predecessor[links.first_into[i] : links.first_into[i + 1]]):
            follows.add(i)
    leads = set(recorded)
    for i in reversed(order):
        leaving = links.leaving[links.first_out[i] : links.first_out[i + 1]]
        if not leads.isdisjoint(map(links.successor.__getitem__, leaving)):
            leads.add(i)
    moving = follows & leads
    return [int(i) for i in order if i in moving]
