"""The uncertain inputs of a plan at a data date, ready to be simulated."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from planner.analysis.risk.correlation import Correlated
    from planner.analysis.risk.goals import Goal
    from planner.schedule.network import Network
    from planner.schedule.plan_schedule import Schedule


@dataclass(frozen=True, slots=True)
class Variable:
    """A quantity that is drawn.

    Attributes:
        key: Its name, the same in every run, because the random numbers depend on it.
        table: Its quantiles.
        is_stepped: Whether the table has steps.
    """

    key: str
    table: NDArray[np.float64]
    is_stepped: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Something that occurs or not: a risk, or a branch of the plan.

    Attributes:
        occurs: Number of the variable that decides whether it occurs.
        impact: Number of the variable of its impact, or -1.
        is_factor: Whether the impact multiplies the remaining work; otherwise it adds days.
    """

    id: str
    title: str
    probability: float
    occurs: int
    impact: int = -1
    is_factor: bool = False


@dataclass(slots=True)
class Varied:
    """An activity whose remaining work varies, by numbers of variables and events."""

    estimate: int = -1
    hits: list[int] = field(default_factory=list)
    event: int = -1
    """The event without which it does not exist."""
    day: float = 0.0


@dataclass(frozen=True, eq=False)
class RiskModel:
    """Variables, events and the network that they act on.

    Attributes:
        schedule: The plan at its data date.
        network: Its network with the activities that only risks and branches bring.
        goals: The dates asked about, the first one with its drivers.
        varied: Per activity id how it varies.
        without_effect: Risks, branches and estimates that change nothing, with a reason's key.
    """

    schedule: Schedule
    network: Network
    goals: tuple[Goal, ...]
    variables: tuple[Variable, ...]
    events: tuple[Event, ...]
    varied: Mapping[str, Varied]
    correlated: tuple[Correlated, ...]
    without_effect: Mapping[str, str]

    def without(self, event: str) -> RiskModel:
        """The model with one risk or branch that cannot occur.

        The event keeps its variables, so that every other draw stays the same.
        """
        events = (replace(e, probability=0.0) if e.id == event else e for e in self.events)
        return replace(self, events=tuple(events))
