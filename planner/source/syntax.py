"""Explain the errors of the YAML parser by the mistakes that people make."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from planner.problems import Location
from planner.problems import error

if TYPE_CHECKING:
    from pathlib import Path

    from planner.problems import Problem

# The first pattern in the words of the parser decides, so the narrow ones stand before the wide.
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


_FILE_START = yaml.Mark("", 0, 0, 0, None, 0)
_MOST_SHOWN = 20


def syntax_problem(fault: yaml.YAMLError, text: str, file: Path) -> Problem:
    """Explain a syntax error in words that the person who typed it knows."""
    if not isinstance(fault, yaml.MarkedYAMLError):
        # The reader and the limits of the C parser give neither a place nor a cause.
        fault = yaml.MarkedYAMLError(problem=str(fault))
    # The problem is where the parser gave up, the context where it began, as at an opening quote.
    at = fault.problem_mark or fault.context_mark or _FILE_START
    start = fault.context_mark or at
    lines = text.splitlines()
    # The end of a file stands on a line that `splitlines` does not give.
    shown = "".join(lines[at.line : at.line + 1])
    tab = re.match(r"[ -]*\t", shown)
    if tab:
        return error("tab", Location(file, at.line + 1, tab.end()))
    reason = " ".join(filter(None, (fault.context, fault.problem)))
    code = _cause(reason, shown)
    if code == "colon-in-text" and _is_entry(shown, at.column):
        return _misplaced_entry(lines, at.line, file)
    return error(
        code,
        Location(file, at.line + 1, at.column + 1),
        reason=reason,
        character=shown[at.column : at.column + 1],
        name=shown[at.column : at.column + _MOST_SHOWN],
        start=start.line + 1,
        most=_MOST_SHOWN,
    )


def _cause(reason: str, line: str) -> str:
    """Name the mistake by the words of the parser and by the line at which it gave up."""
    code = next((code for pattern, code in _CAUSES if re.search(pattern, reason)), "syntax")
    if code == "wrong-indentation":
        if _has_text_after_quote(line):
            return "text-after-quote"
        if line.lstrip().startswith(":"):
            return "empty-key"
    return code


def _is_entry(line: str, column: int) -> bool:
    """Tell whether the colon at fault follows a key, and is not one within a text."""
    match = re.match(r"\s*(- +)?[\w-]+(?=:( |$))", line)
    return match is not None and match.end() == column


def _misplaced_entry(lines: list[str], line: int, file: Path) -> Problem:
    """Explain a `key: value` that the parser read as more of the text above it."""
    above = line - 1
    while above > 0 and (not lines[above].strip() or lines[above].lstrip().startswith("#")):
        above -= 1
    indent = len(lines[above]) - len(lines[above].lstrip())
    if ":" not in lines[above]:
        return error("missing-colon", Location(file, above + 1, indent + 1), start=above + 1)
    column = len(lines[line]) - len(lines[line].lstrip())
    return error("wrong-indentation", Location(file, line + 1, column + 1), start=above + 1)


def _has_text_after_quote(line: str) -> bool:
    """Recognise lines such as `title: "Bouw" van het systeem`."""
    return re.search(r""":\s*(["']).*?\1\s*[^\s,\]}#:]""", line) is not None
