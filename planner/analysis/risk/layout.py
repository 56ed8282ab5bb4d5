"""A risk model in the columns that the kernels read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from typing import Any
from typing import cast

import numpy as np

from planner.analysis.risk.distributions import STRATA
from planner.analysis.risk.iterations import Chances
from planner.analysis.risk.iterations import Counts
from planner.analysis.risk.iterations import instant_of_goal
from planner.schedule.engine import CycleError
from planner.schedule.engine import rules_of
from planner.schedule.engine import shortest_cycle
from planner.timeaxis import NEVER
from planner.timeaxis import worked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from planner.analysis.risk.model import RiskModel
    from planner.analysis.risk.model import Varied
    from planner.analysis.risk.risk_kernels import RiskKernels
    from planner.schedule.kernel import Dates
    from planner.schedule.kernel import KernelInput
    from planner.schedule.network import Network

LOW, HIGH = 0.2, 0.8
"""Draws in the lowest and in the highest fifth are set against each other."""


@dataclass(frozen=True, eq=False)
class RiskLayout:
    """Columns of one model for one machine.

    Attributes:
        recorded: Numbers of the activities of which dates are kept, the traced one first.
        place: Per recorded activity id its column among the dates.
        deterministic: Per recorded activity its date when nothing varies.
    """

    machine: RiskKernels
    setting: KernelInput
    dates: Dates
    chances: Chances
    recorded: tuple[int, ...]
    place: dict[str, int]
    deterministic: tuple[int, ...]
    varied: tuple[str, ...]
    tables: NDArray[np.float64]
    stepped: NDArray[np.int64]

    @classmethod
    def of(cls, model: RiskModel, machine: RiskKernels) -> RiskLayout:
        """Lay a model out.

        Raises:
            CycleError: A branch leads back to what it follows.
        """
        network, passes = model.network, machine.passes
        rules = rules_of(
            model.schedule.network_schedule.options,
            model.schedule.network_schedule.data_date,
            NEVER,
            network.elapsed,
        )
        setting = passes.inputs(network, rules)
        order = passes.column(len(network))
        if passes.topological_order(setting.links, order, passes.column(len(network))) < len(
            network
        ):
            raise CycleError(shortest_cycle(network))
        for name, varied in model.varied.items():
            if varied.event >= 0:  # absent until its event occurs
                column = cast("Any", setting.activities.actual_finish)
                column[network.number[name]] = setting.calendars.first_day[0] * 1440
        dates = passes.dates(len(network), len(network.links.successor))
        passes.forward(setting, order, dates)
        names = list(dict.fromkeys(a for goal in model.goals for a in goal.activities))
        recorded = tuple(network.number[name] for name in names)
        logic = tuple(int(model.schedule.is_target(name)) for name in names)
        pairs = zip(recorded, logic, strict=True)
        fixed = tuple(int(instant_of_goal(setting, dates, i, by)) for i, by in pairs)
        chances = _chances(model, machine, setting, list(order), recorded, fixed)._replace(
            by_logic=machine.integers(logic)
        )
        tables = [v.table for v in model.variables] or [np.zeros(STRATA + 1)]
        return cls(
            machine,
            setting,
            dates,
            chances,
            recorded,
            {name: place for place, name in enumerate(names)},
            fixed,
            tuple(model.varied),
            np.stack(tables),
            np.array([int(v.is_stepped) for v in model.variables] or [0], dtype=np.int64),
        )

    def bench(self) -> tuple[KernelInput, Dates]:
        """Columns that one worker may write in."""
        copy = self.machine.integers
        activities = self.setting.activities
        own = activities._replace(
            duration=copy(list(activities.duration)),
            actual_finish=copy(list(activities.actual_finish)),
        )
        dates = type(self.dates)(*(copy(list(column)) for column in self.dates))
        return self.setting._replace(activities=own), dates

    def counts(self) -> Counts:
        """Empty sums for one worker and one block."""
        zeros = self.machine.passes.column
        nodes, varied, variables = len(self.dates.start), len(self.varied), len(self.tables)
        lengths = [nodes, varied, varied, varied, *[variables] * 4, 2, nodes, nodes]
        return Counts(*(zeros(max(1, length)) for length in lengths))

    def key_column(self, keys: Sequence[int]) -> Any:  # noqa: ANN401 - a list or an array
        """The keys of the variables."""
        return self.machine.integers(list(keys) or [0])

    def order_of_strata(self) -> Any:  # noqa: ANN401
        """Scratch for shuffling."""
        return self.machine.passes.column(STRATA)


def _chances(  # noqa: PLR0913, PLR0917 - the columns come from all of these
    model: RiskModel,
    machine: RiskKernels,
    setting: KernelInput,
    order: list[int],
    recorded: tuple[int, ...],
    fixed: tuple[int, ...],
) -> Chances:
    integers, numbers = machine.integers, machine.numbers
    network = model.network
    varied = list(model.varied.values())
    rows = [network.number[name] for name in model.varied]
    first, hits = [0], []
    for one in varied:
        hits += one.hits
        first.append(len(hits))
    optional = [(i, v.event) for i, v in zip(rows, varied, strict=True) if v.event >= 0]
    low, high = _limits(model)
    moving = _moving(network, order, rows, recorded)
    return Chances(
        varied=integers(rows),
        estimate=integers([v.estimate for v in varied]),
        base=numbers([_base(model, i, v) for i, v in zip(rows, varied, strict=True)]),
        day=numbers([v.day for v in varied]),
        first_hit=integers(first),
        hit=integers(hits or [0]),
        occurs=integers([e.occurs for e in model.events] or [0]),
        probability=numbers([e.probability for e in model.events] or [0.0]),
        impact=integers([e.impact for e in model.events] or [0]),
        is_factor=integers([int(e.is_factor) for e in model.events] or [0]),
        optional=integers([i for i, _ in optional]),
        event=integers([e for _, e in optional] or [0]),
        low=numbers(low),
        high=numbers(high),
        order=integers(moving),
        recorded=integers(recorded),
        by_logic=integers([0] * len(recorded)),
        base_work=integers([worked(setting.calendars, 0, fixed[0]) if fixed else 0]),
    )


def _base(model: RiskModel, i: int, varied: Varied) -> float:
    """Minutes of an activity when nothing varies; what only an event brings has none."""
    return 0.0 if varied.event >= 0 else float(model.network.activities.duration[i])


def _limits(model: RiskModel) -> tuple[list[float], list[float]]:
    """Between which draws a variable is neither low nor high; an event is low when it occurs."""
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
    network: Network, order: list[int], varied: list[int], recorded: tuple[int, ...]
) -> list[int]:
    """Activities to compute anew: what varies or follows it, and leads to what is recorded."""
    links = network.links
    follows = set(varied)
    for i in order:
        into = range(links.first_into[i], links.first_into[i + 1])
        if any(links.predecessor[k] in follows for k in into):
            follows.add(i)
    leads = set(recorded)
    for i in reversed(order):
        out = links.leaving[links.first_out[i] : links.first_out[i + 1]]
        if any(links.successor[k] in leads for k in out):
            leads.add(i)
    return [int(i) for i in order if i in follows and i in leads]
