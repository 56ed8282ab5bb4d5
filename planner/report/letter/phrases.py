"""The Dutch sentences and word lists of the letter, read from `phrases.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def phrase(key: str, /, **details: object) -> str:
    """Fill in the sentence `table.name`.

    Raises:
        KeyError: There is no such sentence.
    """
    table, _, name = key.partition(".")
    return phrases(table)[name].format(**details)


@cache
def phrases(table: str) -> Mapping[str, str]:
    """Give one table of the sentences."""
    return dict(_all()[table])


@cache
def words(name: str) -> tuple[str, ...]:
    """Give a list of words of the lexicon."""
    return tuple(phrases("lexicon")[name].split())


@cache
def _all() -> dict[str, Any]:
    content = files(__package__).joinpath("phrases.toml").read_text(encoding="utf-8")
    return tomllib.loads(content)
