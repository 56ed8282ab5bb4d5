"""What a sentence of the letter rests on, and whether the plan still carries it."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import fields
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING
from typing import Any

from planner.i18n import EnumTexts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date
    from fractions import Fraction

    from planner.model import Evidence
    from planner.model import Plan


class Weight(StrEnum):
    """How far a sentence carries, the strongest first."""

    SOURCED = "sourced"
    CALCULATED = "calculated"
    SECONDARY = "secondary"
    INFERRED = "inferred"
    ASSUMED = "assumed"


class EntryKind(StrEnum):
    """The kinds of entries of a plan that a sentence can rest on, sources and facts apart."""

    ACTIVITIES = "activities"
    OBLIGATIONS = "obligations"
    COMMITMENTS = "commitments"
    LETTERS = "letters"
    REPORTS = "reports"


class FigureKind(StrEnum):
    """What a number or a date in a sentence is."""

    TARGET = "target"
    FORECAST = "forecast"
    DUE = "due"
    FINISH = "finish"
    WAS = "was"
    MARGIN = "margin"
    JUDGEMENT = "judgement"
    NUMBER = "number"
    PREVIOUS = "previous"


FIGURE_TEXT = EnumTexts("letter.figure", FigureKind)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, a date or a judgement that a sentence gives.

    Attributes:
        of: The entry that it belongs to, where a sentence gives more figures of one kind.
    """

    kind: FigureKind
    value: date | str
    of: str = ""


@dataclass(frozen=True, slots=True)
class Grounds:
    """The evidence of one sentence.

    Attributes:
        weight: The weakest of what it rests on.
    """

    activities: tuple[str, ...] = ()
    obligations: tuple[str, ...] = ()
    commitments: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()
    weight: Weight = Weight.CALCULATED

    @property
    def entries(self) -> Mapping[EntryKind, tuple[str, ...]]:
        """The ids by kind of entry, also the kinds without any."""
        return {
            EntryKind.ACTIVITIES: self.activities,
            EntryKind.OBLIGATIONS: self.obligations,
            EntryKind.COMMITMENTS: self.commitments,
            EntryKind.LETTERS: self.letters,
            EntryKind.REPORTS: self.reports,
        }

    @property
    def is_empty(self) -> bool:
        """Whether it names nothing of the plan."""
        return not any((*self.entries.values(), self.sources, self.facts))


def missing(grounds: Grounds, plan: Plan, day: date) -> Iterator[str]:
    """Name the evidence that the plan does not have, or not yet at a data date."""
    registers = (
        (grounds.activities, plan.activities),
        (grounds.obligations, plan.obligations),
        (grounds.commitments, plan.commitments),
        (grounds.facts, plan.facts),
        (grounds.sources, plan.sources),
        (grounds.reports, {report.name for report in plan.reports}),
        (grounds.letters, {letter.name for letter in plan.letters}),
    )
    for names, register in registers:
        yield from (name for name in names if name not in register)
    # A letter of an earlier day may not use what only became known after it.
    for name in grounds.sources:
        source = plan.sources.get(name)
        if source and source.date and source.date > day:
            yield name


def evidence_grounds(evidence: Evidence, plan: Plan) -> Grounds:
    """Give the source and the facts of a piece of evidence, and how far they carry together."""
    origins = [plan.facts[name].origin for name in evidence.fact if name in plan.facts]
    if evidence.certainty:
        origins.append(evidence.certainty)
    weight = weakest(map(Weight, origins))
    if evidence.is_assumption or not evidence.is_evidenced:
        weight = Weight.ASSUMED
    return Grounds(sources=each_once([evidence.source]), facts=evidence.fact, weight=weight)


def merged(parts: Sequence[Grounds]) -> Grounds:
    """Join the evidence of several things in one sentence."""
    joined: dict[str, Any] = {
        field.name: each_once(chain.from_iterable(getattr(part, field.name) for part in parts))
        for field in fields(Grounds)
        if field.name != "weight"
    }
    return Grounds(**joined, weight=weakest(part.weight for part in parts))


def weakest(weights: Iterable[Weight]) -> Weight:
    """Give the weakest; of nothing, that of a source."""
    order = list(Weight)
    return max(weights, key=order.index, default=Weight.SOURCED)


def margin_figure(days: Fraction) -> Figure:
    """Give a margin in working days as a figure: `-3`, `2.5`."""
    return Figure(FigureKind.MARGIN, f"{float(days):g}")


def each_once(names: Iterable[str | None]) -> tuple[str, ...]:
    """Give the names in their order, without repeats and gaps."""
    return tuple(dict.fromkeys(filter(None, names)))
