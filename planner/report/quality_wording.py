"""The measures of plan quality in words; the command line and the application take them here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.analysis.quality.measure import CheckOutcome
from planner.analysis.quality.measure import MeasureForm

if TYPE_CHECKING:
    from fractions import Fraction

    from planner.analysis.quality.assessment import Assessment
    from planner.analysis.quality.measure import QualityMeasure
    from planner.i18n import Locale


def title_text(measure: QualityMeasure, locale: Locale) -> str:
    """Name a measure, with its number in the source."""
    return locale.say(f"quality.{measure.code}.title")


def why_text(measure: QualityMeasure, locale: Locale) -> str:
    """Say why it matters."""
    return locale.say(f"quality.{measure.code}.why")


def outcome_text(measure: QualityMeasure, locale: Locale) -> str:
    """Say whether it is met."""
    return locale.say(f"quality.outcome-name.{measure.outcome.value}")


def value_text(measure: QualityMeasure, locale: Locale) -> str:
    """Write what was measured."""
    return "" if measure.value is None else _written(measure.value, measure.form, locale)


def threshold_text(measure: QualityMeasure, locale: Locale) -> str:
    """Write the published bound."""
    if measure.form is MeasureForm.VERDICT:
        return locale.say("quality.holds") if measure.value is not None else ""
    if measure.threshold is None:
        is_measured = measure.value is not None
        return locale.say("quality.no-threshold") if is_measured else ""
    value = _written(measure.threshold.value, measure.form, locale, rough=True)
    key = "at-least" if measure.threshold.is_least else "at-most"
    return locale.say(f"quality.{key}", value=value)


def count_text(measure: QualityMeasure, locale: Locale) -> str:
    """Write how many were found, and among how many."""
    if measure.form is not MeasureForm.SHARE or measure.value is None:
        return ""
    return locale.say("quality.of", count=measure.count, total=measure.out_of)


def remark_text(measure: QualityMeasure, locale: Locale) -> str:
    """Say what must be known beside the number."""
    return locale.say(f"quality.remark-text.{measure.remark}") if measure.remark else ""


def verdict_text(assessment: Assessment, locale: Locale) -> str:
    """Say in one line how many measures are met."""
    passed = len(assessment.having(CheckOutcome.PASS))
    failed = len(assessment.having(CheckOutcome.FAIL))
    return locale.say("quality.verdict", passed=passed, failed=failed, judged=passed + failed)


def _written(value: Fraction, form: MeasureForm, locale: Locale, *, rough: bool = False) -> str:
    if form is MeasureForm.VERDICT:
        return locale.say("quality.holds" if value else "quality.holds-not")
    if form is MeasureForm.SHARE:
        number = locale.number(float(value * 100), decimals=0 if rough else 1)
        return locale.say("quality.percent", value=number)
    return locale.number(float(value), decimals=2 if form is MeasureForm.INDEX else 0)
