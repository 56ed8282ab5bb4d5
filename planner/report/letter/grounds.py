"""What a sentence of the letter rests on, and whether the plan still carries it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.model import Certainty

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from datetime import date

    from planner.model import Evidence
    from planner.model import Plan


class Weight(StrEnum):
    """How far a sentence carries, the strongest first."""

    SOURCED = "sourced"
    CALCULATED = "calculated"
    SECONDARY = "secondary"
    INFERRED = "inferred"
    ASSUMED = "assumed"


@dataclass(frozen=True, slots=True)
class Grounds:
    """The evidence of one sentence.

    Attributes:
        figures: Numbers and dates that the sentence gives, by what they are of.
        weight: The weakest of what it rests on.
    """

    activities: tuple[str, ...] = ()
    obligations: tuple[str, ...] = ()
    commitments: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    figures: tuple[tuple[str, date | str | int], ...] = ()
    weight: Weight = Weight.CALCULATED

    @property
    def is_empty(self) -> bool:
        """Whether it names nothing of the plan."""
        named = (self.activities, self.obligations, self.commitments, self.risks, self.letters)
        return not any((*named, self.reports, self.sources, self.facts))


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that a sentence rests on and the plan does not have, or not yet on that day."""

    kind: str
    id: str
    since: date | None = field(default=None)


def missing(grounds: Grounds, plan: Plan, day: date) -> Iterator[Missing]:
    """Find what the plan does not carry of the evidence of a sentence at a data date."""
    registers = {
        "activity": (grounds.activities, plan.activities),
        "obligation": (grounds.obligations, plan.obligations),
        "commitment": (grounds.commitments, plan.commitments),
        "risk": (grounds.risks, plan.risks),
        "fact": (grounds.facts, plan.facts),
        "source": (grounds.sources, plan.sources),
        "report": (grounds.reports, {report.name for report in plan.reports}),
        "letter": (grounds.letters, {letter.name for letter in plan.letters}),
    }
    for kind, (names, register) in registers.items():
        for name in names:
            if name not in register:
                yield Missing(kind, name)
    for name in grounds.sources:
        source = plan.sources.get(name)
        if source and source.date and source.date > day:
            yield Missing("source", name, source.date)


def weight_of(evidence: Evidence, plan: Plan) -> Weight:
    """Say how far a piece of evidence carries, its facts included."""
    if evidence.is_assumption or not evidence.is_evidenced:
        return Weight.ASSUMED
    found = [evidence.certainty] if evidence.certainty else []
    found += [plan.facts[name].origin for name in evidence.fact if name in plan.facts]
    return weakest(_WEIGHTS[origin] for origin in found)


def weakest(weights: Iterable[Weight]) -> Weight:
    """Give the weakest; of nothing, that of a source."""
    order = list(Weight)
    return max(weights, key=order.index, default=Weight.SOURCED)


_WEIGHTS = {
    Certainty.SOURCED: Weight.SOURCED,
    Certainty.SECONDARY: Weight.SECONDARY,
    Certainty.INFERRED: Weight.INFERRED,
}
