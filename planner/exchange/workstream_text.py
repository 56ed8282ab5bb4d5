"""The text of the files that an import writes."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from planner.exchange.calendar_match import calendar_entry
from planner.exchange.calendar_match import calendar_key
from planner.exchange.calendar_match import used_calendars
from planner.model import ProgressMode
from planner.source.writing import yaml_value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from planner.exchange.project import ExchangeProject
    from planner.exchange.to_workstream import WorkstreamEntry
    from planner.i18n import Locale
    from planner.workcalendar import Horizon

_PLAIN = re.compile(r"[A-Za-zÀ-ÿ][\w./()+ -]*[\w.)]|[A-Za-z]")
_AMOUNT = re.compile(r"-?\d+(\.\d+)?(d|h|ed|%)|true")
_MEANS_OTHERWISE = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})
"""Words that YAML may read as something else than text."""


def scalar(value: object) -> str:
    """Write a value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {scalar(item)}" for key, item in value.items()) + "}"
    if isinstance(value, date):
        return value.isoformat()
    # Most values are plain text; asking the YAML library for each of them would be slow.
    written = str(value)
    if _PLAIN.fullmatch(written) and written.casefold() not in _MEANS_OTHERWISE:
        return written
    if _AMOUNT.fullmatch(written):
        return written
    return yaml_value(value)


def workstream_text(
    head: Mapping[str, object], entries: Sequence[WorkstreamEntry], origin: str, locale: Locale
) -> str:
    """Write a workstream file with the outline of the other plan as comments."""
    header = locale.say("exchange.import.header", file=_comment(origin))
    lines = [f"# {header}", *_present(head), "activities:"]
    heading: tuple[str, ...] = ()
    for entry in entries:
        lines.append("")
        if entry.heading and entry.heading != heading:
            lines += [f"  # {' / '.join(map(_comment, entry.heading))}", ""]
        heading = entry.heading
        lines += _activity(entry)
    return _file_of(lines)


def _activity(entry: WorkstreamEntry) -> Iterator[str]:
    values = dict(entry.values)
    basis = values.pop("basis")
    yield f"  {entry.id}:"
    for key, value in values.items():
        yield f"    {key}: {scalar(value)}"
    if entry.after:
        yield "    after:"
    for link in entry.after:
        yield f"      - {scalar(link)}"
    yield f"    basis: {scalar(basis)}"


def report_text(
    head: Mapping[str, object],
    entries: Sequence[WorkstreamEntry],
    workstream: str,
    evidence: Mapping[str, object],
) -> str:
    """Write a status report with everything that has begun."""
    reported = (entry for entry in entries if entry.status)
    lines = (
        f"  {workstream}.{entry.id}: {scalar({**entry.status, **evidence})}" for entry in reported
    )
    return _file_of([*_present(head), "activities:", *lines])


def programme_text(project: ExchangeProject, period: Horizon, owner: str | None) -> str:
    """Write a first `programme.yaml` for a folder without one."""
    calendars = used_calendars(project)
    default = calendars[project.default_calendar]
    own = {calendar_key(default): default}
    own.update((calendar_key(calendar), calendar) for calendar in calendars.values())
    lines = [
        f"programme: {scalar(project.name or 'Programma')}",
        f"start: {project.start.date().isoformat()}",
        f"default_calendar: {calendar_key(default)}",
        "calendars:",
    ]
    for key, calendar in own.items():
        lines += calendar_entry(key, calendar, period)
    if project.options.progress is not ProgressMode.RETAINED_LOGIC:
        lines.append(f"settings: {{progress: {project.options.progress.value}}}")
    if owner:
        lines += ["organisations:", f"  {owner}: {{name: {scalar(owner)}, reports: true}}"]
    return _file_of(lines)


def _present(head: Mapping[str, object]) -> Iterator[str]:
    """The keys of a head that have a value."""
    for key, value in head.items():
        if value:
            yield f"{key}: {scalar(value)}"


def _file_of(lines: Sequence[str]) -> str:
    return "\n".join(lines) + "\n"


def _comment(written: str) -> str:
    """A text as a comment: what cannot be printed would break the line."""
    return " ".join("".join(c if c.isprintable() else " " for c in written).split())
