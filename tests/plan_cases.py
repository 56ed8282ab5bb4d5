"""Plans with one mistake each: a tiny file, the finding in a comment, one harness.

A case is a file in `tests/plans/fout`. `# EXPECT: error 6 unknown-predecessor` names a
finding and its line; `# FILE: name` says which file of the plan the lines after it are
(`proef.yaml` without it). The files keep the line numbers of the case, and come on top
of a sound plan: the files of `tests/plans/basis`.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path

PLANS = Path(__file__).parent / "plans"
BASIS = PLANS / "basis"
CASES = sorted((PLANS / "fout").glob("*.yaml"))

_EXPECT = re.compile(r"^# EXPECT: (error|warning|info) (\d+) ([a-z0-9-]+)$", re.MULTILINE)
_FILE = re.compile(r"^# FILE: (\S+)$")


@dataclass(frozen=True, order=True)
class Expected:
    """A finding that a case announces."""

    line: int
    severity: str
    code: str


def expected(case: Path) -> list[Expected]:
    """Read what a case announces."""
    found = _EXPECT.findall(case.read_text(encoding="utf-8"))
    return sorted(Expected(int(line), severity, code) for severity, line, code in found)


def lay_out(case: Path, folder: Path) -> Path:
    """Write the plan of a case, with every line at the number that it has in the case."""
    shutil.copytree(BASIS, folder, dirs_exist_ok=True)
    for name, text in _files(case.read_text(encoding="utf-8")).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _files(text: str) -> dict[str, str]:
    name, files = "proef.yaml", dict[str, list[str]]()
    for number, line in enumerate(text.split("\n")):
        marker = _FILE.match(line)
        if marker:
            name = marker.group(1)
        elif line.startswith("# EXPECT:"):
            continue
        else:
            lines = files.setdefault(name, [])
            lines += [""] * (number - len(lines))
            lines.append(line)
    return {name: "\n".join(lines) for name, lines in files.items() if "".join(lines).strip()}
