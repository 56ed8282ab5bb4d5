"""The measures of plan quality in words, for the command line and the application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.analysis.quality.measure import CheckOutcome
from planner.analysis.quality.measure import MeasureCode
from planner.analysis.quality.measure import MeasureForm
from planner.analysis.quality.measure import Remark
from planner.i18n import EnumTexts

if TYPE_CHECKING:
    from fractions import Fraction

    from planner.analysis.quality.assessment import Assessment
    from planner.analysis.quality.measure import QualityMeasure
    from planner.i18n import Locale

TITLE_TEXT = EnumTexts("quality", MeasureCode, ".title")
WHY_TEXT = EnumTexts("quality", MeasureCode, ".why")
OUTCOME_TEXT = EnumTexts("quality.outcome-name", CheckOutcome)
REMARK_TEXT = EnumTexts("quality.remark-text", Remark)


def title_text(measure: QualityMeasure, locale: Locale) -> str:
    """Name a measure, with its number in the source."""
    return locale.say(TITLE_TEXT[MeasureCode(measure.code)])


def why_text(measure: QualityMeasure, locale: Locale) -> str:
    """Say why it matters."""
    return locale.say(WHY_TEXT[MeasureCode(measure.code)])


def outcome_text(measure: QualityMeasure, locale: Locale) -> str:
    """Say whether it is met."""
    return locale.say(OUTCOME_TEXT[measure.outcome])


def value_text(measure: QualityMeasure, locale: Locale) -> str:
    """Write the measured value."""
    if measure.value is None:
        return ""
    return _written(measure.value, measure.form, locale)


def threshold_text(measure: QualityMeasure, locale: Locale) -> str:
    """Write the published bound."""
    if measure.threshold is not None and measure.form is not MeasureForm.VERDICT:
        value = _written(measure.threshold.value, measure.form, locale, rough=True)
        key = "quality.at-least" if measure.threshold.is_least else "quality.at-most"
        return locale.say(key, value=value)
    if measure.value is None:
        return ""
    is_verdict = measure.form is MeasureForm.VERDICT
    return locale.say("quality.holds" if is_verdict else "quality.no-threshold")


def count_text(measure: QualityMeasure, locale: Locale) -> str:
    """Write the number that was found and the number that was searched."""
    if measure.form is not MeasureForm.SHARE or measure.value is None:
        return ""
    return locale.say("quality.of", count=measure.count, total=measure.out_of)


def remark_text(measure: QualityMeasure, locale: Locale) -> str:
    """Write the note beside the value."""
    if not measure.remark:
        return ""
    return locale.say(REMARK_TEXT[Remark(measure.remark)])


def verdict_text(assessment: Assessment, locale: Locale) -> str:
    """Count the measures that are met and those that are not, in one line."""
    passed = len(assessment.having(CheckOutcome.PASS))
    failed = len(assessment.having(CheckOutcome.FAIL))
    return locale.say("quality.verdict", passed=passed, failed=failed, judged=passed + failed)


def _written(value: Fraction, form: MeasureForm, locale: Locale, *, rough: bool = False) -> str:
    if form is MeasureForm.VERDICT:
        return locale.say("quality.holds" if value else "quality.holds-not")
    if form is MeasureForm.SHARE:
        # Published thresholds are whole percentages.
        number = locale.number(float(value * 100), decimals=0 if rough else 1)
        return locale.say("quality.percent", value=number)
    return locale.number(float(value), decimals=2 if form is MeasureForm.INDEX else 0)
