"""A folder of plan files becomes a plan, with every problem of it at once."""

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
    from collections.abc import Mapping
    from pathlib import Path

    from planner.problems import Problem
    from planner.source.folder import Folder
    from planner.source.tree import Tree
    from planner.source.workstreams import Workstreams

STAND_IN_START = EARLIEST
"""The start of a programme whose own start cannot be read; it has no schedule then."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading a plan folder."""

    plan: Plan | None
    """All that is sound: no reference in it leads nowhere and no links run in a circle.

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
    plan, cycles = without_cycles(without_dangling(plan), places)
    found = in_reading_order([*problems, *cycles])
    return Reading(plan if is_readable else None, found, places)


def _programme(folder: Folder) -> Programme:
    """Read the programme; what is wrong in it is stood in for, so that all else is checked."""
    stand_in = {
        "programme": "-",
        "start": STAND_IN_START,
        "default_calendar": NO_CALENDAR,
        "calendars": {NO_CALENDAR: {}},
    }
    if PROGRAMME in folder.broken and not folder.trees[PROGRAMME].value:
        return Programme.model_validate(stand_in)
    parts = ("calendars", "organisations", "provisions", "targets")
    found = read_keyed(Programme, folder, PROGRAMME, parts, stand_in=stand_in)
    return found or Programme.model_validate(stand_in)


def _assembled(folder: Folder, streams: Workstreams, programme: Programme) -> Plan:
    sources = read_register(SourcesFile, folder, SOURCES)
    risks = read_register(RisksFile, folder, RISKS)
    reports = read_named(StatusReport, folder, STATUS)
    letters = read_named(SentLetter, folder, LETTERS)
    order = {name: place for place, name in enumerate(programme.section_order)}
    return Plan(
        programme=programme,
        workstreams=tuple(
            sorted(
                streams.workstreams, key=lambda found: (order.get(found.id, len(order)), found.id)
            )
        ),
        activities=dict(sorted(streams.activities.items())),
        sources=sources.sources,
        facts=sources.facts,
        obligations=read_register(ObligationsFile, folder, OBLIGATIONS).obligations,
        commitments=read_register(CommitmentsFile, folder, COMMITMENTS).commitments,
        risks=risks.risks,
        correlations=risks.correlations,
        branches=risks.branches,
        reports=tuple(sorted(reports, key=lambda found: (found.data_date, found.name))),
        letters=tuple(sorted(letters, key=lambda found: (found.date, found.name))),
        digest=folder.digest,
    )


def _known(plan: Plan, folder: Folder, streams: Workstreams) -> Known:
    """Collect the names that exist; of a file that is broken, any name may exist."""
    return Known(
        activities=streams.names,
        open_workstreams=streams.broken,
        workstreams=frozenset(streams.files),
        calendars=_names(folder, PROGRAMME, "calendars"),
        organisations=_names(folder, PROGRAMME, "organisations"),
        provisions=_names(folder, PROGRAMME, "provisions"),
        sources=_registered(folder, "sources"),
        facts=_registered(folder, "facts"),
        fact_sources={name: fact.source for name, fact in plan.facts.items()},
    )


def _registered(folder: Folder, key: str) -> frozenset[str] | None:
    """List the names of a register of sources.yaml; one that is not kept allows any name."""
    tree = folder.trees.get(SOURCES)
    is_kept = tree is not None and (tree.problems or key in tree.value)
    return _names(folder, SOURCES, key) if is_kept else None


def _names(folder: Folder, file: str, key: str) -> frozenset[str] | None:
    """List the names under a key, also of entries that are wrong in themselves."""
    tree = folder.trees.get(file)
    if tree is None:
        return frozenset()
    value = tree.value.get(key, {})
    if tree.problems or not isinstance(value, dict) or (not value and file in folder.broken):
        return None
    return frozenset(value)
