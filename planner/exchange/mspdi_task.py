"""One task of MSPDI with everything that its element says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.exchange.mspdi_values import amount
from planner.exchange.mspdi_values import flag
from planner.exchange.mspdi_values import held_back
from planner.exchange.mspdi_values import minutes_of_span
from planner.exchange.mspdi_values import moment
from planner.exchange.mspdi_values import text_of
from planner.exchange.mspdi_values import whole
from planner.exchange.mspdi_write import CONSTRAINTS
from planner.exchange.mspdi_write import CUSTOM_FIELDS
from planner.exchange.project import Constraint
from planner.exchange.project import ImportedTask
from planner.exchange.project import TaskKind

if TYPE_CHECKING:
    from datetime import datetime
    from xml.etree.ElementTree import Element

CONSTRAINT_OF = {number: constraint for constraint, number in CONSTRAINTS.items()}
FIELD_OF = {number: name for name, (number, _) in CUSTOM_FIELDS.items()}
ELAPSED_FORMATS = frozenset({4, 6, 8, 10, 12, 20, 36, 38, 40, 42, 44, 52})
FIRST_WITH_DATE = 2
"""The numbers of "as soon as possible" and "as late as possible" come before it."""


def read_task(item: Element, key: str, parent: str | None) -> ImportedTask:
    """Read a `Task` element."""
    duration = minutes_of_span(text_of(item, "Duration"))
    constraint, constraint_date = _constraint(item)
    fields = _own_fields(item)
    finished = moment(text_of(item, "ActualFinish"))
    started = moment(text_of(item, "ActualStart"))
    baseline_start, baseline_finish = _baseline(item)
    resume = None
    if started and not finished:
        resume = moment(text_of(item, "Resume")) or moment(text_of(item, "Stop"))
    return ImportedTask(
        key=key,
        code=fields.get("id") or f"uid-{key}",
        name=text_of(item, "Name"),
        kind=_kind(item, duration),
        parent=parent,
        calendar=_calendar(item),
        duration=duration,
        is_elapsed=int(amount(item, "DurationFormat") or 7) in ELAPSED_FORMATS,
        constraint=constraint,
        constraint_date=constraint_date,
        deadline=moment(text_of(item, "Deadline")),
        is_manual=flag(item, "Manual"),
        is_active=flag(item, "Active", absent=True),
        actual_start=started,
        actual_finish=finished,
        percent_complete=amount(item, "PercentComplete"),
        remaining=_remaining(item, duration),
        resume=resume,
        start=moment(text_of(item, "Start")),
        finish=moment(text_of(item, "Finish")),
        late_start=moment(text_of(item, "LateStart")),
        late_finish=moment(text_of(item, "LateFinish")),
        total_float=_total_float(item),
        is_critical=flag(item, "Critical"),
        baseline_start=baseline_start,
        baseline_finish=baseline_finish,
        note=text_of(item, "Notes"),
        fields=fields,
        held_back=held_back(item),
    )


def _constraint(item: Element) -> tuple[Constraint, datetime | None]:
    number = whole(item, "ConstraintType")
    constraint = CONSTRAINT_OF.get(number, Constraint.ASAP)
    if number < FIRST_WITH_DATE:
        # MS Project may keep the date of a constraint that is no longer there.
        return constraint, None
    return constraint, moment(text_of(item, "ConstraintDate"))


def _own_fields(item: Element) -> dict[str, str]:
    """The values that an export of ours put in custom fields, by name."""
    fields = {}
    for attribute in item.iterfind("ExtendedAttribute"):
        name = FIELD_OF.get(text_of(attribute, "FieldID"))
        if name is not None:
            fields[name] = text_of(attribute, "Value")
    return fields


def _baseline(item: Element) -> tuple[datetime | None, datetime | None]:
    """The dates of the baseline; MS Project numbers ten more behind it, which are left alone."""
    for baseline in item.iterfind("Baseline"):
        if text_of(baseline, "Number") in {"", "0"}:
            return moment(text_of(baseline, "Start")), moment(text_of(baseline, "Finish"))
    return None, None


def _kind(item: Element, duration: int) -> TaskKind:
    if flag(item, "Summary"):
        return TaskKind.SUMMARY
    # MS Project can show a task with a duration as a milestone; it still takes its time.
    if flag(item, "Milestone") and not duration:
        return TaskKind.MILESTONE
    return TaskKind.TASK


def _calendar(item: Element) -> str | None:
    key = text_of(item, "CalendarUID")
    return None if key in {"", "-1"} else key


def _remaining(item: Element, duration: int) -> int:
    written = text_of(item, "RemainingDuration")
    if written:
        return minutes_of_span(written)
    return round(duration * (1 - amount(item, "PercentComplete") / 100))


def _total_float(item: Element) -> int | None:
    if item.find("TotalSlack") is None:
        return None
    # Slack is written in tenths of minutes.
    return round(amount(item, "TotalSlack") / 10)
