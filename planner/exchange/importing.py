"""From a file of another program to files of ours: what would be written, and writing it."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from planner.exchange.calendar_match import best_match
from planner.exchange.calendar_match import calendar_entry
from planner.exchange.project import ExchangeError
from planner.exchange.project import Fault
from planner.exchange.to_workstream import Converter
from planner.exchange.workstream_text import programme_text
from planner.exchange.workstream_text import report_text
from planner.exchange.workstream_text import workstream_text
from planner.exchange.written import identifier
from planner.i18n import DEFAULT_LOCALE
from planner.model.programme import YEARS_AFTER
from planner.model.programme import YEARS_BEFORE
from planner.model.values import is_identifier
from planner.problems import Severity
from planner.schedule.calendar_layout import work_calendars
from planner.source import read_plan
from planner.source.writing import replace_file
from planner.source.writing import sole_writer
from planner.source.writing import write_new
from planner.workcalendar import Horizon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.exchange.calendar_match import Match
    from planner.exchange.project import ExchangeProject
    from planner.exchange.project import ImportedCalendar
    from planner.i18n import Locale
    from planner.model import Plan
    from planner.problems import Problem

PROGRAMME = "programme.yaml"


@dataclass(frozen=True, slots=True)
class Wish:
    """How the plan is to be brought in.

    Attributes:
        workstream: Id of the workstream that it becomes.
        owner: The organisation that does the work; that of the workstream when it is there.
        source: Id of the document that the plan is, else everything is an assumption.
        title: Of the workstream; else as it was, else the name in the file.
        replaces: Whether files that are there may be overwritten.
    """

    workstream: str
    owner: str | None = None
    source: str | None = None
    title: str | None = None
    replaces: bool = False
    locale: Locale = DEFAULT_LOCALE


@dataclass(frozen=True, slots=True)
class ImportDraft:
    """What an import would write, and what it leaves behind.

    Attributes:
        texts: The new text of each file.
        matches: The calendars that have become one of the plan's.
        snippet: What to add to `programme.yaml` for those that differ; empty when none does.
        lost: What has no place in the plan, with how many.
        problems: What the check says of the plan with the new files in it, errors first.
    """

    texts: Mapping[Path, str]
    activities: int
    dependencies: int
    reported: int
    matches: tuple[Match, ...]
    snippet: str
    lost: Mapping[str, int]
    problems: tuple[Problem, ...]


def draft(project: ExchangeProject, file: Path, folder: Path, wish: Wish) -> ImportDraft:
    """Turn an imported plan into the texts of files; nothing is written.

    Raises:
        ExchangeError: The plan folder cannot be read, or the result would not be a plan.
    """
    if not is_identifier(wish.workstream):
        raise ExchangeError(Fault.WORKSTREAM_ID, name=wish.workstream)
    plan = _plan_in(folder)
    horizon = project.horizon
    used = {t.calendar or project.default_calendar for t in project.activities}
    used |= {project.default_calendar}
    calendars = {key: c for key, c in project.calendars.items() if key in used}
    evidence = {"source": wish.source} if wish.source else {"basis": "assumption"}
    start = date(project.start.year - YEARS_BEFORE, 1, 1)
    period = Horizon(
        max(horizon.first, start), min(horizon.last, date(project.start.year + YEARS_AFTER, 12, 31))
    )
    names, matches, snippet = _matched(project, calendars, plan, period)
    laid_out = {key: calendar.over(horizon) for key, calendar in calendars.items()}
    known = plan.workstream(wish.workstream) if plan else None
    owner = wish.owner or (known.lead if known else None)
    converter = Converter(project, wish.workstream, laid_out, names, evidence, owner)
    entries = converter.entries()
    if not entries:
        raise ExchangeError(Fault.NO_ACTIVITIES, file=file)
    title = wish.title or (known.title if known else None) or project.name or wish.workstream
    head = {"workstream": wish.workstream, "title": title, "lead": owner}
    texts = {
        folder / f"{wish.workstream}.yaml": workstream_text(head, entries, file.name, wish.locale)
    }
    reported = sum(bool(entry.status) for entry in entries)
    if reported:
        if owner is None:
            raise ExchangeError(Fault.OWNER_NEEDED)
        day = converter.data_date()
        about = {"data_date": day, "reported_by": owner, "source": wish.source}
        text = report_text(about, entries, wish.workstream, evidence)
        texts[folder / "status" / f"{day.isoformat()}-{wish.workstream}.yaml"] = text
    if plan is None:
        own = {names[key] or _key(c.name): c for key, c in calendars.items()}
        default = _key(calendars[project.default_calendar].name)
        own = {default: calendars[project.default_calendar], **own}
        texts[folder / PROGRAMME] = programme_text(project, own, default, period, owner)
    problems = _problems_with(folder, texts, wish)
    lost = {name: count for name, count in sorted(converter.lost.items()) if count}
    links = sum(len(entry.after) for entry in entries)
    return ImportDraft(texts, len(entries), links, reported, matches, snippet, lost, problems)


def write(found: ImportDraft, wish: Wish) -> dict[Path, str]:
    """Write the files of a draft; returns what became of each: new, replaced or unchanged.

    Raises:
        ExchangeError: A file is there already, differs, and may not be replaced.
        planner.source.writing.WritingError: The folder refuses.
    """
    states = {path: _state(path, text) for path, text in found.texts.items()}
    taken = [path for path, state in states.items() if state == "replaced"]
    if taken and not wish.replaces:
        raise ExchangeError(Fault.EXISTS, files=", ".join(str(path) for path in taken))
    folder = min(found.texts, key=lambda path: len(path.parts)).parent
    with sole_writer(folder):
        for path, text in found.texts.items():
            if states[path] == "new":
                try:
                    write_new(path, text)
                except FileExistsError:
                    raise ExchangeError(Fault.EXISTS, files=path) from None
            elif states[path] == "replaced":
                replace_file(path, text)
    return states


def _state(path: Path, text: str) -> str:
    try:
        return "unchanged" if path.read_bytes() == text.encode("utf-8") else "replaced"
    except FileNotFoundError:
        return "new"
    except OSError as fault:
        raise ExchangeError(Fault.UNREADABLE, file=path, reason=fault.strerror) from None


def _plan_in(folder: Path) -> Plan | None:
    """The plan that is there; None for a folder without one, which then gets one."""
    if not (folder / PROGRAMME).exists():
        return None
    plan = read_plan(folder).plan
    if plan is None:
        raise ExchangeError(Fault.BROKEN_PLAN, folder=folder)
    return plan


def _matched(
    project: ExchangeProject,
    calendars: Mapping[str, ImportedCalendar],
    plan: Plan | None,
    period: Horizon,
) -> tuple[dict[str, str | None], tuple[Match, ...], str]:
    """For each calendar the one of the plan, and what the plan would need to have them all."""
    if plan is None:
        default = project.default_calendar
        own = {key: None if key == default else _key(c.name) for key, c in calendars.items()}
        return own, (), ""
    laid_out = work_calendars(plan.programme)
    horizon = plan.programme.horizon
    period = Horizon(max(period.first, horizon.first), min(period.last, horizon.last))
    dates = [m.date() for t in project.activities for m in (t.start, t.finish) if m is not None]
    if dates:
        period = Horizon(max(min(dates), period.first), min(max(dates), period.last))
    names: dict[str, str | None] = {}
    matches = []
    lines: list[str] = []
    for key, calendar in calendars.items():
        match = best_match(calendar, laid_out, period)
        is_default = match.name == plan.programme.default_calendar
        names[key] = None if is_default else match.name
        matches.append(match)
        if match.days:
            lines += calendar_entry(_key(calendar.name), calendar, period)
    return names, tuple(matches), "\n".join(lines)


def _key(name: str) -> str:
    return identifier(name, "")


def _problems_with(folder: Path, texts: Mapping[Path, str], wish: Wish) -> tuple[Problem, ...]:
    """What the check says of a copy of the plan with the new files in it."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "plan"
        copy.mkdir()
        if (folder / PROGRAMME).exists():
            for path in sorted(folder.rglob("*.yaml")):
                place = copy / path.relative_to(folder)
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, place)
        for path, text in texts.items():
            place = copy / path.relative_to(folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")
        found = read_plan(copy).problems
    ours = {f"{wish.workstream}.yaml", PROGRAMME} | {path.name for path in texts}
    errors = [p for p in found if p.severity is Severity.ERROR]
    return tuple(p for p in errors if p.location is None or p.location.file.name in ours)
