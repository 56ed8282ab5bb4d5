"""From a file of another program to files of ours: the draft of an import, and writing it."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from planner.exchange.calendar_match import choose_calendars
from planner.exchange.calendar_match import period_of
from planner.exchange.calendar_match import used_calendars
from planner.exchange.left_out import LeftOut
from planner.exchange.left_out import counts_by_name
from planner.exchange.project import ExchangeError
from planner.exchange.project import Fault
from planner.exchange.to_workstream import Converter
from planner.exchange.workstream_text import programme_text
from planner.exchange.workstream_text import report_text
from planner.exchange.workstream_text import workstream_text
from planner.i18n import DEFAULT_LOCALE
from planner.model.values import is_identifier
from planner.problems import Severity
from planner.source import read_plan
from planner.source.writing import replace_file
from planner.source.writing import sole_writer
from planner.source.writing import write_new

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence

    from planner.exchange.calendar_match import Match
    from planner.exchange.project import ExchangeProject
    from planner.exchange.to_workstream import WorkstreamEntry
    from planner.i18n import Locale
    from planner.model import Plan
    from planner.problems import Problem

PROGRAMME = "programme.yaml"


@dataclass(frozen=True, slots=True)
class Wish:
    """The choices of the person who imports.

    Attributes:
        workstream: Id of the workstream that the plan becomes.
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

    @property
    def evidence(self) -> dict[str, object]:
        """The keys that tell what every activity and dependency rests on."""
        return {"source": self.source} if self.source else {"basis": "assumption"}


@dataclass(frozen=True, slots=True)
class ImportDraft:
    """The files that an import would write, and what it leaves behind.

    Attributes:
        texts: The new text of each file.
        matches: The calendars that have become one of the plan's.
        snippet: Lines to add to `programme.yaml` for those that differ; empty when none does.
        lost: The number of things of each kind that have no place in the plan.
        problems: The errors that the check finds in the plan with the new files.
    """

    texts: Mapping[Path, str]
    activities: int
    dependencies: int
    reported: int
    matches: tuple[Match, ...]
    snippet: str
    lost: Mapping[str, int]
    problems: tuple[Problem, ...]


class FileState(StrEnum):
    """What an import does to a file; the text is under `exchange.import.state`."""

    NEW = "new"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


def draft(project: ExchangeProject, file: Path, folder: Path, wish: Wish) -> ImportDraft:
    """Turn an imported plan into the texts of files; nothing is written.

    Raises:
        ExchangeError: The plan folder cannot be read, or the result would not be a plan.
    """
    if not is_identifier(wish.workstream):
        raise ExchangeError(Fault.WORKSTREAM_ID, name=wish.workstream)
    plan = _plan_in(folder)
    wish = _completed(wish, project, plan)
    period = period_of(project)
    choice = choose_calendars(project, plan, period)
    horizon = project.horizon
    calendars = used_calendars(project).items()
    laid_out = {key: calendar.over(horizon) for key, calendar in calendars}
    converter = Converter(
        project, wish.workstream, laid_out, choice.names, wish.evidence, wish.owner
    )
    entries = converter.entries()
    if not entries:
        raise ExchangeError(Fault.NO_ACTIVITIES, file=file)
    head = {"workstream": wish.workstream, "title": wish.title, "lead": wish.owner}
    texts = {f"{wish.workstream}.yaml": workstream_text(head, entries, file.name, wish.locale)}
    reported = sum(bool(entry.status) for entry in entries)
    if reported:
        name, text = _status_report(converter, entries, wish)
        texts[name] = text
    if plan is not None and plan.programme.settings.progress is not project.options.progress:
        converter.lost[LeftOut.PROGRESS_MODE] += 1
    if plan is None:
        texts[PROGRAMME] = programme_text(project, period, wish.owner)
    files = {folder / name: text for name, text in texts.items()}
    return ImportDraft(
        files,
        len(entries),
        sum(len(entry.after) for entry in entries),
        reported,
        choice.matches,
        choice.snippet,
        counts_by_name(converter.lost),
        _errors_with(folder, texts),
    )


