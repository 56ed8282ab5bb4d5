"""Reads a plan with mpxj, a reader that is not ours, and writes what it found as JSON.

Runs in a process of its own, because a Java machine never leaves the process it was started in:
`python -m tests.mpxj_reader plan.xml found.json`.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from datetime import timedelta
from pathlib import Path
from typing import Any

Json = dict[str, Any]


def main(source: str, out: str) -> None:
    import jpype.imports  # noqa: F401, PLC0415 - lets Python import Java packages
    import mpxj  # noqa: PLC0415

    mpxj.startJVM("-Xmx512m")
    from org.mpxj.cpm import MicrosoftScheduler  # noqa: PLC0415
    from org.mpxj.reader import UniversalProjectReader  # noqa: PLC0415

    project = UniversalProjectReader().read(source)
    found: Json = {"stored": rows(project), "calendars": calendars(project)}
    MicrosoftScheduler().schedule(project, project.getProjectProperties().getStartDate())
    found["scheduled"] = rows(project)
    Path(out).write_text(json.dumps(found), encoding="utf-8")


def said(value: object) -> str | None:
    return None if value is None else str(value)


def rows(project: Any) -> Json:  # noqa: ANN401 - a Java object
    tasks = [t for t in project.getTasks() if t.getID() is not None and not t.getSummary()]
    return {str(task.getText(1)): row(task) for task in tasks}


def row(task: Any) -> Json:  # noqa: ANN401
    fields = {
        "start": task.getStart(),
        "finish": task.getFinish(),
        "early_start": task.getEarlyStart(),
        "early_finish": task.getEarlyFinish(),
        "late_start": task.getLateStart(),
        "late_finish": task.getLateFinish(),
        "constraint": task.getConstraintType(),
        "constraint_date": task.getConstraintDate(),
        "deadline": task.getDeadline(),
        "actual_start": task.getActualStart(),
        "actual_finish": task.getActualFinish(),
        "baseline_start": task.getBaselineStart(),
        "calendar": task.getCalendar().getName() if task.getCalendar() else None,
    }
    links = [
        [
            str(link.getPredecessorTask().getText(1)),
            str(link.getType()),
            float(link.getLag().getDuration()),
            str(link.getLag().getUnits()),
        ]
        for link in task.getPredecessors()
    ]
    return {**{name: said(value) for name, value in fields.items()}, "links": sorted(links)}


def calendars(project: Any) -> Json:  # noqa: ANN401
    from java.time import LocalDate  # noqa: PLC0415

    found = {}
    first = date(2024, 6, 1)
    for calendar in project.getCalendars():
        hours = {}
        for n in range(900):
            day = (first + timedelta(n)).isoformat()
            ranges = calendar.getHours(LocalDate.parse(day))
            hours[day] = [[str(r.getStart()), str(r.getEnd())] for r in ranges]
        found[str(calendar.getName())] = hours
    return found


if __name__ == "__main__":
    main(*sys.argv[1:])
