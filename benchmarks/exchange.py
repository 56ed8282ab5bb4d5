"""Speed of the formats: a plan of 10,000 activities out and in.

    python benchmarks/exchange.py [--size 10000]

Seconds are those of the processor, so that a busy machine does not count; on an idle one they are
those of the clock. Each format runs on a schedule that has been computed before. The last column
is what the format may take; the script ends with 1 when one takes longer.
"""

from __future__ import annotations

import argparse
import sys
import time
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from typing import TypeVar

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from planner.exchange.formats import Order
from planner.exchange.formats import exported
from planner.exchange.importing import Wish
from planner.exchange.importing import draft
from planner.exchange.importing import write
from planner.exchange.mspdi_read import read_mspdi
from planner.exchange.verification import verify
from planner.exchange.xer import read_xer
from planner.i18n import Locale
from planner.workspace.plan_folder import open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

PROGRAMME = """\
programme: Groot
start: 2026-01-01
default_calendar: kantoor
calendars:
  kantoor: {week: [mon, tue, wed, thu, fri], hours: ["09:00-17:00"], holidays: NL}
  beide: {based_on: kantoor, closures: [{name: Reces, from: 2026-07-03, to: 2026-08-30}]}
organisations: {A: {name: Organisatie A, reports: true}}
"""
LIMITS = {".xml": 5.0, ".xlsx": 10.0, "read": 5.0, "import": 5.0}


def lay_out(folder: Path, size: int) -> Path:
    """Write a plan of chains that hang together, a hundred activities a workstream."""
    folder.mkdir()
    (folder / "programme.yaml").write_text(PROGRAMME, encoding="utf-8")
    for stream in range(size // 100):
        lines = [f"workstream: ws{stream}", f"title: Werkstroom {stream}", "activities:"]
        for i in range(100):
            after = [f"a{i - n} {kind}" for n, kind in ((3, "FS"), (7, "SS+2d")) if i >= n]
            if stream and i == 0:
                after.append(f"ws{stream - 1}.a{stream % 5}")
            lines += [f"  a{i}:", f"    title: Activiteit {i} van {stream}", "    owner: A"]
            lines += [f"    duration: {i % 9 + 1}d", "    basis: assumption"]
            lines += [f"    calendar: {'beide' if i % 10 == 0 else 'kantoor'}"]
            lines += [f"    after: [{', '.join(after)}]"] if after else []
        (folder / f"ws{stream}.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def main() -> int:
    """Measure every format; 1 when one takes too long."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=10_000)
    size = parser.parse_args().size
    slow = 0
    with TemporaryDirectory() as scratch:
        schedule = open_workspace(lay_out(Path(scratch) / "plan", size)).at()
        count = len(schedule.activities)
        print(f"{count} activities\n\n| what | s | limit |\n| --- | --- | --- |")
        order = Order(schedule, Locale("nl"))
        for ending in (".xml", ".xlsx", ".csv", ".ics", ".html", ".mmd"):
            seconds, (content, _) = timed(partial(exported, order, ending))
            slow += shown(f"export {ending}", seconds, LIMITS.get(ending))
            (Path(scratch) / f"plan{ending}").write_bytes(content)
        file = Path(scratch) / "plan.xml"
        seconds, project = timed(lambda: read_mspdi(file))
        slow += shown("read .xml", seconds, LIMITS["read"])
        seconds, _ = timed(lambda: verify(project))
        slow += shown("verify", seconds, None)
        wish, target = Wish("groot", owner="A"), Path(scratch) / "nieuw"

        def bring_in() -> object:
            return write(draft(read_mspdi(file), file, target, wish), wish)

        seconds, _ = timed(bring_in)
        slow += shown("import .xml", seconds, LIMITS["import"])
        primavera = Path(scratch) / "plan.xer"
        primavera.write_text(xer_of(count), encoding="utf-8")
        seconds, _ = timed(lambda: read_xer(primavera))
        slow += shown("read .xer", seconds, LIMITS["read"])
    return int(slow > 0)


def xer_of(count: int) -> str:
    """A chain of activities as Primavera writes it, on the calendar of the tests."""
    lines = (ROOT / "tests/exchange/minimal.xer").read_text(encoding="utf-8").splitlines()
    task = next(line for line in lines if "\tA1000\t" in line)
    link = next(line for line in lines if "\tPR_FS\t0" in line)
    place, after = lines.index(task), lines.index(link)
    tasks = [task.replace("1001", str(10_000 + n)).replace("A1000", f"B{n}") for n in range(count)]
    links = [
        link.replace("1003", str(10_000 + n)).replace("1002", str(9_999 + n))
        for n in range(1, count)
    ]
    return "\n".join([*lines[:place], *tasks, *lines[place:after], *links, *lines[after:]])


def timed(run: Callable[[], T]) -> tuple[float, T]:
    """Processor seconds of a call, and what it gave."""
    begin = time.process_time()
    found = run()
    return time.process_time() - begin, found


def shown(what: str, seconds: float, limit: float | None) -> bool:
    """Print a row; tells whether it took too long."""
    print(f"| {what} | {seconds:.2f} | {'' if limit is None else limit} |")
    return limit is not None and seconds > limit


if __name__ == "__main__":
    sys.exit(main())
