"""One file of the plan, from bytes to text, with every reason to refuse it."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from planner.problems import Location
from planner.problems import error

if TYPE_CHECKING:
    from planner.problems import Problem

LARGEST_FILE = 5_000_000
"""Bytes; a plan of ten thousand activities in a single file takes half of it."""

_PART = 65_536
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"
)
_STRANGE_INDENT = re.compile("^[ \t]*[\u00a0\u2000-\u200b\u202f\u3000\ufeff]", re.MULTILINE)
_CONFLICT = re.compile(r"^(<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class FileContent:
    """The text of a file, or the problems for which there is none."""

    file: Path
    text: str = ""
    raw: bytes = b""
    problems: tuple[Problem, ...] = ()


def read_content(file: Path, folder: Path) -> FileContent:
    """Read a file that must lie within a folder, whatever a person put there."""
    try:
        refusal = _refusal(file, folder)
        raw = b"" if refusal else _bounded(file)
    except OSError as fault:
        refusal = error("unreadable-file", Location(file), reason=_reason(fault))
        raw = b""
    if refusal is None and len(raw) > LARGEST_FILE:
        refusal = error("file-too-large", Location(file), megabytes=LARGEST_FILE // 1_000_000)
    if refusal is not None:
        return FileContent(file, problems=(refusal,))
    return decode(raw, file)


def lies_within(path: Path, folder: Path) -> bool:
    """Tell whether a path leads to a place in the folder, links followed."""
    # realpath and not Path.resolve: a link to itself must end in the error of the system.
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def decode(raw: bytes, file: Path) -> FileContent:
    """Turn the bytes of a file into text that YAML can be read from."""
    if raw.startswith(_UTF16):
        return FileContent(file, raw=raw, problems=(error("utf-16", Location(file)),))
    try:
        text = raw.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as fault:
        before = raw[: fault.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        place = Location(file, before.count(b"\n") + 1, column)
        problem = error("not-utf-8", place, byte=f"0x{raw[fault.start]:02X}")
        return FileContent(file, raw=raw, problems=(problem,))
    problem_found = _unfit(text, file)
    problems = (problem_found,) if problem_found else ()
    return FileContent(file, text, raw, problems)


def _refusal(file: Path, folder: Path) -> Problem | None:
    place = Location(file)
    if not lies_within(file, folder):
        return error("outside-folder", place, target=os.path.realpath(file))
    status = file.stat()
    if stat.S_ISDIR(status.st_mode):
        return error("folder-not-file", place)
    if not stat.S_ISREG(status.st_mode):
        return error("not-a-file", place)
    if status.st_size > LARGEST_FILE:
        return error("file-too-large", place, megabytes=LARGEST_FILE // 1_000_000)
    return None


def _bounded(file: Path) -> bytes:
    """Read hardly more than the limit, also when the file grows meanwhile."""
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    parts, size = [], 0
    with os.fdopen(descriptor, "rb") as stream:
        while size <= LARGEST_FILE and (part := stream.read(_PART)):
            parts.append(part)
            size += len(part)
    return b"".join(parts)


def _unfit(text: str, file: Path) -> Problem | None:
    for pattern, code in (
        (_UNPRINTABLE, "control-character"),
        (_CONFLICT, "conflict-marker"),
        (_STRANGE_INDENT, "strange-space"),
    ):
        found = pattern.search(text)
        if found:
            at = found.end() - 1 if code == "strange-space" else found.start()
            place = _place(text, at, file)
            return error(code, place, character=f"U+{ord(text[at]):04X}", marker=found.group())
    return None


def _place(text: str, offset: int, file: Path) -> Location:
    before = text[:offset]
    return Location(file, before.count("\n") + 1, offset - before.rfind("\n"))


def _reason(fault: OSError) -> str:
    return fault.strerror or type(fault).__name__
