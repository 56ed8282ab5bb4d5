"""The places of activities, links and reports in the plan files."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from planner.model import Activity
    from planner.model import DependencyType
    from planner.problems import Location
    from planner.source.tree import Tree

Part = str | int


@dataclass(frozen=True, slots=True)
class Places:
    """Finds the line and column of whatever a person wrote."""

    trees: Mapping[str, Tree] = field(default_factory=dict)
    """By name within the folder, such as `status/2026-01-22-aenm.yaml`."""
    workstream_files: Mapping[str, str] = field(default_factory=dict)
    activities: Mapping[str, Activity] = field(default_factory=dict)
    """As written, with the references to names that do not exist."""

    def file(self, name: str, *path: Part, key: bool = False) -> Location | None:
        """Find a value in a file, such as `programme.yaml`, `calendars`, `rijk`."""
        if name not in self.trees:
            return None
        return self.trees[name].place(path, key=key)

    def activity(self, identifier: str, *path: Part, key: bool = False) -> Location | None:
        """Find an activity, or a field of it; the activity itself when it lacks the field."""
        workstream, _, short = identifier.partition(".")
        name = self.workstream_files.get(workstream, "")
        return self.file(name, "activities", short, *path, key=key or not path)

    def workstream(self, identifier: str, *path: Part) -> Location | None:
        """Find the head of a workstream file."""
        return self.file(self.workstream_files.get(identifier, ""), *path)

    def dependency(
        self, successor: str, predecessor: str, kind: DependencyType | None = None
    ) -> Location | None:
        """Find the line that says that one activity waits for another."""
        activity = self.activities.get(successor)
        if activity is None:
            return self.activity(successor)
        for index, link in enumerate(activity.after):
            if link.activity == predecessor and kind in {None, link.type}:
                return self.activity(successor, "after", index)
        if activity.spans:
            for side, end in (("from", activity.spans.from_), ("to", activity.spans.to)):
                if end == predecessor:
                    return self.activity(successor, "spans", side)
        return self.activity(successor)

    def last_dependency(
        self, successor: str, predecessor: str, kind: DependencyType
    ) -> Location | None:
        """Find the last of several lines that say the same."""
        activity = self.activities.get(successor)
        if activity is None:
            return None
        place = None
        for index, link in enumerate(activity.after):
            if (link.activity, link.type) == (predecessor, kind):
                place = self.activity(successor, "after", index)
        return place

    def report(
        self, name: str, activity: str | None = None, entry: str | None = None
    ) -> Location | None:
        """Find a status report, what it says of an activity, or one field of that."""
        file = f"status/{name}.yaml"
        if activity is None:
            return self.file(file)
        if entry is None:
            return self.file(file, "activities", activity, key=True)
        return self.file(file, "activities", activity, entry)
