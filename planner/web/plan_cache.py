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

FOLDERS = (".", "status", "letters", "baselines", "scenarios")
"""Where a plan has its files."""


@dataclass(frozen=True, slots=True)
class LoadedPlan:
    """A plan folder with the hash of its files, which is part of the key of every cached result."""

    workspace: Workspace
    content: str


def load_plan(folder: Path) -> LoadedPlan:
    """Load a plan folder as its files are now."""
    content = content_of(folder)
    return LoadedPlan(_cached_workspace(str(folder), content), content)


# Streamlit takes every argument without an underscore into the key: also `content`, which only
# says that the files have changed. Of a plan that is edited, the last four contents stay.
@st.cache_resource(max_entries=4, show_spinner=False)
def _cached_workspace(folder: str, content: str) -> Workspace:  # noqa: ARG001
    return open_workspace(Path(folder))


def content_of(folder: Path) -> str:
    """Hash the text of all plan files; a file that cannot be read counts by its name."""
    digest = hashlib.sha256()
    for part in FOLDERS:
        try:
            files = sorted(path for path in (folder / part).glob("*.yaml") if path.is_file())
        except OSError:
            continue
        for file in files:
            # Without the names, a file that is renamed would not be noticed.
            digest.update(f"{part}/{file.name}\0".encode())
            digest.update(_bytes(file))
    return digest.hexdigest()


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        return b""
