"""The files that make up a plan, and the files in its folder that are not read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from planner.problems import Location
from planner.problems import error
from planner.problems import warning
from planner.source.plan_file import LARGEST_FILE
from planner.source.plan_file import lies_within
from planner.source.plan_file import read_content
from planner.source.plan_file import system_reason
from planner.source.tree import content_tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from planner.problems import Problem
    from planner.source.tree import Tree

PROGRAMME = "programme.yaml"
SOURCES = "sources.yaml"
COMMITMENTS = "commitments.yaml"
OBLIGATIONS = "obligations.yaml"
RISKS = "risks.yaml"
REGISTERS = (PROGRAMME, SOURCES, COMMITMENTS, OBLIGATIONS, RISKS)
STATUS = "status"
LETTERS = "letters"
BASELINES = "baselines"
OTHER_ROOMS = (BASELINES, "scenarios")
"""Folders that are read on demand and not with the plan."""

MOST_FILES = 5_000
LARGEST_PLAN = 50_000_000
"""Bytes in all files together; a plan of a hundred thousand activities takes half of it."""


@dataclass(slots=True)
class Folder:
    """The files of a plan that could be read, as trees."""

    path: Path
    trees: dict[str, Tree] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    """Names of the files that could not be read in full."""
    digest: str = ""

    def workstream_names(self) -> list[str]:
        """Name the files that hold workstreams."""
        return [name for name in self.trees if "/" not in name and name not in REGISTERS]

    def add(self, name: str, tree: Tree) -> None:
        """Add a file that was read, with its problems."""
        self.problems += tree.problems
        if tree.problems:
            self.broken.add(name)
        self.trees[name] = tree

    def names_in(self, room: str) -> list[str]:
        """Name the files in a subfolder."""
        return [name for name in self.trees if name.startswith(f"{room}/")]


def read_folder(path: Path) -> Folder:
    """Read all files of a plan, as far as they can be read."""
    folder = Folder(path)
    digest = hashlib.sha256()
    problem = _not_a_plan(path)
    if problem:
        folder.problems.append(problem)
        return folder
    for file in _bounded(_plan_files(folder), folder):
        name = file.relative_to(path).as_posix()
        folder.add(name, read_tree(file, path, digest))
    folder.digest = digest.hexdigest()
    return folder


def read_tree(file: Path, folder: Path, digest: hashlib._Hash | None = None) -> Tree:
    """Read one file as a tree; a file that cannot be read gives an empty one with problems."""
    content = read_content(file, folder)
    if digest is not None:
        # With the name and the length, so that text moved to another file changes the digest.
        digest.update(f"{file.relative_to(folder).as_posix()}\0{len(content.raw)}\0".encode())
        digest.update(content.raw)
    return content_tree(content)


def _not_a_plan(path: Path) -> Problem | None:
    try:
        if not path.exists():
            return error("missing-folder", folder=str(path))
        if not path.is_dir():
            return error("not-a-folder", folder=str(path))
        # A link that leads nowhere is reported later, as a file that cannot be read.
        if not (path / PROGRAMME).is_symlink() and not (path / PROGRAMME).exists():
            return error("no-programme", folder=str(path))
    except (OSError, ValueError) as fault:
        # ValueError: a null character in the name of the folder.
        return error("unreadable-folder", folder=str(path), reason=system_reason(fault))
    return None


def _plan_files(folder: Folder) -> list[Path]:
    try:
        files = sorted(_yaml_files(folder, folder.path))
        for room in (STATUS, LETTERS):
            if (folder.path / room).is_dir():
                files += sorted(_yaml_files(folder, folder.path / room))
    except OSError as fault:
        where = str(fault.filename or folder.path)
        problem = error("unreadable-folder", folder=where, reason=system_reason(fault))
        folder.problems.append(problem)
        return []
    if len(files) > MOST_FILES:
        folder.problems.append(error("too-many-files", folder=str(folder.path), most=MOST_FILES))
        return []
    return files


def _bounded(files: list[Path], folder: Folder) -> list[Path]:
    """Refuse a plan that would not fit in memory."""
    total = 0
    for file in files:
        if file.is_file():
            size = file.stat().st_size
            # A file that is too large by itself is refused by name, and is not read either.
            if size <= LARGEST_FILE:
                total += size
    if total <= LARGEST_PLAN:
        return files
    megabytes = LARGEST_PLAN // 1_000_000
    folder.problems.append(error("plan-too-large", folder=str(folder.path), megabytes=megabytes))
    return []


def _yaml_files(folder: Folder, path: Path) -> Iterator[Path]:
    if not lies_within(path, folder.path):
        folder.problems.append(error("outside-folder", Location(path), target=str(path.resolve())))
        return
    for entry in path.iterdir():
        # Drafts of a writer, the lock, and what editors and Git keep beside a file.
        if entry.name.startswith("."):
            continue
        if entry.suffix == ".yaml":
            yield entry
        elif entry.suffix.casefold() in {".yml", ".yaml"}:
            name = f"{entry.stem}.yaml"
            folder.problems.append(warning("file-not-read", Location(entry), expected=name))
        elif path == folder.path and entry.is_dir() and _is_unknown_room(entry):
            folder.problems.append(warning("folder-not-read", Location(entry), name=entry.name))


def _is_unknown_room(entry: Path) -> bool:
    known = (STATUS, LETTERS, *OTHER_ROOMS)
    return entry.name not in known and any(entry.glob("*.yaml"))
