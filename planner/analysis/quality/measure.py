"""One measure of the quality of a plan: its value, its threshold, and what was counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable

    from planner.model import Activity
    from planner.model import Dependency
    from planner.schedule.activity_dates import ActivityDates

Counted = TypeVar("Counted", "Activity", "ActivityDates")
"""An activity as written or as scheduled."""


class CheckOutcome(StrEnum):
    """The outcome of a measure."""

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
    """A test that holds or does not."""


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
    """Whether the measured value must reach the bound; otherwise it must not pass it."""

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
        count: The number of activities or dependencies counted.
        out_of: The number among which they were counted; None where that says nothing.
        activities: Ids of the activities to look at.
        links: Predecessor and successor of the dependencies to look at.
        remark: Key of a remark that belongs to the value.
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
    among: Sequence[Counted],
    is_counted: Callable[[Counted], bool],
    threshold: Threshold | None,
    remark: str | None = None,
) -> QualityMeasure:
    """The share of some activities that meet a condition."""
    names = sorted(activity.id for activity in among if is_counted(activity))
    measure = _share(code, len(names), len(among), threshold)
    return replace(measure, activities=tuple(names), remark=measure.remark or remark)


def count(code: str, names: Iterable[str], threshold: Threshold | None) -> QualityMeasure:
    """The number of activities."""
    activities = tuple(sorted(names))
    value = Fraction(len(activities))
    outcome = _outcome(value, threshold)
    return QualityMeasure(
        code, outcome, MeasureForm.COUNT, value, threshold, len(activities), activities=activities
    )


Links = Sequence[tuple["Activity", "Dependency"]]
"""Dependencies, each behind the activity that waits."""


def link_share(
    code: str,
    among: Links,
    is_counted: Callable[[Dependency], bool],
    threshold: Threshold | None,
    *,
    shows_others: bool = False,
) -> QualityMeasure:
    """The share of some dependencies that meet a condition.

    Args:
        code: Name of the measure.
        among: The dependencies.
        is_counted: The condition.
        threshold: Its bound.
        shows_others: Whether the dependencies to look at are those that do not meet it.
    """
    # Of a share that must be high, such as FS links, people look for the links that lower it.
    counted, others = list[tuple[str, str]](), list[tuple[str, str]]()
    for activity, dependency in among:
        group = counted if is_counted(dependency) else others
        group.append((dependency.activity, activity.id))
    measure = _share(code, len(counted), len(among), threshold)
    return replace(measure, links=tuple(sorted(others if shows_others else counted)))


def _share(code: str, counted: int, out_of: int, threshold: Threshold | None) -> QualityMeasure:
    if not out_of:  # all work is done, or nothing depends on anything
        nothing = not_measurable(code, MeasureForm.SHARE, "nothing-left")
        return replace(nothing, threshold=threshold, out_of=0)
    value = Fraction(counted, out_of)
    outcome = _outcome(value, threshold)
    return QualityMeasure(code, outcome, MeasureForm.SHARE, value, threshold, counted, out_of)


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
    return QualityMeasure(
        code,
        _passed(holds),
        MeasureForm.VERDICT,
        Fraction(int(holds)),
        activities=tuple(activities),
    )


def not_measurable(code: str, form: MeasureForm, why: str) -> QualityMeasure:
    """A measure for which the plan lacks something; `why` is the key of the reason."""
    return QualityMeasure(code, CheckOutcome.NOT_MEASURABLE, form, remark=why)


def _outcome(value: Fraction, threshold: Threshold | None) -> CheckOutcome:
    if threshold is None:
        return CheckOutcome.COUNTED
    return _passed(threshold.holds_for(value))


def _passed(holds: bool) -> CheckOutcome:  # noqa: FBT001 - it is all that is asked
    return CheckOutcome.PASS if holds else CheckOutcome.FAIL
