"""The commands of the README work, and say what it shows."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from planner.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\n(.*?)^```$", README, flags=re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"^\.venv/bin/planner (.*?)(?: +#.*)?$", flags=re.MULTILINE)
COMMANDS = [line for block in BLOCKS for line in COMMAND.findall(block)]


def examples() -> Iterator[tuple[str, str]]:
    """Each example: what is typed behind `$ planner`, and what comes out, up to the dots."""
    for block in BLOCKS:
        typed, _, shown = block.partition("\n")
        if typed.startswith("$ planner "):
            yield typed.removeprefix("$ planner "), shown.strip().removesuffix("...")


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("PLANNER_LANG", raising=False)


def test_the_readme_shows_commands_and_an_example() -> None:
    assert len(COMMANDS) > 2
    assert len(list(examples())) > 0


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_works(command: str) -> None:
    assert main(shlex.split(command)) == 0


@pytest.mark.parametrize(("command", "shown"), list(examples()))
def test_an_example_says_what_the_readme_shows(
    command: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(shlex.split(command)) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert " ".join(shown.split()) in said
