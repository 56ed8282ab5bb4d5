"""Workstream files: each activity is read on its own, so that one mistake is one problem."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from typing import Any

from planner.model import Activity
from planner.model import Workstream
from planner.model.values import Scope
from planner.model.values import is_identifier
from planner.problems import error
from planner.source.registers import reserved_keys
from planner.source.validation import validate

if TYPE_CHECKING:
    from planner.source.folder import Folder
    from planner.source.tree import Tree


@dataclass(slots=True)
class Workstreams:
    """The workstreams of a plan and their activities, as all files together give them."""

    workstreams: list[Workstream] = field(default_factory=list)
    activities: dict[str, Activity] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    """Full ids of all activities, those with problems too."""
    files: dict[str, str] = field(default_factory=dict)
    """File name by workstream."""
    broken: set[str] = field(default_factory=set)
    """Workstreams that may have more activities than could be read."""


def read_workstreams(folder: Folder) -> Workstreams:
    """Read every workstream file of a plan."""
    streams = Workstreams()
    for name in folder.workstream_names():
        _read_file(folder, name, streams)
    return streams


def _read_file(folder: Folder, name: str, streams: Workstreams) -> None:
    tree, expected = folder.trees[name], PurePosixPath(name).stem
    if name in folder.broken:
        streams.broken.add(expected)
    # The name is known even without content: links to its activities are then not accused.
    if not tree.value:
        streams.files[expected] = name
        return
    head = {key: value for key, value in tree.value.items() if key != "activities"}
    workstream, problems = validate(Workstream, head, tree)
    folder.problems += problems
    written = head.get("workstream")
    if isinstance(written, str) and written != expected:
        place = tree.place(("workstream",))
        folder.problems.append(
            error("workstream-name", place, workstream=written, file=name, expected=expected)
        )
    if not is_identifier(expected):
        folder.problems.append(error("not-an-id", tree.place(()), value=expected))
    streams.files[expected] = name
    streams.workstreams.append(_named(workstream, expected))
    _read_activities(folder, tree, expected, streams)


def _named(workstream: Workstream | None, expected: str) -> Workstream:
    """Give a workstream the file name as its id; replace one that could not be read."""
    if workstream is None:
        return Workstream(id=expected, title=expected)
    if workstream.id != expected:
        return workstream.model_copy(update={"id": expected})
    return workstream


def _read_activities(folder: Folder, tree: Tree, workstream: str, streams: Workstreams) -> None:
    entries = tree.value.get("activities", {})
    if not isinstance(entries, dict):
        place = tree.place(("activities",))
        folder.problems.append(error("expected-mapping", place, key="activities", value="[…]"))
        streams.broken.add(workstream)
        return
    scope = Scope(workstream)
    for short, entry in entries.items():
        path = ("activities", short)
        streams.names.add(f"{workstream}.{short}")
        if not is_identifier(short):
            folder.problems.append(error("not-an-id", tree.place(path, key=True), value=short))
        activity = _read_activity(folder, tree, short, entry, scope)
        if activity is not None:
            streams.activities[activity.id] = activity


def _read_activity(
    folder: Folder,
    tree: Tree,
    short: str,
    entry: Any,  # noqa: ANN401
    scope: Scope,
) -> Activity | None:
    path = ("activities", short)
    if not isinstance(entry, dict):
        place = tree.place(path)
        folder.problems.append(error("expected-mapping", place, key=short, value=str(entry)[:60]))
        return None
    named = {**entry, "id": f"{scope.workstream}.{short}", "workstream": scope.workstream}
    folder.problems += reserved_keys(("id", "workstream"), tree, path)
    activity, problems = validate(Activity, named, tree, path, scope)
    folder.problems += problems
    return activity
