"""MSPDI, the XML of Microsoft Project, read within bounds and without entities."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.exchange.bounded import records
from planner.exchange.mspdi_calendars import read_calendar
from planner.exchange.mspdi_calendars import resolved
from planner.exchange.mspdi_values import amount
from planner.exchange.mspdi_values import flag
from planner.exchange.mspdi_values import held_back
from planner.exchange.mspdi_values import minutes_of_span
from planner.exchange.mspdi_values import moment
from planner.exchange.mspdi_values import text_of
from planner.exchange.mspdi_write import CONSTRAINTS
from planner.exchange.mspdi_write import CUSTOM_FIELDS
from planner.exchange.mspdi_write import LINK_TYPES
from planner.exchange.project import Application
from planner.exchange.project import Constraint
from planner.exchange.project import ExchangeError
from planner.exchange.project import ExchangeProject
from planner.exchange.project import Fault
from planner.exchange.project import ImportedLink
from planner.exchange.project import ImportedTask
from planner.exchange.project import LagKind
from planner.exchange.project import TaskKind
from planner.schedule.presets import MS_PROJECT
from planner.schedule.presets import Ends

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from planner.exchange.mspdi_calendars import RawCalendar
    from planner.exchange.mspdi_write import Step

PROPERTIES = frozenset(
    {
        "Name",
        "Title",
        "StartDate",
        "StatusDate",
        "CalendarUID",
        "MinutesPerDay",
        "MultipleCriticalPaths",
        "ScheduleFromStart",
    }
)
RECORDS = frozenset({"Calendar", "Task", "Resource", "Assignment"})
CONSTRAINT_OF = {number: constraint for constraint, number in CONSTRAINTS.items()}
LINK_TYPE_OF = {number: kind for kind, number in LINK_TYPES.items()}
FIELD_OF = {number: name for name, (number, _) in CUSTOM_FIELDS.items()}
ELAPSED_FORMATS = frozenset({4, 6, 8, 10, 12, 20, 36, 38, 40, 42, 44, 52})
PERCENT_FORMATS = frozenset({19, 20, 51, 52})
MOST_LINKS = 2_000_000


@dataclass(slots=True)
class MspdiReader:
    """What has been read so far."""

    file: Path
    properties: dict[str, str] = field(default_factory=dict)
    calendars: dict[str, RawCalendar] = field(default_factory=dict)
    tasks: list[ImportedTask] = field(default_factory=list)
    links: list[ImportedLink] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    above: list[str] = field(default_factory=list)
    resource_calendars: dict[str, str] = field(default_factory=dict)
    assigned: dict[str, set[str]] = field(default_factory=dict)

    def calendar(self, found: Element) -> None:
        """Keep a calendar; those of resources are resolved only when a task needs them."""
        raw = read_calendar(found, self.lost)
        self.calendars[raw.key] = raw

    def resource(self, found: Element) -> None:
        """Count a resource and what it costs."""
        if flag(found, "IsNull") or text_of(found, "UID") in {"0", "-65535", ""}:
            return
        self.lost["resource"] += 1
        self.resource_calendars[text_of(found, "UID")] = text_of(found, "CalendarUID")

    def assignment(self, found: Element) -> None:
        """Count an assignment; which resources a task has may explain its dates."""
        resource = text_of(found, "ResourceUID")
        if resource not in {"", "-65535", "0"}:
            self.lost["assignment"] += 1
            self.assigned.setdefault(text_of(found, "TaskUID"), set()).add(resource)
        if amount(found, "Delay") or amount(found, "LevelingDelay"):
            self.lost["assignment-delay"] += 1

    def task(self, found: Element) -> None:
        """Keep a row, unless it is empty or the summary of the whole project."""
        key = text_of(found, "UID")
        if flag(found, "IsNull") or not key or key == "0":
            return
        level = max(int(amount(found, "OutlineLevel") or 1), 1)
        parent = (
            self.above[min(level - 1, len(self.above)) - 1] if level > 1 and self.above else None
        )
        self.above[level - 1 :] = [key]
        self.tasks.append(read_task(found, key, parent))
        for link in found.iterfind("PredecessorLink"):
            self.link(link, key)
        self.count(found)

    def link(self, found: Element, successor: str) -> None:
        """Keep a link within the project."""
        predecessor = text_of(found, "PredecessorUID")
        if flag(found, "CrossProject") or not predecessor:
            self.lost["link-to-other-project"] += 1
            return
        form = int(amount(found, "LagFormat") or 7)
        lag = amount(found, "LinkLag")
        kind = LagKind.WORKING if form not in ELAPSED_FORMATS else LagKind.ELAPSED
        if form in PERCENT_FORMATS:
            kind = LagKind.PERCENT
        else:
            lag /= 10
        number = int(amount(found, "Type")) if found.find("Type") is not None else 1
        link_type = LINK_TYPE_OF.get(number)
        if link_type is None or len(self.links) >= MOST_LINKS:
            raise ExchangeError(Fault.VALUE, file=self.file, element="Type", value=number)
        self.links.append(ImportedLink(predecessor, successor, link_type, lag, kind))

    def count(self, found: Element) -> None:
        """Count what a plan of ours has no place for."""
        features = {
            "manual": flag(found, "Manual"),
            "inactive": found.find("Active") is not None and not flag(found, "Active"),
            "recurring": flag(found, "Recurring"),
            "subproject": flag(found, "IsSubproject") or flag(found, "ExternalTask"),
            "cost": bool(amount(found, "Cost") or amount(found, "FixedCost")),
            "levelling-delay": bool(amount(found, "LevelingDelay")),
            "baseline": found.find("Baseline") is not None,
            "hyperlink": bool(text_of(found, "HyperlinkAddress")),
            "custom-field": any(
                text_of(a, "FieldID") not in FIELD_OF for a in found.iterfind("ExtendedAttribute")
            ),
        }
        self.lost.update(name for name, present in features.items() if present)

    def project(self) -> ExchangeProject:
        """What was read, as one plan."""
        per_day = int(self.properties.get("MinutesPerDay") or 480)
        default = self.properties.get("CalendarUID", "")
        if default not in self.calendars:
            default = next(iter(self.calendars), "")
        if not default:
            raise ExchangeError(Fault.NO_CALENDAR, file=self.file)
        start = moment(self.properties.get("StartDate")) or min(
            (t.start for t in self.tasks if t.start), default=None
        )
        if start is None:
            raise ExchangeError(Fault.NO_START, file=self.file)
        known = {task.key for task in self.tasks}
        links = [k for k in self.links if {k.predecessor, k.successor} <= known]
        if len(links) < len(self.links):
            self.lost["link-to-nothing"] += len(self.links) - len(links)
        own_path = self.properties.get("MultipleCriticalPaths") == "1"
        calendars = resolved(self.calendars, {t.calendar for t in self.tasks} | {default}, per_day)
        return ExchangeProject(
            name=self.properties.get("Title") or self.properties.get("Name") or self.file.stem,
            application=Application.MS_PROJECT,
            start=start,
            status_date=moment(self.properties.get("StatusDate")),
            default_calendar=default,
            calendars=calendars,
            tasks=tuple(self.explained(task) for task in self.tasks),
            links=tuple(links),
            options=replace(MS_PROJECT, ends=Ends.OWN) if own_path else MS_PROJECT,
            left_out={name: count for name, count in sorted(self.lost.items()) if count},
        )

    def explained(self, task: ImportedTask) -> ImportedTask:
        """A task with the reason why its stored dates may not follow from logic."""
        if task.held_back or not self.assigned.get(task.key):
            return task
        calendars = {self.resource_calendars.get(r, "") for r in self.assigned[task.key]}
        worked = {self.calendars[key].base for key in calendars if key in self.calendars}
        has_own = any(self.calendars[key].is_special for key in calendars if key in self.calendars)
        own = task.calendar or self.properties.get("CalendarUID", "")
        differs = has_own or (worked and worked != {own})
        return replace(task, held_back="resource-calendar" if differs else "resource")


def read_task(found: Element, key: str, parent: str | None) -> ImportedTask:
    """One `Task` element."""
    duration = minutes_of_span(text_of(found, "Duration"))
    number = int(amount(found, "ConstraintType"))
    calendar = text_of(found, "CalendarUID")
    fields = {
        FIELD_OF[text_of(a, "FieldID")]: text_of(a, "Value")
        for a in found.iterfind("ExtendedAttribute")
        if text_of(a, "FieldID") in FIELD_OF
    }
    finished = moment(text_of(found, "ActualFinish"))
    started = moment(text_of(found, "ActualStart"))
    baseline = next(
        (b for b in found.iterfind("Baseline") if text_of(b, "Number") in {"", "0"}), None
    )
    return ImportedTask(
        key=key,
        code=fields.get("id") or f"uid-{key}",
        name=text_of(found, "Name"),
        kind=_kind(found, duration),
        parent=parent,
        calendar=None if calendar in {"", "-1"} else calendar,
        duration=duration,
        is_elapsed=int(amount(found, "DurationFormat") or 7) in ELAPSED_FORMATS,
        constraint=CONSTRAINT_OF.get(number, Constraint.ASAP),
        constraint_date=moment(text_of(found, "ConstraintDate")) if number > 1 else None,
        deadline=moment(text_of(found, "Deadline")),
        is_manual=flag(found, "Manual"),
        is_active=found.find("Active") is None or flag(found, "Active"),
        actual_start=started,
        actual_finish=finished,
        percent_complete=amount(found, "PercentComplete"),
        remaining=_remaining(found, duration),
        resume=_resume(found) if started and not finished else None,
        start=moment(text_of(found, "Start")),
        finish=moment(text_of(found, "Finish")),
        late_start=moment(text_of(found, "LateStart")),
        late_finish=moment(text_of(found, "LateFinish")),
        total_float=round(amount(found, "TotalSlack") / 10)
        if found.find("TotalSlack") is not None
        else None,
        is_critical=flag(found, "Critical"),
        baseline_start=moment(text_of(baseline, "Start")) if baseline is not None else None,
        baseline_finish=moment(text_of(baseline, "Finish")) if baseline is not None else None,
        note=text_of(found, "Notes"),
        fields=fields,
        held_back=held_back(found),
    )


def _kind(found: Element, duration: int) -> TaskKind:
    if flag(found, "Summary"):
        return TaskKind.SUMMARY
    return TaskKind.MILESTONE if flag(found, "Milestone") and not duration else TaskKind.TASK


def _remaining(found: Element, duration: int) -> int:
    written = text_of(found, "RemainingDuration")
    if written:
        return minutes_of_span(written)
    return round(duration * (1 - amount(found, "PercentComplete") / 100))


def _resume(found: Element) -> datetime | None:
    stop, resume = moment(text_of(found, "Stop")), moment(text_of(found, "Resume"))
    return resume or stop


def read_mspdi(path: Path, step: Step | None = None) -> ExchangeProject:
    """Read a plan from the XML of Microsoft Project.

    Args:
        path: The file.
        step: Is called now and then with the number of tasks read since the last time.

    Raises:
        ExchangeError: It is not such a file, or is too large, broken or hostile.
    """
    reader = MspdiReader(path)
    keep = {
        "Calendar": reader.calendar,
        "Task": reader.task,
        "Resource": reader.resource,
        "Assignment": reader.assignment,
    }
    try:
        for depth, found in records(path, PROPERTIES | RECORDS):
            if found.tag in keep and depth == 2:  # noqa: PLR2004 - Project, then the list
                keep[found.tag](found)
                if step and found.tag == "Task" and len(reader.tasks) % 200 == 0:
                    step(200)
            elif depth == 1:
                reader.properties[found.tag] = (found.text or "").strip()
    except (ValueError, OverflowError) as fault:
        raise ExchangeError(Fault.BAD_VALUE, file=path, reason=str(fault)) from None
    if not reader.properties and not reader.tasks:
        raise ExchangeError(Fault.NOT_MSPDI, file=path)
    return reader.project()
