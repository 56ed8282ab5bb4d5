"""Every key of a message can be listed: none is made of parts, none is unused, none is missing."""

from __future__ import annotations

import ast
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import planner
from planner import i18n
from planner.cli.entry import verb_names
from planner.i18n import catalogue
from planner.i18n import enum_texts
from planner.i18n import languages

PACKAGE = Path(i18n.__file__).parent
SPEAKERS = {"say", "count", "knows"}
OWN_LISTS = ("schema.", "term.", "locale.")
"""Read by prefix: descriptions of the models, the glossary, and the locale itself."""
ENDINGS = (".one", ".other", ".message", ".advice")
"""Of a plural, and of a problem, which code names without them."""


@cache
def calls() -> tuple[tuple[str, str, ast.expr], ...]:
    """Each call that asks a locale for a text: its file, its method and the key it gives."""
    asked = []
    for file in sorted(PACKAGE.rglob("*.py")):
        if file.name == "i18n.py":  # it adds the endings, and asks for what it is asked for
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            # Texts and lists have a method `count` too; those of theirs have no key in them.
            if node.func.attr in SPEAKERS and node.args and "." in ast.unparse(node.args[0]):
                asked.append((str(file.relative_to(PACKAGE)), node.func.attr, node.args[0]))
    return tuple(asked)


@cache
def literals() -> frozenset[str]:
    """Every text in quotes in the program."""
    return frozenset(
        node.value
        for file in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


@cache
def keys_of_enums() -> frozenset[str]:
    """The keys that are made from values of enums, in every module of the program."""
    for module in walk_packages(planner.__path__, "planner."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    return frozenset(key for texts in enum_texts() for key in texts)


@cache
def keys_of_lists() -> frozenset[str]:
    """The keys that follow from the verbs there are."""
    verbs = {f"verb.{name}.{part}" for name in verb_names() for part in ("summary", "help")}
    return frozenset(verbs)


def strings_in(key: ast.expr) -> set[str]:
    """The keys that an argument can be, as far as it says so itself."""
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        return {key.value}
    if isinstance(key, ast.IfExp):
        return strings_in(key.body) | strings_in(key.orelse)
    return set()


def is_known(key: str, texts: frozenset[str]) -> bool:
    return key in texts or any(f"{key}{ending}" in texts for ending in ENDINGS)


def test_no_key_is_made_of_parts() -> None:
    made = [file for file, _, key in calls() if isinstance(key, ast.JoinedStr)]
    assert [file for file in made if file != "model/json_schema.py"] == []


@pytest.mark.parametrize("language", languages())
def test_every_key_that_is_asked_for_has_a_text(language: str) -> None:
    texts = frozenset(catalogue(language))
    asked = {name for _, _, key in calls() for name in strings_in(key)}
    asked |= keys_of_enums() | keys_of_lists()
    assert sorted(key for key in asked if not is_known(key, texts)) == []


@pytest.mark.parametrize("language", languages())
def test_every_text_is_asked_for(language: str) -> None:
    used = literals() | keys_of_enums() | keys_of_lists()
    unused = []
    for key in catalogue(language):
        stem = next((key.removesuffix(e) for e in ENDINGS if key.endswith(e)), key)
        if not key.startswith(OWN_LISTS) and used.isdisjoint({key, stem}):
            unused.append(key)
    assert unused == []