def write(drafted: ImportDraft, wish: Wish) -> dict[Path, FileState]:
    """Write the files of a draft and tell what became of each.

    Raises:
        ExchangeError: A file is there already, differs, and may not be replaced.
        planner.source.writing.WritingError: The folder refuses.
    """
    states = {path: _state(path, text) for path, text in drafted.texts.items()}
    taken = [str(path) for path, state in states.items() if state is FileState.REPLACED]
    if taken and not wish.replaces:
        raise ExchangeError(Fault.EXISTS, files=", ".join(taken))
    folder = min(drafted.texts, key=lambda path: len(path.parts)).parent
    # A second import at the same time would mix its files with these.
    with sole_writer(folder):
        for path, text in drafted.texts.items():
            _write_one(path, text, states[path])
    return states


def _write_one(path: Path, text: str, state: FileState) -> None:
    if state is FileState.REPLACED:
        replace_file(path, text)
    elif state is FileState.NEW:
        try:
            # Somebody may have made the file since it was looked for.
            write_new(path, text)
        except FileExistsError:
            raise ExchangeError(Fault.EXISTS, files=path) from None


def _state(path: Path, text: str) -> FileState:
    try:
        is_same = path.read_bytes() == text.encode("utf-8")
    except FileNotFoundError:
        return FileState.NEW
    except OSError as fault:
        raise ExchangeError(Fault.UNREADABLE, file=path, reason=fault.strerror) from None
    return FileState.UNCHANGED if is_same else FileState.REPLACED


def _plan_in(folder: Path) -> Plan | None:
    """The plan that is there; None for a folder without one, which then gets one."""
    if not (folder / PROGRAMME).exists():
        return None
    plan = read_plan(folder).plan
    if plan is None:
        raise ExchangeError(Fault.BROKEN_PLAN, folder=folder)
    return plan


def _completed(wish: Wish, project: ExchangeProject, plan: Plan | None) -> Wish:
    """The wish with the owner and title that the workstream has already.

    A later delivery of the same file then changes neither of them.
    """
    owner, title = wish.owner, wish.title
    known = None
    if plan is not None:
        known = plan.workstream(wish.workstream)
    if known is not None:
        owner, title = owner or known.lead, title or known.title
    return replace(wish, owner=owner, title=title or project.name or wish.workstream)


def _status_report(
    converter: Converter, entries: Sequence[WorkstreamEntry], wish: Wish
) -> tuple[str, str]:
    """The name and the text of the file that reports the progress in the plan."""
    if wish.owner is None:
        raise ExchangeError(Fault.OWNER_NEEDED)
    day = converter.data_date()
    head = {"data_date": day, "reported_by": wish.owner, "source": wish.source}
    text = report_text(head, entries, wish.workstream, wish.evidence)
    return f"status/{day.isoformat()}-{wish.workstream}.yaml", text


def _errors_with(folder: Path, texts: Mapping[str, str]) -> tuple[Problem, ...]:
    """The errors that a check finds in the new files, in a copy of the plan."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "plan"
        copy.mkdir()
        if (folder / PROGRAMME).exists():
            for path in sorted(folder.rglob("*.yaml")):
                shutil.copyfile(path, _place_in(copy, path.relative_to(folder)))
        for name, text in texts.items():
            _place_in(copy, Path(name)).write_text(text, encoding="utf-8")
        problems = read_plan(copy).problems
    ours = {PROGRAMME, *(Path(name).name for name in texts)}
    errors = (problem for problem in problems if problem.severity is Severity.ERROR)
    return tuple(e for e in errors if e.location is None or e.location.file.name in ours)


def _place_in(folder: Path, name: Path) -> Path:
    """The path of a file in a folder, with the folders between them."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
