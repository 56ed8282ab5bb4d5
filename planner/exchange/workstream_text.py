"""The text of the files that an import writes."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from planner.exchange.calendar_match import calendar_entry
from planner.source.writing import yaml_value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from planner.exchange.project import ExchangeProject
    from planner.exchange.project import ImportedCalendar
    from planner.exchange.to_workstream import WorkstreamEntry
    from planner.i18n import Locale
    from planner.workcalendar import Horizon

_PLAIN = re.compile(r"[A-Za-zÀ-ÿ][\w./()+ -]*[\w.)]|[A-Za-z]")
_MEANS_OTHERWISE = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n"})


def scalar(value: object) -> str:
    """A value on one line; the common plain text without asking the YAML library."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {scalar(item)}" for key, item in value.items()) + "}"
    if isinstance(value, date):
        return value.isoformat()
    written = str(value)
    if _PLAIN.fullmatch(written) and written.casefold() not in _MEANS_OTHERWISE:
        return written
    return yaml_value(value) if not _is_amount(written) else written


def _is_amount(written: str) -> bool:
    return written == "true" or re.fullmatch(r"-?\d+(\.\d+)?(d|h|ed|%)", written) is not None


def workstream_text(
    head: Mapping[str, object], entries: Sequence[WorkstreamEntry], origin: str, locale: Locale
) -> str:
    """A workstream file with the outline of the other plan as comments."""
    lines = [f"# {locale.say('exchange.import.header', file=_comment(origin))}"]
    lines += [f"{key}: {scalar(value)}" for key, value in head.items() if value]
    lines.append("activities:")
    heading: tuple[str, ...] = ()
    for entry in entries:
        lines.append("")
        if entry.heading and entry.heading != heading:
            lines += [f"  # {' / '.join(_comment(part) for part in entry.heading)}", ""]
        heading = entry.heading
        lines += _activity(entry)
    return "\n".join(lines) + "\n"


def _activity(entry: WorkstreamEntry) -> Iterator[str]:
    yield f"  {entry.id}:"
    yield from (f"    {key}: {scalar(v)}" for key, v in entry.values.items() if key != "basis")
    if entry.after:
        yield "    after:"
        yield from (f"      - {scalar(dict(link))}" for link in entry.after)
    yield f"    basis: {scalar(entry.values['basis'])}"


def report_text(
    head: Mapping[str, object],
    entries: Sequence[WorkstreamEntry],
    workstream: str,
    evidence: object,
) -> str:
    """A status report with everything that has begun."""
    lines = [f"{key}: {scalar(value)}" for key, value in head.items() if value]
    lines.append("activities:")
    extra = evidence if isinstance(evidence, dict) else {}
    for entry in entries:
        if entry.status:
            said = scalar({**entry.status, **extra})
            lines.append(f"  {workstream}.{entry.id}: {said}")
    return "\n".join(lines) + "\n"


def programme_text(
    project: ExchangeProject,
    calendars: Mapping[str, ImportedCalendar],
    default: str,
    period: Horizon,
    owner: str | None,
) -> str:
    """A first `programme.yaml` for a folder without one."""
    lines = [
        f"programme: {scalar(project.name or 'Programma')}",
        f"start: {project.start.date().isoformat()}",
        f"default_calendar: {default}",
        "calendars:",
    ]
    for key, calendar in calendars.items():
        lines += calendar_entry(key, calendar, period)
    if owner:
        lines += ["organisations:", f"  {owner}: {{name: {scalar(owner)}, reports: true}}"]
    return "\n".join(lines) + "\n"


def _comment(written: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in written).split())
