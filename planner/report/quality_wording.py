"""The measures of plan quality in words; the command line and the application take them here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.analysis.quality.measure import CheckOutcome
from planner.analysis.quality.measure import MeasureForm
from planner.i18n import format_number
from planner.i18n import text

if TYPE_CHECKING:
    from fractions import Fraction

    from planner.analysis.quality.assessment import Assessment
    from planner.analysis.quality.measure import QualityMeasure


def title_text(measure: QualityMeasure, lang: str) -> str:
    """Name a measure, with its number in the source."""
    return text(f"quality.{measure.code}.title", lang)


def why_text(measure: QualityMeasure, lang: str) -> str:
    """Say why it matters."""
    return text(f"quality.{measure.code}.why", lang)


def outcome_text(measure: QualityMeasure, lang: str) -> str:
    """Say whether it is met."""
    return text(f"quality.outcome-name.{measure.outcome.value}", lang)


def value_text(measure: QualityMeasure, lang: str) -> str:
    """Write what was measured."""
    return "" if measure.value is None else _written(measure.value, measure.form, lang)


def threshold_text(measure: QualityMeasure, lang: str) -> str:
    """Write the published bound."""
    if measure.form is MeasureForm.VERDICT:
        return text("quality.holds", lang) if measure.value is not None else ""
    if measure.threshold is None:
        is_measured = measure.value is not None
        return text("quality.no-threshold", lang) if is_measured else ""
    value = _written(measure.threshold.value, measure.form, lang, rough=True)
    key = "at-least" if measure.threshold.is_least else "at-most"
    return text(f"quality.{key}", lang, value=value)


def count_text(measure: QualityMeasure, lang: str) -> str:
    """Write how many were found, and among how many."""
    if measure.form is not MeasureForm.SHARE or measure.value is None:
        return ""
    return text("quality.of", lang, count=measure.count, total=measure.out_of)


def remark_text(measure: QualityMeasure, lang: str) -> str:
    """Say what must be known beside the number."""
    return text(f"quality.remark-text.{measure.remark}", lang) if measure.remark else ""


def verdict_text(assessment: Assessment, lang: str) -> str:
    """Say in one line how many measures are met."""
    passed = len(assessment.having(CheckOutcome.PASS))
    failed = len(assessment.having(CheckOutcome.FAIL))
    return text("quality.verdict", lang, passed=passed, failed=failed, judged=passed + failed)


def _written(value: Fraction, form: MeasureForm, lang: str, *, rough: bool = False) -> str:
    if form is MeasureForm.VERDICT:
        return text("quality.holds" if value else "quality.holds-not", lang)
    if form is MeasureForm.SHARE:
        number = format_number(float(value * 100), lang, decimals=0 if rough else 1)
        return text("quality.percent", lang, value=number)
    return format_number(float(value), lang, decimals=2 if form is MeasureForm.INDEX else 0)
