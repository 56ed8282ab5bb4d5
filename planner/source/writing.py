"""Plan files out: whole or not at all, and never over what a person wrote."""

from __future__ import annotations

import os
from contextlib import contextmanager
from contextlib import suppress
from threading import get_ident
from typing import TYPE_CHECKING
from typing import Any

import yaml

from planner.problems import PlannerError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LOCK = ".lock"
"""The file in a folder that one writer at a time holds."""

_UNFINISHED = ".tmp"


class _Dumper(yaml.SafeDumper):
    """Writes every value out where it stands: plan files have no anchors."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401, ARG002
        """Write what occurs twice twice."""
        return True


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style='"' if "\n" in text else None
    ),
)


class WritingError(PlannerError):
    """A file could not be written; nothing of it is there."""


def write_new(path: Path, text: str | bytes) -> None:
    """Create a file with all of its text, or leave everything as it was.

    Raises:
        FileExistsError: There is such a file already; it is not touched.
        WritingError: The folder refuses it.
    """
    draft = _draft(path, text)
    try:
        _publish(draft, path)
    except FileExistsError:
        raise
    except OSError as fault:
        raise _refused(path, fault) from fault
    finally:
        draft.unlink(missing_ok=True)
    _settle(path.parent)


def replace_file(path: Path, text: str | bytes) -> None:
    """Put a text in the place of a file at once: a reader sees the old one or the new one.

    Raises:
        WritingError: The folder refuses it; the old file is as it was.
    """
    draft = _draft(path, text)
    try:
        draft.replace(path)
    except OSError as fault:
        draft.unlink(missing_ok=True)
        raise _refused(path, fault) from fault
    _settle(path.parent)


@contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """Hold a folder for writing; others wait, and a writer that dies lets go.

    Raises:
        WritingError: The folder refuses a lock.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as fault:
        raise _refused(folder, fault) from fault
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
        width=10**6,
    )
    return text.removesuffix("...\n").removesuffix("\n")


def _draft(path: Path, text: str | bytes) -> Path:
    """Write the text beside its place; readers of plans skip a name that starts with a dot."""
    draft = path.with_name(f".{path.name}.{os.getpid()}-{get_ident()}{_UNFINISHED}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("wb") as stream:
            stream.write(text.encode("utf-8") if isinstance(text, str) else text)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as fault:
        with suppress(OSError):
            draft.unlink()
        raise _refused(path, fault) from fault
    return draft


def _publish(draft: Path, path: Path) -> None:
    """Give the draft its name; a name that is taken is refused by the file system itself."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError, AttributeError):
        if path.exists():  # a file system without hard links: the caller's lock keeps others out
            raise FileExistsError(path) from None
        draft.replace(path)


def _sweep(folder: Path) -> None:
    """Clear away what a writer that was killed has left; only the holder of the lock may."""
    for draft in folder.glob(f".*{_UNFINISHED}"):
        draft.unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Let the name itself survive a power cut, where the system can."""
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


def _refused(path: Path, fault: OSError) -> WritingError:
    return WritingError(f"{path}: {fault.strerror or type(fault).__name__}")
