"""Read a plan folder into plain values: activities, links, calendars, and what was reported."""

from __future__ import annotations

import re
from dataclasses import dataclass
from dataclasses import field
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

import yaml

from tests.reference.calendars import read_calendar

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from tests.reference.calendars import Calendar

CONSTRAINTS = (
    "start_no_earlier_than",
    "start_no_later_than",
    "finish_no_earlier_than",
    "finish_no_later_than",
    "must_start_on",
    "must_finish_on",
)
LEFT = ("finished", "remaining", "percent_complete", "expected_finish")
"""Of these a newer report replaces what an older one said."""

_LINK = re.compile(r"(\S+)(?:\s+(FS|SS|FF|SF)\s*([+-]\s*\S+)?)?")


@dataclass(frozen=True)
class Length:
    """A duration or a lag as written."""

    amount: Fraction
    unit: str

    @classmethod
    def read(cls, text: str) -> Length:
        """Read `20d`, `-3d`, `30ed` or `50%`."""
        amount, unit = re.fullmatch(r"([+-]?[\d.]+)([a-z%]+)", text.replace(" ", "")).groups()  # type: ignore[union-attr]
        return cls(Fraction(amount), unit)


NOTHING = Length(Fraction(0), "d")


@dataclass(frozen=True)
class Link:
    """A dependency; the type says which ends it ties."""

    predecessor: str
    successor: str
    type: str
    lag: Length


@dataclass
class Activity:
    """An activity as written, with the newest report about it."""

    id: str
    kind: str
    length: Length
    calendar: str
    term: str | None
    spans: tuple[str, str] | None
    dates: dict[str, date]
    due: date | None
    late: bool
    report: dict[str, Any] = field(default_factory=dict)

    @property
    def is_milestone(self) -> bool:
        """Whether it takes no time."""
        return self.kind in {"start-milestone", "finish-milestone"}

    @property
    def is_finished(self) -> bool:
        """Whether it was reported finished; of a milestone also reported started."""
        return "finished" in self.report or (self.is_milestone and "started" in self.report)

    @property
    def is_started(self) -> bool:
        """Whether work has begun."""
        return self.is_finished or "started" in self.report


@dataclass(frozen=True)
class Plan:
    """Everything that decides dates."""

    start: date
    data_date: date
    target: tuple[str, date] | None
    default: Calendar
    calendars: dict[str, Calendar]
    activities: dict[str, Activity]
    links: list[Link]
    critical_float: Length
    override: bool


def load(path: Path) -> Any:  # noqa: ANN401 - YAML
    """Read one file."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def read_plan(folder: Path, data_date: date | None = None) -> Plan:
    """Read a plan folder as it stood at a data date, by default that of the newest report."""
    programme = load(folder / "programme.yaml")
    start: date = programme["start"]
    reports = []
    for path in sorted((folder / "status").glob("*.yaml")):
        report = load(path)
        reports.append((report["data_date"], path.stem, report))
    day = data_date or max((dated for dated, _, _ in reports), default=start)
    default: str = programme["default_calendar"]
    calendars = {}
    for name in programme["calendars"]:
        calendars[name] = read_calendar(
            name, programme["calendars"], start.year - 5, start.year + 15
        )
    activities: dict[str, Activity] = {}
    links: list[Link] = []
    for path in sorted(folder.glob("*.yaml")):
        written = load(path)
        if "workstream" in written:
            _read_workstream(written, default, activities, links)
    targets = list(programme.get("targets", ()))
    if "target" in programme:
        targets.insert(0, programme["target"])
    for target in targets:
        found = activities[target["milestone"]]
        found.due = min(target["date"], found.due or target["date"])
    for dated, _, report in sorted(reports, key=lambda item: item[:2]):
        if dated <= day:
            _fold(report, activities)
    main = programme.get("target")
    settings = programme.get("settings", {})
    return Plan(
        start=start,
        data_date=day,
        target=(main["milestone"], main["date"]) if main else None,
        default=calendars[default],
        calendars=calendars,
        activities=activities,
        links=[_without_hammock(link, activities) for link in links],
        critical_float=Length.read(settings.get("critical_float", "0d")),
        override=settings.get("progress") == "progress-override",
    )


def _read_workstream(
    written: dict[str, Any],
    default: str,
    activities: dict[str, Activity],
    links: list[Link],
) -> None:
    """Read the activities of one file."""
    name, own = written["workstream"], written["activities"]

    def full(identifier: str) -> str:
        return f"{name}.{identifier}" if identifier in own else identifier

    for short, fields in own.items():
        kind, spans = "task", None
        if "milestone" in fields:
            kind = f"{fields['milestone']}-milestone"
        if "spans" in fields:
            kind = "hammock"
            spans = (full(fields["spans"]["from"]), full(fields["spans"]["to"]))
        length = fields.get("duration") or fields.get("estimate", {}).get("likely", "0d")
        dates = {}
        for constraint in CONSTRAINTS:
            if constraint in fields:
                dates[constraint] = _day(fields[constraint])
        identifier = f"{name}.{short}"
        activities[identifier] = Activity(
            id=identifier,
            kind=kind,
            length=Length.read(length),
            calendar=fields.get("calendar", default),
            term=fields.get("term"),
            spans=spans,
            dates=dates,
            due=_day(fields["deadline"]) if "deadline" in fields else None,
            late=fields.get("as_late_as_possible", False),
        )
        for item in fields.get("after", ()):
            predecessor, kind_of_link, lag = _read_link(item)
            links.append(Link(full(predecessor), identifier, kind_of_link, lag))


def _day(value: Any) -> date:  # noqa: ANN401 - YAML
    found: date = value["date"] if isinstance(value, dict) else value
    return found


def _read_link(item: Any) -> tuple[str, str, Length]:  # noqa: ANN401 - YAML
    """Read `build SS+40d` or its long form."""
    if isinstance(item, dict):
        return item["activity"], item.get("type", "FS"), Length.read(item.get("lag", "0d"))
    match = _LINK.fullmatch(item.strip())
    if match is None:
        raise ValueError(item)
    return match[1], match[2] or "FS", Length.read(match[3] or "0d")


def _without_hammock(link: Link, activities: dict[str, Activity]) -> Link:
    """Hang a link from a hammock on the activity at the end of it."""
    predecessor = activities[link.predecessor]
    while predecessor.spans is not None:
        predecessor = activities[predecessor.spans[link.type[0] == "F"]]
    return Link(predecessor.id, link.successor, link.type, link.lag)


def _fold(report: dict[str, Any], activities: dict[str, Activity]) -> None:
    """Let a newer report say what it says, and keep the rest."""
    for identifier, entry in report["activities"].items():
        state = activities[identifier].report
        if any(name in entry for name in LEFT):
            for name in LEFT[1:]:
                state.pop(name, None)
        state.update(entry)
