"""Dependencies between activities, with their type, lag and reason."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING
from typing import Any
from typing import ClassVar

from planner.duration import Duration
from planner.model.base import Evidence
from planner.model.base import ShortForm
from planner.model.values import ActivityRef
from planner.model.values import Lag
from planner.model.values import reject

if TYPE_CHECKING:
    from pydantic.json_schema import JsonSchemaValue

# MS Project writes `12FS+5d`; here a space keeps the id and the type apart.
_SHORT_DEPENDENCY = re.compile(r"(\S+?)(?:\s+(FS|SS|FF|SF)\s*([+-]\s*\S+)?)?", re.IGNORECASE)


class DependencyType(StrEnum):
    """The end of the predecessor for which an end of the successor waits."""

    FS = "FS"
    SS = "SS"
    FF = "FF"
    SF = "SF"

    @property
    def from_finish(self) -> bool:
        """Whether it hangs on the finish of the predecessor."""
        return self in {DependencyType.FS, DependencyType.FF}

    @property
    def to_start(self) -> bool:
        """Whether it moves the start of the successor."""
        return self in {DependencyType.FS, DependencyType.SS}


class Dependency(Evidence, ShortForm):
    """A rule that an activity waits for another one."""

    short_form: ClassVar[str] = "activity"

    activity: ActivityRef
    """The predecessor, always with its workstream."""
    type: DependencyType = DependencyType.FS
    lag: Lag = Duration.zero()
    """Time between the two ends, in the predecessor's calendar; negative for a lead."""
    reason: str | None = None

    @classmethod
    def expand(cls, text: str) -> dict[str, Any]:
        """Read `build`, `build SS` or `workstream.build FS-3d`."""
        match = _SHORT_DEPENDENCY.fullmatch(text.strip())
        if match is None:
            reject("not-a-dependency", value=text)
        activity, kind, lag = match.groups()
        written: dict[str, Any] = {"activity": activity}
        if kind:
            written["type"] = kind.upper()
        if lag:
            written["lag"] = lag.replace(" ", "")
        return written

    @classmethod
    def short_schema(cls) -> JsonSchemaValue:
        """Describe `build FS+5d` to an editor."""
        return {"type": "string", "pattern": r"^\S+( +(FS|SS|FF|SF)( *[+-] *\S+)?)?$"}
