"""The names that exist in a plan, and what was probably meant by one that does not."""

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

Where = Callable[[], Location | None]
"""Finds a place, when there is something to say about it."""


@dataclass(slots=True)
class Known:
    """The names that exist; `None` where they could not be read, so that any may exist."""

    activities: AbstractSet[str]
    open_workstreams: AbstractSet[str]
    """Workstreams that could not be read in full."""
    workstreams: AbstractSet[str]
    calendars: AbstractSet[str] | None
    organisations: AbstractSet[str] | None
    provisions: AbstractSet[str] | None
    sources: AbstractSet[str] | None
    facts: AbstractSet[str] | None
    fact_sources: Mapping[str, str]
    suggested: int = field(default=0)

    def missing(
        self,
        code: str,
        name: str | None,
        names: AbstractSet[str] | None,
        where: Where,
        **details: object,
    ) -> Iterator[Problem]:
        """Report a name that is not among those known."""
        if name is not None and names is not None and name not in names:
            suggestion = self.suggestion(name, names)
            yield error(code, where(), name=name, suggestion=suggestion, **details)

    def activity(self, code: str, name: str, where: Where, **details: object) -> Iterator[Problem]:
        """Report an activity that does not exist."""
        if name not in self.activities and name.partition(".")[0] not in self.open_workstreams:
            suggestion = self.suggested_activity(name)
            yield error(code, where(), name=name, suggestion=suggestion, **details)

    def suggestion(self, name: str, names: AbstractSet[str]) -> str | None:
        """Find what was probably meant."""
        self.suggested += 1
        return nearest(name, names) if self.suggested <= _MOST_SUGGESTIONS else None

    def suggested_activity(self, name: str) -> str | None:
        """Find what was probably meant: first within the workstream, then the same id elsewhere."""
        self.suggested += 1
        if self.suggested > _MOST_SUGGESTIONS:
            return None
        workstream, _, short = name.rpartition(".")
        if workstream in self.workstreams:
            mine = {
                known.partition(".")[2]
                for known in self.activities
                if known.startswith(f"{workstream}.")
            }
            found = nearest(short, mine)
            if found:
                return f"{workstream}.{found}"
        same = [known for known in self.activities if known.rpartition(".")[2] == short]
        if len(same) == 1:
            return same[0]
        return nearest(name, self.activities) if workstream not in self.workstreams else None
