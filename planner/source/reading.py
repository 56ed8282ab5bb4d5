"""Read a folder of plan files as a plan, and collect all of its problems."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from planner.model import Plan
from planner.model import Programme
from planner.model import SentLetter
from planner.model import StatusReport
from planner.model.register import CommitmentsFile
from planner.model.register import ObligationsFile
from planner.model.register import RisksFile
from planner.model.register import SourcesFile
from planner.model.values import EARLIEST
from planner.problems import in_reading_order
from planner.progress import in_order
from planner.source.calendar_problems import NO_CALENDAR
from planner.source.cycles import without_cycles
from planner.source.folder import COMMITMENTS
from planner.source.folder import LETTERS
from planner.source.folder import OBLIGATIONS
from planner.source.folder import PROGRAMME
from planner.source.folder import RISKS
from planner.source.folder import SOURCES
from planner.source.folder import STATUS
from planner.source.folder import read_folder
from planner.source.horizon import horizon_problems
from planner.source.known import Known
from planner.source.places import Places
from planner.source.pruning import without_dangling
from planner.source.references import reference_problems
from planner.source.registers import read_keyed
from planner.source.registers import read_register
from planner.source.reports import read_named
from planner.source.reports import report_name_problems
from planner.source.workstreams import read_workstreams

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    from planner.model import Workstream
    from planner.problems import Problem
    from planner.source.folder import Folder
    from planner.source.tree import Tree
    from planner.source.workstreams import Workstreams

STAND_IN_START = EARLIEST
"""The start of a programme whose own start cannot be read; it has no schedule then."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of reading a plan folder."""

    plan: Plan | None
    """The sound part: every reference in it exists and no links run in a circle.

    `None` when the folder has no readable `programme.yaml`.
    """
    problems: tuple[Problem, ...] = ()
    places: Places = field(default_factory=Places)


def read_plan(path: Path, drafts: Mapping[str, Tree] | None = None) -> Reading:
    """Read a plan folder; what is wrong with one file does not take the others down.

    Args:
        path: The folder.
        drafts: Files that are not in it, by the name that they would have there.
    """
    folder = read_folder(path)
    if not folder.trees:
        return Reading(None, in_reading_order(folder.problems))
    for name, tree in (drafts or {}).items():
        folder.add(name, tree)
    streams = read_workstreams(folder)
    places = Places(folder.trees, streams.files, streams.activities)
    programme = _programme(folder)
    is_readable = PROGRAMME not in folder.broken or programme.start != STAND_IN_START
    plan = _assembled(folder, streams, programme)
    problems = folder.problems
    problems += reference_problems(plan, places, _known(plan, folder, streams))
    if is_readable:
        problems += horizon_problems(plan, places)
    problems += report_name_problems(plan, places)
    # In this order: the search for circles needs links whose two ends exist.
    plan, cycles = without_cycles(without_dangling(plan), places)
    problems += cycles
    if not is_readable:
        return Reading(None, in_reading_order(problems), places)
    return Reading(plan, in_reading_order(problems), places)


def _programme(folder: Folder) -> Programme:
    """Read the programme; stand-ins replace what is wrong, so that the rest can be checked."""
    stand_in = {
        "programme": "-",
        "start": STAND_IN_START,
        "default_calendar": NO_CALENDAR,
        "calendars": {NO_CALENDAR: {}},
    }
    if PROGRAMME in folder.broken and not folder.trees[PROGRAMME].value:
        return Programme.model_validate(stand_in)
    parts = ("calendars", "organisations", "provisions", "targets")
    programme = read_keyed(Programme, folder, PROGRAMME, parts, stand_in=stand_in)
    return programme or Programme.model_validate(stand_in)


def _assembled(folder: Folder, streams: Workstreams, programme: Programme) -> Plan:
    sources = read_register(SourcesFile, folder, SOURCES)
    risks = read_register(RisksFile, folder, RISKS)
    reports = read_named(StatusReport, folder, STATUS, "activities")
    letters = read_named(SentLetter, folder, LETTERS, "statements")
    return Plan(
        programme=programme,
        workstreams=_in_section_order(streams.workstreams, programme.section_order),
        activities=dict(sorted(streams.activities.items())),
        sources=sources.sources,
        facts=sources.facts,
        obligations=read_register(ObligationsFile, folder, OBLIGATIONS).obligations,
        commitments=read_register(CommitmentsFile, folder, COMMITMENTS).commitments,
        risks=risks.risks,
        correlations=risks.correlations,
        branches=risks.branches,
        reports=in_order(reports),
        letters=tuple(sorted(letters, key=lambda letter: (letter.date, letter.name))),
        digest=folder.digest,
    )


def _in_section_order(
    workstreams: Iterable[Workstream], section_order: Sequence[str]
) -> tuple[Workstream, ...]:
    """Sort as the programme says; workstreams that it does not name follow by id."""
    order = {name: position for position, name in enumerate(section_order)}
    last = len(order)
    return tuple(sorted(workstreams, key=lambda each: (order.get(each.id, last), each.id)))


def _known(plan: Plan, folder: Folder, streams: Workstreams) -> Known:
    """Collect the names that exist; of a file that is broken, any name may exist."""
    return Known(
        activities=streams.names,
        workstreams=frozenset(streams.files),
        open_workstreams=streams.broken,
        names={
            "unknown-workstream": frozenset(streams.files),
            "unknown-calendar": _names(folder, PROGRAMME, "calendars"),
            "unknown-organisation": _names(folder, PROGRAMME, "organisations"),
            "unknown-provision": _names(folder, PROGRAMME, "provisions"),
            "unknown-source": _registered(folder, "sources"),
            "unknown-fact": _registered(folder, "facts"),
        },
        fact_sources={name: fact.source for name, fact in plan.facts.items()},
    )


def _registered(folder: Folder, key: str) -> frozenset[str] | None:
    """List the names of a register of sources.yaml; a plan without it may use any name."""
    tree = folder.trees.get(SOURCES)
    if tree is None or (key not in tree.value and not tree.problems):
        return None
    return _names(folder, SOURCES, key)


def _names(folder: Folder, file: str, key: str) -> frozenset[str] | None:
    """List the names under a key, those of wrong entries too; `None` when any may exist."""
    # From the text and not from the model, which lacks the entries that are wrong.
    tree = folder.trees.get(file)
    if tree is None:
        return frozenset()
    value = tree.value.get(key, {})
    if tree.problems or not isinstance(value, dict) or (not value and file in folder.broken):
        return None
    return frozenset(value)
