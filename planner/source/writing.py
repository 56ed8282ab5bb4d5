"""Write plan files: whole or not at all, and never over a file that a person wrote."""

from __future__ import annotations

import os
from contextlib import contextmanager
from contextlib import suppress
from threading import get_ident
from typing import TYPE_CHECKING
from typing import Any

import yaml

from planner.problems import PlannerError
from planner.source.plan_file import system_reason

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from pathlib import Path

LOCK = ".lock"
"""The file in a folder that one writer at a time holds."""

_UNFINISHED = ".tmp"


class _Dumper(yaml.SafeDumper):
    """Writes no anchors: a value that occurs twice is written twice."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002
        """Treat no value as one that was written before."""
        return True


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # A text in single quotes would run over several lines; double quotes write `\n` instead.
    style = '"' if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


class WritingError(PlannerError):
    """A file could not be written; no part of it is there."""


def write_new(path: Path, text: str | bytes) -> None:
    """Create a file with all of its text, or leave everything as it was.

    Raises:
        FileExistsError: There is such a file already; it is not touched.
        WritingError: The folder refuses it.
    """
    _write(path, text, _take_name)


def replace_file(path: Path, text: str | bytes) -> None:
    """Replace a file in one step: a reader sees the old text or the new one.

    Raises:
        WritingError: The folder refuses it; the old file is as it was.
    """
    _write(path, text, _replace)


@contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """Hold a folder for writing; other writers wait.

    Raises:
        WritingError: The folder refuses a lock.
    """
    with _refusing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _lock(descriptor)
        _sweep(folder)
        yield
    finally:
        os.close(descriptor)


def yaml_value(value: Any) -> str:  # noqa: ANN401 - anything that YAML can hold
    """Write one value on one line, quoted where YAML would read it otherwise."""
    text: str = yaml.dump(
        value,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=True,
        width=10**6,  # PyYAML wraps at 80 characters unless it is given a width
    )
    # PyYAML ends a bare scalar with a line that closes the document.
    return text.removesuffix("...\n").removesuffix("\n")


def yaml_lines(values: Mapping[str, object], indent: str = "") -> Iterator[str]:
    """Write each value on a line of its own behind its key."""
    for key, value in values.items():
        yield f"{indent}{key}: {yaml_value(value)}"


def _write(path: Path, text: str | bytes, give_name: Callable[[Path, Path], None]) -> None:
    """Write a draft beside the file, and give it the name of the file when it is complete."""
    # Readers of plans skip a name that starts with a dot.
    draft = path.with_name(f".{path.name}.{os.getpid()}-{get_ident()}{_UNFINISHED}")
    try:
        with _refusing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with draft.open("wb") as stream:
                stream.write(text.encode("utf-8") if isinstance(text, str) else text)
                stream.flush()
                # Before the file gets its name: after a power cut it must not be there but empty.
                os.fsync(stream.fileno())
        give_name(draft, path)
    finally:
        with suppress(OSError):
            draft.unlink()
    _settle(path.parent)


def _take_name(draft: Path, path: Path) -> None:
    """Give the draft a name that is free; the file system itself refuses one that is taken."""
    try:
        # A link and not a rename: a rename replaces a file of that name without an error.
        os.link(draft, path)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError, AttributeError):
        # A file system without hard links: the lock that the caller holds keeps others out.
        if path.exists():
            raise FileExistsError(path) from None
        _replace(draft, path)


def _replace(draft: Path, path: Path) -> None:
    with _refusing(path):
        draft.replace(path)


@contextmanager
def _refusing(path: Path) -> Iterator[None]:
    """Turn an error of the file system into one that names the path and the reason."""
    try:
        yield
    except OSError as fault:
        message = f"{path}: {system_reason(fault)}"
        raise WritingError(message) from fault


def _sweep(folder: Path) -> None:
    """Delete the drafts of a writer that was killed; only the holder of the lock may."""
    for draft in folder.glob(f".*{_UNFINISHED}"):
        draft.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Make the name of a file survive a power cut, where the system can."""
    # Windows cannot open a folder as a file.
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _lock(descriptor: int) -> None:
    """Wait for the lock; the system releases it with the descriptor, also after a kill."""
    try:
        import fcntl  # noqa: PLC0415 - not on Windows
    except ImportError:
        import msvcrt  # noqa: PLC0415 - only on Windows

        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
