"""The plan folder, read once for each content of its files."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from planner.workspace.plan_folder import open_workspace

if TYPE_CHECKING:
    from planner.workspace.plan_folder import Workspace

ROOMS = (".", "status", "letters", "baselines", "scenarios")


@dataclass(frozen=True, slots=True)
class LoadedPlan:
    """A plan folder and the hash of what its files say, which is the key of all that is kept."""

    workspace: Workspace
    content: str


def content_of(folder: Path) -> str:
    """Hash everything that the plan files say; a file that cannot be read counts by its name."""
    digest = hashlib.sha256()
    for room in ROOMS:
        try:
            files = sorted(path for path in (folder / room).glob("*.yaml") if path.is_file())
        except OSError:
            continue
        for file in files:
            digest.update(f"{room}/{file.name}\0".encode())
            digest.update(_bytes(file))
    return digest.hexdigest()


def load_plan(folder: Path) -> LoadedPlan:
    """The workspace of a folder as its files are now."""
    content = content_of(folder)
    return LoadedPlan(_opened(str(folder), content), content)


@st.cache_resource(max_entries=4, show_spinner=False)
def _opened(folder: str, content: str) -> Workspace:  # noqa: ARG001 - the key is the content
    return open_workspace(Path(folder))


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
