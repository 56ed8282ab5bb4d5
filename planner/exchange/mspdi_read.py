"""MSPDI, the XML of Microsoft Project, read within bounds and without entities."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import TYPE_CHECKING

from planner.exchange.bounded import records
from planner.exchange.left_out import LeftOut
from planner.exchange.left_out import counts_by_name
from planner.exchange.mspdi_calendars import read_calendar
from planner.exchange.mspdi_calendars import resolved
from planner.exchange.mspdi_task import ELAPSED_FORMATS
from planner.exchange.mspdi_task import FIELD_OF
from planner.exchange.mspdi_task import read_task
from planner.exchange.mspdi_values import amount
from planner.exchange.mspdi_values import flag
from planner.exchange.mspdi_values import moment
from planner.exchange.mspdi_values import text_of
from planner.exchange.mspdi_values import whole
from planner.exchange.mspdi_write import LINK_TYPES
from planner.exchange.mspdi_write import PORTION
from planner.exchange.project import Application
from planner.exchange.project import ExchangeError
from planner.exchange.project import ExchangeProject
from planner.exchange.project import Fault
from planner.exchange.project import ImportedLink
from planner.exchange.project import LagKind
from planner.exchange.project import Reason
from planner.exchange.project import TaskKind
from planner.exchange.project import first_start
from planner.schedule.network import LinkType
from planner.schedule.presets import MS_PROJECT
from planner.schedule.presets import Ends

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from planner.exchange.mspdi_calendars import RawCalendar
    from planner.exchange.mspdi_write import Step
    from planner.exchange.project import ImportedTask

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
RECORD_DEPTH = 2
"""A record stands in a list, and that in the project."""
LINK_TYPE_OF = {number: kind for kind, number in LINK_TYPES.items()}
LAG_KINDS = {
    **dict.fromkeys(ELAPSED_FORMATS, LagKind.ELAPSED),
    **dict.fromkeys((19, 20, 51, 52), LagKind.PERCENT),
}
"""By the number of the format; all others are working time."""
NO_RESOURCE = frozenset({"", "0", "-65535"})
"""How it is written that no resource is meant."""
MOST_LINKS = 2_000_000


@dataclass(slots=True)
class MspdiReader:
    """The content of a file as far as it has been read.

    Attributes:
        outline: The keys of the row that was read last and of the summaries above it.
        resource_calendars: The calendar of each resource.
        assigned: The resources of each task.
    """

    file: Path
    step: Step | None = None
    properties: dict[str, str] = field(default_factory=dict)
    calendars: dict[str, RawCalendar] = field(default_factory=dict)
    tasks: list[ImportedTask] = field(default_factory=list)
    links: list[ImportedLink] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)
    outline: list[str] = field(default_factory=list)
    resource_calendars: dict[str, str] = field(default_factory=dict)
    assigned: dict[str, set[str]] = field(default_factory=dict)

    def record(self, item: Element) -> None:
        """Keep a calendar, task, resource or assignment."""
        match item.tag:
            case "Calendar":
                # Those of resources are resolved only when a task needs them.
                calendar = read_calendar(item, self.lost)
                self.calendars[calendar.key] = calendar
            case "Task":
                self.task(item)
            case "Resource":
                self.resource(item)
            case "Assignment":
                self.assignment(item)

    def resource(self, item: Element) -> None:
        """Count a resource and keep its calendar."""
        key = text_of(item, "UID")
        if flag(item, "IsNull") or key in NO_RESOURCE:
            return
        self.lost[LeftOut.RESOURCE] += 1
        self.resource_calendars[key] = text_of(item, "CalendarUID")

    def assignment(self, item: Element) -> None:
        """Count an assignment; the resources of a task may explain its dates."""
        resource = text_of(item, "ResourceUID")
        if resource not in NO_RESOURCE:
            self.lost[LeftOut.ASSIGNMENT] += 1
            self.assigned.setdefault(text_of(item, "TaskUID"), set()).add(resource)
        if amount(item, "Delay") or amount(item, "LevelingDelay"):
            self.lost[LeftOut.ASSIGNMENT_DELAY] += 1

    def task(self, item: Element) -> None:
        """Keep a row, unless it is empty or the summary of the whole project."""
        key = text_of(item, "UID")
        if flag(item, "IsNull") or key in {"", "0"}:
            return
        # The rows stand in order of the outline: the parent is the last row one level up.
        level = max(whole(item, "OutlineLevel"), 1)
        above = self.outline[: level - 1]
        # A row with others one level down is a summary, also where the file says otherwise.
        if len(above) == len(self.outline) and self.tasks:
            self.tasks[-1] = replace(self.tasks[-1], kind=TaskKind.SUMMARY)
        self.outline = [*above, key]
        self.tasks.append(read_task(item, key, next(reversed(above), None)))
        for link in item.iterfind("PredecessorLink"):
            self.link(link, key)
        self.count(item)
        if self.step and len(self.tasks) % PORTION == 0:
            self.step(PORTION)

    def link(self, item: Element, successor: str) -> None:
        """Keep a link within the project."""
        predecessor = text_of(item, "PredecessorUID")
        if flag(item, "CrossProject") or not predecessor:
            self.lost[LeftOut.LINK_TO_OTHER_PROJECT] += 1
            return
        kind = LAG_KINDS.get(whole(item, "LagFormat"), LagKind.WORKING)
        lag = amount(item, "LinkLag")
        if kind is not LagKind.PERCENT:
            lag /= 10  # a lag in time is written in tenths of minutes
        number = whole(item, "Type", absent=LINK_TYPES[LinkType.FS])
        link_type = LINK_TYPE_OF.get(number)
        if link_type is None or len(self.links) >= MOST_LINKS:
            raise ExchangeError(Fault.VALUE, file=self.file, element="Type", value=number)
        self.links.append(ImportedLink(predecessor, successor, link_type, lag, kind))

    def count(self, item: Element) -> None:
        """Count the properties of a task that have no place in a plan of ours."""
        fields = {text_of(field, "FieldID") for field in item.iterfind("ExtendedAttribute")}
        self.lost += Counter(
            {
                LeftOut.MANUAL: flag(item, "Manual"),
                LeftOut.INACTIVE: not flag(item, "Active", absent=True),
                LeftOut.RECURRING: flag(item, "Recurring"),
                LeftOut.SUBPROJECT: flag(item, "IsSubproject") or flag(item, "ExternalTask"),
                LeftOut.COST: bool(amount(item, "Cost") or amount(item, "FixedCost")),
                LeftOut.LEVELLING_DELAY: bool(amount(item, "LevelingDelay")),
                LeftOut.BASELINE: item.find("Baseline") is not None,
                LeftOut.HYPERLINK: bool(text_of(item, "HyperlinkAddress")),
                LeftOut.CUSTOM_FIELD: not fields <= FIELD_OF.keys(),
            }
        )

    def project(self) -> ExchangeProject:
        """Give what was read as one plan.

        Raises:
            ExchangeError: It has no calendar or no start.
        """
        properties = self.properties
        per_day = int(properties.get("MinutesPerDay") or 480)
        default = properties.get("CalendarUID", "")
        if default not in self.calendars:
            default = next(iter(self.calendars), "")
        if not default:
            raise ExchangeError(Fault.NO_CALENDAR, file=self.file)
        start = first_start(moment(properties.get("StartDate")), self.tasks, self.file)
        used = {task.calendar or default for task in self.tasks} | {default}
        options = MS_PROJECT
        if properties.get("MultipleCriticalPaths") == "1":
            # Each network of tasks then has a critical path that ends where the network does.
            options = replace(MS_PROJECT, ends=Ends.OWN)
        return ExchangeProject(
            name=properties.get("Title") or properties.get("Name") or self.file.stem,
            application=Application.MS_PROJECT,
            start=start,
            status_date=moment(properties.get("StatusDate")),
            default_calendar=default,
            calendars=resolved(self.calendars, used, per_day),
            tasks=tuple(self.explained(task) for task in self.tasks),
            links=self.inner_links(),
            options=options,
            left_out=counts_by_name(self.lost),
        )

    def inner_links(self) -> tuple[ImportedLink, ...]:
        """Give the links with both ends in the file; the others are counted."""
        keys = {task.key for task in self.tasks}
        links = tuple(k for k in self.links if k.predecessor in keys and k.successor in keys)
        self.lost[LeftOut.LINK_TO_NOTHING] += len(self.links) - len(links)
        return links

    def explained(self, task: ImportedTask) -> ImportedTask:
        """Add the reason why the stored dates may not follow from logic: assigned resources."""
        resources = self.assigned.get(task.key)
        if task.held_back or not resources:
            return task
        own = task.calendar or self.properties.get("CalendarUID", "")
        for resource in resources:
            # A resource works on a calendar of its own, based on one of the project.
            calendar = self.calendars.get(self.resource_calendars.get(resource, ""))
            if calendar is not None and (calendar.is_special or calendar.base != own):
                return replace(task, held_back=Reason.RESOURCE_CALENDAR)
        return replace(task, held_back=Reason.RESOURCE)


def read_mspdi(path: Path, step: Step | None = None) -> ExchangeProject:
    """Read a plan from the XML of Microsoft Project.

    Args:
        path: The file.
        step: Is called now and then with the number of tasks read since the last time.

    Raises:
        ExchangeError: It is not such a file, or is too large, broken or hostile.
    """
    reader = MspdiReader(path, step)
    try:
        for depth, item in records(path, PROPERTIES | RECORDS):
            # Tasks and calendars have children with the names of properties, such as "Name".
            if depth == 1:
                reader.properties[item.tag] = (item.text or "").strip()
            elif depth == RECORD_DEPTH:
                reader.record(item)
    except (ValueError, OverflowError) as fault:
        raise ExchangeError(Fault.BAD_VALUE, file=path, reason=str(fault)) from None
    if not reader.properties and not reader.tasks:
        raise ExchangeError(Fault.NOT_MSPDI, file=path)
    return reader.project()
