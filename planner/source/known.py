"""The names that exist in a plan, and suggestions for a name that does not exist."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from typing import TYPE_CHECKING

from planner.problems import Location
from planner.problems import error
from planner.problems import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from planner.problems import Problem

_MOST_SUGGESTIONS = 100
"""Looking for the nearest name takes long in a large plan; after this many it stops."""

Place = Callable[..., Location | None]
"""Finds the place of a path; it is called only when there is a problem."""


@dataclass(slots=True)
class Known:
    """The names that exist in a plan."""

    activities: AbstractSet[str]
    workstreams: AbstractSet[str]
    open_workstreams: AbstractSet[str]
    """Workstreams that could not be read in full: any activity may exist in them."""
    names: Mapping[str, AbstractSet[str] | None]
    """All other names, by the problem of a name that is not among them.

    `None` where they could not be read, so that any name may exist.
    """
    fact_sources: Mapping[str, str]
    suggested: int = field(default=0)

    def missing(
        self, code: str, name: str | None, place: Place, *path: str | int
    ) -> Iterator[Problem]:
        """Report a name that does not exist."""
        names = self.names[code]
        if name is not None and names is not None and name not in names:
            suggestion = nearest(name, names) if self._may_suggest() else None
            yield error(code, place(*path), name=name, suggestion=suggestion)

    def activity(
        self,
        name: str,
        place: Place,
        *path: str | int,
        code: str = "unknown-activity",
        **details: object,
    ) -> Iterator[Problem]:
        """Report an activity that does not exist."""
        if name not in self.activities and name.partition(".")[0] not in self.open_workstreams:
            suggestion = self._nearest_activity(name) if self._may_suggest() else None
            yield error(code, place(*path), name=name, suggestion=suggestion, **details)

    def _may_suggest(self) -> bool:
        self.suggested += 1
        return self.suggested <= _MOST_SUGGESTIONS

    def _nearest_activity(self, name: str) -> str | None:
        """Find a name in the same workstream, else the same short id in another one."""
        workstream, _, short = name.rpartition(".")
        is_workstream = workstream in self.workstreams
        if is_workstream:
            prefix = f"{workstream}."
            siblings = (known for known in self.activities if known.startswith(prefix))
            sibling = nearest(short, {known.removeprefix(prefix) for known in siblings})
            if sibling:
                return f"{workstream}.{sibling}"
        same = [known for known in self.activities if known.rpartition(".")[2] == short]
        if len(same) == 1:
            return same[0]
        # In a workstream that exists, a name from another one would only mislead.
        return None if is_workstream else nearest(name, self.activities)
