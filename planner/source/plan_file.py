"""Read one file of the plan as text, or refuse it with a reason."""

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
    from collections.abc import Iterator

    from planner.problems import Problem

LARGEST_FILE = 5_000_000
"""Bytes; a plan of ten thousand activities in a single file takes half of it."""

_PART = 65_536
_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UNPRINTABLE = "(?P<at>[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff])"
# Git writes seven of these signs where two changes could not be merged.
_CONFLICT = r"^(?P<at>[<=>|])(?P=at){6}(?=[ \r\n]|\Z)"
# A space copied from a web page or from Word looks like an indent and is none to YAML.
_STRANGE_INDENT = "^[ \t]*(?P<at>[\u00a0\u2000-\u200b\u202f\u3000\ufeff])"
_UNFIT = (
    (re.compile(_UNPRINTABLE), "control-character"),
    (re.compile(_CONFLICT, re.MULTILINE), "conflict-marker"),
    (re.compile(_STRANGE_INDENT, re.MULTILINE), "strange-space"),
)


@dataclass(frozen=True, slots=True)
class FileContent:
    """The text of a file, or the problem because of which there is none."""

    file: Path
    text: str = ""
    raw: bytes = b""
    problems: tuple[Problem, ...] = ()


def read_content(file: Path, folder: Path) -> FileContent:
    """Read a file that must lie within a folder; anything can stand under its name."""
    try:
        problem = _refusal(file, folder)
        if problem is not None:
            return FileContent(file, problems=(problem,))
        raw = _bounded(file)
    except OSError as fault:
        problem = error("unreadable-file", Location(file), reason=system_reason(fault))
        return FileContent(file, problems=(problem,))
    if len(raw) > LARGEST_FILE:
        return FileContent(file, problems=(_too_large(file),))
    return decode(raw, file)


def lies_within(path: Path, folder: Path) -> bool:
    """Tell whether a path leads to a place in the folder, links followed."""
    # realpath and not Path.resolve: with a link to itself, opening the file gives the error.
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def decode(raw: bytes, file: Path) -> FileContent:
    """Turn the bytes of a file into text that YAML can be read from."""
    # Notepad on Windows offers UTF-16; the message tells how to save the file as UTF-8.
    if raw.startswith(_UTF16):
        return FileContent(file, raw=raw, problems=(error("utf-16", Location(file)),))
    body = raw.removeprefix(_BOM)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as fault:
        # A column counts characters, and an é before the wrong byte takes two bytes.
        before = body[: fault.start].decode("utf-8", "replace")
        place = _place(before, len(before), file)
        problem = error("not-utf-8", place, byte=f"0x{body[fault.start]:02X}")
        return FileContent(file, raw=raw, problems=(problem,))
    return FileContent(file, text, raw, tuple(_unfit(text, file)))


def _refusal(file: Path, folder: Path) -> Problem | None:
    place = Location(file)
    if not lies_within(file, folder):
        return error("outside-folder", place, target=os.path.realpath(file))
    # A named pipe or a device would never come to an end.
    status = file.stat()
    if stat.S_ISDIR(status.st_mode):
        return error("folder-not-file", place)
    if not stat.S_ISREG(status.st_mode):
        return error("not-a-file", place)
    if status.st_size > LARGEST_FILE:
        return _too_large(file)
    return None


def _too_large(file: Path) -> Problem:
    return error("file-too-large", Location(file), megabytes=LARGEST_FILE // 1_000_000)


def _bounded(file: Path) -> bytes:
    """Read hardly more than the limit, also when the file grows meanwhile."""
    # Without O_NONBLOCK, opening a pipe waits for a writer; Windows does not know the flag.
    descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    parts, size = [], 0
    with os.fdopen(descriptor, "rb") as stream:
        while size <= LARGEST_FILE and (part := stream.read(_PART)):
            parts.append(part)
            size += len(part)
    return b"".join(parts)


def _unfit(text: str, file: Path) -> Iterator[Problem]:
    """Find the first character or line that cannot be in a plan file."""
    for pattern, code in _UNFIT:
        match = pattern.search(text)
        if match:
            place = _place(text, match.start("at"), file)
            character = f"U+{ord(match['at']):04X}"
            yield error(code, place, character=character, marker=match.group())
            return


def _place(text: str, offset: int, file: Path) -> Location:
    return Location(file, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


def system_reason(fault: Exception) -> str:
    """Give the words of the operating system for an error."""
    return getattr(fault, "strerror", None) or type(fault).__name__
