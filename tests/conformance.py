"""Write docs/conformance.md: how exactly the engine gives the dates of other programs.

    python -m tests.conformance

needs the schedules of other programs (see `tests.oracles`); the test of this page does too.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from tests.oracles import FOLDER
from tests.oracles import compare
from tests.oracles import oracle
from tests.oracles import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.oracles import Json

PAGE = Path(__file__).parents[1] / "docs" / "conformance.md"

SOURCES = {
    "p6-capture": "Primavera P6 23.12",
    "nl-differential": "mpxj (MicrosoftScheduler, PrimaveraScheduler), random Dutch plans",
    "hand-derived": "CPM theory, small cases in whole days",
    "mpsplib": "MS Project, multi-project plans",
}
OTHER = "MS Project, real files"

INTRODUCTION = """\
# How exact the dates are

Every schedule below was computed by another program, or derived by hand from the theory of the
critical path method. The engine computes it again with the preset of that program (`P6` or
`MS_PROJECT`), and each date and float is compared. Two instants are equal when no working time of
the activity's calendar lies between them (Friday 17:00 is Monday 08:00), to one minute.

This page is written by `python -m tests.conformance`. The values themselves are tested by
`tests/schedule/test_oracles.py`; the 60 Dutch plans are part of the repository, the other schedules
are kept beside it and may be pointed to with `PLANNER_ORACLES`.
"""

NOTES = """\
## How the hand-derived cases are read

They come from a tool that knows whole days only. Its rules that a finish asked for on the morning
of a day is met on its evening, and that after a day on which work was finished others go on the day
after, are an option of the engine (`knows_days_alone`, off in the presets). Its other conventions
are those of its files: a start is 08:00 and a finish 17:00 of the day that is named, the actual
dates of finished work lie on working days, percentage lags are rounded to days, and an SF lag runs
to the end of its day.

## What random plans show

`tests/reference` is a second scheduler, by another method and without a line of the engine. Random
plans with all link types, leads and lags in work and elapsed time, several calendars, constraints,
deadlines, statutory terms and progress go through YAML and `planner schedule` and are compared with
it in every field: 60 of them in every test run, more by `make fuzz`. With `make fuzz PLANS=1000
SEED=1000` 981 plans agree. The others differ in late dates or free floats, mostly where several
links with elapsed lags, or links through finished work, meet in a gap of a calendar.

`tests/field_cases` holds small cases whose right answer was worked out by hand. Those that do not
come out yet are in its `open.txt`: rules of MS Project that a plan of ours cannot carry, and actual
dates after the data date, which a check refuses.

## Rules that these schedules settled

* A lag after a finished predecessor still runs from its actual date, also past the data date
  (PrimaveraScheduler and MicrosoftScheduler agree); without a lag a finished predecessor imposes
  the data date at most.
* The finish of an activity for whose start alone others wait (SS, SF) is bounded by the end of the
  network in P6, and in our own plans by the latest target or deadline behind that start. Its free
  float in P6 knows a bound only when nothing waits for it at all; in our own plans always.
* P6 leaves a late start that falls in a gap of its calendar behind the gap; our own plans show the
  last working day before it, and what comes before follows from that day.
* MS Project: an activity is held by the project start only where it has no predecessor, or FF ones.
* MS Project: the free float of an open end runs to its own late finish and is never negative.
"""


def source_of(name: str) -> str:
    """The program that computed a file."""
    return next((text for start, text in SOURCES.items() if name.startswith(start)), OTHER)


def features_of(case: Json) -> Iterator[str]:
    """What a case exercises."""
    for link in case["links"]:
        yield f"{link['type']} links"
        lag = link.get("lag_percent") or link["lag"]
        if lag:
            yield f"{link.get('lag_kind', 'working')} {'leads' if lag < 0 else 'lags'}"
    if len(case["calendars"]) > 1:
        yield "several calendars"
    if any(calendar["exceptions"] for calendar in case["calendars"].values()):
        yield "holidays and exceptions"
    for task in case["tasks"]:
        yield from task_features(task)
    if case["project"].get("must_finish_by"):
        yield "project must finish by"


def task_features(task: Json) -> Iterator[str]:
    """What one task exercises."""
    if task["constraint"] != "ASAP":
        yield f"constraint {task['constraint']}"
    if task.get("constraint2"):
        yield f"constraint {task['constraint2']}"
    if task.get("deadline"):
        yield "deadlines"
    if task.get("actual_start") or task.get("actualStart"):
        yield "progress"
    if task["kind"] in {"milestone", "summary"}:
        yield f"{task['kind']} tasks"


def counts() -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """Cases, values and differences per source and per feature."""
    by_source: dict[str, Counter[str]] = defaultdict(Counter)
    by_feature: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(FOLDER.glob("*.json.gz")):
        if path.name.startswith("psplib"):
            continue
        for case in read(path):
            values, differences = compare(oracle(case))
            for count in (
                by_source[source_of(path.name)],
                *(by_feature[f] for f in set(features_of(case))),
            ):
                count.update(cases=1, values=values, differ=len(differences))
    with gzip.open(FOLDER / "psplib-mpm.json.gz", "rt", encoding="utf-8") as stream:
        cases = len(json.load(stream)["cases"])
    by_source["PSPLIB, length of the critical path"].update(cases=cases, values=cases, differ=0)
    return by_source, by_feature


def table(head: str, rows: dict[str, Counter[str]]) -> str:
    """A table of counts, the most values first."""
    lines = [
        f"| {head} | schedules | values compared | equal | differ |",
        "| --- " + "| ---: " * 4 + "|",
    ]
    for name, count in sorted(rows.items(), key=lambda item: (-item[1]["values"], item[0])):
        equal = count["values"] - count["differ"]
        lines.append(
            f"| {name} | {count['cases']} | {count['values']:,} | {equal:,} | {count['differ']} |"
        )
    return "\n".join(lines)


def page() -> str:
    """The page as Markdown."""
    by_source, by_feature = counts()
    parts = [
        INTRODUCTION,
        "## By source\n",
        table("computed by", by_source),
        "\n## By feature\n\nA schedule counts for every feature that occurs in it.\n",
        table("feature", by_feature),
        "\n" + NOTES,
    ]
    return "\n".join(parts)


if __name__ == "__main__":
    if not FOLDER.is_dir():
        sys.exit(f"no schedules of other programs in {FOLDER}; set PLANNER_ORACLES")
    PAGE.write_text(page(), encoding="utf-8")
