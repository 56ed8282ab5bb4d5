"""What a person probably did where the YAML parser gave up."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from planner.problems import Location
from planner.problems import error

if TYPE_CHECKING:
    from pathlib import Path

    import yaml

    from planner.problems import Problem

_CAUSES = (
    (r"mapping values are not allowed", "colon-in-text"),
    (r"undefined alias", "anchor-or-alias"),
    (r"scanning (an alias|an anchor)", "anchor-or-alias"),
    (r"unexpected end of stream", "unclosed-quote"),
    (r"quoted scalar", "unclosed-quote"),
    (r"expected node content", "unclosed-bracket"),
    (r"expected ',' or '[\]}]'", "unclosed-bracket"),
    (r"(could not|did not) find expected ':'", "missing-colon"),
    (r"expected '-' indicator", "wrong-indentation"),
    (r"expected key|expected <block end>", "wrong-indentation"),
    (r"block sequence entries are not allowed", "wrong-indentation"),
    (r"cannot start any token", "forbidden-start"),
    (r"nesting|recursion", "nested-too-deep"),
)


def syntax_problem(fault: yaml.YAMLError, text: str, file: Path) -> Problem:
    """Explain a syntax error in the terms of the person who typed it."""
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.splitlines()
    shown = lines[line] if line < len(lines) else ""
    place = Location(file, line + 1, column + 1)
    tab = re.match(r"[ -]*\t", shown)
    if tab:
        return error("tab", Location(file, line + 1, tab.end()))
    reason = " ".join(
        part for part in (getattr(fault, "context", None), getattr(fault, "problem", None)) if part
    )
    code = next((code for cause, code in _CAUSES if re.search(cause, reason)), "syntax")
    if code == "wrong-indentation" and _has_text_after_quote(shown):
        code = "text-after-quote"
    elif code == "wrong-indentation" and shown.lstrip().startswith(":"):
        code = "empty-key"
    elif code == "colon-in-text" and _is_entry(shown, column):
        return _misplaced_entry(lines, line, file)
    start = getattr(fault, "context_mark", None)
    return error(
        code,
        place,
        reason=reason or str(fault),
        character=shown[column : column + 1],
        name=shown[column : column + 20],
        start=start.line + 1 if start else line + 1,
        most=20,
    )


def _is_entry(line: str, column: int) -> bool:
    """Tell whether the colon at fault is the one after a key, so not one within a text."""
    match = re.match(r"\s*(- +)?[\w-]+(?=:( |$))", line)
    return match is not None and match.end() == column


def _misplaced_entry(lines: list[str], line: int, file: Path) -> Problem:
    """Explain a `key: value` that the parser took for more of the text above it."""
    above = line - 1
    while above > 0 and (not lines[above].strip() or lines[above].lstrip().startswith("#")):
        above -= 1
    indent = len(lines[above]) - len(lines[above].lstrip())
    if ":" not in lines[above]:
        return error("missing-colon", Location(file, above + 1, indent + 1), start=above + 1)
    column = len(lines[line]) - len(lines[line].lstrip())
    return error("wrong-indentation", Location(file, line + 1, column + 1), start=above + 1)


def _has_text_after_quote(line: str) -> bool:
    """Recognise `title: "Bouw" van het systeem`."""
    return re.search(r""":\s*(["']).*?\1\s*[^\s,\]}#:]""", line) is not None
