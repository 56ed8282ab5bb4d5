"""One measure of the quality of a plan: what was counted, against what, and what lies behind it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


class CheckOutcome(StrEnum):
    """What a measure says of the plan."""

    PASS = "pass"  # noqa: S105 - the word of the assessment, no secret
    FAIL = "fail"
    COUNTED = "counted"
    """Counted, while the source gives no threshold."""
    NOT_MEASURABLE = "not-measurable"


class MeasureForm(StrEnum):
    """How the measured value is read."""

    COUNT = "count"
    SHARE = "share"
    INDEX = "index"
    VERDICT = "verdict"
    """It holds or it does not."""


class MeasureCode(StrEnum):
    """The measures: the fourteen of the DCMA, and the GAO's good habits that can be counted."""

    DCMA_01 = "dcma-01"
    DCMA_02 = "dcma-02"
    DCMA_03 = "dcma-03"
    DCMA_04 = "dcma-04"
    DCMA_05 = "dcma-05"
    DCMA_06 = "dcma-06"
    DCMA_07 = "dcma-07"
    DCMA_08 = "dcma-08"
    DCMA_09 = "dcma-09"
    DCMA_10 = "dcma-10"
    DCMA_11 = "dcma-11"
    DCMA_12 = "dcma-12"
    DCMA_13 = "dcma-13"
    DCMA_14 = "dcma-14"
    GAO_01_NAMES = "gao-01-names"
    GAO_02_LOGIC = "gao-02-logic"
    GAO_02_DANGLING = "gao-02-dangling"
    GAO_02_DATES = "gao-02-dates"
    GAO_02_LAGS = "gao-02-lags"
    GAO_03_OWNERS = "gao-03-owners"
    GAO_04_DURATIONS = "gao-04-durations"
    GAO_05_TRACEABLE = "gao-05-traceable"
    GAO_06_PATH = "gao-06-path"
    GAO_08_ESTIMATES = "gao-08-estimates"
    GAO_09_SEQUENCE = "gao-09-sequence"
    GAO_09_UPDATES = "gao-09-updates"
    GAO_10_BASELINE = "gao-10-baseline"


class Remark(StrEnum):
    """A note beside a measured value, or the reason why there is none."""

    NOTHING_LEFT = "nothing-left"
    NO_BASELINE = "no-baseline"
    NO_TARGET = "no-target"
    TARGET_REACHED = "target-reached"
    NO_WORK_ON_PATH = "no-work-on-path"
    NOTHING_DUE = "nothing-due"
    LOGIC_EXPLAINED = "logic-explained"
    OWNERS_ONLY = "owners-only"


@dataclass(frozen=True, slots=True)
class Threshold:
    """The published bound of a measure."""

    value: Fraction
    is_least: bool = False
    """Whether the measured value must reach it; otherwise it must not pass it."""

    def holds_for(self, measured: Fraction) -> bool:
        """Tell whether a value meets the bound."""
        return measured >= self.value if self.is_least else measured <= self.value


NONE_AT_ALL = Threshold(Fraction(0))
AT_MOST_5_PERCENT = Threshold(Fraction(5, 100))
AT_LEAST_90_PERCENT = Threshold(Fraction(90, 100), is_least=True)
AT_LEAST_095 = Threshold(Fraction(95, 100), is_least=True)


@dataclass(frozen=True, slots=True)
class QualityMeasure:
    """The result of one measure.

    Attributes:
        code: Its name in the message catalogue, such as `dcma-01`.
        outcome: Whether it meets its threshold.
        form: How `value` is read.
        value: The share, the count or the index; None when nothing could be measured.
        count: How many were found.
        out_of: Among how many; None where that says nothing.
        activities: Ids of the activities behind the finding.
        links: Predecessor and successor of the dependencies behind it.
        remark: Key of what must be said beside it.
    """

    code: str
    outcome: CheckOutcome
    form: MeasureForm
    value: Fraction | None = None
    threshold: Threshold | None = None
    count: int = 0
    out_of: int | None = None
    activities: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    remark: str | None = None


def share(
    code: str,
    found: Sequence[str],
    out_of: int,
    threshold: Threshold | None,
    remark: str | None = None,
) -> QualityMeasure:
    """The share of activities that a finding concerns."""
    value = Fraction(len(found), out_of) if out_of else None
    return QualityMeasure(
        code,
        _outcome(value, threshold),
        MeasureForm.SHARE,
        value,
        threshold,
        len(found),
        out_of,
        activities=tuple(sorted(found)),
        remark=remark if value is not None else "nothing-left",
    )


def count(code: str, found: Sequence[str], threshold: Threshold | None) -> QualityMeasure:
    """The number of activities that a finding concerns."""
    value = Fraction(len(found))
    outcome = _outcome(value, threshold)
    return QualityMeasure(
        code,
        outcome,
        MeasureForm.COUNT,
        value,
        threshold,
        len(found),
        activities=tuple(sorted(found)),
    )


def link_share(
    code: str,
    found: Sequence[tuple[str, str]],
    out_of: int,
    threshold: Threshold | None,
    *,
    behind: Sequence[tuple[str, str]] | None = None,
) -> QualityMeasure:
    """The share of dependencies that are of a kind.

    Args:
        code: Name of the measure.
        found: The dependencies that are of the kind.
        out_of: How many dependencies there are.
        threshold: Its bound.
        behind: Those to look at, where it is the others that are the finding.
    """
    value = Fraction(len(found), out_of) if out_of else None
    return QualityMeasure(
        code,
        _outcome(value, threshold),
        MeasureForm.SHARE,
        value,
        threshold,
        len(found),
        out_of,
        links=tuple(sorted(found if behind is None else behind)),
        remark=None if value is not None else "nothing-left",
    )


def index(
    code: str, value: Fraction, threshold: Threshold, activities: Sequence[str] = ()
) -> QualityMeasure:
    """An index that is 1 when all goes as planned."""
    outcome = _outcome(value, threshold)
    return QualityMeasure(
        code, outcome, MeasureForm.INDEX, value, threshold, activities=tuple(sorted(activities))
    )


def verdict(code: str, *, holds: bool, activities: Sequence[str]) -> QualityMeasure:
    """A test that holds or does not."""
    outcome = CheckOutcome.PASS if holds else CheckOutcome.FAIL
    return QualityMeasure(
        code, outcome, MeasureForm.VERDICT, Fraction(int(holds)), activities=tuple(activities)
    )


def not_measurable(code: str, form: MeasureForm, why: str) -> QualityMeasure:
    """A measure for which the plan lacks something; `why` is the key of the reason."""
    return QualityMeasure(code, CheckOutcome.NOT_MEASURABLE, form, remark=why)


def _outcome(value: Fraction | None, threshold: Threshold | None) -> CheckOutcome:
    if value is None:
        return CheckOutcome.NOT_MEASURABLE
    if threshold is None:
        return CheckOutcome.COUNTED
    return CheckOutcome.PASS if threshold.holds_for(value) else CheckOutcome.FAIL
