"""Estimates of work in three points, and measures that shorten it."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from planner.model.base import ActivityBasis
from planner.model.base import Evidence
from planner.model.values import Number
from planner.model.values import PlanDuration
from planner.model.values import Title
from planner.model.values import reject


class Distribution(StrEnum):
    """The shape of the chances between the three points of an estimate."""

    PERT = "pert"
    TRIANGULAR = "triangular"
    UNIFORM = "uniform"
    LOGNORMAL = "lognormal"
    DISCRETE = "discrete"
    FIXED = "fixed"


class Estimate(Evidence):
    """Three durations of one piece of work: if all goes well, most likely, and if it does not."""

    optimistic: PlanDuration
    likely: PlanDuration
    pessimistic: PlanDuration
    distribution: Distribution = Distribution.PERT

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        # Units are not converted: how many hours `1d` holds depends on a calendar.
        points = (self.optimistic, self.likely, self.pessimistic)
        if len({point.unit for point in points if point}) > 1:
            reject("estimate-mixed-units", value=" / ".join(map(str, points)))
        if not points[0].amount <= points[1].amount <= points[2].amount:
            reject("estimate-out-of-order", value=" / ".join(map(str, points)))
        return self


class Measure(Evidence):
    """A way to win back time on an activity."""

    id: str
    title: Title
    shorten_to: PlanDuration
    cost: Number | None = None
    """In the unit that the programme chose, for comparing measures only."""
    decides: str | None = None


class DurationBasis(ActivityBasis):
    """The source that gives a duration itself."""
