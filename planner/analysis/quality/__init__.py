"""The quality of a plan, by published yardsticks."""

from __future__ import annotations

from planner.analysis.quality.assessment import Assessment
from planner.analysis.quality.assessment import assess
from planner.analysis.quality.measure import CheckOutcome
from planner.analysis.quality.measure import MeasureForm
from planner.analysis.quality.measure import QualityMeasure

__all__ = ["Assessment", "CheckOutcome", "MeasureForm", "QualityMeasure", "assess"]
