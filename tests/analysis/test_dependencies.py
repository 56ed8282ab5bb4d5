"""The packages we name, the ones we pin and the ones we give a reason for are the same."""

from __future__ import annotations

import re
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("app.txt", "dev.txt")


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def names(requirements: list[Any]) -> set[str]:
    """Keep the names of a list that may also include other groups."""
    return {
        canonical(found[0])
        for line in requirements
        if isinstance(line, str) and (found := re.match(r"[\w.-]+", line))
    }


def pins(lock: str) -> dict[str, list[str]]:
    """Read the hashes of every pinned package."""
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    entries = re.findall(r"^([\w.-]+)==(.*?)(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    return {canonical(name): re.findall(r"sha256:[0-9a-f]{64}", rest) for name, rest in entries}


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def runtime(project: dict[str, Any]) -> set[str]:
    extras = chain.from_iterable(project["project"]["optional-dependencies"].values())
    return names([*project["project"]["dependencies"], *extras])


@pytest.fixture(scope="module")
def development(project: dict[str, Any]) -> set[str]:
    return names(list(chain.from_iterable(project["dependency-groups"].values())))


def test_every_runtime_dependency_is_pinned_for_the_app(runtime: set[str]) -> None:
    assert not runtime - pins("app.txt").keys()


def test_every_dependency_is_pinned_for_development(
    runtime: set[str], development: set[str]
) -> None:
    assert not (runtime | development) - pins("dev.txt").keys()


def test_the_app_runs_on_the_versions_that_were_tested() -> None:
    app, dev = pins("app.txt"), pins("dev.txt")
    assert {name: dev.get(name) for name in app} == app


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    assert [name for name, hashes in pins(lock).items() if not hashes] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_a_registry(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text


def test_every_dependency_has_its_reason(runtime: set[str], development: set[str]) -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    explained = set(map(canonical, re.findall(r"`([\w.-]+)`", page)))
    assert not (runtime | development) - explained
